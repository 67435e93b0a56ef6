"""Names against brat gold (*.txt beside *.ann): persons, places and organisations, strict and relaxed.

Records hold whom events speak of, not every name, so the texts are read here, up to the names of `mentions/entities.py`.
Strict is the same letters and the same class; relaxed, a letter in common and the same class, each name answering one.

The gold nests ("Grande Mosquée de X" holds "X"), our names do not. The score is flat, as is usual: an annotation inside
another one of the three classes is left out. "nested" is the strict score with all of them (French Wikinews
of 2016 has 3 % more names then, and our F1 is 0.872 instead of 0.879). Annotations of other classes (dates, products, events) neither
count nor cover anything, so that the town in the name of an event counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadData
from ..knowledge.base import load_knowledge
from ..language.pipeline import parse
from ..language.registry import Language, load_language
from ..language.tree import Tree
from ..mentions.entities import find_entities, in_prose
from ..reading.articles import article_from_text
from ..structure.blocks import lay_out
from ..structure.layout import Layout
from .agreement import Score, pair
from .offsets import align

LABELS = {"PER": "person", "LOC": "place", "ORG": "organisation"}
KINDS = {"Person": "person", "Location": "place", "Organization": "organisation"}
ANNOTATION = re.compile(r"T\d+\t(?P<label>\S+) (?P<bounds>[\d ;]+)\t")
DAY = re.compile(r"(\d{4})_(\d\d)_(\d\d)")  # of publication, in the name of a file

Name = tuple[int, int, str]  # start and end in the text, kind


@dataclass(frozen=True, slots=True)
class NamedText:
    """One text with its names; `inner` are those that lie inside another one."""

    id: str
    text: str
    published: str | None
    gold: tuple[Name, ...]
    inner: tuple[Name, ...]


def is_brat(folder: Path) -> bool:
    """Whether a folder, or one below it, holds annotations in brat's form."""
    return folder.is_dir() and any(folder.glob("**/*.ann"))


def load_brat(folder: Path) -> list[NamedText]:
    """The annotated texts of a folder and of those below it, in order of name."""
    return [_read(path) for path in sorted(folder.glob("**/*.ann"), key=lambda p: p.name)]


def _read(path: Path) -> NamedText:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    found: set[Name] = set()
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.startswith("T"):
            continue  # relations and notes
        m = ANNOTATION.match(row)
        if m is None:
            raise BadData(
                path.name, line, f"no annotation of brat: {row!r}. Give 'T1<tab>CLASS START END<tab>words'."
            )
        bounds = [int(b) for b in re.findall(r"\d+", m["bounds"])]
        if m["label"] in KINDS:
            found.add((bounds[0], bounds[-1], KINDS[m["label"]]))
    outer: list[Name] = []
    inner: list[Name] = []
    for name in sorted(found, key=lambda n: (n[0], -n[1], n[2])):
        (inner if outer and name[1] <= outer[-1][1] else outer).append(name)
    day = DAY.match(path.name)
    return NamedText(path.stem, text, "-".join(day.groups()) if day else None, tuple(outer), tuple(inner))


def score_names(gold: Sequence[NamedText], code: str = "fr") -> tuple[dict[str, Score], list[str]]:
    """Strict scores "all", "person", "place", "organisation", then "relaxed" and "nested" (all), and the misses in words."""
    language = load_language(code)
    layouts = [
        lay_out(article_from_text(g.text, id=g.id, language=code, published=g.published), language)
        for g in gold
    ]
    scores = {name: Score() for name in ("all", *KINDS.values(), "relaxed", "nested")}
    misses: list[str] = []
    for text, layout, tree in zip(gold, layouts, parse(layouts, language), strict=True):
        said = _said(text, layout, tree, language)
        outer, every = (_bare(text.text, names) for names in (text.gold, text.gold + text.inner))
        scores["all"] += Score(len(outer & said), len(outer), len(said))
        for kind in KINDS.values():
            mine, theirs = _of_kind(said, kind), _of_kind(outer, kind)
            scores[kind] += Score(len(mine & theirs), len(theirs), len(mine))
            scores["relaxed"] += Score(
                len(pair(sorted(theirs), sorted(mine), _overlap)), len(theirs), len(mine)
            )
        scores["nested"] += Score(len(every & said), len(every), len(said))
        misses += [_in_words(text, name, "not found") for name in sorted(outer - said)]
        misses += [_in_words(text, name, "not in the gold") for name in sorted(said - outer)]
    return scores, misses


def _said(text: NamedText, layout: Layout, tree: Tree, language: Language) -> set[Name]:
    """Our names at the offsets of the gold's text."""
    offsets = align(layout.article.text, text.text)
    out: set[Name] = set()
    for c in in_prose(find_entities(tree, layout, language, load_knowledge()), tree, layout):
        span = tree.span(c.first, c.last)
        at = [offsets[i] for i in range(span.start, span.end) if i in offsets]
        if at:
            out.add((min(at), max(at) + 1, LABELS[c.label]))
    return out


def _bare(text: str, names: Iterable[Name]) -> set[Name]:
    """Names from their first to their last letter or digit, as `align` gives ours."""
    out: set[Name] = set()
    for start, end, kind in names:
        at = [i for i in range(start, min(end, len(text))) if text[i].isalnum()]
        out.add((at[0], at[-1] + 1, kind) if at else (start, end, kind))
    return out


def _of_kind(names: Iterable[Name], kind: str) -> set[Name]:
    return {n for n in names if n[2] == kind}


def _overlap(a: Name, b: Name) -> float:
    return float(max(0, min(a[1], b[1]) - max(a[0], b[0])))


def _in_words(text: NamedText, name: Name, what: str) -> str:
    return f"{text.id} {what}: {name[2]} {' '.join(text.text[name[0] : name[1]].split())!r}"
