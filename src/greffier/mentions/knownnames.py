"""Names of the knowledge base as participants: whom a known name means where a state, a person, a place and an organisation share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..knowledge.base import ORGANISATION_CODES, Entry, Match
from .drafts import Draft
from .reading import Reading


def draft_name(
    r: Reading,
    first: int,
    last: int,
    kind: str,
    *,
    name: str | None = None,
    entry: Entry | None = None,
    **more: object,
) -> Draft:
    """The draft of a name, with what the knowledge base says of its entry; `more` are further fields."""
    heads = tuple(range(first, last + 1))
    surface = r.surface(first, last) if name is None else name
    draft = Draft("name", first, last, heads, kind, surface, entry, core=(first, last))  # type: ignore[arg-type]
    if entry is not None:
        draft.country, draft.sector, draft.rule = entry.country, entry.role, entry.rule
        draft.gender = entry.gender or ""
        if entry.kind == "country":
            draft.country, draft.sector = entry.id, "GOV"
    for key, value in more.items():
        setattr(draft, key, value)
    return draft


def find_known(r: Reading, matches: Sequence[Match]) -> Iterator[Draft]:
    """The drafts of the known names that mean somebody, in text order."""
    for match in matches:
        draft = _read_match(r, match)
        if draft is not None:
            yield draft


def _first(match: Match, kind: str) -> Entry | None:
    return next((e for e in match.entries if e.kind == kind), None)


def person_of(match: Match) -> Entry | None:
    """The one person of a name; None where there is none or several share it."""
    persons = [e for e in match.entries if e.kind == "person"]
    return persons[0] if len(persons) == 1 else None


def _read_match(r: Reading, match: Match) -> Draft | None:
    first, last = match.first, match.last
    as_place = any(i in r.places.by_token for i in range(first, last + 1))
    country, metonym = _first(match, "country"), _first(match, "metonym")
    place, person, organisation = (
        _first(match, "place"),
        _first(match, "person"),
        _first(match, "organisation"),
    )
    if country is not None and as_place and _in_site(r, first):
        return None  # "le Musée juif de Belgique" is not Belgium
    if country is not None:
        return _state(r, first, last, country, quiet=as_place or _is_label(r, first, last))
    if metonym is not None and organisation is not None and not as_place and _is_of_organisation(r, match):
        return draft_name(r, first, last, "organisation", entry=organisation)
    if metonym is not None and (place is not None or as_place):
        state = r.knowledge.country(metonym.country or "")
        return _state(r, first, last, state, quiet=as_place, rule=metonym.rule) if state else None
    if metonym is not None:
        return draft_name(r, first, last, "organisation", entry=metonym, sector="GOV")
    if as_place or (place is not None and organisation is None and person is None):
        return None
    entity = r.tree.entity_of.get(first)
    if person is not None and (organisation is None or (entity and entity.label == "PER")):
        if match.weak and not (entity and entity.label == "PER") and not _after_role(r, first):
            return None
        if (one := person_of(match)) is not None:
            return draft_name(r, first, last, "person", entry=one)
        sharing = " or ".join(
            f"{e.name(r.language.code)} ({e.rule})" for e in match.entries if e.kind == "person"
        )
        return draft_name(r, first, last, "person", rule=f"ambiguous name: {sharing}")
    if organisation is not None:
        role = r.book.match(r.low, first)
        if role is not None and first + role.length > last:
            return None  # every country has its "Assemblée nationale"
        if match.weak and not (entity and entity.label in ("ORG", "MISC")) and not _after_role(r, first):
            return None
        return draft_name(r, first, last, "organisation", entry=organisation)
    return None


def _is_of_organisation(r: Reading, match: Match) -> bool:
    """Whether a city that seats a government and an organisation ("Bruxelles") means the latter: the article speaks of it more."""
    organisation, state = _first(match, "organisation"), _first(match, "metonym")
    assert organisation is not None and state is not None
    codes = {c for c, id in ORGANISATION_CODES.items() if id == organisation.id}
    ours, theirs = sum(r.peoples_said[c] for c in codes), r.peoples_said[state.country or ""]
    for entries, times in r.names_said.items():
        if entries != match.entries:
            ours += times * (entries[0].id == organisation.id)
            theirs += times * (entries[0].country == state.country)
    return ours >= theirs


def _in_site(r: Reading, i: int) -> bool:
    """Whether a name belongs to the name of a museum, a church or the like."""
    place = r.places.by_token.get(i)
    while i > 0 and place is not None and r.places.by_token.get(i - 1) is place:
        i -= 1
    return place is not None and r.any_of(i, "private_sites")


def _is_label(r: Reading, first: int, last: int) -> bool:
    """ "France : arrestation d'un adolescent": the country in front of a colon says where, not who."""
    return r.begins_sentence(first) and last + 1 < len(r.words) and r.words[last + 1] == ":"


def _after_role(r: Reading, first: int) -> bool:
    """ "l'hebdomadaire Le Point": the word before says what it is."""
    return any(first >= back and r.book.match(r.low, first - back) is not None for back in (1, 2))


def _state(
    r: Reading, first: int, last: int, country: Entry, *, quiet: bool, rule: str | None = None
) -> Draft:
    name = country.name(r.language.code)
    before = r.low[first - 1] if first else ""
    gender = r.book.genders.get(before, "")
    if not gender and before in r.book.words["elided"]:
        gender = (
            "m"
            if r.low[last] in r.book.words["masculine_countries"]
            else r.book.gender_by_ending(r.low[last])
        )
    plural = first > 0 and r.any_of(first - 1, "plural")  # "les États-Unis ... ils"
    return draft_name(
        r,
        first,
        last,
        "state",
        name=name,
        entry=country,
        quiet=quiet,
        rule=rule or country.rule,
        plural=plural,
        gender=gender,
    )
