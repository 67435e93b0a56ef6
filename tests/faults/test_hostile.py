"""Hostile files: each gives one clear sentence with its place, the articles beside it are read, and time grows evenly."""

from __future__ import annotations

import gc
import json
import time
from pathlib import Path

import pytest

import greffier
from greffier.errors import BadInput
from greffier.language.registry import Language, load_language
from greffier.model.article import Article
from greffier.model.record import Record
from greffier.reading.articles import article_from_text
from greffier.reading.files import Refusal, read_file
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout

FRENCH = load_language("fr")
GOOD = json.dumps({"id": "bon", "text": "Le maire de Brest a parlé mardi."})

# fmt: off
REFUSED = [
    ("empty",            b"",                                        "The file is empty."),
    ("blanks",           b" " * 999_999,                             "The text is empty."),
    ("one sign",         b".",                                       "The text holds no word."),
    ("PDF",              b"%PDF-1.7\n...",                           "This is a PDF, not text."),
    ("JPEG",             b"\xff\xd8\xff\xe0\x00\x10JFIF",            "This is a JPEG image, not text."),
    ("ZIP",              b"PK\x03\x04\x14\x00",                      "The zip archive is damaged or cut"),
    ("gzip",             b"\x1f\x8b\x08\x00",                        "The gzip data is damaged near byte 4: it ends in the middle."),
    ("program",          b"\x7fELF\x02\x01\x01",                     "This is a program, not text."),
    ("zeros",            b"\x00" * 5000,                             "This is a binary file, not text."),
    ("noise",            bytes(range(256)) * 40,                     "This is a binary file, not text."),
    ("half a JSON",      b'{"title": "a",\n "text": "b"',            "This is no JSON: Expecting ',' delimiter (column 13)."),
    ("empty array",      b"[]",                                      "The JSON array is empty."),
    ("no text",          b'{"title": "Le pont"}',                    'The article has no field "text".'),
    ("text is a list",   b'{"text": ["a"]}',                         "The text of an article must be a string, not a list."),
    ("wrong language",   b'{"text": "a", "language": "??"}',         "'??' is no language code."),
    ("deep JSON",        b'{"text": ' + b"[" * 200_000,              "nested too deeply"),
    ("deep JSON, whole", b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    ("marks only",       ("«" * 100_000).encode(),                   "The text holds no word."),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "fichier.txt"
    path.write_bytes(data)
    (item,) = read_file(path)
    assert isinstance(item, Refusal)
    assert item.where.startswith(str(path))
    assert reason in item.reason
    assert "\n" not in item.reason
    assert len(item.reason) < 200


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_between_good_lines_it_costs_one_line(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    bad = data.replace(b"\n", b" ").replace(b"\r", b" ")
    path.write_bytes(b"\n".join([GOOD.encode(), bad, GOOD.encode(), b""]))
    items = list(read_file(path))
    assert [i.id for i in items if isinstance(i, Article)] == ["bon", "bon"]
    refused = [i for i in items if isinstance(i, Refusal)]
    assert [i.where for i in refused] == ([f"{path}:2"] if bad.strip() else [])


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from greffier.reading import guard

    monkeypatch.setattr(guard, "MAX_LINE_BYTES", 100_000)
    long = json.dumps({"text": "mot " * 50_000})
    path = tmp_path / "articles.jsonl"
    for lines in ([GOOD, long, GOOD], [long, GOOD, GOOD]):
        path.write_text("\n".join(lines), encoding="utf-8")
        items = list(read_file(path))
        assert [i.id for i in items if isinstance(i, Article)] == ["bon", "bon"]
        (refused,) = (i for i in items if isinstance(i, Refusal))
        assert refused.where == f"{path}:{lines.index(long) + 1}"
        assert refused.reason.startswith("The line is longer than 100,000 bytes")


def test_an_article_over_the_limit_is_refused_and_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "livre.txt"
    path.write_text("mot " * 1_600_000, encoding="utf-8")
    (item,) = read_file(path)
    assert isinstance(item, Refusal)
    assert item.reason.startswith("The text holds 6,400,000 characters; at most 6,000,000 are read")


def test_a_language_without_a_folder_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"does not read the language 'xx'\. It reads: .*fr"):
        greffier.read("Le maire parle.", language="xx")
    german = "Der Bürgermeister hat am Dienstag mit den Einwohnern über die neue Brücke gesprochen."
    with pytest.raises(BadInput, match="does not read the language 'de'"):
        greffier.read(german)


def test_a_batch_gives_one_answer_for_every_article(french: Language, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    other = json.dumps(
        {"text": "The mayor spoke to the people of the town about the bridge.", "language": "xx"}
    )
    path.write_text("\n".join([GOOD, "pas du JSON", other, "{}", GOOD]), encoding="utf-8")
    results = list(greffier.read_many(read_file(path), language=None))
    places = [r.where for r in results if isinstance(r, Refusal)]
    assert [p.rpartition(":")[2] for p in places] == ["2", "3", "4"]
    assert [isinstance(r, Record) for r in results] == [True, False, False, False, True]


# Units that once cost, or could cost, quadratic time when repeated.
# fmt: off
REPEATED = [
    "«a» ", "« a ", '"a ', 'a" ', "'a ", "l'", "a.b", "A-", "A. ", "M. ", "1. ", "( a", "a… ", "#a ", "e\u0301", "Ã©", "\u200ba", "http://a",
    "a ", "A B\n", "a\n", "le\n", "«a\n", "a»\n", '"a\n', "Par A\n", "Photo : A\n", "Lire aussi : a ", "Fin. Lire aussi : ", "1er mai 2020\n",
    "PARIS (AFP) – a\n", "un mot de plus, puis un autre, et la ligne finit\n",
]
# fmt: on
SMALL, LARGE = 2_000, 16_000  # characters
MOST = 24  # times as long for 8 times as much: 8 when linear, 64 when quadratic


@pytest.mark.parametrize("unit", REPEATED, ids=[repr(u) for u in REPEATED])
def test_time_grows_evenly(unit: str) -> None:
    small, large = (min(_seconds(unit * (n // len(unit))) for _ in range(3)) for n in (SMALL, LARGE))
    assert large < MOST * max(small, 0.002)


def _seconds(text: str) -> float:
    gc.collect()
    begin = time.process_time()
    lay_out(article_from_text(f"Le maire parle. {text}", language="fr"), FRENCH)
    return time.process_time() - begin


# fmt: off
LONG = {
    "1 MB of prose":             "Le maire a dit : « Je pars. » Il l'a redit hier, à 10 h.\n" * 17_000,
    "100,000 quotation marks":   'Le maire a dit "oui" et ' + '"' * 100_000 + " puis il part.",
    "100,000 marks apart":       "Le maire dit " + "« oui » " * 50_000,
    "100,000 levels":            "Le maire dit " + "« a " * 100_000,
    "one word of 1 MB":          "Le maire dit " + "a" * 1_000_000,
    "300,000 without a stop":    "Le maire dit " + "mot " * 75_000,
}
# fmt: on


@pytest.mark.parametrize("name", LONG)
def test_long_texts_keep_their_offsets(name: str) -> None:
    layout: Layout = lay_out(article_from_text(LONG[name], language="fr"), FRENCH)
    text = layout.article.text
    assert len(layout.shadow) == len(text) == len(LONG[name].strip())
    assert layout.sentences[0].start == 0
    assert layout.sentences[-1].end == len(text)
    covered = sum(len(s.of(layout.shadow).split()) for s in layout.sentences)
    assert covered == len(layout.shadow.split())


def test_runs_of_marks_are_blank_in_the_shadow() -> None:
    text = "Le maire" + "!" * 5_000 + " part " + "=-" * 5_000
    layout = lay_out(article_from_text(text, language="fr"), FRENCH)
    assert layout.shadow.split() == ["Le", "maire", "part"]
