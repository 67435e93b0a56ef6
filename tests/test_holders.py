"""Whom an office means on the day of the article, what is unknown, what is ambiguous, and how `explain` tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from greffier.explaining import explain
from greffier.knowledge.entries import Entry, Match
from greffier.mentions.namesakes import settle_namesakes
from greffier.model.actor import Actor
from greffier.reader import read


def offices(text: str, published: str | None, **options: Path) -> list[Actor]:
    return [a for a in read(text, published=published, language="fr", **options).actors if a.kind == "office"]


@pytest.mark.parametrize(
    ("text", "published", "country", "role", "status", "names"),
    [
        ("Le président russe a condamné l'attaque.", "2025-09-03", "RUS", "GOV", "found", ("Vladimir Poutine",)),
        ("Le président russe a condamné l'attaque.", "2010-02-01", "RUS", "GOV", "found", ("Dmitri Medvedev",)),
        ("L'ancien président américain a critiqué la Chine.", "2022-05-02", "USA", "GOV", "found", ("Donald Trump",)),
        ("Le chef de la diplomatie française a condamné l'attaque.", "2019-05-02", "FRA", "GOV", "found", ("Jean-Yves Le Drian",)),
        ("Le dirigeant allemand a condamné l'attaque.", "2019-05-02", "DEU", "GOV", "found", ("Angela Merkel",)),
        ("Le secrétaire d'État américain a condamné l'attaque.", "2022-05-02", "USA", "GOV", "found", ("Antony Blinken",)),
        ("Le secrétaire général de l'ONU a condamné l'attaque.", "2019-05-02", None, "IGO", "found", ("António Guterres",)),
        ("La patronne de la Commission européenne a condamné l'attaque.", "2022-05-02", None, "IGO", "found", ("Ursula von der Leyen",)),
        ("Le patron du Kremlin a condamné l'attaque.", "2022-05-02", "RUS", "GOV", "found", ("Vladimir Poutine",)),
        ("Le président iranien a condamné l'attaque.", "2022-05-02", "IRN", "GOV", "found", ("Ebrahim Raïssi",)),
        ("L'ex-Premier ministre britannique a condamné l'attaque.", "2020-05-02", "GBR", "GOV", "found", ("Theresa May",)),
        ("Le chef de l'Etat français a condamné l'attaque.", "2020-05-02", "FRA", "GOV", "found", ("Emmanuel Macron",)),
        ("Le nouveau président français a condamné l'attaque.", "2017-06-02", "FRA", "GOV", "found", ("Emmanuel Macron",)),
        ("Le nouveau président taïwanais a condamné l'attaque.", "2016-01-20", "TWN", "GOV", "unknown", ()),
        ("Le président du gouvernement espagnol a condamné l'attaque.", "2022-05-02", "ESP", "GOV", "found", ("Pedro Sánchez",)),
        ("Le président élu français a condamné l'attaque.", "2017-05-09", "FRA", "GOV", None, ()),
        ("Le président du Sénat français a condamné l'attaque.", "2022-05-02", None, None, None, ()),
        ("Le président de Tuvalu a condamné l'attaque.", "2022-05-02", "TUV", "GOV", "unknown", ()),
        ("Le président russe a condamné l'attaque.", None, "RUS", "GOV", "unknown", ()),
    ],
)  # fmt: skip
def test_an_office_means_whoever_holds_it_that_day(
    text: str,
    published: str | None,
    country: str | None,
    role: str | None,
    status: str | None,
    names: tuple[str, ...],
) -> None:
    actor = offices(text, published)[0]
    if status is None:
        assert actor.holder is None
        return
    assert actor.holder is not None
    assert (actor.country, actor.role, actor.holder.status, actor.holder.names) == (
        country,
        role,
        status,
        names,
    )
    assert actor.holder.rule


@pytest.mark.parametrize(
    ("text", "published", "names"),
    [
        ("Le Premier ministre britannique Boris Johnson a reçu son homologue polonais.", "2021-03-02", ("Mateusz Morawiecki",)),
        ("Le président russe a critiqué jeudi son homologue français.", "2021-03-02", ("Emmanuel Macron",)),
        ("Sergueï Lavrov a critiqué jeudi son homologue iranien.", "2022-03-02", ("Hossein Amir-Abdollahian",)),
        ("Le maire de Brest a critiqué jeudi son homologue polonais.", "2022-03-02", None),
    ],
)  # fmt: skip
def test_a_counterpart_holds_the_same_office(
    text: str, published: str, names: tuple[str, ...] | None
) -> None:
    actor = next(a for a in offices(text, published) if "homologue" in a.name)
    assert (actor.holder and actor.holder.names) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Bruxelles a dénoncé jeudi la décision de Londres. La Commission européenne prépare sa réponse.",
            "Bruxelles",
        ),
        (
            "Bruxelles a dénoncé jeudi la décision de La Haye. Le gouvernement belge prépare sa réponse, a dit le ministre belge.",
            "Belgique",
        ),
    ],
)
def test_a_seat_of_two_means_the_one_spoken_of(text: str, name: str) -> None:
    made = read(text, published="2022-03-02", language="fr")
    (event, *_) = [e for e in made.events if e.type == "ACCUSE"]
    actor = next(a for a in made.actors if a.id in event.actors)
    assert actor.name == name
    assert (actor.role, actor.country) == (("IGO", None) if name == "Bruxelles" else ("GOV", "BEL"))


def folder(path: Path) -> Path:
    """A knowledge folder in which a minister of Tuvalu hands over in a month of which the day is not known."""
    (path / "persons.csv").write_text(
        "id,name_fr,name_en,aliases,gender,country,role,wikidata,sure,checked\n"
        "un,Iakopo Un,,,m,TUV,GOV,,yes,2025-06\ndeux,Sina Deux,,,f,TUV,GOV,,yes,2025-06\n"
    )
    (path / "terms.csv").write_text(
        "person,office,country,start,end,sure,checked\n"
        "un,MFA,TUV,2015,2020-07,yes,2025-06\ndeux,MFA,TUV,2020-07,,no,2025-06\n"
    )
    return path


@pytest.mark.parametrize(
    ("published", "line"),
    [
        ("2020-07-09", "held by Sina Deux or Iakopo Un: the knowledge base cannot choose"),
        ("2021-07-09", "held by Sina Deux ("),
        (
            "2012-07-09",
            "held by nobody that the knowledge base knows (no row of terms.csv for TUV MFA on 2012-07-09)",
        ),
    ],
)
def test_explain_tells_unknown_from_ambiguous(published: str, line: str, tmp_path: Path) -> None:
    text = "Le ministre des Affaires étrangères de Tuvalu a condamné l'attaque."
    told = explain(text, published=published, language="fr", knowledge=folder(tmp_path))
    who = [r for item in told.items for r in item.reasons if r.field == "who"]
    assert any(line in r.value for r in who)
    assert all(len(r.words) for r in who)


def test_a_name_of_two_persons_is_ambiguous_until_the_article_tells() -> None:
    one, two = (Entry(i, "person", i, i, country=c) for i, c in (("un", "TUV"), ("deux", "PLW")))
    shared, full = Match(0, 0, (one, two), False), Match(5, 6, (two,), False)
    assert settle_namesakes([shared]) == (shared,)
    assert settle_namesakes([shared, full])[0].entries == (two,)
    home = Match(9, 9, (Entry("TUV", "country", "Tuvalu", "Tuvalu", country="TUV"),), False)
    assert settle_namesakes([shared, home])[0].entries == (one,)


def test_an_ambiguous_name_names_both_rows(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text(
        "id,name_fr,name_en,aliases,gender,country,role,wikidata,sure,checked\n"
        "un,Iakopo Sopoaga,,Sopoaga,m,TUV,GOV,,yes,2025-06\ndeux,Sina Sopoaga,,Sopoaga,f,PLW,GOV,,yes,2025-06\n"
    )
    text = "Sopoaga a condamné l'attaque. L'armée a dit non."
    (actor,) = [a for a in read(text, language="fr", knowledge=tmp_path).actors if a.name == "Sopoaga"]
    assert actor.country is None
    assert "ambiguous name: Iakopo Sopoaga" in actor.rule and "Sina Sopoaga" in actor.rule
