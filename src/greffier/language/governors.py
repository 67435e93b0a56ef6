"""Which frame embeds which, and how: complement, relative, adverbial, condition, purpose, coordinated, modifier."""

from __future__ import annotations

from collections.abc import Sequence

from .frames import Frame
from .lightverbs import Carrier
from .subjects import Subjects
from .verbgroup import Group, particle_of
from .view import View

Link = tuple[int | None, str]
FREE: Link = (None, "")
MAX_CLIMB = 30


def find_governors(
    view: View, frames: Sequence[Frame], subjects: Subjects, carriers: dict[int, Carrier]
) -> list[Link]:
    """The governor (an index of `frames`) and the relation of every frame."""
    return [
        link if link[0] != n else FREE
        for n, link in enumerate(_Links(view, frames, subjects, carriers).all())
    ]


class _Links:
    def __init__(
        self, view: View, frames: Sequence[Frame], subjects: Subjects, carriers: dict[int, Carrier]
    ) -> None:
        self.view, self.frames, self.subjects, self.carriers = view, frames, subjects, carriers
        self.at: dict[int, int] = {}
        for n, f in enumerate(frames):
            self.at[f.head] = n
            if f.light is not None:
                self.at.setdefault(f.light, n)
        for n, f in enumerate(frames):
            group = subjects.at.get(f.head)
            for m in group.members if group is not None and group.head == f.head else ():
                self.at.setdefault(m, n)
            if f.light is not None and (carried := subjects.at.get(f.light)) is not None:
                for m in carried.members:
                    self.at.setdefault(m, n)

    def all(self) -> list[Link]:
        out = []
        for n, f in enumerate(self.frames):
            if f.kind == "noun":
                out.append(self._noun(n, f))
            elif f.kind == "light":
                out.append(self._clause(n, self.carriers[f.head].group))
            else:
                group = self.subjects.at.get(f.head)
                if group is None or group.head != f.head:
                    group = Group(head=f.head, top=f.head, members=[f.head], lemma=f.lemma)
                out.append(self._clause(n, group))
        return out

    # ------------------------------------------------------------------------------------------ clauses

    def _clause(self, n: int, group: Group) -> Link:
        view, words = self.view, self.view.words
        top = group.top
        if (
            group.modal_token is not None
            and (framed := self.at.get(group.modal_token)) is not None
            and framed != n
        ):
            return framed, "complement"
        head, base, dep = view.head[top], view.base[top], view.dep[top]
        if head == top:
            return FREE
        mark = self._mark(top)
        if base == "conj":
            above = self._above(top, n)
            if mark in words.condition_marks and self._is_condition(top):
                return above, "condition"
            if mark in words.complementizers and above is not None and self.frames[above].relation != "":
                return above, "coordinated"
            return above, "coordinated"
        above = self._above(top, n)
        if mark in words.condition_marks and self._is_condition(top):
            return above, "condition"
        if (mark in words.complementizers and dep != "acl:relcl") or (
            mark in words.complementizers and self._is_complete(group)
        ):
            return self._that(top, n)
        particle = particle_of(view, top)
        if particle in words.purpose_marks or mark in words.purpose_marks:
            if group.mood == "infinitive" and group.tense == "past":
                return above, "complement"  # "poursuivi pour avoir frappé": what was done, no purpose
            return above, "purpose"
        if dep == "acl:relcl":
            return above, "relative"
        if base == "acl" or (base == "nmod" and particle == "de"):
            if group.mood == "infinitive":
                return self._behind_noun(top, n)
            return above, "modifier"
        if particle in words.temporal_prepositions | words.without or (
            group.mood in ("gerund", "participle") and group.tense == "present" and base in ("xcomp", "ccomp")
        ):
            return above, "adverbial"  # "après avoir signé", "sans rencontrer", ", accusant"
        if base in ("ccomp", "xcomp", "csubj") or (
            base in ("obj", "obl") and group.mood == "infinitive" and particle in ("à", "de", "")
        ):
            noun = self._noun_before(top, n, above, particle) if group.mood == "infinitive" else None
            if noun is not None:
                return noun, "complement"
            if base == "xcomp" and self.frames[n].kind == "participle" and not self._has_frame(head):
                return above, "modifier"
            return above, "complement"
        if base == "advcl":
            if group.mood == "infinitive" and particle in ("à", "de") and self._has_frame(head):
                return above, "complement"
            return above, "adverbial"
        if base == "parataxis":
            return above, "parataxis"
        if base in ("amod", "appos", "nmod"):
            return above, "modifier"
        return above, "adverbial" if above is not None else ""

    def _noun_before(self, top: int, n: int, above: int | None, particle: str) -> int | None:
        """The object right before "de" and the infinitive: "rappeler sa promesse de rencontrer" tells what was promised.

        A verb that controls its object ("accuser l'opposition de") has the infinitive as its own complement.
        """
        view = self.view
        marks = [k for k in view.kids[top] if k < top and view.base[k] in ("mark", "case")]
        if particle != "de" or not marks or above is None or self.frames[above].lemma in view.words.control:
            return None
        noun = min(marks) - 1
        found = self.at.get(noun)
        if found is None or found in (n, above) or self.frames[found].kind != "noun":
            return None
        return found if view.base[noun] == "obj" and self.at.get(view.head[noun]) == above else None

    def _has_frame(self, token: int) -> bool:
        return token in self.at

    def _mark(self, top: int) -> str:
        view = self.view
        for k in view.kids[top]:
            if view.base[k] == "mark" and k < top:
                return view.low[k]
        return ""

    def _is_condition(self, top: int) -> bool:
        """ "si" of a condition, not the one of an indirect question, which stands behind its verb as a complement."""
        view = self.view
        return view.base[top] not in ("ccomp", "xcomp") and view.low[top] not in view.words.reflexives

    def _is_complete(self, group: Group) -> bool:
        """Whether a clause with "que" has a subject of its own, so that "que" is no relative."""
        view = self.view
        for m in group.members:
            for k in view.kids[m]:
                if view.low[k] in view.words.object_relatives and view.base[k] in ("obj", "obl", "iobj"):
                    return False
        return any(view.base[k] in ("nsubj", "expl") for m in group.members for k in view.kids[m])

    def _that(self, top: int, n: int) -> Link:
        """A clause with "que": complement of the verb that governs it, through the noun that the parser hung it on."""
        above = self._above(top, n)
        if above is None or self.view.base[top] != "advcl":
            return above, "complement"
        conjunctions = [k for k in self.view.kids[top] if self.view.base[k] == "mark" and k < top]
        if len(conjunctions) > 1 or any(
            self.view.base[f] == "fixed" for c in conjunctions for f in self.view.kids[c]
        ):
            return above, "adverbial"  # "après que", "afin que"
        return above, "complement"

    def _behind_noun(self, top: int, n: int) -> Link:
        """An infinitive behind a noun: complement of the noun if it is a frame, else of the verb that governs the noun."""
        head = self.view.head[top]
        if head in self.at and self.at[head] != n:
            return self.at[head], "complement"
        above = self._above(head, n, include=False)
        described = self.frames[above].role("patient") if above is not None else None
        if above is not None and described is not None and self.frames[above].kind == "participle":
            # "l'engagement pris par X de libérer Y": what was engaged, not what was taken
            above = self.at.get(described.head, above)
        return above if above != n else None, "complement"

    def _above(self, token: int, n: int, include: bool = False) -> int | None:
        view = self.view
        for _ in range(MAX_CLIMB):
            head = view.head[token]
            if head == token:
                return None
            token = head
            found = self.at.get(token)
            if found is not None and found != n:
                return found
        return None

    # ------------------------------------------------------------------------------------------ nouns

    def _noun(self, n: int, f: Frame) -> Link:
        """The governor of an event noun: complement where it is what the verb or noun above is about."""
        view, words = self.view, self.view.words
        token = f.head
        for _ in range(MAX_CLIMB):
            head, base = view.head[token], view.base[token]
            if head == token:
                return FREE
            if base == "conj" and view.is_nominal(head):
                if head in self.at and self.at[head] != n:
                    return self.at[head], "coordinated"
                token = head
                continue
            case = view.case_of(token)
            above = self.at.get(head)
            if above is not None and above != n:
                return self._relation(token, base, case, above)
            if base in ("nmod", "appos") and case in ("de", "") and view.is_nominal(head):
                token = head
                if view.lemma[head] not in words.quantifiers and view.base[head] not in (
                    "obj",
                    "nsubj",
                    "obl",
                ):
                    return self._above(token, n), "adverbial"
                if view.lemma[head] not in words.quantifiers:
                    above = self._above(token, n)
                    return above, "adverbial"
                continue
            return self._above(token, n), "adverbial"
        return FREE

    def _relation(self, token: int, base: str, case: str, above: int) -> Link:
        words, frame = self.view.words, self.frames[above]
        if case in words.temporal_prepositions:
            return above, "adverbial"
        if base == "nsubj":
            if frame.passive:
                return above, "complement"
            if frame.kind == "light" and frame.light is not None:
                return above, ""
            return above, ""
        if base == "obj" or (base in ("obl", "nmod", "dep") and not case):
            return above, "complement"
        if case in words.agent_prepositions and frame.passive:
            return above, ""
        if frame.kind in ("noun", "light") and frame.head == self.view.head[token]:
            return above, "complement" if case == "de" else "adverbial"
        if case in ("à", "de", "contre", "d'", "pour"):
            return above, "complement"
        return above, "adverbial"
