"""Where: which names are places, which country they lie in, and which names of states are somebody rather than somewhere."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from greffier.knowledge.base import load_knowledge
from greffier.language.pipeline import parse
from greffier.language.registry import Language, load_language
from greffier.language.tree import Entity, Token, Tree
from greffier.mentions import gazetteer
from greffier.mentions.gazetteer import cities
from greffier.mentions.places import Places, find_places
from greffier.model.article import Article, Part
from greffier.model.span import Span
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout

FRENCH = load_language("fr")
ADJECTIVES = re.compile(r"(?:iraniennes|russe|syrien|ukrainienne|territoriales|militaire)$")


def read(text: str, part: str = "body", **marked: str) -> Places:
    """The places of one sentence. `LOC`, `PER`, `ORG`, `MISC`: names that the model found, | between; other keywords give
    a word its label ("Moscou" = "nsubj") or, in capitals, the dictionary form of the word that it hangs on."""
    tokens: list[Token] = []
    above = marked.pop("above", "")
    for found in re.finditer(r"\w+['’]|[\w-]+|[^\w\s]", text):
        word, i = found[0], len(tokens)
        pos = "PROPN" if word[0].isupper() else "ADJ" if ADJECTIVES.match(word) else "NOUN"
        pos = {",": "PUNCT", "et": "CCONJ"}.get(word, pos)
        tokens.append(
            Token(i, word, above or word.lower(), pos, marked.get(word, "dep"), 0, found.start(), found.end())
        )
    entities = []
    for label in ("LOC", "PER", "ORG", "MISC"):
        for name in filter(None, marked.get(label, "").split("|")):
            start = text.index(name)
            inside = [t.i for t in tokens if start <= t.start < start + len(name)]
            entities.append(Entity(inside[0], inside[-1], label))
    tree = Tree(tuple(tokens), ((0, len(tokens) - 1),), tuple(entities))
    whole = Span(0, len(text))
    layout = Layout(Article("a", text), text, (Part(part, whole),), (), (whole,), (whole,))  # type: ignore[arg-type]
    return find_places(tree, layout, FRENCH, load_knowledge())


def names(places: Places) -> list[tuple[str, str | None]]:
    return [(p.name, p.country) for p in places.places]


@pytest.mark.parametrize(
    ("text", "loc", "expected"),
    [
        ("des combats en Ukraine", "Ukraine", [("Ukraine", "UKR")]),
        ("une visite à Moscou", "Moscou", [("Moscou", "RUS")]),
        ("des combats dans toute la Syrie", "Syrie", [("Syrie", "SYR")]),
        ("des combats près de Damas", "Damas", [("Damas", "SYR")]),
        ("la guerre en Irak et Syrie", "Irak|Syrie", [("Irak", "IRQ"), ("Syrie", "SYR")]),
        ("le président de la France", "France", []),
        ("la réponse de Moscou", "Moscou", []),
        ("il s'en prend à la France", "France", []),
        ("le maire de Moscou", "Moscou", [("Moscou", "RUS")]),
        ("la ville de Kherson en Ukraine", "Kherson|Ukraine", [("Kherson", "UKR"), ("Ukraine", "UKR")]),
        ("dans le nord de la Syrie", "Syrie", [("nord de la Syrie", "SYR")]),
        ("dans l'est de l'Ukraine", "Ukraine", [("est de l'Ukraine", "UKR")]),
        ("une base militaire de Moscou", "Moscou", [("base militaire de Moscou", "RUS")]),
        ("dans les eaux territoriales iraniennes", "", [("eaux territoriales iraniennes", "IRN")]),
        ("dans le nord syrien", "", [("nord syrien", "SYR")]),
        ("dans la capitale ukrainienne", "", [("Kiev", "UKR")]),
        ("dans la capitale ukrainienne et à Kiev", "Kiev", [("Kiev", "UKR")]),
        ("dans l'Extrême-Orient russe", "Extrême-Orient russe", [("Extrême-Orient russe", "RUS")]),
        ("un entretien à l'Élysée", "Élysée", [("Élysée", "FRA")]),
        ("une visite à Alep en Syrie", "Alep|Syrie", [("Alep", "SYR"), ("Syrie", "SYR")]),
        ("la foule au Havre en France", "Havre|France", [("Havre", "FRA"), ("France", "FRA")]),
        ("le budget de la Défense en France", "Défense|France", [("France", "FRA")]),
        ("gare Saint-Charles à Marseille en France", "gare Saint-Charles|Marseille|France",
         [("gare Saint-Charles", "FRA"), ("Marseille", "FRA"), ("France", "FRA")]),
        ("une attaque à Dibilou, au Burkina Faso", "Dibilou|Burkina Faso",
         [("Dibilou", "BFA"), ("Burkina Faso", "BFA")]),
        ("dans la prison de Kléssoum, au Tchad", "Kléssoum|Tchad", [("prison de Kléssoum", "TCD"), ("Tchad", "TCD")]),
        ("selon la Maison Blanche", "Maison Blanche", []),
        ("il a lu dans Le Monde", "", []),
        ("ce que dit Paris Match", "", []),
        ("une enquête du TAK", "TAK", []),
        ("les Américains", "Américains", []),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_what_is_a_place(text: str, loc: str, expected: list[tuple[str, str | None]]) -> None:
    assert names(read(text, LOC=loc)) == expected


def test_a_capital_that_acts_is_no_place() -> None:
    assert names(read("Moscou accuse Kiev", Moscou="nsubj", LOC="Moscou|Kiev")) == []
    assert names(read("ce que dans Moscou veut", Moscou="nsubj")) == []


def test_whom_something_is_asked_of_is_no_place() -> None:
    assert names(read("une réponse à Moscou", LOC="Moscou", above="demander")) == []
    assert names(read("une réponse à Moscou", LOC="Moscou", above="arriver")) == [("Moscou", "RUS")]


def test_a_dateline_is_a_place() -> None:
    assert names(read("MOSCOU", part="dateline")) == [("Moscou", "RUS")]
    assert names(read("NICE", part="dateline", LOC="NICE"))[0][0] == "NICE"


def test_credits_are_not_read() -> None:
    assert names(read("en Ukraine", part="credit")) == []


def test_a_person_s_or_organisation_s_name_holds_no_place() -> None:
    assert names(read("selon Jean-Paul Troyes en France", PER="Jean-Paul Troyes", LOC="France")) == [
        ("France", "FRA")
    ]
    assert names(
        read("Jean-Paul Troyes parle en France, ce Troyes", PER="Jean-Paul Troyes", LOC="France")
    ) == [("France", "FRA")]
    assert names(read("le Paris Football Club", ORG="Paris Football Club")) == []


def test_a_city_that_the_model_missed_counts_after_a_preposition_only() -> None:
    assert names(read("arrivé à Lyon en France", LOC="France"))[0] == ("Lyon", "FRA")
    assert names(read("arrivé chez Lyon en France", LOC="France")) == [("France", "FRA")]


def test_the_countries_of_the_article_choose_among_cities() -> None:
    assert names(read("à Valence en Espagne", LOC="Valence|Espagne"))[0] == ("Valence", "ESP")
    assert names(read("à Valence en France", LOC="Valence|France"))[0] == ("Valence", "FRA")


def test_a_contested_place_tells_who_claims_it() -> None:
    (crimea,) = read("en Crimée", LOC="Crimée").places
    assert (crimea.country, crimea.claimed_by) == ("UKR", ("RUS",))


def test_mentions_of_one_place_come_together_in_text_order() -> None:
    places = read("à Moscou, puis en Ukraine, puis à Moscou", LOC="Ukraine")
    assert [(p.id, len(p.mentions)) for p in places.places] == [("p1", 2), ("p2", 1)]
    assert {p.name for p in places.by_token.values()} == {"Moscou", "Ukraine"}
    assert places.by_token[1] is places.places[0]


def test_an_empty_text_has_no_places() -> None:
    text = Layout(Article("a", ""), "", (), (), (), ())
    assert find_places(Tree((), ()), text, FRENCH, load_knowledge()).places == ()


# ------------------------------------------------------------------------------------------------ with the model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trois soldats ont été tués dimanche à Gao, dans le nord du Mali.", [("Gao", "MLI"), ("nord du Mali", "MLI")]),
        ("Berlin a accusé Moscou. Le ministre s'est rendu à Varsovie, en Pologne.",
         [("Varsovie", "POL"), ("Pologne", "POL")]),
        ("Des centaines de personnes ont défilé dans les rues de Bruxelles.", [("Bruxelles", "BEL")]),
    ],
)  # fmt: skip
def test_places_of_parsed_sentences(text: str, expected: list[tuple[str, str]], french: Language) -> None:
    layout = lay_out(article_from_text(text, published="2024-02-14", language="fr"), french)
    assert names(find_places(next(parse([layout], french)), layout, french, load_knowledge())) == expected


# ------------------------------------------------------------------------------------------------ gazetteer, words


@pytest.mark.parametrize(
    ("name", "article", "country"),
    [
        ("Pékin", False, "CN"), ("Mossoul", False, "IQ"), ("N'Djamena", False, "TD"), ("La Haye", False, "NL"),
        ("Haye", True, "NL"), ("Havre", True, "FR"),
    ],
)  # fmt: skip
def test_a_city_is_found_by_its_french_name(name: str, article: bool, country: str) -> None:
    assert cities(name, article)[0].country == country


@pytest.mark.parametrize(("name", "article"), [("Marseille", True), ("", False), ("Zzyzx", False)])
def test_no_city_bears_this_name(name: str, article: bool) -> None:
    assert cities(name, article) == ()


@pytest.fixture
def fresh_gazetteer() -> Iterator[None]:
    gazetteer._database.cache_clear()
    cities.cache_clear()
    yield
    gazetteer._database.cache_clear()
    cities.cache_clear()


def few() -> Iterator[tuple[tuple[object, ...], dict[tuple[str, bool], bool]]]:
    yield (1, "Ville", "FR", 46.0, 2.0, 20_000), {("ville", False): True}


def cached(folder: Path) -> Path:
    """The file of cities in a cache folder."""
    (file,) = folder.glob("*.sqlite")
    return file


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_gazetteer: None) -> Path:
    """An empty cache folder, and a gazetteer of one town."""
    monkeypatch.setattr(gazetteer, "_read", few)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return gazetteer.cache_folder()


def test_the_gazetteer_is_built_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [c.name for c in cities("Ville")] == ["Ville"]
    gazetteer._database().close()
    gazetteer._database.cache_clear()
    monkeypatch.setattr(gazetteer, "_read", lambda: iter([]))  # a second building would find nothing
    assert gazetteer._database().execute("SELECT COUNT(*) FROM city").fetchone() == (1,)


@pytest.mark.parametrize("damage", ["no database", "half written", "rows lost", "empty"])
def test_a_damaged_file_of_cities_is_built_again(cache: Path, damage: str) -> None:
    gazetteer._database().close()
    gazetteer._database.cache_clear()
    file = cached(cache)
    if damage == "no database":
        file.write_bytes(b"no database")
    elif damage == "half written":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        with sqlite3.connect(file) as database:
            database.execute("DELETE FROM alias")
        database.close()
    assert [c.name for c in cities("Ville")] == ["Ville"]
    gazetteer._database().close()
    with sqlite3.connect(cached(cache)) as database:
        assert database.execute("SELECT COUNT(*) FROM alias").fetchone() == (1,)
    database.close()


def test_without_a_folder_to_write_to_the_cities_are_kept_in_memory(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert [c.name for c in cities("Ville")] == ["Ville"]


BUILDING = """
from greffier.mentions import gazetteer
gazetteer._read = lambda: iter([((n, f"Ville{n}", "FR", 46.0, 2.0, 20_000), {(f"ville{n}", False): True}) for n in range(3000)])
print(gazetteer.cities("Ville2999")[0].name)
"""


def test_processes_that_build_at_once_do_not_clash(tmp_path: Path) -> None:
    source = Path(gazetteer.__file__).parents[2]
    settings = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(source)}
    running = [
        subprocess.Popen([sys.executable, "-c", BUILDING], env=settings, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [p.communicate()[0].strip() for p in running] == ["Ville2999"] * 3
    assert [f.suffix for f in (tmp_path / "greffier").iterdir()] == [".sqlite"]


# ------------------------------------------------------------------------------------------------ own sentences

SENTENCES = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def read_sentences() -> tuple[Places, ...]:
    """The places of every sentence of places.yaml."""
    layouts = [
        lay_out(article_from_text(r["text"], published="2025-09-03", language="fr"), FRENCH)
        for r in SENTENCES
    ]
    trees = parse(layouts, FRENCH)
    return tuple(find_places(t, lay, FRENCH, load_knowledge()) for lay, t in zip(layouts, trees, strict=True))


@pytest.mark.parametrize("n", range(len(SENTENCES)), ids=[r["text"][:60] for r in SENTENCES])
def test_every_sentence_of_places_yaml_holds(n: int, french: Language) -> None:
    row, found = SENTENCES[n], read_sentences()[n].places
    if "not" in row:
        assert row["not"] not in [p.name for p in found]
        return
    (place,) = [p for p in found if p.name == row["name"]] or [None]
    assert place is not None, [p.name for p in found]
    assert place.country == row["country"]
    assert "claimed_by" not in row or list(place.claimed_by) == row["claimed_by"]
    if "near" in row:
        lat, lon = row["near"]
        assert place.lat is not None and place.lon is not None
        assert abs(place.lat - lat) < 2 and abs(place.lon - lon) < 2
