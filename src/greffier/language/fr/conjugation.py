"""Inflected French verb forms in, their dictionary form, mood, tense, person and number out.

Nothing is stored form by form: a regular verb is known by its stems and a form is cut into stem and ending, so that
the 1,800 verbs of `verbs.txt` and `verbs.csv` are ready in a few hundredths of a second.

>>> [(a.lemma, a.mood, a.tense) for a in analyses("auraient")]
[('avoir', 'conditional', 'present')]
>>> lemma_of("convainquit", "VERB")
'convaincre'
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ...errors import BadData
from ..frames import Mood, Tense

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, order=True)
class Analysis:
    """One reading of a form. `person` is 0 and `number` "" where the form has none; `gender` is for past participles.

    The passé simple is `indicative past`; a gerund ("en marchant") is not told from its participle here.
    """

    lemma: str
    mood: Mood
    tense: Tense
    person: int = 0
    number: str = ""
    gender: str = ""


Reading = tuple[Mood, Tense, int, str, str]  # an Analysis without its lemma
PERSONS = ((1, "sing"), (2, "sing"), (3, "sing"), (1, "plur"), (2, "plur"), (3, "plur"))
IMPERATIVES = ((2, "sing"), (1, "plur"), (2, "plur"))

IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
SUBJUNCTIVE = ("e", "es", "e", "ions", "iez", "ent")


def _tense(mood: Mood, tense: Tense, forms: Iterable[str]) -> Iterator[tuple[str, Reading]]:
    for (person, number), form in zip(PERSONS, forms, strict=True):
        if form:
            yield form, (mood, tense, person, number, "")


def _participles(masculine: str, feminine: str = "", plural: str = "") -> Iterator[tuple[str, Reading]]:
    """The four forms of a past participle: `dû due dus dues`, `pris prise pris prises`."""
    feminine = feminine or masculine + "e"
    plural = plural or (masculine if masculine.endswith("s") else masculine + "s")
    for form, number, gender in (
        (masculine, "sing", "masc"),
        (feminine, "sing", "fem"),
        (plural, "plur", "masc"),
        (feminine + "s", "plur", "fem"),
    ):
        yield form, ("participle", "past", 0, number, gender)


def _past(theme: str) -> Iterator[tuple[str, Reading]]:
    """Passé simple and imperfect subjunctive from their theme: `pri`, `fu`, `tin`."""
    hat = (
        theme[:-2] + "în"
        if theme.endswith("in")
        else theme[:-1] + {"i": "î", "u": "û", "ï": "ï", "û": "û"}[theme[-1]]
    )
    simple = (theme + "s", theme + "s", theme + "t", hat + "mes", hat + "tes", theme + "rent")
    yield from _tense("indicative", "past", simple)
    old = [theme + e for e in ("sse", "sses", "", "ssions", "ssiez", "ssent")]
    old[2] = hat + "t"
    yield from _tense("subjunctive", "imperfect", old)


def _future(stem: str) -> Iterator[tuple[str, Reading]]:
    yield from _tense("indicative", "future", (stem + e for e in FUTURE))
    yield from _tense("conditional", "present", (stem + e for e in IMPERFECT))


# First group, by stem: "strong" before a silent e (appell-e), "weak" before other e and i (appel-ez), "open" before
# a and o (commenç-ons), "future" (appeller-ai).
def _first_group() -> dict[str, list[tuple[str, Reading]]]:
    strong = [
        *_tense("indicative", "present", ("e", "es", "e", "", "", "ent")),
        *_tense("subjunctive", "present", ("e", "es", "e", "", "", "ent")),
        ("e", ("imperative", "present", 2, "sing", "")),
    ]
    weak = [
        *_tense("indicative", "present", ("", "", "", "", "ez", "")),
        *_tense("indicative", "imperfect", ("", "", "", "ions", "iez", "")),
        *_tense("subjunctive", "present", ("", "", "", "ions", "iez", "")),
        *_tense("indicative", "past", ("", "", "", "", "", "èrent")),
        ("ez", ("imperative", "present", 2, "plur", "")),
        ("er", ("infinitive", "none", 0, "", "")),
        *_participles("é"),
    ]
    open_ = [
        *_tense("indicative", "present", ("", "", "", "ons", "", "")),
        *_tense("indicative", "imperfect", ("ais", "ais", "ait", "", "", "aient")),
        *_tense("indicative", "past", ("ai", "as", "a", "âmes", "âtes", "")),
        *_tense("subjunctive", "imperfect", ("asse", "asses", "ât", "assions", "assiez", "assent")),
        ("ons", ("imperative", "present", 1, "plur", "")),
        ("ant", ("participle", "present", 0, "", "")),
    ]
    return {"strong": strong, "weak": weak, "open": open_, "future": list(_future(""))}


def _second_group() -> list[tuple[str, Reading]]:
    return [
        *_tense("indicative", "present", ("is", "is", "it", "issons", "issez", "issent")),
        *_tense("indicative", "imperfect", ("iss" + e for e in IMPERFECT)),
        *_tense("subjunctive", "present", ("iss" + e for e in SUBJUNCTIVE)),
        *(
            (e, ("imperative", "present", p, n, ""))
            for e, (p, n) in zip(("is", "issons", "issez"), IMPERATIVES, strict=True)
        ),
        *_past("i"),
        *_future("ir"),
        *_participles("i"),
        ("issant", ("participle", "present", 0, "", "")),
        ("ir", ("infinitive", "none", 0, "", "")),
    ]


def first_group_stems(lemma: str) -> dict[str, tuple[str, ...]]:
    """The stems of a verb in -er by kind.

    >>> first_group_stems("appeler")["strong"]
    ('appell', 'appèl')
    """
    weak = lemma[:-2]
    strong: tuple[str, ...] = (weak,)
    open_ = weak
    if weak.endswith("c"):
        open_ = weak[:-1] + "ç"
    elif weak.endswith("g"):
        open_ = weak + "e"
    if weak.endswith("ay"):
        strong = (weak[:-1] + "i", weak)
    elif weak.endswith(("oy", "uy")):
        strong = (weak[:-1] + "i",)
    elif re.search(r"e[lt]$", weak):
        strong = (weak + weak[-1], weak[:-2] + "è" + weak[-1])
    elif (m := re.search(r"e([bcdfgjklmnprstvz]|vr)$", weak)) or (
        m := re.search(r"é([^aeiouyéèêàâîôû]+u?)$", weak)
    ):
        strong = (weak[: m.start()] + "è" + m[1],)
    future = [s + "er" for s in strong]
    if "é" in weak[-4:] and strong != (weak,):
        future.append(weak + "er")  # cédera beside cèdera
    if weak.endswith("envoy"):
        future = [weak[:-2] + "err"]
    return {"strong": strong, "weak": (weak,), "open": (open_,), "future": tuple(future)}


class Dictionary:
    """Known verbs: whole forms of the irregular ones, stems and endings of the others."""

    def __init__(self) -> None:
        self.lemmas: set[str] = set()
        self.forms: dict[str, list[tuple[str, Reading]]] = defaultdict(list)
        self.stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.endings: dict[str, dict[str, list[Reading]]] = {}
        for kind, endings in {**_first_group(), "second": _second_group()}.items():
            table: dict[str, list[Reading]] = defaultdict(list)
            for ending, reading in endings:
                if reading not in table[ending]:
                    table[ending].append(reading)
            self.endings[kind] = dict(table)
        self.longest = max(len(e) for table in self.endings.values() for e in table)

    def add_regular(self, lemma: str) -> bool:
        """Add a verb of the first or second group; False for any other ending."""
        if lemma in self.lemmas:
            return True
        if lemma.endswith("er"):
            for kind, stems in first_group_stems(lemma).items():
                for stem in stems:
                    self.stems[stem].append((lemma, kind))
        elif lemma.endswith(("ir", "ïr")):
            self.stems[lemma[:-2]].append((lemma, "second"))
        else:
            return False
        self.lemmas.add(lemma)
        return True

    def add_irregular(self, lemma: str, forms: Iterable[tuple[str, Reading]]) -> None:
        """Add a verb form by form."""
        self.lemmas.add(lemma)
        for form, reading in forms:
            entry = (lemma, reading)
            self.forms[form].append(entry)
            if "aît" in form or "oît" in form:  # "connait", the spelling of 1990
                self.forms[form.replace("aît", "ait").replace("oît", "oit")].append(entry)

    def look_up(self, form: str) -> Iterator[tuple[str, Reading]]:
        """All readings of a form in lower case."""
        yield from self.forms.get(form, ())
        for cut in range(len(form) - 1, max(0, len(form) - self.longest - 1), -1):
            for lemma, kind in self.stems.get(form[:cut], ()):
                for reading in self.endings[kind].get(form[cut:], ()):
                    yield lemma, reading


def irregular_forms(row: dict[str, str]) -> Iterator[tuple[str, Reading]]:
    """Every form of a verb from its principal parts, a row of verbs.csv."""
    yield row["verb"], ("infinitive", "none", 0, "", "")
    singular = row["present"].split()
    plural = row["nous"].split()
    singular = singular if len(singular) == 3 else ["", "", *singular][-3:]
    nous = plural[0] if plural else ""
    stem = nous.removesuffix("ons") if nous.endswith("ons") else row["imperfect"].removesuffix("ais") or nous
    vous = plural[1] if len(plural) > 1 else (nous and stem + "ez")
    ils = row["ils"]
    yield from _tense("indicative", "present", (*singular, nous, vous, ils))
    imperfect = row["imperfect"].removesuffix("ais").removesuffix("ait") or (nous and stem)
    if imperfect:
        yield from _tense("indicative", "imperfect", _personal(imperfect, IMPERFECT, row))
    if row["imperative"]:
        commands = row["imperative"].split()
    elif not nous:
        commands = []
    else:
        second = singular[1].removesuffix("s") if singular[1].endswith("es") else singular[1]
        commands = [second, nous, vous]
    for form, (person, number) in zip(commands, IMPERATIVES, strict=False):
        yield form, ("imperative", "present", person, number, "")
    if row["future"]:
        yield from _future_of(row)
    if row["past"]:
        yield from _past(row["past"].removesuffix("s").removesuffix("t"))
    if row["participle"]:
        yield from _participles(*row["participle"].split()[:3])
    yield from _subjunctive(row, ils, imperfect)
    present = row["gerund"] or (imperfect and imperfect + "ant")
    if present:
        yield present, ("participle", "present", 0, "", "")


def _personal(stem: str, endings: tuple[str, ...], row: dict[str, str]) -> tuple[str, ...]:
    """The six forms; only the third person of an impersonal verb (il faut)."""
    if row["nous"]:
        return tuple(stem + e for e in endings)
    return ("", "", stem + endings[2], "", "", "")


def _future_of(row: dict[str, str]) -> Iterator[tuple[str, Reading]]:
    stem = row["future"].removesuffix("ai").removesuffix("a")
    yield from _tense("indicative", "future", _personal(stem, FUTURE, row))
    yield from _tense("conditional", "present", _personal(stem, IMPERFECT, row))


def _subjunctive(row: dict[str, str], ils: str, imperfect: str) -> Iterator[tuple[str, Reading]]:
    given = row["subjunctive"].split()
    if len(given) == 6:
        yield from _tense("subjunctive", "present", given)
        return
    strong = given[0].removesuffix("e") if given else ils.removesuffix("ent")
    weak = given[1].removesuffix("ions") if len(given) > 1 else imperfect
    if not strong:
        return
    if not row["nous"]:
        yield from _tense("subjunctive", "present", ("", "", strong + "e", "", "", ""))
        return
    yield from _tense(
        "subjunctive", "present",
        (strong + "e", strong + "es", strong + "e", weak + "ions", weak + "iez", strong + "ent"),
    )  # fmt: skip


PARTS = (
    "present",
    "nous",
    "ils",
    "imperfect",
    "future",
    "past",
    "participle",
    "subjunctive",
    "imperative",
    "gerund",
)


def read_irregular(path: Path) -> Iterator[dict[str, str]]:
    """The rows of verbs.csv, one per verb: a model row also gives the verbs listed under `like`.

    `cr|aindre` says that the part before the bar is what `plaindre` replaces in every form.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            model = row["verb"]
            radical, _, ending = model.rpartition("|")
            row["verb"] = radical + ending
            yield row
            for other in row["like"].split():
                if not other.endswith(ending):
                    raise BadData(
                        "fr/verbs.csv", line, f"{other!r} does not end in -{ending} like {row['verb']!r}."
                    )
                yield {**row, "verb": other, **_with_radical(row, radical, other.removesuffix(ending), line)}


