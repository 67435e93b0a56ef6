"""The country of those whose own words do not say it: of their acts' place, of the article, of their owner or whole."""

from __future__ import annotations

import pytest

from greffier.explaining import explain
from greffier.mentions.countries import Roots
from greffier.model.actor import Actor
from greffier.model.event import Event
from greffier.model.place import Place
from greffier.model.span import Cue, Span
from greffier.reader import read
from greffier.statements.belonging import settle_countries
from greffier.statements.homeland import RULE as AT_HOME

MALI = "La police malienne a fermé un marché mardi. L'armée malienne est en alerte. Le Mali attend un vote. "
ARTICLE = "country of the article"


def actor(text: str, name: str) -> Actor:
    record = read(text, language="fr", published="2024-05-02")
    found = [a for a in record.actors if a.name == name]
    assert found, f"{name!r} is none of {[a.name for a in record.actors]}"
    return found[0]


# fmt: off
TOLD = [  # text, name, country, what gave it
    ("Des passants ont été tués lundi à Lomé.", "Des passants", "TGO", "country of the place Lomé"),
    ("Trois écoles ont été bombardées dans le nord du Yémen.", "Trois écoles", "YEM", "country of the place nord du Yémen"),
    (MALI + "Des policiers ont tué deux jeunes.", "Des policiers", "MLI", ARTICLE),
    (MALI + "Un groupe de militaires a attaqué un poste.", "Un groupe de militaires", "MLI", ARTICLE),
    (MALI + "Le colonel Issa Ba a été arrêté.", "Issa Ba", "MLI", ARTICLE),
    (MALI + "Le gouvernement a critiqué certains chefs de l'opposition.", "certains chefs de l'opposition", "MLI", ARTICLE),
    (MALI + "La police a arrêté trois membres du Conseil national de la relève.", "trois membres du Conseil national de la relève", "MLI", "country of Conseil national de la relève"),
    (MALI + "Le Conseil national de la relève a accusé le gouvernement.", "Conseil national de la relève", "MLI", ARTICLE),
    (MALI + "Modibo Samaké a accusé le gouvernement.", "Modibo Samaké", "MLI", ARTICLE),
    ("La police a arrêté deux hommes de nationalité belge à Turin.", "deux hommes de nationalité belge", "BEL", "adjective in the phrase"),
    ("La police a arrêté un couple de Belges à Turin.", "un couple de Belges", "BEL", "name of a people in the phrase"),
    ("Les habitants de Gaza ont accusé l'armée.", "habitants de Gaza", "PSE", "country of the place Gaza"),
]  # fmt: skip
UNTOLD = [
    (
        MALI + "Des diplomates étrangers ont accusé le gouvernement.",
        "diplomates étrangers",
    ),  # words set them apart
    (MALI + "Des hommes armés ont tué un maire.", "Des hommes armés"),  # nobody knows who they are
    (MALI + "Des réfugiés ont été arrêtés.", "Des réfugiés"),
    (MALI + "Des migrants ouest-africains ont été arrêtés.", "Des migrants ouest-africains"),
    (
        MALI + "À Berlin, une foule attendait. Un attentat y avait tué dix personnes.",
        "dix personnes",
    ),  # a place abroad is near
    (
        "Modibo Samaké a accusé le gouvernement malien.",
        "Modibo Samaké",
    ),  # one word does not make an article of one country
    (
        "Le roi du Maroc a accusé l'Espagne. Modibo Samaké a été arrêté. Le Maroc et l'Espagne protestent.",
        "Modibo Samaké",
    ),
    (MALI + "Les otages de Boko Haram ont été libérés à Paris.", "otages de Boko Haram"),
]
# fmt: on


@pytest.mark.parametrize(("text", "name", "country", "because"), TOLD)
def test_the_country_and_what_gave_it(text: str, name: str, country: str, because: str) -> None:
    found = actor(text, name)
    assert (found.country, found.rule.rpartition("; ")[2]) == (country, because)


def test_explain_tells_what_gave_the_country() -> None:
    told = explain(MALI + "Des passants ont été tués lundi à Lomé.", published="2024-05-02", language="fr")
    rules = [r.rule for item in told.items for r in item.reasons if r.field == "who"]
    assert [rule.rpartition("; ")[2] for rule in rules] == ["country of the place Lomé"]


@pytest.mark.parametrize(("text", "name"), UNTOLD)
def test_nothing_is_guessed(text: str, name: str) -> None:
    record = read(text, language="fr", published="2024-05-02")
    assert {a.country for a in record.actors if a.name.endswith(name)} <= {None}


def test_a_people_beside_a_name_tells_its_country() -> None:
    text = "La police a arrêté Karim Selmi, un Tunisien de 24 ans, à Gênes. Le Colombien Pablo Ruiz a fui."
    assert actor(text, "Karim Selmi").country == "TUN"
    assert actor("Le Colombien Pablo Ruiz a accusé le gouvernement.", "Pablo Ruiz").country == "COL"


def test_an_envoy_is_of_the_organisation_that_sends_him() -> None:
    found = actor("L'ONU a annoncé l'arrivée de son émissaire Luis Ferrer à Bamako.", "Luis Ferrer")
    assert (found.country, found.role) == (None, "IGO")


def test_an_elected_president_governs() -> None:
    record = read("Donald Trump a accusé la Chine.", language="fr", published="2016-12-20")
    assert {a.role for a in record.actors if a.name == "Donald Trump"} == {"GOV"}
    record = read("Donald Trump a accusé la Chine.", language="fr", published="2016-08-20")
    assert {a.role for a in record.actors if a.name == "Donald Trump"} == {"PTY"}


PLACES = (
    Place("p1", "Lomé", "TGO", mentions=(Span(0, 4),)),
    Place("p2", "Accra", "GHA", mentions=(Span(500, 505),)),
)


def act(id: str, type: str, place: str | None, country: str | None, at: int, *cues: Cue) -> Event:
    span = Span(at, at + 20)
    return Event(
        id,
        type,
        trigger=span,
        evidence=span,
        rule="",
        actors=("a1",),
        place=place,
        place_country=country,
        cues=cues,
    )


# fmt: off
ACTS = [  # sector, how rooted, events, country
    ("COP", "local", [act("e1", "ASSAULT", "p1", "TGO", 0)], "TGO"),
    ("COP", "local", [act("e1", "ASSAULT", "p1", "TGO", 0), act("e2", "ASSAULT", "p2", "GHA", 490)], None),
    ("COP", "local", [act("e1", "CONSULT", "p1", "TGO", 0)], None),  # a meeting may be anywhere
    ("MIL", "local", [act("e1", "ASSAULT", "p1", "TGO", 0)], None),  # forces fight abroad
    ("MIL", "home", [act("e1", "ASSAULT", None, "BEN", 900, Cue("place_country", Span(0, 1), AT_HOME))], "BEN"),
    ("COP", "home", [act("e1", "ASSAULT", None, None, 510)], None),  # Accra stands just before
    ("COP", "home", [act("e1", "ASSAULT", None, None, 900)], "BEN"),
]
# fmt: on


@pytest.mark.parametrize(("sector", "how", "events", "country"), ACTS)
def test_competing_places_tell_nothing(
    sector: str, how: str, events: list[Event], country: str | None
) -> None:
    one = Actor("a1", "X", "group", None, sector, mentions=(Span(900, 901),), rule="r")
    roots = Roots("BEN", False, {"a1": how})  # type: ignore[dict-item]
    (settled,) = settle_countries([one], events, PLACES, roots)
    assert settled.country == country
