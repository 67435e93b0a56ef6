"""What the words of a phrase say of whom it means: kind, country, sector, office, and where he is at home.

The bounds of the phrase are found in phrases.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.base import ORGANISATION_CODES, demonym_key
from ..model.actor import ActorKind
from .drafts import Draft, Rooted
from .reading import Reading
from .roles import Found, Role

NOMINAL = frozenset({"NOUN", "PROPN"})
KNOWING = frozenset({"EDU", "JRN", "UNK"})  # sectors of those who know a land without being of it
CIVIL = frozenset({"PTY", "LAB"})  # sectors of adjectives that take the arms from "les forces"


@dataclass(frozen=True, slots=True)
class Land:
    """The country of the place or the thing that a description belongs to, and what gave it."""

    country: str
    because: str
    place: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` that describe somebody: `core` are those of the role alone, `head` the one that carries it in
    the parse. `complement` is what it belongs to, `definite`, `bare` and `former` tell what stands before it."""

    found: Found
    core: tuple[int, int]
    head: int
    first: int
    last: int
    adjectives: list[int]
    complement: Draft | Land | None
    definite: bool
    bare: bool
    former: bool


def describe(r: Reading, phrase: Phrase) -> Draft:
    """The draft of a phrase with what its words say: kind, country, sector, office, and what may give it a country."""
    found, complement, first = phrase.found, phrase.complement, phrase.first
    role, traits, (i, core_last) = found.role, found.role.traits, phrase.core
    draft = Draft(
        "role", first, phrase.last, _heads(r, phrase), _kind(found, phrase.definite or phrase.bare), _surface(r, phrase),
        sector=role.sector, office=role.office, noun=role.noun, gender=r.book.genders.get(r.low[first], "") or found.gender, plural=found.plural,
        definite=phrase.definite, bare=phrase.bare, former=phrase.former, home="home" in traits, rule=role.rule, core=phrase.core,
    )  # fmt: skip
    if any(r.any_of(k, "future") for k in range(first, i)):
        draft.office = None  # "le futur président" holds no office yet
    if "vatican" in traits:
        draft.country, draft.office = "VAT", "HOS"
    inner = range(i, core_last + 1) if core_last - i + 1 > found.length else range(0)
    codes = code_of(r, [*inner, *phrase.adjectives])
    if found.plural and not codes:
        draft.members = _members(r, phrase.adjectives)
    if isinstance(complement, Draft):
        draft.complement = complement
        if complement.kind == "state":
            complement.quiet = True
    if draft.country or codes:
        draft.country = draft.country or codes
    else:
        _belong(r, draft, complement)
    draft.sector = _sector(r, phrase, draft)
    if draft.country in ORGANISATION_CODES:
        draft.world, draft.country = draft.country or "", None
        draft.home = False
        draft.sector = draft.sector if draft.sector not in ("GOV", None) else "IGO"
    if draft.complement is not None:
        draft.home = draft.home and draft.complement.form == "role" and draft.complement.home
    _root(r, phrase, draft)
    return draft


def _surface(r: Reading, phrase: Phrase) -> str:
    """The words of a phrase, a definite one without its article."""
    start = phrase.first
    if phrase.definite:
        while start < phrase.core[0] and (
            r.any_of(start, "definite", "articles") or not r.words[start].isalnum()
        ):
            start += 1
    return r.surface(start, phrase.last)


def _heads(r: Reading, phrase: Phrase) -> tuple[int, ...]:
    """The tokens by which others find the phrase: its head, the nouns of its role, an adjective that the parser took for the noun."""
    head, (i, last), tokens = phrase.head, phrase.core, r.tree.tokens
    nominal = [k for k in range(i, last + 1) if tokens[k].pos in NOMINAL]
    nominal += [  # "étudiant nigérian": the parser's head is the wrong one
        k for k in phrase.adjectives if tokens[k].pos in NOMINAL and tokens[head].head == k
    ]
    return tuple(dict.fromkeys((head, *nominal)))


def _members(r: Reading, adjectives: Sequence[int]) -> tuple[str, ...]:
    """The countries of a plural that names several: "les ministres français et allemand"."""
    said = [c for k in adjectives for c in r.knowledge.peoples(r.low[k], r.on)]
    return tuple(dict.fromkeys(c for c in said if len(said) > 1 and c not in ORGANISATION_CODES))


