"""What a file is, seen from its first bytes."""

from __future__ import annotations

import gzip

import pytest

from greffier.reading.kinds import kind_of

# fmt: off
KINDS = [
    (b"Il pleut.",                                                    "text"),
    (b"<AFP> Il pleut.",                                      "text"),
    (b"<3 de Brest",                                                  "text"),
    (b"[AFP] Il pleut.",                                              "json"),
    (b'{"text": "a"}',                                                "json"),
    (b"<!DOCTYPE html><title>a</title>",                              "html"),
    (b"\xef\xbb\xbf\n <!-- a --> <HTML lang=fr>",                     "html"),
    (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://x"><html xmlns="y">', "html"),
    ("<html><p>été</p>".encode("utf-16"),                             "html"),
    (b"<p>Il pleut.</p>",                                             "html"),
    (b"junk <html><body>",                                            "html"),
    (b'<?xml version="1.0"?><rss version="2.0">',                     "feed"),
    (b'<feed xmlns="http://www.w3.org/2005/Atom">',                   "feed"),
    (b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">',     "feed"),
    (b'<?xml version="1.0"?><newsItem guid="a">',                     "newsml"),
    (b'<nar:newsMessage xmlns:nar="x">',                              "newsml"),
    (b'<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf>',                  "nitf"),
    (b'<?xml version="1.0"?><TEI/>',                                  "other"),
    (b'<?xml version="1.0"?><NewsML Version="1.2">',                  "other"),
    (b'<svg xmlns="http://www.w3.org/2000/svg">',                     "other"),
    (b"WARC/1.1\r\n",                                                 "warc"),
    (gzip.compress(b"a"),                                             "gzip"),
    (b"PK\x03\x04",                                                   "zip"),
    (b"a.txt".ljust(257, b"\0") + b"ustar\x0000",                     "tar"),
    (b"%PDF-1.7",                                                     "other"),
    (b"\0\0\0\x18ftypmp42",                                           "other"),
]
# fmt: on


@pytest.mark.parametrize(("head", "form"), KINDS, ids=[repr(h[:24]) for h, _ in KINDS])
def test_the_kind_is_seen_from_the_first_bytes(head: bytes, form: str) -> None:
    assert kind_of(head).format == form
    assert bool(kind_of(head).why) == (form == "other")
