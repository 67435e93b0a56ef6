"""The title of a post in, its office and country out: "Minister of Defence of Chad" is DEF of TCD, "President of the Senate" nothing."""

from __future__ import annotations

from ..base import Knowledge
from ..folding import ARTICLES, fold_words

JOINTS = frozenset(
    {"of", "de", "du", "des", "d", "for", "pour"}
)  # between the title and its country, French and English
LONGEST = 8  # words of a title


def office_of_title(knowledge: Knowledge, title: str, country: str = "") -> tuple[str, str] | None:
    """The office (a code of offices.csv) and the country (ISO alpha-3) of a title, the country given counting where it names none.

    None where the title is none of ours, or goes on with something else than a country.
    """
    words = fold_words(title)
    first = knowledge.peoples(words[0]) if words else ()
    if first and len(first[0]) == 3 and len(words) > 1:  # "French foreign minister"
        country, words = first[0], words[1:]
    for length in range(min(LONGEST, len(words)), 0, -1):
        key = " ".join(words[:length])
        rest = [w for w in words[length:] if w not in JOINTS | ARTICLES]
        of = _country(knowledge, rest) if rest else country
        if of is None:
            if (post := _of_organisation(knowledge, key, rest)) is not None:
                return post
            continue
        office = (knowledge.office_titled(of, key) if of else None) or knowledge.office_titled("", key)
        if office is not None:
            return office, of
    return None


def _country(knowledge: Knowledge, words: list[str]) -> str | None:
    """The country that these words name or mean by an adjective ("russe")."""
    name = " ".join(words)
    if (known := knowledge.country_named(name)) is not None:
        return known.id
    peoples = knowledge.peoples(name) if len(words) == 1 else ()
    return peoples[0] if len(peoples) == 1 and len(peoples[0]) == 3 else None


def _of_organisation(knowledge: Knowledge, title: str, words: list[str]) -> tuple[str, str] | None:
    """The post of an organisation that these words name: "Secretary-General of the United Nations"."""
    for form in knowledge.forms.get(" ".join(words), ()):
        office = knowledge.office_titled(form.entry.id, title) if form.entry.kind == "organisation" else None
        if office is not None:
            return office, form.entry.country or ""
    return None
