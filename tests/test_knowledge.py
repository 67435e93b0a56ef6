"""The knowledge base: names, peoples and offices at a date, the scan of a text, the user's folder, mistakes in rows."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from greffier.errors import BadData
from greffier.knowledge.base import HERE, Knowledge, load_knowledge
from greffier.knowledge.check import check_knowledge
from greffier.knowledge.folding import fold
from greffier.knowledge.index import read_knowledge
from greffier.knowledge.rows import COLUMNS


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize("file", sorted(COLUMNS.keys() - {"claims.csv"}))
def test_every_row_of_a_file_is_used(file: str, known: Knowledge) -> None:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    rows = [n for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")][1:]
    used = {e.rule for e in known.entries.values()} | {t.rule for t in known.terms}
    if file == "offices.csv":
        return  # rows of titles leave no rule; test_a_title_means_an_office
    used |= {d.rule for listed in known.demonyms.values() for d in listed}
    assert [n for n in rows if f"{file}:{n}" not in used] == []


def test_a_claim_on_a_state_stands_at_the_state_and_its_capital(known: Knowledge) -> None:
    taiwan, capital = known.country("TWN"), known.capital("TWN")
    assert taiwan and capital and (taiwan.claimed_by, capital.claimed_by) == (("CHN",), ("CHN",))


def test_our_own_files_hold_no_mistake() -> None:
    assert check_knowledge() == []


@pytest.mark.parametrize(
    ("name", "kind", "id"),
    [
        ("RDC", "country", "COD"),
        ("la Corée du Nord", "country", "PRK"),
        ("Cote d’Ivoire", "country", "CIV"),
        ("Nations unies", "organisation", "onu"),
        ("Sergueï Lavrov", "person", "lavrov"),
        ("Crimée", "place", "crimee"),
        ("Kremlin", "place", "kremlin_site"),
        ("Moscou", "place", "RUS-capital"),
    ],
)
def test_a_name_leads_to_its_entry(known: Knowledge, name: str, kind: str, id: str) -> None:
    found = known.lookup(name, language="fr")
    assert (found[0].kind, found[0].id) == (kind, id)


def test_a_capital_is_a_place_and_a_government(known: Knowledge) -> None:
    assert [e.kind for e in known.lookup("Pékin", language="fr")] == ["place", "metonym"]


def test_an_unknown_name_is_nothing(known: Knowledge) -> None:
    assert known.lookup("Trifouilly-les-Oies") == ()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("russe", "RUS"), ("nord-coréennes", "PRK"), ("Sud-Coréen", "KOR"), ("palestiniens", "PSE"), ("kurde", None),
        ("européenne", "EUR"), ("onusiens", "UNO"), ("table", None),
    ],
)  # fmt: skip
def test_a_demonym_gives_its_country(known: Knowledge, form: str, code: str | None) -> None:
    assert known.demonym(form) == code


def test_a_demonym_ends_with_its_state(known: Knowledge) -> None:
    assert known.demonym("soviétique", date(1985, 1, 1)) is not None
    assert known.demonym("soviétique", date(2025, 1, 1)) != "RUS"


def test_a_joined_adjective_gives_both(known: Knowledge) -> None:
    assert known.peoples("franco-allemand") == ("FRA", "DEU")
    assert known.peoples("franco-machin") == ()


@pytest.mark.parametrize(
    ("country", "office", "on", "holder", "before"),
    [
        ("FRA", "HOS", date(2015, 1, 1), "François Hollande", "Nicolas Sarkozy"),
        ("FRA", "HOS", date(2020, 1, 1), "Emmanuel Macron", "François Hollande"),
        ("USA", "HOS", date(2022, 6, 1), "Joe Biden", "Donald Trump"),
        ("RUS", "HOS", date(2010, 1, 1), "Dmitri Medvedev", "Vladimir Poutine"),
        (None, "UNSG", date(2018, 1, 1), "António Guterres", "Ban Ki-moon"),
    ],
)
def test_an_office_has_a_holder_at_a_date(
    known: Knowledge, country: str | None, office: str, on: date, holder: str, before: str
) -> None:
    now, last = known.holder(country, office, on), known.last_holder(country, office, on)
    assert now is not None and last is not None
    assert (fold(now.name_fr), fold(last.name_fr)) == (fold(holder), fold(before))


def test_nobody_held_an_office_that_we_do_not_know(known: Knowledge) -> None:
    assert known.holder("FRA", "HOS", date(1800, 1, 1)) is None
    assert known.last_holder("FRA", "HOS", date(1800, 1, 1)) is None


@pytest.mark.parametrize(
    ("of", "title", "office"),
    [
        ("onu", "secrétaire général", "UNSG"), ("oms", "patron", "WHO"), ("USA", "secrétaire d'État", "MFA"),
        ("kremlin", "patron", "HOS"), ("onu", "boulanger", None),
    ],
)  # fmt: skip
def test_a_title_means_an_office(known: Knowledge, of: str, title: str, office: str | None) -> None:
    assert known.office_titled(of, title) == office


def test_in_a_month_of_handing_over_the_base_does_not_choose(tmp_path: Path) -> None:
    write(tmp_path, "persons.csv", "un,Premier Un,,,m,TUV,GOV,", "deux,Deuxième Deux,,,f,TUV,GOV,")
    write(tmp_path, "terms.csv", "un,HOG,TUV,2015,2020-07,yes,2025-06", "deux,HOG,TUV,2020-07,,yes,2025-06")
    known = load_knowledge(tmp_path)
    both = known.holders("TUV", "HOG", date(2020, 7, 9))
    assert (both.status, [e.id for e in both.entries], both.entry) == ("ambiguous", ["deux", "un"], None)
    assert [known.holders("TUV", "HOG", on).status for on in (date(2020, 8, 1), date(2014, 1, 1))] == [
        "found",
        "unknown",
    ]
    assert known.holders("TUV", "HOG", date(2020, 6, 30)).entry == known.last_holder(
        "TUV", "HOG", date(2020, 9, 1)
    )


def test_the_last_holder_is_another_than_the_holder(known: Knowledge) -> None:
    """Two terms running of one person are one: the one before Vladimir Poutine in 2013 is not himself."""
    now, last = (
        known.holder("USA", "HOS", date(2025, 9, 3)),
        known.last_holder("USA", "HOS", date(2025, 9, 3)),
    )
    assert now is not None and last is not None and (now.id, last.id) == ("trump", "biden")


def test_the_day_of_handing_over_belongs_to_the_next(known: Knowledge) -> None:
    holder = known.holder("FRA", "HOS", date(2017, 5, 14))
    assert holder is not None and holder.id == "macron"


def test_a_person_has_the_role_of_the_day(known: Knowledge) -> None:
    person = known.person("guterres")
    assert person is not None and known.at(person, date(2020, 1, 1)).role == "IGO"


def scanned(known: Knowledge, text: str, on: date | None = None) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[m.first : m.last + 1]), m.entries[0].id) for m in known.scan(words, "fr", on)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La Corée du Nord et l' ONU", [("Corée du Nord", "PRK"), ("ONU", "onu")]),
        ("Le conseil de sécurité de l' ONU", [("conseil de sécurité de l' ONU", "csnu")]),
        ("un pays en paix", []),
        ("il lit Le Monde", [("Le Monde", "lemonde")]),
        ("le monde entier", []),
        ("l' un des deux", []),
        ("Paris et Londres", [("Paris", "FRA-capital"), ("Londres", "GBR-capital")]),
        ("", []),
        ("- ' .", []),
    ],
)
def test_a_scan_finds_the_longest_names(known: Knowledge, text: str, found: list[tuple[str, str]]) -> None:
    assert scanned(known, text) == found


def test_a_scan_leaves_out_what_did_not_exist_yet(known: Knowledge) -> None:
    bridge = ["le", "pont", "de", "Crimée"]
    assert known.scan(bridge, "fr", date(2017, 1, 1))[0].entries[0].id == "crimee"
    assert known.scan(bridge, "fr", date(2022, 10, 8))[0].entries[0].id == "pontcrimee"


# ------------------------------------------------------------------------------------------------ the user's folder


def write(folder: Path, file: str, *rows: str) -> None:
    care = "" if file in ("terms.csv", "offices.csv") else ",yes,2025-06"
    text = "\n".join([",".join(COLUMNS[file]), *(row + care for row in rows)])
    (folder / file).write_text(text + "\n", encoding="utf-8")


def test_a_row_of_the_user_wins(tmp_path: Path) -> None:
    write(tmp_path, "persons.csv", "lavrov,Sergueï V. Lavrov,Sergei V. Lavrov,Lavrov,m,RUS,GOV,")
    known = load_knowledge(tmp_path)
    person = known.person("lavrov")
    assert person is not None and person.name_fr == "Sergueï V. Lavrov"
    assert known.lookup("Sergueï Lavrov", language="fr") == ()
    assert known.holder("RUS", "MFA", date(2020, 1, 1)) == known.at(person, date(2020, 1, 1))


def test_a_demonym_of_the_user_wins(tmp_path: Path) -> None:
    write(tmp_path, "demonyms.csv", "IRQ,kurde,kurde,Kurdish,,")
    assert load_knowledge(tmp_path).demonym("kurdes") == "IRQ"
    assert load_knowledge().demonym("kurdes") is None


def test_the_user_adds_a_place_and_closes_a_term(tmp_path: Path) -> None:
    write(tmp_path, "places.csv", "triffouilly,Triffouilly,,city,FRA,,46.0,2.0,,")
    old = next(t for t in load_knowledge().terms if t.end is None and t.office == "HOS")
    row = f"{old.person},HOS,{old.country},{old.start},2030-01-01,yes,2030-01"
    write(tmp_path, "terms.csv", row)
    known = load_knowledge(tmp_path)
    assert known.lookup("Triffouilly", language="fr")[0].country == "FRA"
    assert known.holder(old.country, "HOS", date(2031, 1, 1)) is None


MISTAKES = [
    ("countries.csv", "QQQ,QQ,,Quelconque,Anyland,,,,,HOS,,", "country code"),
    ("countries.csv", "FRA,FR,,France,France,,Paris,Paris,,KING,48.9,2.4", "HOS or HOG"),
    ("countries.csv", "FRA,FR,,France", "cells"),
    ("demonyms.csv", "QQQ,quelconque,quelconque,Any,,", "unknown code"),
    ("demonyms.csv", "DEU,teuton,teutonne,Teuton,,\nAUT,teuton,tudesque,Tudesque,,", "Keep one"),
    ("organisations.csv", "x,X,X,igo,,IGO,,2010,2009", "before it begins"),
    ("claims.csv", "QQQ,FRA,", "country code"),
    ("claims.csv", "FRA,QQQ,", "country code"),
    ("claims.csv", "TUV,PLW,\nTUV,KIR,", "line 2 already"),
    ("offices.csv", "x,KING,,,,yes,2025-06", "unknown sector"),
    ("offices.csv", "x,GOV,nowhere,,,yes,2025-06", "nowhere"),
    ("terms.csv", "macron,HOG,FRA,1950,1951,yes,soon", "no month"),
    ("demonyms.csv", "DEU,teutonique,teutonique,Teutonic,,hier", "no date"),
    ("places.csv", "x,X,X,town,FRA,,46,2,,", "unknown type"),
    ("organisations.csv", "x,X,X,band,,IGO,,,", "unknown type"),
    ("places.csv", "x,,X,city,FRA,,46,2,,", "names_fr"),
    ("places.csv", ",X,X,city,FRA,,46,2,,", "id is empty"),
    ("places.csv", "x,X,X,city,FRA,QQQ,46,2,,", "country code"),
    ("places.csv", "x,X,X,city,FRA,,north,2,,", "decimal degrees"),
    ("places.csv", "x,X,X,city,FRA,,146,2,,", "globe"),
    ("persons.csv", "x,X,X,,n,FRA,GOV,", "gender"),
    ("persons.csv", "x,X,X,,m,FRA,KING,", "unknown role"),
    ("organisations.csv", "x,X,X,igo,,IGO,perhaps,,", "state_controlled"),
    ("organisations.csv", "x,,X,igo,,IGO,,,", "names_fr"),
    ("terms.csv", "nobody_at_all,HOS,FRA,2015,,yes,2025-01", "no person"),
    ("terms.csv", "macron,KING,FRA,2015,,yes,2025-01", "unknown office"),
    ("terms.csv", "macron,HOG,FRA,,,yes,2025-01", "start is empty"),
    ("terms.csv", "macron,HOG,FRA,2015,2014,yes,2025-01", "before it starts"),
    ("terms.csv", "macron,HOG,,2015,,yes,2025-01", "needs a country"),
    ("terms.csv", "macron,UNSG,FRA,1950,1951,yes,2025-01", "has no country"),
    ("terms.csv", "macron,DEF,FRA,1950,1951,surely,2025-01", "yes or no"),
    (
        "terms.csv",
        "macron,HOS,FRA,2015,2016,yes,2025-01\nmacron,HOS,FRA,2015-06,2016,yes,2025-01",
        "before that of",
    ),
]


@pytest.mark.parametrize(("file", "row", "problem"), MISTAKES)
def test_a_mistake_tells_file_and_line(tmp_path: Path, file: str, row: str, problem: str) -> None:
    write(tmp_path, file, *row.split("\n"))
    with pytest.raises(BadData, match=problem) as raised:
        load_knowledge(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path.name}/{file}:")


def test_a_wrong_header_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("# ours\nid,name\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"places\.csv:2: .*columns"):
        load_knowledge(tmp_path)


def test_an_id_twice_in_one_file_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, "places.csv", "x,X,X,city,FRA,,46,2,,", "x,Y,Y,city,FRA,,46,2,,")
    with pytest.raises(BadData, match=r"places\.csv:3: .*line 2"):
        load_knowledge(tmp_path)


def test_the_check_tells_all_mistakes_at_once(tmp_path: Path) -> None:
    write(
        tmp_path, "places.csv", "x,,X,city,FRA,,46,2,,", "y,Y,Y,city,QQQ,,46,2,,", "z,Zède,Z,city,FRA,,46,2,,"
    )
    problems = check_knowledge(tmp_path)
    assert [p.split(":")[1] for p in problems] == ["2", "3"]
    left = read_knowledge((HERE, tmp_path), lambda problem: None)
    assert left.lookup("Zède", language="fr")[0].id == "z"


def test_files_are_plain_csv() -> None:
    for file, columns in COLUMNS.items():
        lines = [
            line for line in (HERE / file).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
        ]
        assert all(len(row) == len(columns) for row in csv.reader(lines)), file
