"""Web pages: the bytes are decoded here, the facts are those that the page states, and the day is never moved."""

from __future__ import annotations

import io
from datetime import date

import pytest

from greffier.model.article import Article
from greffier.reading.files import Refusal, read_stream
from greffier.reading.html import read_page
from greffier.reading.pagefacts import stated_day
from greffier.reading.source import Source

PROSE = [
    "À l’été, les élus de Brest ont décidé d’ouvrir un marché près du port, a annoncé la mairie mardi soir.",
    "« C’était demandé depuis des années », a déclaré l’adjointe chargée du commerce devant la presse réunie.",
    "Les pêcheurs, eux, craignent que la circulation n’empêche l’accès aux quais où ils déchargent leurs prises.",
    "Une réunion publique aura lieu en février pour présenter les plans, précise le communiqué de la collectivité.",
]


def page(head: str = "", lang: str = "fr", prose: list[str] = PROSE) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in prose)
    menu = "<nav><ul><li><a href='/a'>Accueil</a></li><li><a href='/b'>Sport</a></li></ul></nav>"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{menu}<article>'
        f"<h1>Un marché au port</h1>{paragraphs}</article><footer>Mentions légales</footer></body></html>"
    )


def read(data: bytes, charset: str | None = None) -> Article:
    return read_page(data, Source("page.html", "page", charset=charset))


def test_a_page_gives_its_text_and_its_facts() -> None:
    head = (
        "<title>Un marché au port - Le Quai</title><meta property='og:site_name' content='Le Quai'>"
        "<meta property='og:title' content='Un marché au port'><meta name='author' content='Anne Le Gall'>"
        "<meta property='article:published_time' content='2024-05-03T08:00:00+02:00'>"
        "<link rel='canonical' href='https://www.lequai.example/marche'>"
    )
    article = read(page(head).encode())
    assert article.text.splitlines() == ["Un marché au port", *PROSE]
    assert (article.title, article.title_end) == ("Un marché au port", 17)
    assert (article.outlet, article.byline, article.language) == ("Le Quai", "Anne Le Gall", "fr")
    assert (article.published, article.url) == (date(2024, 5, 3), "https://www.lequai.example/marche")
    assert (article.id, article.partly) == ("page", None)


# The guide's row T6: accents are right whenever at least 99% of the bytes are valid UTF-8, and where another encoding is meant.
# fmt: off
def damaged(data: bytes) -> bytes:
    """UTF-8 in which a few places hold bytes of Latin-1 or broken ones, as concatenated templates leave them."""
    return data.replace("décidé".encode(), b"d\xe9cid\xe9").replace(b"</footer>", b"\xff\xfe\x80</footer>")

ENCODED = [
    # name,                     bytes,                                                                     server says,  note
    ("UTF-8",                   page().encode(),                                                           None,         None),
    ("UTF-8, bad bytes",        damaged(page().encode()),                                                  None,         "not UTF-8 mended"),
    ("UTF-8 called Latin-1",    page("<meta charset='iso-8859-1'>").encode(),                              "iso-8859-1", None),
    ("the same, bad bytes",     damaged(page("<meta charset='iso-8859-1'>").encode()),                     "iso-8859-1", "not UTF-8 mended"),
    ("Windows-1252",            page("<meta charset='windows-1252'>").encode("cp1252"),                    None,         "read as Windows-1252"),
    ("called UTF-8",            page("<meta charset='utf-8'>").encode("cp1252"),                           "utf-8",      "Windows-1252"),
    ("called Latin-1",          page("<meta charset='ISO-8859-1'>").encode("cp1252"),                      None,         "read as Windows-1252"),
    ("not called anything",     page().encode("cp1252"),                                                   None,         ""),
    ("UTF-16",                  page().encode("utf-16"),                                                   None,         "read as UTF-16"),
    ("UTF-16 without mark",     page().encode("utf-16-le"),                                                None,         "read as UTF-16-LE"),
    ("with a BOM",              b"\xef\xbb\xbf" + page().encode(),                                         "latin1",     None),
    ("encoded twice",           page().encode().decode("cp1252", "replace").encode(),                      None,         "twice"),
    ("NUL bytes",               page().replace("Brest", "Br\0est").encode(),                               None,         None),
    ("XML declaration",         ('<?xml version="1.0" encoding="utf-8"?>' + page()).encode(),              None,         None),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "charset", "note"), ENCODED, ids=[row[0] for row in ENCODED])
