"""What holds for every text: never raises, spans inside the text, ids inside the record, same input same bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import greffier
from greffier.errors import BadInput
from greffier.language.registry import Language
from greffier.model.interchange import load_schema, record_to_dict, record_to_json

EXAMPLE = (Path(__file__).resolve().parents[2] / "examples" / "treve-de-trente-jours.txt").read_text(
    encoding="utf-8"
)
PUBLISHED = "2025-03-12"
PIECES = [
    *EXAMPLE.replace("\n", " \n ").split(" "),
    "«",
    "»",
    '"',
    "’",
    "n'",
    "\u00a0",
    "\u200b",
    "…",
    "😀",
    "e\u0301",
    "\ud800",
    "\x00",
]
VALIDATOR = jsonschema.Draft202012Validator(load_schema())


def check(data: dict[str, Any]) -> None:
    """The promises of the interchange shape."""
    VALIDATOR.validate(data)
    text = data["document"]["text"]
    for start, end in pairs(data):
        assert 0 <= start < end <= len(text)
    for letter, key in (
        ("a", "actors"),
        ("p", "places"),
        ("t", "times"),
        ("s", "statements"),
        ("e", "events"),
    ):
        assert [x["id"] for x in data[key]] == [f"{letter}{n}" for n in range(1, len(data[key]) + 1)]
    known = {x["id"] for key in ("actors", "places", "times", "statements", "events") for x in data[key]}
    for s in data["statements"]:
        assert {i for i in (s["speaker"], s["addressee"], s["time"], *s["via"]) if i} <= known
    for e in data["events"]:
        assert {
            i
            for i in (
                *e["actors"],
                *e["recipients"],
                *e["according_to"],
                e["place"],
                e["statement"],
                e["outer"],
            )
            if i
        } <= known
        assert not set(e["actors"]) & set(e["recipients"])
        assert ":" in e["rule"]  # the lexicon line


def pairs(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value["start"], value["end"]
        for inner in value.values():
            yield from pairs(inner)
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(x, int) for x in value):
            yield value[0], value[1]
        else:
            for inner in value:
                yield from pairs(inner)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join), st.text(max_size=200)))
def test_any_text_gives_a_sound_record_twice_the_same(french: Language, text: str) -> None:
    try:
        record = greffier.read(text, language="fr", published=PUBLISHED, id="x")
    except BadInput:
        return
    check(record_to_dict(record))
    assert record_to_json(record) == record_to_json(
        greffier.read(text, language="fr", published=PUBLISHED, id="x")
    )


def gist(text: str, **options: Any) -> tuple[Any, ...]:
    """What a record says, without offsets: words are compared without blanks and marks."""
    data = record_to_dict(greffier.read(text, language="fr", published=PUBLISHED, **options))
    clean = data["document"]["text"]

    def words(span: list[int] | None) -> str:
        return "".join(c for c in clean[span[0] : span[1]].casefold() if c.isalnum()) if span else ""

    names = {a["id"]: a["name"].replace("’", "'") for a in data["actors"]}
    places = {p["id"]: p["name"] for p in data["places"]}
    events = [
        (e["type"], e["mode"], [names[i] for i in e["actors"]], [names[i] for i in e["recipients"]], places.get(e["place"]),
         e["time"] and e["time"]["value"], e["status"], e["hedged"], [names[i] for i in e["according_to"]], words(e["trigger"]))
        for e in data["events"]
    ]  # fmt: skip
    statements = [
        (s["kind"], names.get(s["speaker"]), [names[v] for v in s["via"]], [words(c) for c in s["content"]])
        for s in data["statements"]
    ]
    return events, statements, [(t["text"].casefold(), t["value"]) for t in data["times"]]


VARIANTS = {
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "no-break spaces": lambda t: t.replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
    "narrow spaces": lambda t: (
        t.replace("« ", "«\u202f").replace(" »", "\u202f»").replace("1 000", "1\u202f000")
    ),
    "zero-width": lambda t: t.replace("Moscou", "Mos\u200bcou"),
    "soft hyphens": lambda t: t.replace("soldats", "sol\u00addats").replace(
        "rencontrées", "ren\u00adcontrées"
    ),
    "curly quotes": lambda t: t.replace("« ", "“").replace(" »", "”"),
    "straight quotes": lambda t: t.replace("« ", '"').replace(" »", '"'),
    "typographic apostrophes": lambda t: t.replace("'", "’"),
    "double line breaks": lambda t: t.replace("\n", "\n\n"),
    "quotation on its own line": lambda t: t.replace(
        " « des informations détaillées »", "\n« des informations détaillées »\n"
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_layout_changes_no_field(french: Language, name: str) -> None:
    changed = VARIANTS[name](EXAMPLE)
    assert changed != EXAMPLE
    assert gist(changed) == gist(EXAMPLE)


def test_an_unrelated_paragraph_changes_no_other_event(french: Language) -> None:
    more = gist(EXAMPLE + "\nLes vendanges ont commencé en Bourgogne sous un beau soleil.\n")
    assert [e for e in more[0] if e in gist(EXAMPLE)[0]] == gist(EXAMPLE)[0]


def test_batch_and_order_change_nothing(french: Language) -> None:
    from greffier.reading.articles import article_from_text

    texts = [EXAMPLE, "Paris a expulsé deux diplomates russes.", "Il pleut sur Nantes."]
    articles = [
        article_from_text(t, id=str(n), language="fr", published=PUBLISHED) for n, t in enumerate(texts)
    ]
    alone = [record_to_json(next(greffier.read_many([a]))) for a in articles]  # type: ignore[arg-type]
    together = [record_to_json(r) for r in greffier.read_many(articles[::-1])][::-1]  # type: ignore[arg-type]
    assert alone == together


def test_the_example_is_sound(french: Language) -> None:
    check(json.loads(record_to_json(greffier.read(EXAMPLE, published=PUBLISHED, language="fr"))))
