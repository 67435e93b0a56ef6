"""What holds for every text when it is cleaned and laid out: the map leads back, parts and sentences cover, the same twice."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greffier.errors import BadInput
from greffier.language.registry import load_language
from greffier.reading.articles import article_from_text
from greffier.reading.text import clean_text, decode_bytes
from greffier.structure.blocks import PROSE, lay_out
from greffier.structure.layout import Layout

FRENCH = load_language("fr")
ODD = ["e\u0301", "\u0301", "c\u0327\u0301", "\r\n", "\r", "\n", "\u2028", "\u00a0", "\u202f", "\u200b", "\u00ad", "\ufeff", "\x00",
       "\ud800", "\x92", "é", "가", "\u1100", "\u1161", "\u0e33", "😀", "ﬁ", "Å", " ", "a", "Z", "2"]  # fmt: skip
LINES = ["Photo : Jeanne Roy / AFP", "Lire aussi : La grève", "Par Jeanne Roy", "PARIS (AFP) –", "#grève #Lyon", "© AFP", "12 mars 2020. –",
         "Il a dit : « Je pars. »", "“Non”, dit-elle.", '"courageux"', ".", "»", "«", "''", "selon l'agence", "M. Roy est là", "—", "(AFP)",
         "Lors de sa visite à l'usine,", "une ville.", "etc.", "J. Roy", "3,5 km. Et", "…", "\n", "(", ")", "!?", "l'", "S.A."]  # fmt: skip

odd_texts = st.lists(st.sampled_from(ODD), max_size=40).map("".join)
page_texts = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", " ", "", "\n\n"])), max_size=30
).map(lambda lines: "".join(a + b for a, b in lines))
texts = st.one_of(odd_texts, page_texts, st.text(max_size=120))
quiet = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quiet
@given(raw=st.one_of(odd_texts, st.text(max_size=80)))
def test_every_clean_character_leads_back_to_its_raw_one(raw: str) -> None:
    text, origin, _ = clean_text(raw)
    places = [origin.to_raw(at)[1] for at in range(len(text))]
    assert places == sorted(places)
    assert all(0 <= at < len(raw) for at in places)
    for at, letter in zip(places, text, strict=True):
        if letter == raw[at]:
            continue
        # What differs was made plain (a blank, a line end, a mark) or composed with what follows it.
        plain, _, _ = clean_text(raw[at])
        assert (
            letter in (" ", "\n", "\ufffd", plain)
            or base(letter) == base(raw[at])
            or both_marks(letter, raw[at])
        )


def both_marks(one: str, two: str) -> bool:
    """Whether both are accents: NFC may put two accents of one letter in another order."""
    return bool(unicodedata.combining(one) and unicodedata.combining(two))


def base(letter: str) -> str:
    """The letter without its accents."""
    return unicodedata.normalize("NFD", letter)[0]


@quiet
@given(raw=texts)
def test_cleaning_keeps_every_letter_and_digit_and_is_done_once(raw: str) -> None:
    def words(text: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalnum())

    text, _, _ = clean_text(raw)
    assert unicodedata.is_normalized("NFC", text)
    again = clean_text(text)
    assert (again[0], again[2]) == (text, ())
    if not any(
        "\x80" <= c <= "\x9f" or c in "ÃâÂÅ" for c in raw
    ):  # Windows-1252 marks and letters encoded twice
        bare = "".join(c for c in raw if unicodedata.category(c) not in ("Cf", "Cc", "Cs") and c != "\u034f")
        assert words(text) == words(bare)


@quiet
@given(data=st.one_of(st.binary(max_size=80), texts.map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_decoded(data: bytes) -> None:
    text, _ = decode_bytes(data)
    text.encode("utf-8")  # no lone surrogate is left


def laid_out(raw: str) -> Layout | None:
    try:
        return lay_out(article_from_text(raw, language="fr"), FRENCH)
    except BadInput:
        return None


@quiet
@given(raw=texts)
def test_parts_and_sentences_cover_the_text(raw: str) -> None:
    layout = laid_out(raw)
    if layout is None:
        return
    text = layout.article.text
    assert len(layout.shadow) == len(text)
    part_of: list[int | None] = [None] * len(text)
    for n, part in enumerate(layout.parts):
        for at in range(part.span.start, part.span.end):
            assert part_of[at] is None  # parts do not overlap
            part_of[at] = n
    assert all(owner is not None for owner, c in zip(part_of, text, strict=True) if not c.isspace())
    told = [False] * len(text)
    last = 0
    for sentence in layout.sentences:
        assert last <= sentence.start < sentence.end
        last = sentence.end
        assert len({part_of[at] for at in range(sentence.start, sentence.end)}) == 1  # within one part
        told[sentence.start : sentence.end] = [True] * len(sentence)
    for part in layout.parts:
        if part.kind in PROSE:
            span = range(part.span.start, part.span.end)
            assert all(told[at] for at in span if not text[at].isspace())


@quiet
@given(raw=texts)
def test_quotations_nest_and_stay_in_their_paragraph(raw: str) -> None:
    layout = laid_out(raw)
    if layout is None:
        return
    for quote in layout.quotes:
        assert quote.span.holds(quote.inner)
        assert len(quote.inner)
        assert layout.paragraph_at(quote.span.start) == layout.paragraph_at(quote.span.end - 1)
        if quote.parent is not None:
            outer = layout.quotes[quote.parent]
            assert outer.depth == quote.depth - 1
            assert outer.span.holds(quote.span)
        if quote.continues is not None:
            assert layout.quotes[quote.continues].span.end <= quote.span.start
    outermost = sorted(q.span for q in layout.quotes if q.depth == 0)
    assert all(not one.meets(two) for one, two in pairwise(outermost))


@quiet
@given(raw=texts)
def test_the_shadow_keeps_every_word_in_its_place(raw: str) -> None:
    layout = laid_out(raw)
    if layout is None:
        return
    for one, two in zip(layout.article.text, layout.shadow, strict=True):
        assert one == two or not one.isalnum()
    again = laid_out(raw)
    assert again is not None
    assert (again.shadow, again.parts, again.quotes, again.sentences) == (
        layout.shadow,
        layout.parts,
        layout.quotes,
        layout.sentences,
    )
