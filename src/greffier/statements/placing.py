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
from .hanging import antecedent_of, scene_above
from .slots import Party, Setting

BARE = frozenset({"participle", "gerund", "infinitive"})  # moods of clauses that have no scene of their own
MAX_CLIMB = 3  # clauses from an act to the one that places it


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
        above: Frame | None = frame
        for _ in range(MAX_CLIMB):
            if above is None or above.mood not in BARE:
                return None
            above = scene_above(self.setting, above, self.governors)
            found = self._within(above.index, named, set()) if above is not None else None
            if found is not None:
                return *found, "place of the clause above"
        return None

    def _within(self, index: int, named: set[int], direct: set[int]) -> tuple[int, Place] | None:
        """The place in the territory of a frame: what a slot asks for, then where, then what is struck and scene at once."""
        found = self.setting.places_of.get(index, ())
        best = [(t, p) for t, p in found if t in direct]
        best += [(t, p) for t, p in found if self._is_locative(t) and t not in named]
        best += [(t, p) for t, p in found if self._is_locative(t) and t in named]
        return best[0] if best else None

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