def test_accents_are_right_whatever_the_encoding(
    name: str, data: bytes, charset: str | None, note: str | None
) -> None:
    article = read(data, charset)
    told = " ".join(article.repairs)
    if name == "encoded twice":  # bytes that Windows-1252 does not know were lost before
        assert "les élus de Brest ont décidé" in article.text
    else:
        assert article.text.splitlines()[1:] == PROSE
    assert (note is None) == (told == "") or note == ""
    assert (note or "") in told


def test_another_alphabet_is_read_as_declared() -> None:
    prose = ["Мэр города сообщил во вторник, что новый рынок откроется осенью рядом с портом и вокзалом."] * 4
    data = page("<meta charset='windows-1251'>", "ru", prose).encode("cp1251", "ignore")
    assert prose[0] in read(data).text


@pytest.mark.parametrize("label", ["idna", "unicode_escape", "hex", "utf-7", "nonsense", "x" * 1000])
def test_a_declared_encoding_that_is_none_of_pages_is_left_alone(label: str) -> None:
    data = page(f"<meta charset='{label}'>").encode("cp1252")
    assert read(data, label).text.splitlines()[1:] == PROSE


# fmt: off
DAYS = [
    (["2024-05-04T00:30:00+02:00"],                                  "2024-05-04"),  # 3 May in UTC
    (["2024-05-03T23:30:00-05:00"],                                  "2024-05-03"),  # 4 May in UTC
    (["2024-05-03T22:30:00Z", "2024-05-04T00:30:00+02:00"],          "2024-05-04"),  # its own zone before UTC
    (["2024-05-03T22:30:00Z"],                                       "2024-05-03"),
    (["2024-05-03", "2023-01-01T00:00:00+01:00"],                    "2024-05-03"),  # another day altogether: the first
    (["hier", "", "Fri, 03 May 2024 23:59:00 -0700"],                "2024-05-03"),
    (["05/04/2024"],                                                 None),          # day or month first? Not guessed
    ([],                                                             None),
]
# fmt: on


@pytest.mark.parametrize(("stated", "day"), DAYS)
def test_the_day_is_the_one_that_stands_there(stated: list[str], day: str | None) -> None:
    assert stated_day(stated) == (date.fromisoformat(day) if day else None)


def test_the_day_of_json_ld_and_its_publisher() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "X"}, {"@type": "NewsArticle",'
        ' "datePublished": "2024-05-04T00:10:00+02:00", "publisher": {"name": "Le Quai"}}]}</script>'
        '<meta property="article:published_time" content="2024-05-03T22:10:00Z">'
    )
    article = read(page(head).encode())
    assert (article.published, article.outlet) == (date(2024, 5, 4), "Le Quai")


def test_a_page_that_calls_its_language_wrong_is_not_believed() -> None:
    article = read(page(lang="en-US").encode())
    assert article.language is None
    assert "the page calls its language 'en', its text reads as 'fr'" in article.repairs


def test_a_page_without_an_article_is_refused() -> None:
    (item,) = read_stream(io.BytesIO(b"<html><head><title>x</title></head><body></body></html>"), "p", None)
    assert isinstance(item, Refusal)
    assert item.reason in ("No article text was found on the page.", "The page holds no text.")


def test_the_text_does_not_depend_on_the_clock() -> None:
    head = "<meta name='date' content='2031-01-05'>"
    assert read(page(head).encode()).published == date(2031, 1, 5)
