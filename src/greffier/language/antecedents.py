"""Whom a relative pronoun stands for, and which noun phrase ends at a word."""

from __future__ import annotations

from collections.abc import Mapping

from .surface import MAX_CLIMB, NOBODY, Subject
from .verbgroup import Group
from .view import INNER, View


class Antecedents:
    """Reads relative clauses of a view; `at` are its verb groups by every token of theirs."""

    def __init__(self, view: View, at: Mapping[int, Group]) -> None:
        self.view, self.at = view, at

    def of(self, pronoun: int, group: Group) -> Subject:
        """The antecedent of a relative pronoun of a group."""
        view = self.view
        noun: int | None = None
        top = group.top
        while view.base[top] == "conj" and view.head[top] in self.at and view.head[top] != top:
            top = view.head[top]
        if view.base[top] == "acl" and view.head[top] < pronoun and view.is_nominal(view.head[top]):
            noun = view.head[top]
        else:
            j = pronoun - 1
            while j > 0 and view.pos[j] in ("PUNCT", "ADP"):
                j -= 1
            noun = self.nominal_ending_at(j) if j >= 0 else None
        if noun is None or noun >= pronoun:
            return NOBODY
        if group.number and view.low[pronoun] in view.words.subject_relatives:
            if (whole := self._coordination(noun, pronoun)) and group.number == "plur":
                return Subject(whole, f"antecedent of {view.low[pronoun]}")
            noun = self._agreeing(noun, pronoun, group.number == "plur")
        others = (
            tuple(k for k in view.coordinated(noun) if k < pronoun)
            if view.plural(noun) and group.number != "sing"
            else ()
        )
        return Subject((noun, *others), f"antecedent of {view.low[pronoun]}")

    def _coordination(self, noun: int, pronoun: int) -> tuple[int, ...]:
        """ "les soldats et la police qui attaqueront": all that "et" joins, where the verb is plural and the last noun is not."""
        view = self.view
        head = noun
        while (
            view.base[head] == "conj" and view.is_nominal(view.head[head]) and view.head[head] not in self.at
        ):
            head = view.head[head]
        if head == noun or view.plural(noun) is not False:
            return ()
        return (head, *(k for k in view.coordinated(head) if k < pronoun))

    def _agreeing(self, noun: int, pronoun: int, plural: bool) -> int:
        """The noun itself, or the complement nearest to the relative that agrees with the verb when the noun does not."""
        view = self.view
        if view.plural(noun) in (None, plural):
            return noun
        for j in range(pronoun - 1, noun, -1):
            if view.pos[j] in ("NOUN", "PROPN") and view.plural(j) == plural and view.climbs_to(j, noun):
                return j
        return noun

    def nominal_ending_at(self, i: int) -> int | None:
        """The head of the noun phrase whose last word is token `i`."""
        view = self.view
        best = None
        if self.view.low[i] in self.view.relatives:
            return None
        for _ in range(MAX_CLIMB):
            if (
                i in self.at
                and not any(view.base[k] == "det" for k in view.kids[i])
                and view.pos[i] in ("VERB", "AUX")
            ):
                if not self.at[i].bare_participle:
                    return best
            elif view.is_nominal(i):
                best = i
            head = view.head[i]
            if head >= i or view.base[i] not in INNER | {"punct", "acl", "obl"}:
                return best
            i = head
        return best
