"""Doubts about what an article says of time: which notes a record carries, in the order of the text."""

from __future__ import annotations

import pytest

from greffier import read
from greffier.language.registry import Language

MEETINGS = (
    "Vladimir Poutine a rencontré Kim Jong Un mercredi à Pékin. C'est leur {} rencontre. "
    "Vladimir Poutine et Kim Jong Un s'étaient rencontrés en 2019 à Vladivostok. "
    "Ils se sont rencontrés en septembre 2023 à Moscou."
)
CASES: list[tuple[str, list[str]]] = [
    ("La Russie a bombardé Kiev le mardi 2 septembre 2025.", []),
    ("La Russie a bombardé Kiev le mardi 3 septembre 2025.",
     ['"mardi 3 septembre 2025" (29-51): 2025-09-03 is mercredi, not mardi.']),
    ("La Russie a bombardé Kiev mardi soir.", []),
    ("Le ministre s'est rendu à Pékin le 5 octobre 2025.",
     ['"5 octobre 2025" (35-49) is told as past but lies after the publication on 2025-09-03.']),
    ("Le ministre se rendra à Pékin le 5 octobre 2025.", []),
    ("Le ministre devait se rendre à Pékin le 5 octobre 2025.", []),
    ("Le scrutin a été reporté au 5 octobre 2025.", []),
    ("Les résultats devraient être connus le 5 octobre 2025.", []),
    (MEETINGS.format("troisième"), []),
    (MEETINGS.format("première"), []),
    (MEETINGS.format("quatrième"),
     ['"leur quatrième rencontre" (65-89): the article dates 3 meetings (2019, 2023-09, 2025-09-03).']),
    (MEETINGS.format("deuxième"),
     ['"leur deuxième rencontre" (65-88): the article dates 3 meetings (2019, 2023-09, 2025-09-03).']),
    ("Né le 3 mars 1980, l'opposant, 45 ans, a été arrêté.", []),
    ("Né le 3 mars 1980, l'opposant, âgé de 52 ans, a été arrêté.",
     ['"52 ans" (38-44) does not fit the birth in "3 mars 1980" (6-17).']),
    ("Né le 3 mars 1980, l'opposant a été condamné à dix ans de prison.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "notes"), CASES, ids=[t[:50] for t, _ in CASES])
def test_what_a_reader_would_doubt(text: str, notes: list[str], french: Language) -> None:
    assert list(read(text, published="2025-09-03", language="fr").notes) == notes


def test_the_articles_own_day_is_its_publication_where_none_was_given(french: Language) -> None:
    record = read("PARIS, 3 mars 2024 (AFP) - Le ministre a démissionné hier.", language="fr")
    assert str(record.article.published) == "2024-03-03"
    assert record.notes == (
        'No day of publication was given; 2024-03-03 is the article\'s own: "3 mars 2024" (7-18).',
    )


@pytest.mark.parametrize(("published", "doubted"), [("2024-03-04", False), ("2024-05-04", True)])
def test_an_article_that_gives_another_day_as_its_own(
    published: str, doubted: bool, french: Language
) -> None:
    text = "PARIS, 3 mars 2024 (AFP) - Le ministre a démissionné hier."
    notes = read(text, published=published, language="fr").notes
    assert bool(notes) is doubted and all("gives 2024-03-03 as its own day" in n for n in notes)
