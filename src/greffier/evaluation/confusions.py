"""Gold records and ours in, counts of the ways in which our events differ out: what a maintainer should mend first.

Events are paired as the scores pair them (`records.pair_events`): same type at the same place. What is left over on both
sides is paired once more by place alone; those pairs are types taken for one another. Every event of the gold is therefore
found, confused or missed, and every event of ours right, confused or spurious. No words of an article are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .agreement import Party, pair, same_name, same_parties, same_party, token_f1
from .records import Act, Comparable, pair_events, place_weight, same_dyad

ALONE, BESIDE = "nothing there", "beside another"
PLACES = (ALONE, BESIDE)

NONE_GIVEN, LACKING, OTHER, EXCHANGED, TOO_MANY = "none given", "lacking", "other", "exchanged", "too many"
DIFFERENCES = (NONE_GIVEN, LACKING, OTHER, EXCHANGED, TOO_MANY)

RIGHT, UNSAID, UNASKED, ANOTHER = "right", "not stated", "stated where the gold has none", "another"
VALUES = (RIGHT, UNSAID, UNASKED, ANOTHER)
FIELDS = ("date", "country of the place", "country of actors", "country of recipients")

Pairs = Counter[tuple[str, str]]


def _pairs() -> Pairs:
    return Counter()


@dataclass(frozen=True, slots=True)
class Confusions:
    """Numbers of events, unless said otherwise.

    found       type of the events found
    dyads       type of the events found with all parties right
    types       (gold type, our type) at the same place
    same_word   those of `types` whose triggers share a word: the word was understood as another act
    missed      (gold type, where): nothing of ours there, or only an event that answers another one of the gold
    spurious    (our type, where): nothing of the gold there, or only an event that another one of ours answers
    parties     (side, difference) of events found, sides of which the parties differ
    status      (gold status, our status) of events found, where they differ
    values      (field, difference): of events found for "date" and "country of the place", of their parties with the right
                name for "country of actors" and "country of recipients"
    """

    found: Counter[str] = field(default_factory=Counter)
    dyads: Counter[str] = field(default_factory=Counter)
    types: Pairs = field(default_factory=_pairs)
    same_word: Pairs = field(default_factory=_pairs)
    missed: Pairs = field(default_factory=_pairs)
    spurious: Pairs = field(default_factory=_pairs)
    parties: Pairs = field(default_factory=_pairs)
    status: Pairs = field(default_factory=_pairs)
    values: Pairs = field(default_factory=_pairs)


def count_confusions(gold: Iterable[Comparable], said: Mapping[str, Comparable]) -> Confusions:
    """The counts over all gold records; a gold record without one of ours counts as all missed."""
    counts = Confusions()
    for g in gold:
        s = said.get(g.id, Comparable(g.id, g.language))
        found = pair_events(g.events, s.events)
        _count_unpaired(counts, g.events, s.events, found)
        for a, b in found:
            _count_found(counts, a, b)
    return counts


def party_difference(
    gold: Sequence[Party], said: Sequence[Party], opposite: Sequence[Party] = ()
) -> str | None:
    """How our parties of one side differ from the gold's, None where the score takes them as right.

    `opposite` are our parties of the other side: a lost party that stands there was not lost but exchanged.

    >>> kyiv, moscow = Party("Kiev", "UKR", "GOV"), Party("Moscou", "RUS", "GOV")
    >>> party_difference([kyiv], []), party_difference([kyiv], [moscow]), party_difference([kyiv], [], [kyiv])
    ('none given', 'other', 'exchanged')
    """
    if same_parties(gold, said):
        return None
    lost = [g for g in gold if not any(same_party(g, s) for s in said)]
    if any(same_party(g, o) for g in lost for o in opposite):
        return EXCHANGED
    if not lost:
        return TOO_MANY
    if not said:
        return NONE_GIVEN
    strangers = any(not any(same_party(g, s) for g in gold) for s in said)
    return OTHER if strangers else LACKING


def value_difference(gold: str | None, said: str | None) -> str:
    """Whether a value is right, not stated, stated where the gold has none, or another.

    >>> value_difference("FRA", None), value_difference(None, "FRA"), value_difference("FRA", "BEL")
    ('not stated', 'stated where the gold has none', 'another')
    """
    if gold == said:
        return RIGHT
    if said is None:
        return UNSAID
    return UNASKED if gold is None else ANOTHER


def _count_unpaired(
    counts: Confusions, gold: Sequence[Act], said: Sequence[Act], found: Sequence[tuple[Act, Act]]
) -> None:
    # Two events of one article may be equal, so they are told apart by identity.
    paired = {id(e) for acts in found for e in acts}
    confused = pair(
        [e for e in gold if id(e) not in paired], [e for e in said if id(e) not in paired], place_weight
    )
    for a, b in confused:
        counts.types[a.type, b.type] += 1
        if token_f1(a.trigger, b.trigger):
            counts.same_word[a.type, b.type] += 1
    paired |= {id(e) for acts in confused for e in acts}
    for a in gold:
        if id(a) not in paired:
            counts.missed[a.type, BESIDE if any(place_weight(a, b) for b in said) else ALONE] += 1
    for b in said:
        if id(b) not in paired:
            counts.spurious[b.type, BESIDE if any(place_weight(a, b) for a in gold) else ALONE] += 1


def _count_found(counts: Confusions, a: Act, b: Act) -> None:
    counts.found[a.type] += 1
    if same_dyad(a, b):
        counts.dyads[a.type] += 1
    for side, ours, opposite in (("actors", b.actors, b.recipients), ("recipients", b.recipients, b.actors)):
        theirs: Sequence[Party] = getattr(a, side)
        difference = party_difference(theirs, ours, opposite)
        if difference is not None:
            counts.parties[side, difference] += 1
        for g, s in pair(theirs, ours, lambda g, s: float(same_name(g.name, s.name))):
            counts.values[f"country of {side}", value_difference(g.country, s.country)] += 1
    if a.status != b.status:
        counts.status[a.status, b.status] += 1
    counts.values["date", value_difference(a.date, b.date)] += 1
    counts.values["country of the place", value_difference(a.place_country, b.place_country)] += 1
