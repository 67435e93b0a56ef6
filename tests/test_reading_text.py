"""Bytes and odd characters become clean text; the map leads back to the raw input."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from greffier.reading.text import clean_text, decode_bytes, slice_map

SENTENCE = "À l’été, Zoé a déjà payé 30 € : « Ça coûte cher », dit-elle à son frère aîné."

# fmt: off
ENCODINGS = [
    # name,                        bytes,                                                text,                       repair
    ("UTF-8",                      SENTENCE.encode(),                                    SENTENCE,                   ""),
    ("UTF-8 with BOM",             codecs.BOM_UTF8 + SENTENCE.encode(),                  SENTENCE,                   ""),
    ("Windows-1252",               SENTENCE.encode("cp1252"),                            SENTENCE,                   "read as Windows-1252"),
    ("Latin-1",                    "à l'été, déjà réélu".encode("latin-1"),              "à l'été, déjà réélu",      "read as Windows-1252"),
    ("UTF-16 with BOM",            SENTENCE.encode("utf-16"),                            SENTENCE,                   "read as UTF-16"),
    ("UTF-16-BE with BOM",         codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),   SENTENCE,                   "read as UTF-16"),
    ("UTF-16-LE without BOM",      SENTENCE.encode("utf-16-le"),                         SENTENCE,                   "read as UTF-16-LE"),
    ("UTF-16-BE without BOM",      SENTENCE.encode("utf-16-be"),                         SENTENCE,                   "read as UTF-16-BE"),
    ("UTF-32 with BOM",            SENTENCE.encode("utf-32"),                            SENTENCE,                   "read as UTF-32"),
    ("one Latin-1 byte in UTF-8",  "Zoé était là. ".encode() * 9 + b"\xe9t\xe9",         "Zoé était là. " * 9 + "été", "2 bytes that are not UTF-8 mended"),
    ("one unreadable byte",        "Zoé était là. ".encode() * 9 + b"\x81",              "Zoé était là. " * 9 + "\ufffd", "1 byte that is not UTF-8 mended"),
    ("cut in a letter",            "Zoé était là, Zoé".encode()[:-1],                    "Zoé était là, ZoÃ",        None),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "text", "repair"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
def test_encodings_are_told_apart(name: str, data: bytes, text: str, repair: str | None) -> None:
    read, repairs = decode_bytes(data)
    if repair is None:  # damage that nobody can mend: every good letter stays
        assert read[:-1] == text[:-1]
        assert len(repairs) == 1
        return
    assert read == text
    assert ", ".join(repairs) == repair


# fmt: off
CLEANED = [
    # name,                 raw,                                 clean,                repair
    ("plain",               "Il part.",                          "Il part.",           None),
    ("NFC stays",           "Zoé",                               "Zoé",                None),
    ("NFD",                 unicodedata.normalize("NFD", "Zoé"), "Zoé",                "composed"),
    ("CRLF",                "un\r\ndeux",                        "un\ndeux",           None),
    ("CR alone",            "un\rdeux",                          "un\ndeux",           None),
    ("line separator",      "un\u2028deux\u2029trois",           "un\ndeux\ntrois",    None),
    ("next line",           "un\x85deux",                        "un\ndeux",           None),
    ("tab",                 "un\tdeux",                          "un deux",            None),
    ("no-break space",      "«\u00a0oui\u00a0»",                 "« oui »",            "special space"),
    ("narrow space",        "2\u202f000",                        "2 000",              "special space"),
    ("ideographic space",   "un\u3000deux",                      "un deux",            "special space"),
    ("zero-width space",    "Mos\u200bcou",                      "Moscou",             "invisible"),
    ("soft hyphen",         "sol\u00addats",                     "soldats",            "invisible"),
    ("BOM inside",          "un\ufeffdeux",                      "undeux",             "invisible"),
    ("bidi marks",          "\u202eun\u202c",                    "un",                 "invisible"),
    ("NUL",                 "un\x00deux",                        "undeux",             "invisible"),
    ("lone surrogate",      "un\ud800deux",                      "un\ufffddeux",       "broken character"),
    ("C1 controls",         "l\x92été \x85",                     "l’été \n",           "Windows-1252 marks"),
    ("encoded twice",       "Ã©tÃ© Ã\u00a0 NoÃ«l",                    "été à Noël",         "encoded twice"),
    ("encoded twice, lost blank", "Ã©tÃ© Ã  NoÃ«l Ã Lyon",          "été à Noël à Lyon",  "encoded twice"),
    ("meant, not twice",    "São João Ã©",                       "São João Ã©",        None),
    ("astral letter",       "un 😀 deux",                        "un 😀 deux",         None),
    ("Hangul",              "\u1100\u1161",                      "가",                  "composed"),
]
# fmt: on


@pytest.mark.parametrize(("name", "raw", "clean", "repair"), CLEANED, ids=[row[0] for row in CLEANED])
def test_odd_characters_are_made_plain(name: str, raw: str, clean: str, repair: str | None) -> None:
    text, _, repairs = clean_text(raw)
    assert text == clean
    assert bool(repairs) == (repair is not None)
    if repair:
        assert repair in repairs[0]


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("Un e\u0301te\u0301\r\nchaud\r\net sec", "sec"),
        ("\ufeffSol\u00addats\u00a0: Mos\u200bcou", "cou"),
        ("Ã©tÃ© Ã\u00a0 NoÃ«l, dit-il", "dit"),
        ("a\u0300\u0323 b", "b"),  # two marks that NFC orders otherwise
    ],
)
def test_the_map_leads_back_to_the_raw_characters(raw: str, word: str) -> None:
    text, origin, _ = clean_text(raw)
    field, at = origin.to_raw(text.index(word))
    assert field == "text"
    assert raw[at : at + len(word)] == word


def test_the_map_of_a_slice_counts_from_its_start() -> None:
    raw = "\r\n\r\nUn e\u0301te\u0301 chaud"
    text, origin, _ = clean_text(raw)
    begin = text.index("Un")
    part = slice_map(origin, begin, len(text))
    for word in ("Un", "chaud"):
        at = part.to_raw(text.index(word) - begin)[1]
        assert raw[at : at + len(word)] == word