def _with_radical(row: dict[str, str], old: str, new: str, line: int) -> dict[str, str]:
    out = {}
    for part in PARTS:
        words = row[part].split()
        if any(not w.startswith(old) for w in words):
            raise BadData("fr/verbs.csv", line, f"the {part} {row[part]!r} does not begin with {old!r}.")
        out[part] = " ".join(new + w.removeprefix(old) for w in words)
    return out


def read_verb_list(path: Path) -> Iterator[str]:
    """The words of verbs.txt; `#` begins a comment."""
    for text in path.read_text(encoding="utf-8").splitlines():
        yield from text.partition("#")[0].split()


@cache
def dictionary() -> Dictionary:
    """The verbs of verbs.csv and verbs.txt, read once."""
    book = Dictionary()
    for row in read_irregular(HERE / "verbs.csv"):
        book.add_irregular(row["verb"], irregular_forms(row))
    for kind in ("weak", "open"):  # outside the present and the future, aller is regular: allait, alla, allé
        book.stems["all"].append(("aller", kind))
    for lemma in read_verb_list(HERE / "verbs.txt"):
        if not book.add_regular(lemma):
            raise BadData(
                "fr/verbs.txt", 1, f"{lemma!r} is neither in -er nor in -ir: give its parts in verbs.csv."
            )
    return book


