"""A record in, the same record without the names of persons who hold no public role out.

Private is a person whom the knowledge base does not know and to whom the text gives no public role. In their place stand the words
that say what they are ("son épouse", "un suspect"), else their sector in brackets. In the text the name is blacked out, letter for
letter, so that every offset keeps its meaning. An address (`url`) stays as it is: without it no row could be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

Json = Mapping[str, Any]
Span = tuple[int, int]

# Roles that are public: whoever governs, judges, is elected or speaks for a party, an international organisation or a paper.
# Soldiers, police, business people, experts and believers are public only if the knowledge base knows them: any of them may be a
# victim or a suspect. Change it here, and the card of the next export says so.
PUBLIC_ROLES = frozenset(("GOV", "LEG", "JUD", "PTY", "OPP", "IGO", "NGO", "JRN"))
KNOWN_BY = ("persons.csv", "terms.csv")  # rules that say that the knowledge base knows the person
BLACK = "█"
SHORTEST = 3  # letters of a part of a name that is looked for by itself; shorter ones (de, El) are words of the language
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_EDGES = " ,;:.()«»\"'’–—-\u00a0\u202f\n"


def is_private(actor: Json) -> bool:
    """Whether an actor is a person without a public role."""
    if actor["kind"] != "person" or actor.get("wikidata"):
        return False
    rule = actor.get("rule") or ""
    return actor.get("role") not in PUBLIC_ROLES and not any(known in rule for known in KNOWN_BY)


def protect(record: Json) -> tuple[Json, int]:
    """The record without the names of private persons, and how many persons those are; the record itself where there are none."""
    private = [a for a in record["actors"] if is_private(a)]
    if not private:
        return record, 0
    names = _pattern(a["name"] for a in private)
    text: str = record["document"]["text"]
    black = _black_out(text, names, _spared(record))
    note = f"names of {len(private)} persons without a public role are blacked out"
    out = {
        **record,
        "document": {
            **record["document"],
            "title": _cover(record["document"]["title"], names),
            "text": black,
            "sha256": sha256(black.encode("utf-8", "surrogatepass")).hexdigest(),
        },
        "actors": [_actor(a, text, names) for a in record["actors"]],
        "times": [{**t, "text": black[t["start"] : t["end"]]} for t in record["times"]],
        "notes": [*(_cover(n, names) or "" for n in record.get("notes", ())), note],
        "events": [
            {**e, "quantities": [_quantity(q, names) for q in e["quantities"]]} for e in record["events"]
        ],
    }
    if "seen" in record:
        out["seen"] = [{**s, "predicate": _cover(s["predicate"], names)} for s in record["seen"]]
    return out, len(private)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """The names, and the parts of them that begin with a capital; also in capitals, as headlines have them."""
    forms: set[str] = set()
    for name in names:
        forms.add(name)
        forms |= {w for w in _WORD.findall(name) if len(w) >= SHORTEST and w[0].isupper()}
    forms |= {f.upper() for f in forms}
    longest = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")


def _spared(record: Json) -> list[Span]:
    """Where the same letters mean something else: persons in public, states, places, times."""
    spans = [m for p in record["places"] for m in p["mentions"]]
    spans += [
        m
        for a in record["actors"]
        if a["kind"] == "state" or (a["kind"] == "person" and not is_private(a))
        for m in a["mentions"]
    ]
    spans += [(t["start"], t["end"]) for t in record["times"]]
    return [(s[0], s[1]) for s in spans]


def _black_out(text: str, names: re.Pattern[str], spared: Sequence[Span]) -> str:
    out, at = [], 0
    for match in names.finditer(text):
        if any(a <= match.start() and match.end() <= b for a, b in spared):
            continue
        out += [text[at : match.start()], _black(match)]
        at = match.end()
    return "".join([*out, text[at:]])


def _black(match: re.Match[str]) -> str:
    return re.sub(r"\S", BLACK, match.group())


def _cover(words: str | None, names: re.Pattern[str]) -> str | None:
    return names.sub(_black, words) if words else words


def _quantity(quantity: Json, names: re.Pattern[str]) -> Json:
    return {**quantity, "unit": _cover(quantity["unit"], names)} if "unit" in quantity else quantity


def _actor(actor: Json, text: str, names: re.Pattern[str]) -> Json:
    if not is_private(actor):
        # A public person may share a name with a private one; "the father of X" must not.
        return (
            actor if actor["kind"] in ("person", "state") else {**actor, "name": _cover(actor["name"], names)}
        )
    return {**actor, "name": _role_words(actor, text, names)}


def _role_words(actor: Json, text: str, names: re.Pattern[str]) -> str:
    """What the text calls a person besides the name; the sector where it says nothing."""
    for start, end in actor["mentions"]:
        rest = names.sub(" ", text[start:end])
        words = " ".join(rest.split()).replace(" ,", ",").strip(_EDGES)
        if any(len(w) >= SHORTEST and w[0].islower() for w in _WORD.findall(words)):
            return words
    return f"[{actor.get('role') or 'person'}]"
