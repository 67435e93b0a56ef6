"""All mentions of one participant, gathered while an article is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..knowledge.base import Entry, fold_words
from ..model.actor import ActorKind
from .drafts import Draft, Rooted

SHORT = 3  # letters: articles and prepositions have no more
LONGEST_NAME = 12  # words of a name; a longer phrase describes rather than names


def weighty(description: str) -> frozenset[str]:
    """The words of a description that tell it from others, articles and prepositions left out."""
    return frozenset(w for w in fold_words(description) if len(w) > SHORT)


@dataclass(slots=True, eq=False)
class Cluster:
    """One participant: what is known of it and where it is mentioned.

    `nouns` are the roles that it was called by, each with the country said there; `complements` the clusters that it
    belongs to; `offices` the terms that it holds on the day of the article; `said` the weighty words of every description;
    `because` what gave the country where the words themselves do not.
    """

    kind: ActorKind
    entry: Entry | None = None
    country: str | None = None
    sector: str | None = None
    gender: str = ""
    plural: bool = False
    sure: bool = True
    rule: str = ""
    because: str = ""
    drafts: list[Draft] = field(default_factory=list)
    nouns: dict[str, str | None] = field(default_factory=dict)
    offices: set[tuple[str, str | None]] = field(default_factory=set)
    complements: list[Cluster] = field(default_factory=list)
    said: list[frozenset[str]] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Take a mention in and learn from it."""
        self.drafts.append(draft)
        if draft.form == "pronoun" or (draft.form == "adjective" and self.kind != "state"):
            return
        if self.country is None and draft.country is not None:
            self.country, self.because = draft.country, draft.because
        self.sector = self.sector or draft.sector
        self.gender = self.gender or draft.gender
        self.plural = self.plural or draft.plural
        self.rule = self.rule or draft.rule
        self.sure = self.sure or draft.sure
        if draft.noun:
            self.describe(draft)

    def describe(self, draft: Draft) -> None:
        """Remember a description of the participant."""
        self.nouns[draft.noun] = self.nouns.get(draft.noun) or draft.country
        self.said.append(weighty(draft.name))

    @property
    def rooted(self) -> Rooted | None:
        """Whether the country of one who is only described is that of the article, or first that of the acts; None for others."""
        said = {d.rooted for d in self.drafts if d.form in ("role", "people", "name")}
        if self.entry is not None or self.country is not None or not said or None in said:
            return None
        return "local" if said == {"local"} else "home"

    @property
    def quiet(self) -> bool:
        """Whether nothing but places, adjectives and complements mention it."""
        return all(d.quiet for d in self.drafts)

    @property
    def first(self) -> int:
        return min(d.core[0] for d in self.drafts)

    @property
    def name(self) -> str:
        """The fullest name: of the names if there is one, else of the descriptions."""
        if self.kind == "state" and self.entry is not None:
            return self.drafts[0].name if self.drafts[0].form in ("name", "adjective") else self.entry.name_fr
        names = [d.name for d in self.drafts if d.form == "name"]
        said = names or [d.name for d in self.drafts if d.form in ("role", "people")] or [self.drafts[0].name]
        short = [n for n in said if len(n.split()) <= LONGEST_NAME] or said
        return max(short, key=lambda n: (len(n.split()), len(n)))
