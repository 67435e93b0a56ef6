"""RSS and Atom: one article an entry, partly read where there is a summary only, the day as the entry writes it."""

from __future__ import annotations

import io
from datetime import date

import pytest

from greffier.model.article import Article
from greffier.reading.files import Refusal, read_stream

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Quai</title><language>fr-FR</language>
<item><title>Le port &amp; la ville</title><link>https://www.lequai.example/1</link><guid>q-1</guid>
 <pubDate>Sat, 04 May 2024 00:30:00 +0200</pubDate><dc:creator>Anne Le Gall</dc:creator>
 <description>&lt;p&gt;Le maire a parl&amp;eacute;.&lt;/p&gt;</description></item>
<item><title>Jour de marché</title><description>Court.</description>
 <content:encoded><![CDATA[<p>Le marché ouvre mardi.</p><script>x()</script><p>Il <b>ferme</b> à midi.</p>]]></content:encoded></item>
<item><title>Grève au port</title></item>
<item><link>https://www.lequai.example/4</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Agence du Quai</title>
<entry><title type="html">Un &lt;i&gt;accord&lt;/i&gt;</title><id>tag:quai,2024:1</id><link href="https://www.lequai.example/a"/>
<published>2024-05-03T23:30:00-04:00</published><author><name>Marc Kerr</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ils ont signé.</p><p>Puis ils sont partis.</p></div></content></entry></feed>"""


def read(text: str) -> list[Article | Refusal]:
    return list(read_stream(io.BytesIO(text.encode()), "fil.xml", "fil"))


def test_entries_of_rss() -> None:
    first, second, third, fourth = read(RSS)
    assert isinstance(first, Article)
    assert (first.text, first.title) == ("Le port & la ville\nLe maire a parlé.", "Le port & la ville")
    assert (first.published, first.outlet, first.byline) == (date(2024, 5, 4), "Le Quai", "Anne Le Gall")
    assert (first.url, first.guid, first.language) == ("https://www.lequai.example/1", "q-1", "fr")
    assert (first.id, first.where, first.partly) == ("fil-1", "fil.xml[1]", "feed: summary only")
    assert isinstance(second, Article)
    assert second.text == "Jour de marché\nLe marché ouvre mardi.\nIl ferme à midi."
    assert second.partly is None
    assert isinstance(third, Article)
    assert (third.text, third.partly) == ("Grève au port", "feed: title only")
    assert fourth == Refusal("fil.xml[4]", "The text is empty.")


def test_entries_of_atom() -> None:
    (entry,) = read(ATOM)
    assert isinstance(entry, Article)
    assert entry.text == "Un accord\nIls ont signé.\nPuis ils sont partis."
    assert (entry.published, entry.byline, entry.outlet) == (date(2024, 5, 3), "Marc Kerr", "Agence du Quai")
    assert entry.partly is None


@pytest.mark.parametrize("end", ["ouvre mardi", "<item><link>https"])
def test_a_feed_that_is_cut_is_read_as_far_as_it_goes(end: str) -> None:
    items = read(RSS[: RSS.index(end) + len(end)])
    articles = [a for a in items if isinstance(a, Article)]
    assert articles[0].title == "Le port & la ville"
    assert articles[0].partly == "feed: summary only"
    assert articles[-1].partly == "the feed is cut" or isinstance(items[-1], Refusal)
    assert "the feed is not well-formed; what could be made out was read" in articles[0].repairs


def test_a_feed_without_entries_is_refused() -> None:
    assert read('<rss version="2.0"><channel><title>a</title></channel></rss>') == [
        Refusal("fil.xml", "The feed holds no entry.")
    ]
