"""FollowTheMoney entities as JSON lines in, persons with their terms and organisations out.

Shape: https://followthemoney.tech (each line an object with id, schema and properties; every property is a list). Read are Person,
the organisation schemata, Position and Occupancy; a Person's own `position` gives no term, since it has no dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..base import Knowledge
from .shapes import FoundOrganisation, FoundPerson, FoundTerm, Harvest
from .titles import office_of_title

Entity = Mapping[str, Any]

# Schemata of organisations and the type that each becomes; LegalEntity may be a person and is left out.
TYPES = {"Organization": "", "Company": "company", "PublicBody": "government"}
GENDERS = {"male": "m", "female": "f"}
ALIASES = ("alias", "weakAlias", "abbreviation", "previousName")


def read_followthemoney(entities: Iterable[Entity], knowledge: Knowledge, harvest: Harvest) -> None:
    """Add the persons, terms and organisations of the entities to the harvest."""
    posts: dict[str, Entity] = {}
    occupancies: list[Entity] = []
    persons: dict[str, FoundPerson] = {}
    for entity in entities:
        schema = entity.get("schema")
        if schema == "Person":
            if (person := _person(entity, knowledge)) is not None:
                persons[person.key] = person
            else:
                harvest.left.append(f"{entity.get('id')} has no name")
        elif schema in TYPES:
            _read_organisation(entity, str(schema), knowledge, harvest)
        elif schema == "Position":
            posts[str(entity.get("id"))] = entity
        elif schema == "Occupancy":
            occupancies.append(entity)
    harvest.persons.extend(persons.values())
    for occupancy in occupancies:
        _read_term(occupancy, persons, posts, knowledge, harvest)


def _read_term(
    occupancy: Entity,
    persons: Mapping[str, FoundPerson],
    posts: Mapping[str, Entity],
    knowledge: Knowledge,
    harvest: Harvest,
) -> None:
    holder, post, start = (_first(occupancy, name) for name in ("holder", "post", "startDate"))
    if holder not in persons or post not in posts:
        harvest.left.append(f"{occupancy.get('id')}: its holder or its post is not in the file")
        return
    title, of = _first(posts[post], "name"), _country(posts[post], knowledge) or persons[holder].country
    found = office_of_title(knowledge, title, of)
    if found is None:
        harvest.left.append(
            f"{occupancy.get('id')}: the post {title!r} is no office of offices.csv that we can tell"
        )
    elif not start:
        harvest.left.append(f"{occupancy.get('id')}: the term has no startDate")
    else:
        harvest.terms.append(FoundTerm(holder, *found, start[:10], _first(occupancy, "endDate")[:10]))


def _person(entity: Entity, knowledge: Knowledge) -> FoundPerson | None:
    names = _all(entity, "name")
    if not names:
        return None
    aliases = dict.fromkeys([*names[1:], *(a for p in ALIASES for a in _all(entity, p))])
    return FoundPerson(
        str(entity["id"]), names[0], names[0], tuple(aliases), GENDERS.get(_first(entity, "gender"), ""),
        _country(entity, knowledge), wikidata=_first(entity, "wikidataId"),
    )  # fmt: skip


def _read_organisation(entity: Entity, schema: str, knowledge: Knowledge, harvest: Harvest) -> None:
    names = _all(entity, "name")
    kind = TYPES[schema]
    if not names or not kind:
        why = "has no name" if not names else "is an organisation of no type that we know"
        harvest.left.append(f"{entity.get('id')} {why}")
        return
    aliases = [a for p in ALIASES for a in _all(entity, p)]
    harvest.organisations.append(
        FoundOrganisation(
            str(entity["id"]), tuple(dict.fromkeys([*names, *aliases])), (), kind, _country(entity, knowledge),
            start=_first(entity, "incorporationDate"), end=_first(entity, "dissolutionDate"),
        )
    )  # fmt: skip


def _country(entity: Entity, knowledge: Knowledge) -> str:
    """The one country of an entity as ISO alpha-3; empty for none and for several."""
    codes = _all(entity, "nationality") or _all(entity, "country") or _all(entity, "jurisdiction")
    known = {knowledge.iso2.get(c.upper(), "") for c in codes}
    return known.pop() if len(known) == 1 else ""


def _all(entity: Entity, property: str) -> list[str]:
    values = entity.get("properties", {}).get(property, ())
    return [str(v) for v in values if v] if isinstance(values, list) else []


def _first(entity: Entity, property: str) -> str:
    return next(iter(_all(entity, property)), "")
