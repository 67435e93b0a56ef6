"""One article from a text or a JSON object: checked, its headline in front, its date read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from greffier.errors import BadInput, TooBig
from greffier.reading import guard
from greffier.reading.articles import article_from_mapping, article_from_text, read_day


def test_the_headline_stands_in_front_and_the_map_names_both_fields() -> None:
    article = article_from_text("\r\nLe maire\u00a0parle.", title=" La\u200b mairie ")
    assert article.text == "La mairie\nLe maire parle."
    assert article.text[: article.title_end] == article.title == "La mairie"
    assert article.origin.to_raw(3) == ("title", 5)
    assert article.origin.to_raw(article.text.index("parle")) == ("text", 11)


@pytest.mark.parametrize(
    ("title", "text", "expected", "title_end"),
    [
        ("La grève continue", "La grève continue\nElle dure.", "La grève continue\nElle dure.", 17),
        ("« La grève » dure", "“La  grève” DURE\nSuite.", "“La  grève” DURE\nSuite.", 16),
        ("Le maire parle…", "Le maire parle à la foule.", "Le maire parle à la foule.", 0),
        ("Le maire", "La foule écoute.", "Le maire\nLa foule écoute.", 8),
        ("", "La foule écoute.", "La foule écoute.", 0),
        (None, "La foule écoute.", "La foule écoute.", 0),
    ],
)
def test_a_headline_is_not_doubled(title: str | None, text: str, expected: str, title_end: int) -> None:
    article = article_from_text(text, title=title)
    assert (article.text, article.title_end) == (expected, title_end)


def test_an_article_without_id_is_named_by_its_text() -> None:
    one, two = article_from_text("Il part."), article_from_text("Il part.")
    assert one.id == two.id != article_from_text("Il reste.").id
    assert article_from_text("Il part.", id="a7").id == "a7"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-03", date(2025, 9, 3)),
        (" 2025-09-03T22:15:00Z ", date(2025, 9, 3)),
        ("2025-09-03 10:00:00+02:00", date(2025, 9, 3)),
        ("20250903", date(2025, 9, 3)),
        ("Wed, 03 Sep 2025 10:00:00 +0200", date(2025, 9, 3)),
        (date(2025, 9, 3), date(2025, 9, 3)),
        (datetime(2025, 9, 3, 10), date(2025, 9, 3)),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_publication_is_read(written: object, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    "written", ["hier", "03/09/2025", "2025-13-01", "2025-02-30", 20250903, 1.5, ["2025"]]
)
def test_what_is_no_day_is_said(written: object) -> None:
    with pytest.raises(BadInput, match="Write it as 2025-09-03"):
        read_day(written)


def test_a_wrong_date_costs_the_date_and_not_the_article() -> None:
    article = article_from_mapping({"text": "Il part.", "published": "about 3 hours ago"})
    assert article.published is None
    assert article.repairs == (
        "the date of publication 'about 3 hours ago' was not understood and is left out",
    )


# fmt: off
WRONG: list[tuple[Any, str]] = [
    ([],                                        "An article must be a JSON object with a field \"text\", not a list."),
    ("texte",                                   "An article must be a JSON object with a field \"text\", not str."),
    ({},                                        "The article has no field \"text\"."),
    ({"text": None},                            "The article has no field \"text\"."),
    ({"text": 12},                              "The text of an article must be a string, not a number."),
    ({"text": ["a", "b"]},                      "The text of an article must be a string, not a list."),
    ({"text": ""},                              "The text is empty."),
    ({"text": " \n\u200b "},                    "The text is empty."),
    ({"text": "… — !"},                         "The text holds no word."),
    ({"text": "a", "title": 3},                 "The field \"title\" must be a string, not a number."),
    ({"text": "a", "id": True},                 "The field \"id\" must be a string, not true or false."),
    ({"text": "a", "outlet": {}},               "The field \"outlet\" must be a string, not an object."),
    ({"text": "a", "published": 2025},          "The field \"published\" must be a string such as \"2025-09-03\", not a number."),
    ({"text": "a", "language": "french please"}, "'french please' is no language code. Give two letters, such as \"fr\"."),
]
# fmt: on


@pytest.mark.parametrize(("data", "sentence"), WRONG)
def test_a_wrong_article_gives_one_sentence(data: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        article_from_mapping(data)
    assert str(caught.value) == sentence


def test_what_is_not_known_is_left_alone() -> None:
    article = article_from_mapping({"id": 12, "text": "Il part.", "licence": ["x"], "language": "fr-CA"})
    assert (article.id, article.language, article.outlet) == ("12", "fr", None)


@pytest.mark.parametrize(
    ("limit", "options"),
    [
        ("MAX_ARTICLE_CHARACTERS", {"text": "un mot " * 20}),
        ("MAX_ARTICLE_LINES", {"text": "un\n" * 101}),
        ("MAX_TITLE_CHARACTERS", {"text": "Il part.", "title": "mot " * 30}),
    ],
)
def test_a_limit_is_named(monkeypatch: pytest.MonkeyPatch, limit: str, options: dict[str, str]) -> None:
    monkeypatch.setattr(guard, limit, 100)
    with pytest.raises(TooBig, match=r"at most 100 are read"):
        article_from_text(**options)