def _root(r: Reading, phrase: Phrase, draft: Draft) -> None:
    """What may give a country to a draft without one; nothing where words set it apart ("des diplomates étrangers")."""
    role, around = phrase.found.role, (*range(phrase.first, phrase.core[0]), *phrase.adjectives)
    if draft.members or any(r.any_of(k, "abroad") or _of_many(r, k) for k in around):
        draft.home = False
        return
    others = role.noun in r.book.words["of_others"]
    draft.rooted = _rooted(role, None if others else draft.complement)
    if draft.rooted is None and phrase.complement is None and "grade" in role.traits and draft.sector:
        draft.rooted = "home"  # "des responsables militaires": so the adjective says


def _belong(r: Reading, draft: Draft, complement: Draft | Land | None) -> None:
    """The country of what the phrase belongs to: "les habitants de Gaza", "le chef de l'armée turque"."""
    if isinstance(complement, Draft):
        if draft.noun in r.book.words["of_others"]:
            return  # "les otages du Hamas", "les alliés du régime" are not of them
        draft.country = complement.country
        draft.because = f"country of {complement.name}" if complement.country else ""
    elif complement is not None:
        if draft.kind in ("organisation", "people") or draft.sector not in KNOWING:
            draft.country, draft.because = complement.country, complement.because


def _rooted(role: Role, complement: Draft | None) -> Rooted | None:
    """Where somebody described without a country is at home; "une équipe de policiers" is where the policemen are."""
    own: Rooted | None = "local" if "local" in role.traits else "home" if "home" in role.traits else None
    if (
        own is None
        and role.kind == "organisation"
        and complement is None
        and not role.traits & {"thing", "state"}
    ):
        return "sole"
    if complement is None or (complement.rooted is None and complement.country is None and own is None):
        return own
    if complement.form != "role":
        return None
    return complement.rooted if own is not None or role.traits & {"of", "grade"} else None


def _of_many(r: Reading, k: int) -> bool:
    """Whether an adjective is of peoples of several countries or of an organisation: "ouest-africain", "européen"."""
    found = r.knowledge.demonyms.get(demonym_key(r.low[k]), ())
    return any(d.code is None or d.code in ORGANISATION_CODES for d in found)


def _kind(found: Found, definite: bool) -> ActorKind:
    kind = found.role.kind
    if kind == "person":
        return "group" if found.plural else "office" if definite else "unnamed"
    if "state" in found.role.traits:
        return "group" if found.plural else "state"
    return kind if kind in ("organisation", "group", "people") else "group"


def code_of(r: Reading, adjectives: Sequence[int]) -> str | None:
    """The one people that adjectives name; None where it is none or several."""
    found = [c for k in adjectives if not r.capital(k) for c in r.knowledge.peoples(r.low[k], r.on)]
    return found[0] if len(found) == 1 else None


def _sector(r: Reading, phrase: Phrase, draft: Draft) -> str | None:
    """The sector of a role: its own, or that of the adjective or of whom it belongs to where the role says so."""
    role, complement = phrase.found.role, phrase.complement
    own, person = role.sector, role.kind == "person"
    said = [s for k in phrase.adjectives if (s := r.book.sectors.get(r.low[k]))]
    civil = next((s for s in said if s in CIVIL), None)
    if own == "MIL" and phrase.found.plural and civil:
        return civil  # "les forces politiques et syndicales" bear no arms
    if "grade" in role.traits or own is None:
        thing = isinstance(complement, Land) and not complement.place  # "le chef de char russe"
        governs = draft.country and person and not thing
        return next(iter(said), None) or _sector_of(complement) or own or ("GOV" if governs else None)
    if "of" in role.traits and isinstance(complement, Draft) and complement.kind != "state":
        if complement.sector and (person or complement.form == "name"):
            return complement.sector
    return own


def _sector_of(complement: Draft | Land | None) -> str | None:
    """The sector of what a phrase belongs to: a place stands for its government."""
    if isinstance(complement, Draft):
        return complement.sector
    return "GOV" if complement and complement.place else None
