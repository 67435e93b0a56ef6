"""Who takes part: names, roles, peoples and pronouns of one sentence or two, and whom they mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.knowledge.base import load_knowledge
from greffier.language.pipeline import parse
from greffier.language.registry import Language, load_language
from greffier.mentions.actors import Cast, find_actors
from greffier.mentions.coreference import _name_fit
from greffier.mentions.places import find_places
from greffier.mentions.roles import load_roles
from greffier.reading.articles import article_from_text
from greffier.structure.blocks import lay_out
from greffier.structure.layout import Layout


def cast_of(text: str, french: Language, published: str = "2024-02-14") -> tuple[Cast, Layout]:
    layout = lay_out(article_from_text(text, published=published, language="fr"), french)
    tree = next(parse([layout], french))
    knowledge = load_knowledge()
    return find_actors(tree, layout, french, knowledge, find_places(tree, layout, french, knowledge)), layout


def means(cast: Cast, text: str, word: str) -> str:
    """The name of the actor that the first mention with this word means."""
    for mention in sorted(cast.by_head.values(), key=lambda m: (m.span, m.head)):
        if word in mention.span.of(text).split():
            return cast.actors[mention.actor].name
    return ""


# fmt: off
KNOWN = [
    ("Le président français Emmanuel Macron a reçu ses invités.", "Emmanuel Macron", "person", "FRA", "GOV"),
    ("La police tunisienne a dispersé la foule.", "police tunisienne", "organisation", "TUN", "COP"),
    ("Des soldats maliens ont été tués.", "Des soldats maliens", "group", "MLI", "MIL"),
    ("Un porte-parole de l'armée togolaise a démenti.", "Un porte-parole de l'armée togolaise", "unnamed", "TGO", "MIL"),
    ("Berlin accuse les pirates.", "Allemagne", "state", "DEU", "GOV"),
    ("Les Ukrainiens ont repoussé l'assaut.", "Ukrainiens", "people", "UKR", "CVL"),
    ("Une dizaine de migrants ont été secourus.", "Une dizaine de migrants", "group", None, "REF"),
    ("La présidente de l'Union africaine a salué l'accord.", "présidente de l'Union africaine", "office", None, "IGO"),
    ("Mme Bertolucci a porté plainte.", "Bertolucci", "person", None, None),
    ("Le ministre malien des Affaires étrangères a protesté.", "ministre malien des Affaires étrangères", "office", "MLI", "GOV"),
    ("Les enquêteurs de la gendarmerie sénégalaise ont fouillé la maison.", "gendarmerie sénégalaise", "organisation", "SEN", "COP"),
    ("Le Premier ministre Jean Kabla Sonko arrive à Dakar.", "Jean Kabla Sonko", "person", "SEN", "GOV"),
    ("La foule attend. M.Dubreuil a parlé.", "Dubreuil", "person", None, None),
    ("L'ONU lundi a protesté.", "ONU", "organisation", None, "IGO"),
    ("Le Conseil de sécurité de l’Organisation des Nations unies (ONU) siège.", "Conseil de sécurité de l’Organisation des Nations unies", "organisation", None, "IGO"),
    ("Un cabinet de conseil basé à Tokyo a publié une étude.", "Un cabinet de conseil", "organisation", None, "GOV"),
    ("Les forces syndicales ont refusé.", "forces syndicales", "organisation", None, "LAB"),
    ("Le président Sassou-Nguesso a été réélu. Les autorités du Congo sont à Brazzaville.", "autorités du Congo", "organisation", "COG", "GOV"),
    ("Les autorités du Congo ont ouvert une enquête à Kinshasa.", "autorités du Congo", "organisation", "COD", "GOV"),
    ("Luc Morin et Yanis Berg, deux Belges, ont été arrêtés.", "Luc Morin", "person", "BEL", "CVL"),
    ("L'Ukraine a porté plainte. Son procureur général a inculpé un soldat russe. La Russie proteste, la Russie nie, la Russie menace.", "procureur général", "office", "UKR", "JUD"),
]
# fmt: on


@pytest.mark.parametrize(("text", "name", "kind", "country", "role"), KNOWN, ids=lambda v: str(v)[:30])
def test_who_is_found(
    text: str, name: str, kind: str, country: str | None, role: str | None, french: Language
) -> None:
    cast, _ = cast_of(text, french)
    found = [(a.name, a.kind, a.country, a.role) for a in cast.actors]
    assert (name, kind, country, role) in found, found


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Amina Diallo a été élue. Diallo prend ses fonctions demain.", "Diallo", "Amina Diallo"),
        ("Amina Diallo a été élue. Elle prend ses fonctions demain.", "Elle", "Amina Diallo"),
        ("Le maire, Paul Lenoir, a démissionné. Le maire était accusé de fraude.", "maire", "Paul Lenoir"),
        ("Joe Biden a signé la loi. Le président américain a remercié les élus.", "président", "Joe Biden"),
        ("Paul Lenoir, porte-parole du syndicat, a refusé. Il demande une hausse.", "Il", "Paul Lenoir"),
        ("Le préfet Alain Morel a reçu la juge Jane Kerr. Elle a remercié la ville.", "Elle", "Jane Kerr"),
        ("La préfète Nora Lestang a reçu le navigateur Tim Hale. Il a remercié la ville.", "Il", "Tim Hale"),
        ("Le maire de Vals a écrit à la préfète Nora Lestang. Elle a répondu lundi.", "Elle", "Nora Lestang"),
        ("Jane Kerr est rentrée. Son équipage l'a fêtée. Elle repart lundi.", "Elle", "Jane Kerr"),
        ("La police a arrêté Sam Oduya. Il dormait dans une grange.", "Il", "Sam Oduya"),
        ("Sam Oduya a été arrêté par la police. Il dormait dans une grange.", "Il", "Sam Oduya"),
        ("La commission a entendu Paul Vasseur. Elle rendra son rapport lundi.", "Elle", "commission"),
        ("Amina Sarr est arrivée à Tunis. Reçue par le maire, elle a visité le port.", "elle", "Amina Sarr"),
        ("Dans une lettre au préfet, Denis Cazal demande un puits. Il veut partir.", "Il", "Denis Cazal"),
        ("Denis Cazal campe ici. Dans une lettre au préfet, il demande un puits.", "il", "Denis Cazal"),
        ("L'entreprise Norvia a perdu un marché. Elle a licencié dix ouvriers.", "Elle", "entreprise Norvia"),
        ("Les parents d'Enzo ont écrit au ministre. Ils attendent une réponse.", "Ils", "parents d'Enzo"),
        ("Les infirmières ont défilé à Lyon. Elles demandent des lits.", "Elles", "infirmières"),
        ("La Russie a fermé sa frontière. Moscou a rappelé ses soldats.", "Moscou", "Russie"),
        ("Le président kényan Peter Mutua est venu. Le chef de l'État a souri.", "chef", "Peter Mutua"),
        ("Le premier ministre danois Nils Holm vote. Le chef du gouvernement a souri.", "chef", "Nils Holm"),
        ("Kim Jong Un a quitté Pékin. Le dirigeant nord-coréen voyage en train.", "dirigeant", "Kim Jong Un"),
    ],
)
def test_whom_a_later_mention_means(text: str, word: str, name: str, french: Language) -> None:
    cast, _ = cast_of(text, french)
    assert means(cast, text, word) == name


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("Le député a demandé quelle autorité avait décidé.", ["député"]),
        ("Belgique : un ouvrier arrêté à Liège", ["un ouvrier"]),
        ("L'attaque au Musée juif de Belgique a duré une heure.", []),
        ("Une attaque terroriste a eu lieu.", []),
        ("Ils ont occupé la cité frontalière en appui.", []),
    ],
)
def test_what_is_no_party(text: str, loud: list[str], french: Language) -> None:
    cast, _ = cast_of(text, french)
    assert [a.name for a in cast.actors if a.id not in cast.quiet] == loud


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Paul Kagame a reçu le roi. Le roi a souri.", "roi", "roi"),
        ("Un cabinet de conseil se trompe. Le cabinet de Luc Abbe approuve.", "Abbe", "cabinet de Luc Abbe"),
        (
            "Le ministre de l'Intérieur, Carlo Neri, a réagi. Le ministre italien part.",
            "italien",
            "Carlo Neri",
        ),
        ("Le Parlement, informé des actes de Luc Morin, l'avait suspendu.", "l'", "Luc Morin"),
        ("La police a interpellé Luc Morin. Le juge l'a libéré.", "l'", "Luc Morin"),
        ("Claire Danton s'est tournée vers le patronat, en lui demandant un geste.", "lui", "patronat"),
        (
            "Luc Morin est entré. Selon le procureur Paul Vial, la rue est vide. Il a tué un client.",
            "Il",
            "Luc Morin",
        ),
        ("D'après le maire Paul Vial, l'eau monte. Il a ajouté que la ville est coupée.", "Il", "Paul Vial"),
        ("Un groupe de soldats a fui. Il appelle la ville à manifester.", "Il", "Un groupe de soldats"),
    ],
)
def test_who_is_somebody_else(text: str, word: str, name: str, french: Language) -> None:
    cast, _ = cast_of(text, french)
    assert means(cast, text, word) == name


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Les deux élus, Carlo Neri et Luca Bini, ont signé.", "élus", {"Carlo Neri", "Luca Bini"}),
        (
            "Les deux élus — le maire de Rome, Carlo Neri, et Luca Bini — ont signé.",
            "élus",
            {"Carlo Neri", "Luca Bini"},
        ),
        ("Les trois élus, Carlo Neri et Luca Bini, ont signé.", "élus", {"trois élus"}),
        (
            "Carlo Neri et Luca Bini, deux Belges âgés de 30 ans, sont accusés.",
            "Belges",
            {"Carlo Neri", "Luca Bini"},
        ),
    ],
)
def test_a_plural_beside_names_means_them(text: str, word: str, names: set[str], french: Language) -> None:
    cast, _ = cast_of(text, french)
    head = next(h for h, m in sorted(cast.by_head.items()) if word in m.span.of(text).split())
    assert {a.name for a in cast.actors_of(head)} == names


def test_a_plural_pronoun_means_both(french: Language) -> None:
    text = "Olaf Scholz et Emmanuel Macron se sont vus à Berlin. Ils ont signé un accord."
    cast, _ = cast_of(text, french)
    head = next(iter(cast.pairs))
    assert {a.name for a in cast.actors_of(head)} == {"Olaf Scholz", "Emmanuel Macron"}


def test_places_and_adjectives_speak_quietly(french: Language) -> None:
    cast, _ = cast_of("Les élections italiennes ont lieu dimanche.", french)
    assert [a.name for a in cast.actors if a.id in cast.quiet] == ["Italie"]


@pytest.mark.parametrize(
    "text",
    [
        "Il s'agit d'une photo de famille.",
        "Au cours de la réunion, rien n'a filtré.",
        "Les droits de l'homme progressent.",
    ],
)
def test_who_is_nobody(text: str, french: Language) -> None:
    cast, _ = cast_of(text, french)
    assert [a.name for a in cast.actors if a.id not in cast.quiet] == []


def test_the_home_country_owns_its_police(french: Language) -> None:
    text = "Séisme au Chili\n\nLe Chili compte ses morts. La police a fermé les routes du Chili."
    cast, layout = cast_of(text, french)
    assert layout.article.published == date(2024, 2, 14)
    assert ("police", "CHL") in [(a.name, a.country) for a in cast.actors]


@pytest.mark.parametrize(
    ("part", "whole", "fits"),
    [
        ("kim", "kim jong un", True),
        ("un", "kim jong un", True),
        ("jong", "kim jong un", False),
        ("li", "kim jong un", False),
    ],
)
def test_a_part_of_a_name_fits(part: str, whole: str, fits: bool) -> None:
    assert bool(_name_fit(tuple(part.split()), tuple(whole.split()))) is fits


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("duc,,duchesse,m,animal,GOV,,Le duc a parlé.", "unknown kind 'animal'"),
        ("duc,,duchesse,m,person,GOV,noble,Le duc a parlé.", "unknown trait 'noble'"),
        ("duc,,duchesse,m,person,GOV,office=DUKE,Le duc a parlé.", "unknown office 'DUKE'"),
        ("duc,,duchesse,m,person,GOV,,", "the example must be given"),
        ("duc,,duchesse", "columns"),
    ],
)
def test_a_mistake_in_a_role_names_its_line(line: str, problem: str, tmp_path: Path) -> None:
    header = "noun,plural,feminine,gender,kind,sector,traits,example"
    (tmp_path / "roles.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadData, match=problem) as caught:
        load_roles(load_language("fr", lexicon=tmp_path))
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        (
            "Issa Ba et Omar Diop sont partis. Les deux hommes sont accusés.",
            "hommes",
            ["Issa Ba", "Omar Diop"],
        ),
        (
            "Marc Petit et son épouse Jeanne ont fui. Le couple est accusé.",
            "couple",
            ["Marc Petit", "Jeanne"],
        ),
        ("Issa Ba, Awa Sall et Omar Diop ont fui. Les deux hommes sont accusés.", "hommes", []),
        ("Issa Ba et Omar Diop sont partis. Deux hommes sont accusés.", "hommes", []),
        ("Issa Ba est parti. Les deux hommes sont accusés.", "hommes", []),
    ],
)
def test_just_so_many_were_named_together(text: str, word: str, names: list[str], french: Language) -> None:
    cast, _ = cast_of(text, french)
    head = next(h for h, m in sorted(cast.by_head.items()) if word in m.span.of(text).split())
    found = [a.name for a in cast.actors_of(head)] if head in cast.pairs else []
    assert found == names
