"""The table of embedding in: what each class of embedding words makes of an act, and which words are of which class.

`composition.csv` beside this file has the classes, for all languages; `language/<code>/composition.csv` the words.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from ..errors import BadData
from ..language.registry import Language
from ..model.event import Status

TABLE = Path(__file__).parent / "composition.csv"
STATUSES: tuple[str, ...] = get_args(Status)
ROLES = ("", "agent", "recipient")
ANSWERS = ("", "yes", "no")
CAUSE = "cause"  # in the column `toward`: the actor of the embedded act is that of the outer one


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: what a class of governors makes of an embedded event of certain types.

    `negated` marks a line for the negated governor ("n'a pas nié E"). `control` says who of the outer act is the actor of
    the embedded one, `whom` who is its recipient, `voice` who vouches for it, `toward` to whom of the embedded act the
    outer one goes ("cause": by whom it is done). `hedged` is "yes", "no" (told as a fact whatever the cue verb) or empty.
    """

    name: str
    embedded: frozenset[str]
    negated: bool
    outer: str
    mode: str
    status: Status | Literal[""]
    hedged: str
    control: str
    whom: str
    voice: str
    toward: str
    where: str


@lru_cache(maxsize=2)
def load_table(path: Path = TABLE) -> dict[str, tuple[Rule, ...]]:
    """The rules of every class, in the order of the file; BadData names a line with a mistake."""
    rules: dict[str, list[Rule]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for n, row in enumerate(csv.DictReader(lines), 2):
            if row["status"] and row["status"] not in STATUSES:
                raise BadData(
                    path.name, n, f"unknown status {row['status']!r}. Choose one of {', '.join(STATUSES)}."
                )
            for column in ("control", "whom", "voice"):
                if row[column] not in ROLES:
                    raise BadData(
                        path.name, n, f"{column} {row[column]!r} is not a role. Choose agent or recipient."
                    )
            if row["toward"] not in ("", "actor", "recipient", "cause"):
                raise BadData(
                    path.name, n, f"toward {row['toward']!r} is unknown. Choose actor, recipient or cause."
                )
            for column in ("hedged", "negated"):
                if row[column] not in ANSWERS:
                    raise BadData(path.name, n, f"{column} {row[column]!r} is unknown. Choose yes or no.")
            rule = Rule(
                row["class"], frozenset(row["embedded"].split()), row["negated"] == "yes", row["outer"], row["mode"],
                cast("Status", row["status"]), row["hedged"], row["control"], row["whom"], row["voice"], row["toward"],
                f"{path.name}:{n}",
            )  # fmt: skip
            rules.setdefault(rule.name, []).append(rule)
    return {name: tuple(found) for name, found in rules.items()}


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that embeds events, its class, and the line that says so."""

    name: str
    where: str


Governors = Mapping[tuple[str, bool], Governor]


@lru_cache(maxsize=8)
def load_governors(language: Language) -> Governors:
    """The embedding words of a language by (lemma, reflexive); later files win."""
    known = load_table()
    out: dict[tuple[str, bool], Governor] = {}
    for path in language.files("composition.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for n, row in enumerate(csv.DictReader(lines), 2):
                where = f"{language.code}/{path.name}"
                if row["class"] not in known:
                    raise BadData(
                        where, n, f"unknown class {row['class']!r}. Choose one of {', '.join(known)}."
                    )
                out[row["lemma"], row["reflexive"] == "yes"] = Governor(row["class"], f"{where}:{n}")
    return out


def embedding_words(language: Language) -> frozenset[str]:
    """The words that embed events: the nouns among them ("la décision de E") need frames, as event nouns do."""
    return frozenset(lemma for lemma, _ in load_governors(language))


def find_rule(name: str, embedded: str, *, negated: bool = False) -> Rule | None:
    """The first line of a class that speaks of an embedded event of this type.

    A line for the negated governor changes what the positive one makes of the embedded act; the outer type and its mode
    stay those of the positive line.
    """
    lines = [r for r in load_table().get(name, ()) if "*" in r.embedded or embedded in r.embedded]
    rule = next((r for r in lines if not r.negated), None)
    turned = next((r for r in lines if r.negated), None) if negated else None
    if rule is None or turned is None:
        return rule
    return replace(turned, outer=rule.outer, mode=rule.mode)
