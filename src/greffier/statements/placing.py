"""The place of an act: in its own clause, in that of a plain verb that carries it, or in what its clause hangs on.

"L'attentat de Strasbourg, qui a fait trois morts", "une bombe a explosé à Strasbourg, faisant trois morts": the deaths are
where the attack was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.frames import Frame, Role
from ..model.place import Place
from .embedding import Governors
from .hanging import acts_through, antecedent_of, scene_above
from .slots import Party, Setting

BARE = frozenset({"participle", "gerund", "infinitive"})  # moods of clauses that have no scene of their own
JOINTS = frozenset({"PUNCT", "ADP", "DET"})  # between a town and what tells where it lies: "à X (est de Y)"
APART = 7  # ... fewer tokens than this
RECENT = 3  # sentences in which "la ville" was named
MAX_CLIMB = 3  # clauses from an act to the one that places it


def is_country(place: Place) -> bool:
    """Whether a place is a whole country, by the file of the knowledge base that names it."""
    return place.country is not None and place.rule.startswith("countries")


@dataclass(frozen=True)
class Whereabouts:
    """Where the acts of an article were done."""

    setting: Setting
    governors: Governors

    def of(
        self, frame: Frame, parties: Iterable[Party], bound: Iterable[Role]
    ) -> tuple[int, Place, str] | None:
        """The token of a place name, the place, and how it was found; None where the text names none."""
        named, direct = {p.token for p in parties}, {h for r in bound for h in r.heads}
        for index in self.setting.territories(frame):
            found = self._within(index, named, direct)
            if found is not None:
                return *found, found[1].rule or "place in the clause"
        for index in self.setting.territories(frame):
            antecedent = antecedent_of(self.setting, self.setting.frames[index])
            beside = self._beside(antecedent) if antecedent is not None else None
            if beside is not None:
                return *beside, "place of what the clause tells of"
        for act in acts_through(self.setting, frame):
            found = self._within(act.index, named, set())
            if found is not None:
                return *found, "place of the act in which it was done"
        above: Frame | None = frame
        for _ in range(MAX_CLIMB):
            if above is None or above.mood not in BARE:
                break
            above = scene_above(self.setting, above, self.governors)
            found = self._within(above.index, named, set()) if above is not None else None
            if found is not None:
                return *found, "place of the clause above"
        return self._told_before(frame)

    def _within(self, index: int, named: set[int], direct: set[int]) -> tuple[int, Place] | None:
        """The place in the territory of a frame: what a slot asks for, then where, then what is struck and scene at once."""
        found = [f for f in self.setting.places_of.get(index, ()) if not self._is_beside(f[0])]
        best = [(t, p) for t, p in found if t in direct]
        best += [(t, p) for t, p in found if self._is_locative(t) and t not in named]
        best += [(t, p) for t, p in found if self._is_locative(t) and t in named]
        return self._town(*best[0]) if best else None

    def _town(self, token: int, place: Place) -> tuple[int, Place]:
        """The town before what tells where it lies: "à Strasbourg (est de la France)", "à Villepinte, près de Paris"."""
        tree = self.setting.tree
        by_token = self.setting.places.by_token
        first = tree.at(next((m.start for m in place.mentions if m.holds(tree.tokens[token].span)), -1))
        if first is None:
            return token, place
        before = next((i for i in range(first - 1, max(first - APART, 0), -1) if i in by_token), None)
        if before is None:
            return token, place
        between = tree.tokens[before + 1 : first]
        stops = [t.text for t in between if t.pos == "PUNCT"]
        near = all(t.pos in JOINTS or t.lower in self.setting.words.near for t in between)
        if not near or stops not in ([","], ["("]):
            return token, place
        town = by_token[before]
        return (before, town) if town.country == place.country else (token, place)

    def _is_beside(self, token: int) -> bool:
        """Whether a place is only compared ("comme à Munich"), or the home of one who speaks ("le maire de Lyon")."""
        setting, tree = self.setting, self.setting.tree
        cases = [t.i for t in tree.children(token, "case", "mark", "advmod")]
        if any(tree.tokens[i].lower in setting.words.comparing for c in cases for i in (c, max(c - 1, 0))):
            return True
        above = tree.tokens[tree.tokens[token].head]
        return above.lemma in setting.words.locals and setting.case_of(token) in setting.words.genitive

    # ------------------------------------------------------------------------------------------ places told before

    def _told_before(self, frame: Frame) -> tuple[int, Place, str] | None:
        """ "dans la ville", "dans le sud du pays", "cette rencontre": the place that the words before have told."""
        setting, tree = self.setting, self.setting.tree
        for index in setting.territories(frame):
            first, last = tree.sentences[tree.sentence_of[frame.head]]
            for t in tree.tokens[first : last + 1]:
                if setting.owner[t.i] != index or not self._is_known_of(t.i):
                    continue
                if t.lemma in setting.words.towns and (town := self._last(t.i, towns=True)) is not None:
                    return t.i, town, "the town told before"
                if t.lemma in setting.words.countries and (land := self._last(t.i)) is not None:
                    return t.i, Place("", land.name, land.country, rule=land.rule), "the country told before"
        if any(t.lower in setting.words.demonstrative for t in tree.children(frame.head, "det")):
            told = self._last(frame.head, towns=True, within=2)
            return (frame.head, told, "place of the act pointed to") if told is not None else None
        return None

    def _is_known_of(self, token: int) -> bool:
        """Whether a noun stands where a place does and means one that is known: "dans la ville", not "dans la ville de X"."""
        setting, tree = self.setting, self.setting.tree
        known = setting.words.definite | setting.words.demonstrative
        if not any(t.lower in known for t in tree.children(token, "det")) and not self._is_contracted(token):
            return False
        said = tree.children(token, "nmod", "appos", "acl", "amod")
        if any(k.dep.partition(":")[0] != "nmod" or setting.case_of(k.i) for k in said):
            return False
        top = tree.tokens[token]
        while top.dep.partition(":")[0] == "nmod" and setting.case_of(top.i) in setting.words.genitive:
            top = tree.tokens[top.head]
            if top.lemma not in setting.words.near:
                return False
        return setting.case_of(top.i) in setting.words.inside

    def _is_contracted(self, token: int) -> bool:
        """Whether the article is in the preposition: "du pays"."""
        return any(
            t.lower in self.setting.words.contracted for t in self.setting.tree.children(token, "case")
        )

    def _last(self, token: int, towns: bool = False, within: int = RECENT) -> Place | None:
        """The place named last before a token, in its own or one of the last sentences."""
        tree = self.setting.tree
        recent = tree.sentence_of[token] - within
        for i in range(token - 1, -1, -1):
            if tree.sentence_of[i] <= recent:
                return None
            place: Place | None = self.setting.places.by_token.get(i)
            if place is not None and place.country and not (towns and is_country(place)):
                return place
        return None

    def _beside(self, noun: int) -> tuple[int, Place] | None:
        """The place that hangs on a noun."""
        for token, place in self.setting.place_tokens:
            if self.setting.tree.tokens[token].head == noun and self._is_locative(token):
                return token, place
        return None

    def _is_locative(self, token: int) -> bool:
        """Whether a place name says where: a locative preposition, on the way up to its predicate at the latest."""
        setting = self.setting
        return token in setting.places.by_token or setting.case_of(token) in setting.words.locative