def knows_verb(lemma: str) -> bool:
    """Whether this dictionary form is a known verb."""
    return lemma in dictionary().lemmas


@lru_cache(maxsize=20_000)
def analyses(form: str) -> tuple[Analysis, ...]:
    """All readings of a verb form, the likeliest first; empty for a word that is no form of a known verb.

    >>> [(a.lemma, a.mood, a.tense, a.person) for a in analyses("mènera")]
    [('mener', 'indicative', 'future', 3)]
    """
    word = form.lower().replace("’", "'")
    found = {Analysis(lemma, *reading) for lemma, reading in dictionary().look_up(word)}
    return tuple(sorted(found, key=_unlikeliness))


# Verbs that win when a form belongs to two ("suis", "vit", "tue", "fonde"); the others tie and are left to the tagger.
COMMON = (
    "être", "avoir", "faire", "aller", "dire", "pouvoir", "devoir", "vouloir", "savoir", "voir", "venir", "prendre",
    "mettre", "tuer", "vivre", "croire", "suivre", "fonder", "créer", "élire", "entrer", "porter", "partir", "lier",
    "permettre", "servir", "sentir", "teindre", "devenir", "tendre", "boire", "détendre", "convenir", "rompre",
)  # fmt: skip
_RANK = {lemma: n for n, lemma in enumerate(COMMON)}
_UNLIKELY = {  # news is told in the third person, in the indicative and with participles
    ("indicative", "present"): 0, ("participle", "past"): 0, ("infinitive", "none"): 0, ("indicative", "future"): 0,
    ("conditional", "present"): 0, ("indicative", "imperfect"): 0, ("participle", "present"): 0,
    ("indicative", "past"): 1, ("subjunctive", "present"): 2, ("imperative", "present"): 3,
    ("subjunctive", "imperfect"): 4,
}  # fmt: skip


