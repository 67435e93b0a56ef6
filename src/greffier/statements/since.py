"""Periods that "depuis" opens: "depuis mars", "depuis six semaines" reach from then to the publication.

What is said to be the first or the worst "depuis 2009" is only measured by that year and is not of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..mentions.calendar import shift
from ..model.event import EventTime
from ..model.when import When
from .slots import Setting

REACH = 3  # tokens from "depuis" to the figure of its date: "depuis plus de deux ans"
BACK = 8  # tokens before "depuis" in which "la plus grave attaque" stands
LASTING = re.compile(r"P(\d+)([DWMY])|PT(\d+)H")
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
FIGURES = {"D": 10, "W": 10, "M": 7, "Y": 4}  # characters of a date told by a period of this unit


def opens_period(setting: Setting, when: When) -> bool:
    """Whether "depuis" stands before an expression of time, or within it."""
    token = setting.tree.at(when.span.start)
    if token is None:
        return False
    near = setting.tree.tokens[max(0, token - 2) : token + 1]
    return any(t.lower in setting.words.since for t in near)


def up_to_publication(setting: Setting, when: When, value: str) -> EventTime | None:
    """The period from a date after "depuis" to the publication, at the precision of the date."""
    published = setting.layout.article.published
    if (
        when.kind == "duration"
        or published is None
        or when.earliest is None
        or not opens_period(setting, when)
    ):
        return None
    until = published.isoformat()[: len(value)]
    if value < until and "/" not in value and len(value) == len(until):
        return EventTime(f"{value}/{until}", when.earliest, published)
    return None


def as_period(setting: Setting, when: When) -> When:
    """A duration after "depuis" as the period that it makes with the publication: P6W as 2016-10-28/2016-12-09."""
    published = setting.layout.article.published
    length = LASTING.fullmatch(when.value) if when.kind == "duration" else None
    if length is None or published is None or not opens_period(setting, when):
        return when
    n, unit, hours = length.groups()
    if hours is not None:
        n, unit = int(hours) // 24, "D"
    begins = shift(published, -int(n), UNITS[unit]) if int(n) else None
    if begins is None:
        return when
    figures = FIGURES[unit]
    value = f"{begins.isoformat()[:figures]}/{published.isoformat()[:figures]}"
    return replace(when, value=value, earliest=begins, latest=published)


def only_compares(setting: Setting, when: When) -> bool:
    """Whether the words before "depuis" only measure by it: "la première fois depuis 2009", "la plus grave attaque depuis"."""
    tree, words = setting.tree, setting.words
    first = tree.at(when.span.start)
    if first is None:
        return False
    near = range(first, max(first - REACH, -1), -1)
    since = next((i for i in near if tree.tokens[i].lower in words.since), None)
    if since is None:
        return False
    begins = tree.sentences[tree.sentence_of[since]][0]
    before = [t.lower for t in tree.tokens[max(begins, since - BACK) : since]]
    if before and before[-1] in words.firsts:
        return True
    return any(a in words.definite and b in words.superlative for a, b in pairwise(before))
