"""Times against TimeML gold in the manner of TempEval-3: relaxed span, strict span, value on relaxed spans."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .agreement import Score
from .offsets import align

TAG = re.compile(r"<(/?)([A-Za-z0-9_]+)([^>]*?)(/?)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
CREATED = (
    re.compile(r'<DCT>.*?value="([^"]+)"', re.S),
    re.compile(r'functionInDocument="CREATION_TIME"[^>]*value="([^"]+)"'),
    re.compile(r'value="([^"]+)"[^>]*functionInDocument="CREATION_TIME"'),
)


@dataclass(frozen=True, slots=True)
class TimeDocument:
    """One TimeML text with its expressions as (start, end, value)."""

    id: str
    text: str
    published: str | None
    gold: tuple[tuple[int, int, str], ...]


def load_timeml(folder: Path) -> list[TimeDocument]:
    """The TimeML files (*.tml) of a folder, in order of name."""
    return [d for d in map(_read, sorted(folder.glob("*.tml"))) if d is not None]


def _read(path: Path) -> TimeDocument | None:
    source = path.read_text(encoding="utf-8")
    body = re.search(r"<TEXT[^>]*>(.*?)</TEXT>", source, re.S)
    if not body:
        return None
    created = next((m.group(1)[:10] for m in (p.search(source) for p in CREATED) if m), None)
    pieces: list[str] = []
    length = last = 0
    opened: list[tuple[int, dict[str, str]]] = []
    gold = []
    for tag in TAG.finditer(body.group(1)):
        piece = html.unescape(body.group(1)[last : tag.start()])
        pieces.append(piece)
        length += len(piece)
        last = tag.end()
        closing, name, attributes, empty = tag.groups()
        if name != "TIMEX3" or empty:
            continue
        if not closing:
            opened.append((length, dict(ATTRIBUTE.findall(attributes))))
        elif opened:
            start, found = opened.pop()
            if length > start:
                gold.append((start, length, found.get("value", "").strip()))
    pieces.append(html.unescape(body.group(1)[last:]))
    return TimeDocument(path.name, "".join(pieces), created, tuple(sorted(gold)))


def score_times(gold: Iterable[TimeDocument], records: Mapping[str, Mapping[str, Any]]) -> dict[str, Score]:
    """Scores "relaxed", "strict" and "value"."""
    total = {"relaxed": Score(), "strict": Score(), "value": Score()}
    for document in gold:
        said = _said(records.get(document.id), document.text)
        hits = dict.fromkeys(total, 0)
        used: set[int] = set()
        for start, end, value in document.gold:
            overlaps = [
                (min(end, s[1]) - max(start, s[0]), i)
                for i, s in enumerate(said)
                if i not in used and s[0] < end and s[1] > start
            ]
            if not overlaps:
                continue
            _, i = max(overlaps)
            used.add(i)
            hits["relaxed"] += 1
            hits["strict"] += _bare(document.text[start:end]) == _bare(document.text[said[i][0] : said[i][1]])
            hits["value"] += said[i][2] == value
        for name in total:
            total[name] += Score(hits[name], len(document.gold), len(said))
    return total


def _said(record: Mapping[str, Any] | None, theirs: str) -> list[tuple[int, int, str]]:
    if record is None:
        return []
    offsets = align(record["document"]["text"], theirs)
    out = []
    for time in record["times"]:
        at = [offsets[i] for i in range(time["start"], time["end"]) if i in offsets]
        if at:
            out.append((min(at), max(at) + 1, time["value"]))
    return out


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)