def _weight(a: Analysis) -> tuple[int, int]:
    return (_UNLIKELY[a.mood, a.tense] + (2 if a.person in (1, 2) else 0), _RANK.get(a.lemma, len(COMMON)))


def _unlikeliness(a: Analysis) -> tuple[object, ...]:
    return (*_weight(a), a.lemma, a.mood, a.tense, a.person, a.number, a.gender)


VERBAL = frozenset({"VERB", "AUX", "ADJ"})
AUXILIARIES = ("être", "avoir")


def lemma_of(form: str, pos: str) -> str | None:
    """The dictionary form to put in place of the tagger's, or None when the form is unknown or two verbs share it.

    >>> lemma_of("suis", "AUX"), lemma_of("fondent", "VERB"), lemma_of("maison", "NOUN")
    ('être', 'fonder', None)
    """
    if pos not in VERBAL:
        return None
    found = analyses(form)
    if pos == "ADJ":
        found = tuple(a for a in found if a.mood == "participle")
    if not found:
        return None
    if pos == "AUX" and (helper := next((a for a in found if a.lemma in AUXILIARIES), None)):
        return helper.lemma
    best = found[0]
    rivals = {a.lemma for a in found if _weight(a) == _weight(best)}
    return best.lemma if len(rivals) == 1 else None
