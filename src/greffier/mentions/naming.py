"""Names of people, states and organisations: from the knowledge base, from the model, and after a title.

`find_names(...)` gives one draft for each. The longest reading wins: a name of the model that holds a known name is a name of
its own ("Michelle Obama", "Banque de France"), a known name that holds one of the model stays whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..knowledge.base import ORGANISATION_CODES, Entry, Knowledge, Match
from ..language.grammar import load_words
from ..language.registry import Language
from ..language.tree import ACTING, Entity, Tree
from .drafts import Draft
from .places import Places
from .roles import RoleBook

LONGEST = 14  # tokens of a name; longer ones are slips of the model


@dataclass
class Reading:
    """What every finder of mentions needs: the words of the article, what is known, and which token is whose."""

    tree: Tree
    text: str
    language: Language
    knowledge: Knowledge
    book: RoleBook
    places: Places
    on: date | None
    words: list[str] = field(default_factory=list)
    low: Sequence[str] = ()
    name_at: dict[int, Draft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.tree.tokens]
        self.low = self.tree.low

    def capital(self, i: int) -> bool:
        return self.words[i][:1].isupper()

    def any_of(self, i: int, *lists: str) -> bool:
        """Whether a word is in one of the lists of actors.toml."""
        return 0 <= i < len(self.low) and any(self.low[i] in self.book.words.get(name, ()) for name in lists)

    def surface(self, first: int, last: int) -> str:
        """The words of the text, blanks made single."""
        return self.tree.span(first, last).words(self.text)

    @cached_property
    def names_said(self) -> Counter[tuple[Entry, ...]]:
        """What the known names of the article mean, and how often each stands there."""
        return Counter(m.entries for m in self.places.known)

    @cached_property
    def peoples_said(self) -> Counter[str]:
        """The codes of the peoples that words of the article name, and how often."""
        return Counter(c for low in self.low for c in self.knowledge.peoples(low, self.on))

    def begins_sentence(self, i: int) -> bool:
        first, _ = self.tree.sentences[self.tree.sentence_of[i]]
        return i == first or (i == first + 1 and not self.words[first].isalnum())


def find_names(reading: Reading) -> list[Draft]:
    """The names of an article in text order; fills `reading.name_at`."""
    found: list[Draft] = []
    matches = reading.places.known
    by_token = {i: m for m in matches for i in range(m.first, m.last + 1)}
    for draft in (
        *_titled(reading, by_token),
        *_of_model(reading, by_token),
        *_known(reading, matches),
        *_loose(reading),
    ):
        if any(i in reading.name_at for i in range(draft.core[0], draft.core[1] + 1)):
            continue
        for i in range(draft.core[0], draft.core[1] + 1):
            reading.name_at[i] = draft
        found.append(draft)
    return sorted(found, key=lambda d: d.first)


def _draft(
    r: Reading,
    first: int,
    last: int,
    kind: str,
    *,
    name: str | None = None,
    entry: Entry | None = None,
    **more: object,
) -> Draft:
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


# ------------------------------------------------------------------------------------------------ after a title


def _titled(r: Reading, known: dict[int, Match]) -> Iterator[Draft]:
    """ "Mme Binet": whoever stands after a form of address is a person."""
    for i, low in enumerate(r.low[:-1]):
        title = r.book.titles.get(low)
        if (
            title is None
            or not r.capital(i + 1)
            or (not r.words[i + 1].isalpha() and "-" not in r.words[i + 1])
        ):
            continue
        if not r.capital(i) and r.tree.tokens[i].pos not in ("NOUN", "PROPN"):
            continue
        entity = r.tree.entity_of.get(i + 1)
        last = entity.last if entity and entity.label == "PER" else i + 1
        while last + 1 < len(r.words) and r.tree.tokens[last + 1].dep == "flat:name" and r.capital(last + 1):
            last += 1
        match = known.get(i + 1)
        whole = match is not None and match.first == i + 1 and match.last == last
        entry = _person(match) if match is not None and whole else None
        draft = _draft(r, i + 1, last, "person", entry=entry, rule=entry.rule if entry else title.rule)
        draft.first, draft.heads = i, (i, *draft.heads)
        draft.gender = title.gender or draft.gender
        draft.sector = draft.sector or title.sector
        yield draft


# ------------------------------------------------------------------------------------------------ of the model


def _of_model(r: Reading, known: dict[int, Match]) -> Iterator[Draft]:
    for entity in r.tree.entities:
        trimmed = _trim(r, entity)
        if trimmed is None:
            continue
        first, last = trimmed
        if entity.label == "ORG" and r.book.match(r.low, first) is not None:
            last = _whole(r, known, first, last)
        if last - first >= LONGEST or _is_known(r, known, first, last, entity.label):
            continue
        if (
            entity.label == "PER"
            or _is_office(r, entity.first, last)
            or _is_office(r, entity.first + 1, last)
        ):
            if any(i in r.places.by_token for i in range(first, last + 1)):
                continue
            kind = "people" if first == last and first and r.any_of(first - 1, "plural") else "person"
            yield _draft(
                r, first, last, kind, plural=kind == "people", rule="name read by the language model"
            )
        elif entity.label == "ORG" or _may_act(r, entity, first, last):
            yield _organisation(r, known, first, last, entity.label == "ORG")


def _trim(r: Reading, entity: Entity) -> tuple[int, int] | None:
    """A name without article, title and role in front of it; None where nothing but these is left."""
    first, last = entity.first, entity.last
    while first <= last:
        if r.any_of(first, "genitive") and first > entity.first:
            return None
        if (
            not any(c.isalnum() for c in r.words[first])
            or r.any_of(first, "articles", "indefinite")
            or r.low[first] in r.book.titles
        ):
            first += 1
        elif not r.capital(first) or entity.label == "PER" or _is_office(r, first, last):
            role = r.book.match(r.low, first)
            if role is None and r.capital(first):
                break
            if role is None or first + role.length > last + 1:
                return None
            first += role.length
            while first <= last and not r.capital(first) and r.tree.tokens[first].pos == "ADJ":
                first += 1
        else:
            break
    while last >= first and not (any(c.isalnum() for c in r.words[last]) and not _is_loose_end(r, last)):
        last -= 1
    if entity.label == "PER":
        while last > first and not r.capital(last):
            last -= 1
    if first > last or not any(r.capital(i) for i in range(first, last + 1)):
        return None
    if len(r.words[first]) < 2 and first == last:
        return None
    return (first, last) if any(c.isalpha() for c in r.words[first]) or last > first else None


def _is_office(r: Reading, first: int, last: int) -> bool:
    """ "Premier ministre Paul Kaba", taken for one name: an office of a person in front of a name of a person."""
    role = r.book.match(r.low, first) if first < last else None
    if role is None or role.role.kind != "person" or first + role.length > last:
        return False
    rest = range(first + role.length, last + 1)
    return all(r.capital(i) and r.book.match(r.low, i) is None and i not in r.places.by_token for i in rest)


def _is_loose_end(r: Reading, i: int) -> bool:
    """Whether no name ends in this word: a day ("l'ONU lundi") or what should lead to a further word ("Conseil de")."""
    words = load_words(r.language)
    return not r.capital(i) and (r.low[i] in words.temporal or r.any_of(i, "genitive", "articles", "and"))


def _whole(r: Reading, known: dict[int, Match], first: int, last: int) -> int:
    """The last token of a name that was cut before its complement: "Conseil de sécurité | des Nations unies"."""
    i = last + 1
    while i < len(r.words) and r.any_of(i, "genitive", "articles"):
        i += 1
    if i == last + 1 or i >= len(r.words) or not r.any_of(last + 1, "genitive"):
        return last
    match = known.get(i)
    if match is not None and match.first == i and match.entries[0].kind == "organisation":
        return match.last
    return last


def _is_known(r: Reading, known: dict[int, Match], first: int, last: int, label: str) -> bool:
    """Whether something better reads the name: the knowledge base whole, a demonym, or a role."""
    match = known.get(first)
    if match and match.first <= first and match.last >= last:
        return True
    if first == last and r.knowledge.peoples(r.low[first], r.on):
        return True
    role = r.book.match(r.low, first)
    if role is None:
        return False
    rest = first + role.length
    if rest > last:
        return True
    if label == "PER":
        return False
    named = r.capital(first) and not r.begins_sentence(
        first
    )  # "Organisation maritime internationale" is a name
    while rest <= last and (
        r.knowledge.peoples(r.low[rest], r.on) or (r.tree.tokens[rest].pos == "ADJ" and not named)
    ):
        rest += 1
    if rest > last:
        return True
    if r.any_of(rest, "genitive"):
        rest += 1 + (rest + 1 <= last and r.any_of(rest + 1, "articles"))
        inner = known.get(rest)
        return rest > last or (inner is not None and inner.first == rest and inner.last >= last)
    return False


def _may_act(r: Reading, entity: Entity, first: int, last: int) -> bool:
    """Whether a name that the model takes for a place or a work may be somebody all the same: it is a subject."""
    if any(i in r.places.by_token for i in range(first, last + 1)):
        return False
    acronym = first == last and len(r.words[first]) > 1 and r.words[first].isupper()
    acts = any(r.tree.tokens[i].dep in ACTING for i in range(first, last + 1))
    return acronym or (acts and entity.label == "MISC" and last - first < 5)


def _organisation(r: Reading, known: dict[int, Match], first: int, last: int, sure: bool) -> Draft:
    """A name of an organisation with what its words say: its role ("Front ..."), the country in it ("... au Tchad")."""
    draft = _draft(r, first, last, "organisation", sure=sure, rule="name read by the language model")
    role = r.book.match(r.low, first)
    if role is not None and role.role.kind in ("organisation", "group"):
        draft.sector, draft.noun, draft.rule = role.role.sector, role.role.noun, role.role.rule
        draft.gender = role.gender
    for i in range(first, last + 1):
        match = known.get(i)
        country = next((e for e in match.entries if e.kind == "country"), None) if match else None
        codes = () if country else r.knowledge.peoples(r.low[i], r.on)
        if country is not None:
            draft.country = country.id
        elif len(codes) == 1 and len(codes[0]) == 3 and r.knowledge.country(codes[0]):
            draft.country = codes[0]
        elif match and draft.sector is None and match.entries[0].kind == "organisation":
            draft.sector, draft.country = match.entries[0].role, match.entries[0].country
    return draft


# ------------------------------------------------------------------------------------------------ known


def _known(r: Reading, matches: Sequence[Match]) -> Iterator[Draft]:
    for match in matches:
        draft = _read_match(r, match)
        if draft is not None:
            yield draft


def _first(match: Match, kind: str) -> Entry | None:
    return next((e for e in match.entries if e.kind == kind), None)


def _person(match: Match) -> Entry | None:
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
        return _draft(r, first, last, "organisation", entry=organisation)
    if metonym is not None and (place is not None or as_place):
        state = r.knowledge.country(metonym.country or "")
        return _state(r, first, last, state, quiet=as_place, rule=metonym.rule) if state else None
    if metonym is not None:
        return _draft(r, first, last, "organisation", entry=metonym, sector="GOV")
    if as_place or (place is not None and organisation is None and person is None):
        return None
    entity = r.tree.entity_of.get(first)
    if person is not None and (organisation is None or (entity and entity.label == "PER")):
        if match.weak and not (entity and entity.label == "PER") and not _after_role(r, first):
            return None
        if (one := _person(match)) is not None:
            return _draft(r, first, last, "person", entry=one)
        sharing = " or ".join(
            f"{e.name(r.language.code)} ({e.rule})" for e in match.entries if e.kind == "person"
        )
        return _draft(r, first, last, "person", rule=f"ambiguous name: {sharing}")
    if organisation is not None:
        role = r.book.match(r.low, first)
        if role is not None and first + role.length > last:
            return None  # every country has its "Assemblée nationale"
        if match.weak and not (entity and entity.label in ("ORG", "MISC")) and not _after_role(r, first):
            return None
        return _draft(r, first, last, "organisation", entry=organisation)
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
    return _draft(
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


# ------------------------------------------------------------------------------------------------ loose names


def _loose(r: Reading) -> Iterator[Draft]:
    """Capitalised subjects that nobody knows: somebody acts, but who that is stays unsure."""
    for t in r.tree.tokens:
        if t.pos != "PROPN" or t.dep not in ACTING or t.i in r.name_at or t.i in r.places.by_token:
            continue
        if (
            not r.capital(t.i)
            or len(t.text) < 2
            or r.begins_sentence(t.i)
            or r.knowledge.peoples(r.low[t.i], r.on)
        ):
            continue
        if r.book.match(r.low, t.i) is not None or r.low[t.i] in r.book.titles:
            continue
        last = t.i
        while (
            last + 1 < len(r.words) and r.capital(last + 1) and r.tree.tokens[last + 1].dep.startswith("flat")
        ):
            last += 1
        yield _draft(r, t.i, last, "organisation", sure=False, rule="capitalised subject")
