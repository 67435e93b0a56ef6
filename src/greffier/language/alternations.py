"""Verb groups in, deep roles out: active, passive, reflexive, relative, clitic and prepositional alternations undone.

Whatever the shape, who acts stands under "agent", whom it befalls under "patient", the rest under "oblique" with its
preposition. Nothing here knows a verb: the lexicon says what a role means.
"""

from __future__ import annotations

from collections.abc import Iterator

from .frames import Role
from .subjects import Subjects
from .verbgroup import Group
from .view import View

MAX_DEPTH = 3  # nouns below the object that may hold the verb's complement: "une aide de 50 millions d'euros au Soudan" has two
SKIPPED = frozenset(
    {"punct", "cc", "mark", "aux", "cop", "det", "case", "fixed", "conj", "parataxis", "nsubj"}
)
BEHIND_AGENTS = frozenset({"contre", "à", "dans", "sur", "en"})  # "menée par les rebelles contre le convoi"
PREPOSITIONAL = frozenset({"obl", "nmod", "dep", "advmod", "ccomp", "xcomp", "advcl", "obj", "iobj", "appos"})


class Alternations:
    """Reads the roles of verb groups."""

    def __init__(self, view: View, subjects: Subjects) -> None:
        self.view, self.subjects = view, subjects

    def roles(self, group: Group) -> list[Role]:
        """The deep roles of a group, agents and patients first."""
        subject = self.subjects.of(group)
        taken = set(subject.heads)
        out: list[Role] = []
        rest: list[Role] = []
        if subject.heads:
            name = "patient" if group.passive else "agent"
            how = subject.how
            if group.reflexive is not None and how == "active subject":
                how = "reflexive subject"
            others = subject.heads[1:]
            if name == "agent":
                others += self._agents_within(subject.heads)
            out.append(Role(name, subject.heads[0], "", others, how))
        for k in group.dependents(self.view):
            if k not in taken:
                self._read(group, k, out, rest)
        for role in tuple(out):
            if role.name == "patient" and not (group.passive and role.head in taken):
                rest += self._through(role.head, "through the object")
        return [*out, *self._unique(rest, out)]

    def _agents_within(self, nouns: tuple[int, ...]) -> tuple[int, ...]:
        """ "La pose d'une mine par des rebelles a tué deux soldats": who does the act that kills is who kills."""
        view, words = self.view, self.view.words
        if len(nouns) != 1 or view.pos[nouns[0]] != "NOUN":
            return ()
        below = (nouns[0], *view.of(nouns[0], "nmod"))
        for k in (k for n in below for k in view.kids[n]):
            if view.base[k] == "nmod" and view.case_of(k) in words.agent_prepositions and view.is_nominal(k):
                if view.lemma[k] not in words.no_agents | words.temporal and view.pos[k] != "NUM":
                    return (k, *view.coordinated(k))
        return ()

    def complements(self, group: Group, taken: set[int]) -> list[Role]:
        """The prepositional complements of a predicate that is no verb ("prêt à la paix")."""
        out: list[Role] = []
        rest: list[Role] = []
        for k in group.dependents(self.view):
            if k not in taken and self.view.case_of(k):
                self._read(group, k, out, rest)
        return [*out, *rest]

    @staticmethod
    def _unique(rest: list[Role], out: list[Role]) -> Iterator[Role]:
        seen = {h for r in out for h in r.heads}
        for role in rest:
            if role.head not in seen:
                seen.update(role.heads)
                yield role

    def _read(self, group: Group, k: int, out: list[Role], rest: list[Role]) -> None:
        view, words = self.view, self.view.words
        base, low = view.base[k], view.low[k]
        if k == group.reflexive:
            rest.append(Role("reflexive", k, "", (), "reflexive"))
            return
        if (
            base == "nsubj"
            and low in words.person_clitics | words.object_clitics
            and k < group.head
            and (
                low not in words.subject_pronouns
                or (low in words.person_clitics and self._follows_subject(group, k))
            )
        ):
            out.append(Role("patient", k, "", (), "clitic"))
            return
        if base in SKIPPED or (not low[-1].isalnum() and not low[0].isalnum()):
            return
        if (
            view.pos[k] == "PRON"
            or base == "expl"
            or low in words.object_relatives | words.place_relatives | words.genitive_relatives
        ):
            if self._read_pronoun(group, k, out, rest):
                return
        if (
            base not in PREPOSITIONAL
            or not view.is_nominal(k)
            or (k in self.subjects.at and k != group.head and view.is_clause(k))
        ):
            if base == "advmod":
                rest += self._below_adverb(k)
            return
        case = "" if base == "obj" and (self._is_partitive(k) or self._is_bounded(k)) else view.case_of(k)
        if base == "advmod" and not case:
            rest += self._below_adverb(k)
            return
        if low in words.subject_relatives | words.other_relatives | words.dative_relatives:
            if case or low in words.dative_relatives:
                noun = self.subjects.antecedent_of(k, group)
                if noun:
                    rest.append(Role("oblique", noun[0], case or "à", noun[1:], f"antecedent of {low}"))
            return
        others = view.coordinated(k)
        if self._is_agent(group, k, case):
            out.append(Role("agent", k, "", others, "passive agent"))
            rest += self._through(k, "through the agent", BEHIND_AGENTS)
        elif case:
            rest += self._oblique(k, case, others)
        elif (view.lemma[k] in words.temporal and not self._is_measured(k)) or view.pos[k] == "NUM":
            rest += self._through(k, "through a date", frozenset({"avec", "contre", "sur", "à"}))
        elif base == "obj" and self._is_set_beside(group, k):
            return
        elif base == "obj":
            out.append(Role("patient", k, "", others, "active object"))
        elif base in ("obl", "nmod", "iobj", "xcomp", "ccomp", "dep") and self._stands_as_object(
            group, k, out
        ):
            out.append(Role("patient", k, "", others, "recovered object"))

    def _is_measured(self, k: int) -> bool:
        """ "infligé vingt ans de réclusion": an object in years of something is no date."""
        view = self.view
        return view.base[k] == "obj" and any(
            view.case_of(c) == "de" and view.lemma[c] not in view.words.temporal for c in view.of(k, "nmod")
        )

    def _is_bounded(self, k: int) -> bool:
        """ "accueillir jusqu'à 300 réfugiés": an object behind a word that only bounds its number."""
        counted = any(self.view.low[c][:1].isdigit() or self.view.pos[c] == "NUM" for c in self.view.kids[k])
        return counted and self.view.case_of(k) in self.view.words.bounding

    def _is_partitive(self, k: int) -> bool:
        """ "exécuté des prisonniers": an object whose article was taken for a preposition."""
        marks = [c for c in self.view.kids[k] if self.view.base[c] == "case"]
        if len(marks) != 1:
            return False
        article = self.view.low[marks[0]]  # "de" alone may be a preposition: "écoper de deux ans"
        return article in self.view.words.partitives and article in self.view.words.contractions

    def _follows_subject(self, group: Group, k: int) -> bool:
        """ "La police nous a frappés": whoever stands between the subject and its verb is no subject."""
        return any(h < k for h in self.subjects.of(group).heads)

    def _is_set_beside(self, group: Group, k: int) -> bool:
        """ "s'est rendu à Vladivostok, une ville de Russie": behind a comma after a name it explains the name."""
        view = self.view
        comma = view.span_of(k)[0] - 1
        return (
            comma > group.last + 1
            and view.low[comma] == ","
            and view.pos[comma - 1] == "PROPN"
            and not any(view.base[c] == "cc" for c in view.kids[k])
        )

    def _stands_as_object(self, group: Group, k: int, out: list[Role]) -> bool:
        """A bare nominal right behind a transitive verb that has no object yet."""
        view = self.view
        if (
            k < group.last
            or group.passive
            or any(r.name == "patient" for r in out)
            or view.one(group.head, "obj") is not None
        ):
            return False
        left = view.span_of(k)[0]
        return (
            left <= group.last + 2
            and not any(view.pos[j] in ("PUNCT", "SCONJ") for j in range(group.last + 1, left))
            and (view.pos[k] in ("NOUN", "PROPN", "PRON"))
        )

    def _read_pronoun(self, group: Group, k: int, out: list[Role], rest: list[Role]) -> bool:
        view, words = self.view, self.view.words
        low, base = view.low[k], view.base[k]
        if low in words.object_relatives:
            if base in ("obj", "nsubj", "obl", "iobj") or view.base[group.top] == "acl":
                noun = self.subjects.antecedent_of(k, group)
                if noun and view.dep[group.top] == "acl:relcl":
                    out.append(Role("patient", noun[0], "", noun[1:], f"antecedent of {low}"))
            return True
        if low in words.genitive_relatives or low in words.place_relatives:
            noun = self.subjects.antecedent_of(k, group)
            if noun:
                case = "de" if low in words.genitive_relatives else "dans"
                rest.append(Role("oblique", noun[0], case, noun[1:], f"antecedent of {low}"))
            return True
        if view.case_of(k):
            return False
        if low in words.pro_places | words.pro_genitives:
            return base != "obj" or low in words.pro_places or view.pos[k] != "NOUN"
        if low in words.dative_clitics and k < group.last:
            rest.append(Role("iobj", k, "", (), "clitic"))
            return True
        if low in words.object_clitics and base in ("obj", "iobj", "expl", "obl", "dep"):
            out.append(Role("patient", k, "", (), "clitic"))
            return True
        if low in words.person_clitics and k < group.last and base in ("obj", "iobj", "expl", "obl"):
            (rest if base == "iobj" else out).append(
                Role("iobj" if base == "iobj" else "patient", k, "", (), "clitic")
            )
            return True
        return base == "expl"

    def _is_agent(self, group: Group, k: int, case: str) -> bool:
        view, words = self.view, self.view.words
        if not group.passive and not (group.reflexive is not None and view.dep[k] == "obl:agent"):
            return False
        if case in words.agent_prepositions:
            bare = not any(view.base[d] == "det" for d in view.kids[k]) and view.pos[k] == "NOUN"
            if view.pos[k] == "NUM" or view.lemma[k] in words.temporal:
                return False
            return not (
                view.lemma[k] in words.no_agents and (bare or view.lemma[k] in ("voie", "biais", "balle"))
            )
        return case == "de" and group.lemma in words.genitive_agents

    def _oblique(self, k: int, case: str, others: tuple[int, ...]) -> Iterator[Role]:
        """The oblique itself, or the nominal behind a preposition of several words ("en faveur de X")."""
        view = self.view
        inner = self._behind_pivot(k)
        if inner is not None:
            yield Role("oblique", inner, view.case_of(inner), view.coordinated(inner), "prepositional phrase")
            return
        yield Role("oblique", k, case, others, "prepositional phrase")
        for c in view.kids[k]:  # "en Syrie et avec l'Iran": coordinated with a preposition of its own
            if view.base[c] == "conj" and c not in others and view.is_nominal(c) and (own := view.case_of(c)):
                yield Role("oblique", c, own, view.coordinated(c), "prepositional phrase")
        if view.pos[k] == "PROPN" or view.lemma[k] in view.words.temporal:
            yield from self._through(k, "through a place or date", frozenset({"avec", "contre"}))

    def _behind_pivot(self, k: int) -> int | None:
        view = self.view
        if view.low[k] in view.words.compounds:
            for n in view.kids[k]:
                if n > k and view.base[n] in ("nmod", "obl") and " " in view.case_of(n):
                    return n
        return None

    def _below_adverb(self, k: int) -> Iterator[Role]:
        """ "lors de la réunion", "auprès des autorités": the nominal hangs on the adverb."""
        view = self.view
        if view.low[k] in view.words.compounds:
            for n in view.kids[k]:
                if n > k and view.base[n] in ("obl", "nmod") and (case := view.case_of(n)):
                    yield Role("oblique", n, case, view.coordinated(n), "prepositional phrase")

    def _through(
        self, noun: int, how: str, cases: frozenset[str] | None = None, depth: int = 0
    ) -> Iterator[Role]:
        """Prepositional phrases that the parser hung below a nominal: "livrer des missiles à Kiev"."""
        view = self.view
        allowed = view.words.through_object if cases is None else cases
        for k in view.kids[noun]:
            if k < noun or view.base[k] not in ("nmod", "obl") or not view.is_nominal(k):
                continue
            inner = self._behind_pivot(k)
            token = k if inner is None else inner
            case = view.case_of(token)
            if case in allowed and view.lemma[token] not in view.words.temporal:
                yield Role("oblique", token, case, view.coordinated(token), how)
            if depth < MAX_DEPTH and cases is None:
                yield from self._through(k, how, cases, depth + 1)
