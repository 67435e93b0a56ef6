"""Files in, articles out: the shape of a file is seen from its content, and what is wrong is said with file and line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from greffier.errors import BadInput
from greffier.model.article import Article
from greffier.reading.files import Refusal, read_file, read_stream
from greffier.reading.tongue import detect_language

LINE = json.dumps({"id": "un", "text": "Il a plu à Brest."}, ensure_ascii=False)
OTHER = json.dumps({"text": "Il a neigé à Nancy.", "title": "Neige"})


def read_bytes(data: bytes, tmp_path: Path) -> list[Article | Refusal]:
    path = tmp_path / "nouvelles.txt"
    path.write_bytes(data)
    return list(read_file(path))


def gist(items: list[Article | Refusal]) -> list[tuple[str, str]]:
    """Id and text of what was read, place ("…" or ":2") and reason of what was not."""
    return [
        (i.id, i.text) if isinstance(i, Article) else (i.where.rpartition("nouvelles.txt")[2], i.reason)
        for i in items
    ]


# fmt: off
SHAPES = [
    ("plain text",           b"Il a plu.\nBeaucoup.",                       [("nouvelles", "Il a plu.\nBeaucoup.")]),
    ("one JSON article",     LINE.encode(),                                 [("un", "Il a plu à Brest.")]),
    ("indented JSON",        json.dumps(json.loads(LINE), indent=2).encode(), [("un", "Il a plu à Brest.")]),
    ("JSON without id",      OTHER.encode(),                                [("nouvelles", "Neige\nIl a neigé à Nancy.")]),
    ("JSON Lines",           f"{LINE}\n{OTHER}\n".encode(),                 [("un", "Il a plu à Brest."), ("nouvelles-2", "Neige\nIl a neigé à Nancy.")]),
    ("blank lines between",  f"\n{LINE}\n\n\n{OTHER}".encode(),             [("un", "Il a plu à Brest."), ("nouvelles-5", "Neige\nIl a neigé à Nancy.")]),
    ("CRLF lines",           f"{LINE}\r\n{OTHER}\r\n".encode(),             [("un", "Il a plu à Brest."), ("nouvelles-2", "Neige\nIl a neigé à Nancy.")]),
    ("JSON array",           f"[{LINE},\n {OTHER}]".encode(),               [("un", "Il a plu à Brest."), ("nouvelles-2", "Neige\nIl a neigé à Nancy.")]),
    ("JSON with a BOM",      f"\ufeff{LINE}".encode(),                      [("un", "Il a plu à Brest.")]),
    ("JSON in UTF-16",       LINE.encode("utf-16"),                         [("un", "Il a plu à Brest.")]),
    ("JSON in Windows-1252", LINE.encode("cp1252"),                         [("un", "Il a plu à Brest.")]),
    ("prose in brackets",    b"[AFP] Il a plu.",                    [("nouvelles", "[AFP] Il a plu.")]),
    ("prose in braces",      b"{Note} Il a plu.",                   [("nouvelles", "{Note} Il a plu.")]),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "expected"), SHAPES, ids=[row[0] for row in SHAPES])
def test_shapes_are_seen_from_the_content(
    name: str, data: bytes, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert gist(read_bytes(data, tmp_path)) == expected


def test_a_wrong_line_costs_itself_only(tmp_path: Path) -> None:
    lines = [LINE, '{"text": "coupé', '{"title": "sans texte"}', '{"text": 3}', "[1]", "pas du JSON", OTHER]
    items = read_bytes("\n".join(lines).encode(), tmp_path)
    assert gist(items) == [
        ("un", "Il a plu à Brest."),
        (":2", "This is no JSON: Unterminated string starting at (column 10)."),
        (":3", 'The article has no field "text".'),
        (":4", "The text of an article must be a string, not a number."),
        (":5", 'An article must be a JSON object with a field "text", not a list.'),
        (":6", "This is no JSON: Expecting value (column 1)."),
        ("nouvelles-7", "Neige\nIl a neigé à Nancy."),
    ]


@pytest.mark.parametrize("first", ['{"text": "coupé', "{pas du JSON}", "[1, 2", '{"text": ' + "[" * 100_000])
def test_a_wrong_first_line_costs_itself_only(first: str, tmp_path: Path) -> None:
    items = read_bytes(f"{first}\n{LINE}\n{OTHER}\n".encode(), tmp_path)
    assert [type(i).__name__ for i in items] == ["Refusal", "Article", "Article"]
    assert isinstance(items[0], Refusal)
    assert items[0].where.endswith("nouvelles.txt:1")


def test_an_item_of_an_array_is_named_by_its_number(tmp_path: Path) -> None:
    items = read_bytes(f"[{LINE}, 7, {OTHER}]".encode(), tmp_path)
    assert gist(items)[1] == ("[2]", 'An article must be a JSON object with a field "text", not a number.')
    assert len(items) == 3


def test_where_an_article_came_from_is_kept(tmp_path: Path) -> None:
    items = read_bytes(f"{LINE}\n{OTHER}".encode(), tmp_path)
    assert [i.where.rpartition("nouvelles.txt")[2] for i in items] == [":1", ":2"]


def test_a_pipe_gives_its_bytes_in_small_pieces() -> None:
    class Pipe(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, size) if size and size > 0 else size)

    items = list(read_stream(Pipe(f"{LINE}\n{OTHER}\n".encode()), "-", None))
    assert [(i.id, i.where) for i in items if isinstance(i, Article)] == [("un", "-:1"), ("article-2", "-:2")]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert gist(list(read_file(tmp_path / "absent.txt")))[0][1] == "There is no such file."
    assert gist(list(read_file(tmp_path)))[0][1] == "The folder holds no file to read."


def test_the_language_is_recognised() -> None:
    assert detect_language("Le ministre a rencontré son homologue allemand à Berlin mardi soir.") == "fr"
    assert detect_language("The minister met his German counterpart in Berlin on Tuesday evening.") == "en"
    assert detect_language("LE MINISTRE A RENCONTRÉ SON HOMOLOGUE ALLEMAND À BERLIN MARDI SOIR.") == "fr"
    assert detect_language("The minister met him in Berlin.", among=["fr"]) == "fr"
    with pytest.raises(BadInput, match="holds no words"):
        detect_language("12 345 !")
