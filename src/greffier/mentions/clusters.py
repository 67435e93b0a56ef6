"""All mentions of one participant, gathered while an article is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..knowledge.base import Entry, fold_words
from ..model.actor import ActorKind
from .drafts import Draft, Rooted

SHORT = 3  # letters: articles and prepositions have no more
ANYWHERE = frozenset(
    {"REB", "UAF", "CRM", "REF", "IGO", "NGO", "JRN", "SPY"}
)  # sectors whose people may be from abroad
OF_SEVERAL = frozenset(
    {"BUS", "MIL"}
)  # sectors of organisations that may be of another country or of several
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
        """What gives a country to a participant without one: the article ("home"), or first its acts ("local"), or only an
        article about one country alone ("sole": unknown names); None where nothing does."""
        if self.entry is not None or self.country is not None:
            return None
        said = [d for d in self.drafts if d.form in ("role", "people", "name")]
        if any(d.form == "name" for d in said) or "sole" in {d.rooted for d in said}:
            return "sole" if self._may_be_of_one_country(said) else None
        kinds = {d.rooted for d in said}
        if not kinds or None in kinds:
            return None
        return "local" if kinds == {"local"} else "home"

    def _may_be_of_one_country(self, said: list[Draft]) -> bool:
        """Whether an unknown name is one of those that mostly are of the only country that an article speaks of."""
        if self.sector in ANYWHERE or any(c.country is None for c in self.complements):
            return False
        if self.kind == "person":
            return len(fold_words(self.name)) > 1
        return self.kind == "organisation" and self.sector not in OF_SEVERAL and any(d.noun for d in said)

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
