"""Names over a whole article: a later surname is the person named in full, and a name has one class wherever it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .namewords import Candidate, Names
from .orgnames import DEPARTMENT

CHAIN = "surname of a person named in full"
SAME = "named elsewhere in the article"
ROLE = 6  # tokens of a role before a name
SHORTEST = 3  # letters of a surname that is looked for
TIES = ("PER", "LOC", "ORG")  # the class of a name whose mentions are divided; of one word, a place first
Key = tuple[str, ...]


def settle_over_article(n: Names, found: list[Candidate]) -> list[Candidate]:
    """The names with one class for each, and those that the model saw only elsewhere."""
    surnames = _surnames(n, found)
    classes = _classes(n, found, surnames)
    out = []
    for c in found:
        key = _key(n, c)
        label = classes.get(key, c.label)
        changed = not c.sure and c.label != label
        out.append(_with_particle(n, replace(c, label=label, rule=SAME), surnames) if changed else c)
    taken = {i for c in out for i in c.tokens} | n.blocked
    repeated = {key for c in found if c.rule != DEPARTMENT for key in [_key(n, c)]}
    classes = {key: label for key, label in classes.items() if key in repeated}
    out += _again(n, classes | dict.fromkeys(surnames, "PER"), taken)
    return out


def _with_particle(n: Names, c: Candidate, surnames: set[Key]) -> Candidate:
    """A surname with the particle before it: "Van | Damme" after "Jan Van Damme"."""
    whole = replace(c, first=max(0, c.first - 1))
    return whole if c.label == "PER" and c.first and _key(n, whole) in surnames else c


def _key(n: Names, c: Candidate) -> Key:
    """The words of a name; one that begins with a small particle ("al-Assad") reads as with a large one."""
    words = [n.words[i].replace("’", "'") for i in c.tokens]
    return (words[0].lower() if words[0].lower() in n.lists.words["particles"] else words[0], *words[1:])


def _surnames(n: Names, found: Iterable[Candidate]) -> set[Key]:
    """The ends of names of persons: of "Greg Van Damme" "Van Damme" and "Damme"."""
    out: set[Key] = set()
    for c in found:
        key = _key(n, c)
        if c.label != "PER" or len(key) < 2:
            continue
        for k in range(1, len(key)):
            last = k + 1 == len(key) and len(key[k]) >= SHORTEST and key[k][0].isupper()
            particle = key[k].lower() in n.lists.words["particles"] and key[k - 1] != "-"
            if last or particle:
                out.add((key[k].lower() if particle else key[k], *key[k + 1 :]))
    return out


def _classes(n: Names, found: Iterable[Candidate], surnames: set[Key]) -> dict[Key, str]:
    """The class of every name: that of most of its mentions, those that their words make sure weighing more."""
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    known: dict[Key, str] = {}
    for c in found:
        key = _key(n, c)
        votes[key][c.label] += 3 if c.sure else 1
        votes[key][_cue(n, c)] += 2
        if c.known:
            known[key] = c.label
    out = {}
    for key, counted in votes.items():
        counted.pop("", None)
        shortened = len(key) > 1 and counted["PER"] and any(key[k:] in votes for k in range(1, len(key)))
        if (key in surnames and known.get(key, "PER") != "ORG") or (shortened and key not in known):
            out[key] = "PER"  # a town named in full is not called by half its name later
        elif key in known:
            out[key] = known[key]
        else:
            out[key] = max(TIES if len(key) > 1 else TIES[1:] + TIES[:1], key=lambda label: counted[label])
    return out


def _cue(n: Names, c: Candidate) -> str:
    """The class that the word before tells: "le coureur X", "l'agence X", "la ville de X"."""
    i = c.first - 1
    if i < 0 or not n.same_sentence(i, c.first) or n.capital(i):
        return ""
    if n.low[i] in n.places.genitive and i and n.around.noun_at(i - 1) == "towns":
        return "LOC"
    found = (n.book.match(n.low, c.first - k) for k in range(1, ROLE + 1) if c.first >= k)
    role = next((r for k, r in enumerate(found, 1) if r is not None and r.length == k), None)
    if role is None:
        return ""
    if role.role.kind == "person":
        return "" if n.acronym(c.first) or role.plural else "PER"
    noun = c.first - role.length
    site = n.low[noun] in n.book.words["private_sites"] or n.around.noun_at(noun) == "sites"
    if (
        role.role.kind != "organisation"
        or role.role.sector == "GOV"
        or site
        or (c.label == "PER" and c.last > c.first)
    ):
        return ""
    return (
        "" if noun and n.low[noun - 1] in n.places.genitive else "ORG"
    )  # "le colonel de gendarmerie X" is a person


def _again(n: Names, classes: dict[Key, str], taken: set[int]) -> list[Candidate]:
    """The names that stand once more where nothing was found, the longest first at each word."""
    by_first: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(classes, key=lambda key: (-len(key), key)):
        by_first[key[0]].append(key)
    out: list[Candidate] = []
    for i, word in enumerate(n.words):
        for key in by_first.get(word.replace("’", "'"), ()) or by_first.get(n.low[i], ()):
            c = Candidate(i, i + len(key) - 1, classes[key], CHAIN if classes[key] == "PER" else SAME)
            if (
                c.last < len(n.words)
                and _key(n, c) == key
                and taken.isdisjoint(c.tokens)
                and _may_repeat(n, c)
            ):
                taken.update(c.tokens)
                out.append(c)
                break
    return out


def _may_repeat(n: Names, c: Candidate) -> bool:
    """Whether these words may be the name that they spell: one word must be long enough, and no other word of its sentence's start."""
    if not any(n.capital(i) for i in c.tokens):
        return False
    started = c.first in n.starts and n.tree.tokens[c.first].pos not in ("PROPN", "NOUN")
    return c.last > c.first or not (started or len(n.words[c.first]) < SHORTEST)
