"""Entities of Wikidata as JSON in (a file of `entities`, an array, or one a line), persons with their terms out.

Shape: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Read are labels and aliases in French and English, P31
(instance of), P21 (gender), P27 (citizenship), P17 and P1001 (country of an organisation or a post), P39 (position held) with
P580 and P582 (start, end), P571 and P576 (an organisation's). What a position is, its own item tells when the file holds it; else
wikidata.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..base import HERE, Knowledge
from ..rows import refuse, rows_of
from .shapes import FoundOrganisation, FoundPerson, FoundTerm, Harvest
from .titles import office_of_title

Item = Mapping[str, Any]

PRECISION = {
    9: 4,
    10: 7,
    11: 10,
}  # year, month, day: how many characters of the date hold (Wikibase's data model)
SPELLINGS = 12  # aliases taken of one person: items of heads of state have dozens


MEANINGS = ("qid", "kind", "value", "label", "sure", "checked")  # the columns of wikidata.csv


@lru_cache(maxsize=1)
def _meanings() -> Mapping[tuple[str, str], str]:
    """What the numbers of Wikidata mean to us, by number and kind. BadData with file and line for a mistake in the file."""
    rows = rows_of(HERE / "wikidata.csv", refuse, MEANINGS)
    return {(row["qid"], row["kind"]): row["value"] for row in rows}


def read_wikidata(items: Iterable[Item], knowledge: Knowledge, harvest: Harvest) -> None:
    """Add the persons, terms and organisations of the items to the harvest."""
    humans: list[Item] = []
    others: dict[str, Item] = {}
    for item in items:
        if not isinstance(item.get("id"), str):
            harvest.left.append("an entry without an id is no item of Wikidata")
        elif "human" in _values(item, "P31", "human"):
            humans.append(item)
        else:
            others[item["id"]] = item
    for item in humans:
        _read_person(item, others, knowledge, harvest)
    posts = {q for h in humans for q, _ in _claims(h, "P39")}
    for id, item in others.items():
        kind = next(iter(_values(item, "P31", "type")), None)
        if kind is not None and id not in posts:
            _read_organisation(item, kind, others, harvest)


def _read_person(item: Item, others: Mapping[str, Item], knowledge: Knowledge, harvest: Harvest) -> None:
    names = _names(item)
    if names is None:
        harvest.left.append(f"{item['id']} has no French and no English label")
        return
    country = _country(item, ("P27",), others)
    person = FoundPerson(item["id"], *names, gender=next(iter(_values(item, "P21", "gender")), ""),
                         country=country, wikidata=item["id"])  # fmt: skip
    harvest.persons.append(person)
    for post, qualifiers in _claims(item, "P39"):
        office = _office(post, country, others, knowledge)
        start, end = _time(qualifiers, "P580"), _time(qualifiers, "P582")
        if office is None:
            harvest.left.append(
                f"{item['id']}: the position {post} is no office of offices.csv that we can tell"
            )
        elif not start:
            harvest.left.append(f"{item['id']}: the term as {office[0]} of {office[1]} has no start")
        else:
            harvest.terms.append(FoundTerm(item["id"], *office, start, end))


def _read_organisation(item: Item, kind: str, others: Mapping[str, Item], harvest: Harvest) -> None:
    names = _names(item)
    if names is None:
        harvest.left.append(f"{item['id']} has no French and no English label")
        return
    fr, en, aliases = names
    start, end = (next((t for snak in _snaks(item, p) if (t := _date(snak))), "") for p in ("P571", "P576"))
    harvest.organisations.append(
        FoundOrganisation(
            item["id"], (fr, *aliases), (en,), kind, _country(item, ("P17",), others), start=start, end=end
        )
    )


def _names(item: Item) -> tuple[str, str, tuple[str, ...]] | None:
    """French name, English name, and the other spellings; None for an item without a label in either."""
    labels = {code: _text(item, code) for code in ("fr", "en", "mul")}
    fr = labels["fr"] or labels["mul"] or labels["en"]
    if not fr:
        return None
    en = labels["en"] or labels["mul"] or fr
    aliases = [
        a["value"] for code in ("fr", "en") for a in item.get("aliases", {}).get(code, ()) if a.get("value")
    ]
    spelled = tuple(a for a in dict.fromkeys(aliases) if a not in (fr, en))[:SPELLINGS]
    return fr, en, spelled


def _text(item: Item, language: str) -> str:
    label = item.get("labels", {}).get(language)
    return str(label["value"]) if isinstance(label, dict) and label.get("value") else ""


def _snaks(item: Item, property: str) -> Iterator[Item]:
    """The main values of a property, those marked as deprecated left out."""
    for claim in item.get("claims", {}).get(property, ()):
        if claim.get("rank") != "deprecated":
            yield claim.get("mainsnak", {})


def _claims(item: Item, property: str) -> Iterator[tuple[str, Item]]:
    """The items that a property names, each with its qualifiers."""
    for claim in item.get("claims", {}).get(property, ()):
        target = _target(claim.get("mainsnak", {}))
        if target and claim.get("rank") != "deprecated":
            yield target, claim.get("qualifiers", {})


def _target(snak: Item) -> str:
    value = snak.get("datavalue", {}).get("value")
    return str(value.get("id") or "") if isinstance(value, dict) else ""


def _values(item: Item, property: str, kind: str) -> list[str]:
    """What the items named by a property mean to us."""
    targets = (_target(s) for s in _snaks(item, property))
    return [value for q in targets if (value := _meanings().get((q, kind)))]


def _country(item: Item, properties: Iterable[str], others: Mapping[str, Item]) -> str:
    """The country of an item: by wikidata.csv, else by the code (P298) of the country's own item."""
    for property in properties:
        for target in map(_target, _snaks(item, property)):
            if code := _meanings().get((target, "country")):
                return code
            for snak in _snaks(others.get(target, {}), "P298"):
                if code := snak.get("datavalue", {}).get("value"):
                    return str(code)
    return ""


def _office(
    post: str, country: str, others: Mapping[str, Item], knowledge: Knowledge
) -> tuple[str, str] | None:
    """The office and country of a position: by what its item is called, else by its class."""
    item = others.get(post)
    if item is None:
        office = _meanings().get((post, "office"))
        return (office, country) if office and country else None
    of = _country(item, ("P1001", "P17"), others) or country
    for title in (_text(item, "en"), _text(item, "fr")):
        found = office_of_title(knowledge, title, of) if title else None
        if found is not None and (found[1] or knowledge.offices[found[0]] == "IGO"):
            return found
    classes = [v for p in ("P279", "P31") for v in _values(item, p, "office")]
    return (classes[0], of) if classes and of else None


def _time(qualifiers: Item, property: str) -> str:
    return next((t for snak in qualifiers.get(property, ()) if (t := _date(snak))), "")


def _date(snak: Item) -> str:
    """A day, month or year as precise as Wikidata has it; empty for anything coarser or unknown."""
    value = snak.get("datavalue", {}).get("value")
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    return str(value["time"])[1 : 1 + PRECISION.get(int(value.get("precision", 0)), 0)]
