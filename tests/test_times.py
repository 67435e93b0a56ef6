"""Expressions of time: every pattern's own example, the readings without a model, and the calendar."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from greffier.errors import BadData
from greffier.language.pipeline import parse
from greffier.language.registry import Language, load_language
from greffier.language.tree import Token, Tree
from greffier.mentions import calendar as cal
from greffier.mentions.direction import outlook
from greffier.mentions.patterns import BadPattern, WordClass, compile_pattern, words_class
from greffier.mentions.times import find_times, read_times
from greffier.mentions.timewords import TimePattern, load_time_words
from greffier.model.span import Span
from greffier.model.when import When
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out

PUBLISHED = date(2025, 9, 3)  # a Wednesday; the examples of times.yaml are news of this day
EXAMPLES = [p for p in load_time_words(load_language("fr")).patterns if p.example]


def times_of(text: str, published: date | None = PUBLISHED) -> tuple[When, ...]:
    """The times of a text whose parse is only words in a row: no verb says whether it looks back or ahead."""
    french = load_language("fr")
    layout = lay_out(article_from_text(text, language="fr", published=published), french)
    tokens, sentences = [], []
    for s in layout.sentences:
        first = len(tokens)
        at = s.start
        for word in re.findall(r"[\w-]+'?|[^\w\s]", layout.shadow[s.start : s.end]):
            at = layout.shadow.index(word, at)
            i = len(tokens)
            tokens.append(Token(i, word, word, "X", "dep", max(first, i - 1), at, at + len(word)))
            at += len(word)
        sentences.append((first, len(tokens) - 1))
    return find_times(Tree(tuple(tokens), tuple(sentences)), layout, french)


@lru_cache(maxsize=1)
def read_examples() -> tuple[tuple[tuple[tuple[int, int], str, str], ...], ...]:
    """What the model and the patterns make of every example: spans, values and rules."""
    french = load_language("fr")
    texts = [(p.example or "").replace("<", "").replace(">", "") for p in EXAMPLES]
    layouts = [lay_out(article_from_text(t, language="fr", published=PUBLISHED), french) for t in texts]
    return tuple(
        tuple(((w.span.start, w.span.end), w.value, w.rule) for w in find_times(tree, layout, french))
        for layout, tree in zip(layouts, parse(layouts, french), strict=True)
    )


@pytest.mark.parametrize("n", range(len(EXAMPLES)), ids=[p.id for p in EXAMPLES])
def test_every_example_of_times_yaml_holds(n: int, french: Language) -> None:
    pattern: TimePattern = EXAMPLES[n]
    assert pattern.example and pattern.expected
    start = pattern.example.index("<")
    span = (start, pattern.example.index(">") - 1)
    assert (span, pattern.expected, pattern.rule) in read_examples()[n]


ROWS = yaml.safe_load((Path(__file__).parent / "times.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def read_rows() -> tuple[list[tuple[str, str]], ...]:
    """Words and value of every expression in the sentences of times.yaml."""
    french = load_language("fr")
    layouts = []
    for row in ROWS:
        given = str(row.get("published", PUBLISHED))
        day = None if given == "none" else date.fromisoformat(given)
        layouts.append(lay_out(article_from_text(row["text"], language="fr", published=day), french))
    return tuple(
        [(w.span.of(layout.article.text), w.value) for w in find_times(tree, layout, french)]
        for layout, tree in zip(layouts, parse(layouts, french), strict=True)
    )


@pytest.mark.parametrize("n", range(len(ROWS)), ids=[r["text"][:60] for r in ROWS])
def test_every_sentence_of_times_yaml_holds(n: int, french: Language) -> None:
    row, found = ROWS[n], read_rows()[n]
    if "not" in row:
        assert not any(row["not"] in words for words, _ in found)
    else:
        assert (row["words"], str(row["value"])) in found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Le 14 juillet 1999 au matin.", "14 juillet 1999 au matin", "1999-07-14TMO"),
        ("Les 11 et 15 mars.", "11", "2025-03-11"),
        ("Entre janvier et novembre 2015.", "janvier", "2015-01"),
        ("En mai de l'année dernière.", "mai de l'année dernière", "2024-05"),
        ("Depuis le début du mois de mars.", "début du mois de mars", "2025-03"),
        ("Hier, en fin d'après-midi, il a parlé.", "Hier, en fin d'après-midi", "2025-09-02TAF"),
        ("Une bombe a explosé hier dans l'enceinte.", "hier", "2025-09-02"),
        (
            "Il a disparu le premier lundi du mois de novembre.",
            "le premier lundi du mois de novembre",
            "2025-11-03",
        ),
        ("La crise de 2008-2009.", "2008-2009", "2008/2009"),
        ("Il a plu au printemps 2017.", "printemps 2017", "2017-SP"),
        ("Au XXe siècle.", "XXe siècle", "19"),
        ("Le sommet de 2024 a échoué.", "2024", "2024"),
        ("Une peine de 20 ans.", "20 ans", "P20Y"),
        ("Les peuples fuient depuis des semaines.", "des semaines", "PXW"),
        ("Le 1 er avril 2019.", "1 er avril 2019", "2019-04-01"),
    ],
)
def test_expressions_read_without_a_parse(text: str, words: str, value: str) -> None:
    found = {(text[w.span.start : w.span.end], w.value) for w in times_of(text)}
    assert (words, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "Un Tunisien de 29 ans.",            # an age
        "Pierre Martin, 41 ans, maçon.",
        "Âgés de 33 et 30 ans.",
        "Les Jeux d'hiver.",                 # a kind, not a season of a year
        "Plus de 2000 soldats, 1500 euros.",
        "La planète Mars.",
        "Le 31 juin fut froid.",             # no such day
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il est parti hier.", "XXXX-XX-XX"),
        ("Il est parti mercredi.", "XXXX-WXX-3"),
        ("Il est parti la semaine dernière.", "XXXX-WXX"),
        ("Il est parti le 4 mai.", "XXXX-05-04"),
        ("Il est parti il y a deux ans.", "XXXX"),
    ],
)
def test_an_article_without_a_date_keeps_what_it_says(text: str, value: str) -> None:
    (when,) = times_of(text, published=None)
    assert (when.value, when.earliest, when.latest) == (value, None, None)


def test_an_article_without_a_date_counts_from_the_one_that_it_opens_with() -> None:
    first, second = times_of("4 mars 2024. – Il est parti hier.", published=None)
    assert (first.value, second.value) == ("2024-03-04", "2024-03-03")
    assert "counted from 2024-03-04" in second.rule


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("PARIS, 3 mars 2024 (AFP) - Le ministre a démissionné hier.", date(2024, 3, 3)),
        (
            "Publié le 3 mars 2024 à 10h\nLe ministre a démissionné hier, a annoncé le palais.",
            date(2024, 3, 3),
        ),
        ("Lundi 4 mars 2024\nLe ministre a démissionné hier, a annoncé le palais.", date(2024, 3, 4)),
        ("PARIS, 3 mars (AFP) - Le ministre a démissionné hier.", None),  # of which year?
        ("Le ministre a démissionné le 3 mars 2024, a annoncé le palais.", None),
    ],
)
def test_the_day_that_an_article_gives_as_its_own(text: str, own: date | None, french: Language) -> None:
    layout = lay_out(article_from_text(text, language="fr"), french)
    assert read_times(next(parse([layout], french)), layout, french).own == own


def test_a_date_told_in_passing_is_not_the_articles() -> None:
    first, second = times_of("Il a été arrêté le 4 mars 2004. Il est parti hier.", published=None)
    assert (first.value, second.value) == ("2004-03-04", "XXXX-XX-XX")


def test_a_rule_names_its_file_and_line() -> None:
    (when,) = times_of("En juin 2019.")
    assert when.rule.startswith("fr/times.yaml:")
    assert (when.earliest, when.latest) == (date(2019, 6, 1), date(2019, 6, 30))


# ------------------------------------------------------------------------------------------------ direction


def sentence(*rows: tuple[str, str, str, int, str]) -> Tree:
    """Tokens as (word, part of speech, label, head, morph)."""
    tokens = [
        Token(
            i,
            w,
            w,
            pos,
            dep,
            head,
            10 * i,
            10 * i + len(w),
            dict(p.split("=") for p in morph.split("|") if p),
        )
        for i, (w, pos, dep, head, morph) in enumerate(rows)
    ]
    return Tree(tuple(tokens), ((0, len(tokens) - 1),))


# fmt: off
@pytest.mark.parametrize(
    ("verb", "helper", "expected"),
    [
        ("partira:VerbForm=Fin|Tense=Fut", None, "future"),
        ("parti:VerbForm=Part|Tense=Past", "est:VerbForm=Fin|Tense=Pres|Mood=Ind", "past"),
        ("partait:VerbForm=Fin|Tense=Imp", None, "past"),
        ("part:VerbForm=Fin|Tense=Pres", None, "present"),
        ("partirait:VerbForm=Fin|Mood=Cnd|Tense=Pres", None, "future"),
        ("parti:VerbForm=Part|Tense=Past", "serait:VerbForm=Fin|Mood=Cnd|Tense=Pres", "past"),
        ("prévu:VerbForm=Part|Tense=Past", None, "future"),
    ],
)  # fmt: skip
def test_the_verb_says_whether_a_date_lies_behind_or_ahead(verb: str, helper: str | None, expected: str) -> None:
    word, morph = verb.split(":")
    rows = [("lundi", "NOUN", "obl:mod", 1, ""), (word, "VERB", "ROOT", 1, morph)]
    if helper:
        form, of = helper.split(":")
        rows.append((form, "AUX", "aux:tense", 1, of))
    assert outlook(sentence(*rows), 0, {"prévu"}) == expected


@pytest.mark.parametrize(
    ("above", "infinitive", "expected"),
    [
        ("appeler", "VerbForm=Inf", "future"),   # "a appelé à manifester samedi"
        ("continuer", "VerbForm=Inf", "past"),   # "a continué de frapper samedi"
    ],
)  # fmt: skip
def test_an_infinitive_looks_ahead_under_a_call(above: str, infinitive: str, expected: str) -> None:
    tree = sentence(
        ("a", "AUX", "aux:tense", 1, "VerbForm=Fin|Tense=Pres|Mood=Ind"), (above, "VERB", "ROOT", 1, "VerbForm=Part|Tense=Past"),
        ("agir", "VERB", "xcomp", 1, infinitive), ("samedi", "NOUN", "obl:mod", 2, ""),
    )  # fmt: skip
    assert outlook(tree, 3, set(), set(), {"appeler"}) == expected


def test_a_passive_infinitive_leaves_the_direction_to_its_verb() -> None:
    tree = sentence(
        ("devrait", "VERB", "ROOT", 0, "VerbForm=Fin|Mood=Cnd|Tense=Pres"), ("être", "AUX", "aux:pass", 2, "VerbForm=Inf"),
        ("connu", "VERB", "xcomp", 0, "VerbForm=Part|Tense=Past"), ("lundi", "NOUN", "obl:mod", 2, ""),
    )  # fmt: skip
    assert outlook(tree, 3, {"devrait"}) == "future"


def test_a_verb_that_opens_something_looks_ahead_in_the_present() -> None:
    rows = [("ouvre", "VERB", "ROOT", 0, "VerbForm=Fin|Tense=Pres"), ("lundi", "NOUN", "obl:mod", 0, "")]
    assert outlook(sentence(*rows), 1, set(), {"ouvre"}) == "future"
    assert outlook(sentence(*rows), 1, set(), set()) == "present"


def test_an_adjective_that_looks_ahead_turns_its_noun() -> None:
    tree = sentence(
        ("annoncé", "VERB", "ROOT", 0, "VerbForm=Part|Tense=Past"), ("démission", "NOUN", "obj", 0, ""),
        ("prochaine", "ADJ", "amod", 1, ""), ("octobre", "NOUN", "nmod", 1, ""),
    )  # fmt: skip
    assert outlook(tree, 3, {"prochaine"}) == "future"


# ------------------------------------------------------------------------------------------------ calendar


@pytest.mark.parametrize(
    ("period", "value", "earliest", "latest"),
    [
        (cal.month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (cal.week(PUBLISHED), "2025-09-01/2025-09-07", date(2025, 9, 1), date(2025, 9, 7)),
        (cal.weekend(PUBLISHED), "2025-09-06/2025-09-07", date(2025, 9, 6), date(2025, 9, 7)),
        (cal.season(2024, "WI"), "2024-WI", date(2024, 12, 1), date(2025, 2, 28)),
        (cal.decade(1994), "199", date(1990, 1, 1), date(1999, 12, 31)),
        (cal.century(20), "19", date(1900, 1, 1), date(1999, 12, 31)),
        (cal.unit_period(PUBLISHED, "quarter"), "2025-07/2025-09", date(2025, 7, 1), date(2025, 9, 30)),
        (cal.unknown("month"), "XXXX-XX", None, None),
        (cal.since(cal.month(2019, 5)), "2019-05/..", date(2019, 5, 1), None),
        (cal.until(cal.year(2019)), "../2019", None, date(2019, 12, 31)),
    ],
)  # fmt: skip
def test_periods(period: cal.Period, value: str, earliest: date | None, latest: date | None) -> None:
    assert period == cal.Period(value, earliest, latest)


@pytest.mark.parametrize(("y", "day"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2025, date(2025, 4, 20))])
def test_easter(y: int, day: date) -> None:
    assert cal.easter(y) == day


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("past", 3), ("before", -4), ("future", 3), ("after", 10), ("near", 3)],
)
def test_the_nearest_wednesday_in_a_direction(direction: cal.Direction, expected: int) -> None:
    found = cal.nearest_weekday(PUBLISHED, 2, direction)
    assert (found - date(2025, 8, 31)).days == expected


def test_without_a_hint_a_far_day_is_past_and_a_close_one_ahead() -> None:
    december = date(2018, 12, 11)
    april, january = [[date(y, m, 19) for y in (2018, 2019)] for m in (4, 1)]
    assert cal.pick(april, december, "near") == date(2018, 4, 19)
    assert cal.pick(january, december, "near") == date(2019, 1, 19)


@pytest.mark.parametrize(
    ("n", "unit", "day"),
    [(1.5, "year", date(2027, 3, 3)), (-1.5, "month", date(2025, 7, 19)), (2, "week", date(2025, 9, 17)), (0.5, "week", date(2025, 9, 6))],
)
def test_half_units(n: float, unit: str, day: date) -> None:
    assert cal.shift(PUBLISHED, n, unit) == day


def test_leaving_the_calendar_gives_nothing() -> None:
    assert cal.shift(date(9999, 12, 1), 1, "month") is None
    assert cal.shift(PUBLISHED, -(10**9), "day") is None
    assert cal.valid_day(2025, 2, 29) is None


# ------------------------------------------------------------------------------------------------ patterns

CLASSES = {"month": words_class(["mai", "juin"]), "year": WordClass(r"\d{4}", figures="#4")}


@pytest.mark.parametrize(
    ("pattern", "text", "span"),
    [
        ("{month} {year}?", "en mai 2019", "mai 2019"),
        ("{month} {year}?", "en mai", "mai"),
        ("[en] {month}", "en mai", "mai"),
        ("[en] {month}", "le mai", None),
        ("{month} [!{year}]", "mai 2019", None),
        ("(l'|le) {month} [{year}]", "l'mai 2019", "l'mai"),
        ("({month} ,)? {year}", "mai, 2019", "mai, 2019"),
        (r"\({year}\)", "(2019)", "(2019)"),
    ],
)  # fmt: skip
def test_the_pattern_language(pattern: str, text: str, span: str | None) -> None:
    regex, triggers = compile_pattern(pattern, CLASSES)
    found = regex.search(text)
    assert (found and found["span"]) == span and triggers


@pytest.mark.parametrize("pattern", ["{nothing}", "(mai", "mai)", "mai?"])
def test_a_pattern_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(pattern, CLASSES)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{id: a, match: "{fortnight}", read: date}', "no class 'fortnight'"),
        ('{id: a, match: "hier", read: guess}', "unknown reading 'guess'"),
        ('{id: a, match: "hier"}', "needs read"),
        ('{id: a, match: "hier", read: day 0, colour: red}', "unknown key colour"),
        ('{id: a, match: "hier", read: day 0, direction: up}', "unknown direction 'up'"),
        ('{id: a, match: "hier", read: day 0, unless: odd}', "unknown 'odd'"),
        ('{id: a, match: "hier", read: day 0', "expected"),
    ],
)
def test_a_mistake_in_times_yaml_has_an_address(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "times.yaml").write_text(f"patterns:\n- {row}\n", encoding="utf-8")
    with pytest.raises(BadData, match=rf"fr/times.yaml:[23]: .*{message}"):
        load_time_words(load_language("fr", lexicon=tmp_path))


def test_a_users_pattern_replaces_ours_of_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "times.yaml").write_text(
        'patterns:\n- {id: today, match: "en ce jour", read: day 0}\n', encoding="utf-8"
    )
    patterns = load_time_words(load_language("fr", lexicon=tmp_path)).patterns
    assert [p.regex.pattern for p in patterns if p.id == "today"] and len(patterns) == len(
        load_time_words(load_language("fr")).patterns
    )


def test_spans_lie_in_the_text() -> None:
    text = "Le 3 mai 2019, puis hier soir."
    assert [w.span for w in times_of(text)] == [Span(3, 13), Span(20, 29)]
