"""NewsML-G2, NITF and ninjs: provider, dateline, revision, and items that must not be used."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from greffier.model.article import Article
from greffier.reading.files import Refusal, read_stream

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:quai.example:20240710:port" version="3" xml:lang="fr">
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="p:AQ"><name>Agence du Quai</name></provider>
  <versionCreated>2024-07-11T00:20:00+02:00</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
 <contentMeta><contentCreated>2024-07-10T10:00:00+02:00</contentCreated><by>Anne Le Gall</by><dateline>Brest, 10 juil 2024 (AQ)</dateline>
  <language tag="fr"/><headline>Le port rouvre</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>
  <body><p>Le port de Brest a rouvert <em>mercredi</em>.</p><p>Les pêcheurs sont partis.</p></body></html></inlineXML></contentSet>
</newsItem>"""

NITF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf-3-6.dtd">
<nitf><head><title>Le port</title><docdata management-status="usable"><doc-id id-string="aq-77"/><du-key key="port" version="2"/>
 <date.issue norm="20240710T233000-0400"/><doc.copyright holder="Agence du Quai" year="2024"/></docdata></head>
<body><body.head><hedline><hl1>Le port rouvre</hl1></hedline><byline><person>Anne Le Gall</person></byline>
 <dateline><location>BREST</location>, <story.date>10 juillet</story.date></dateline></body.head>
<body.content><block><p>Le port a rouvert &eacute;videmment.</p><media media-type="image"><media-caption>Photo</media-caption></media>
 <p>Les p\u00eacheurs sont partis.</p></block></body.content></body></nitf>"""

NINJS: dict[str, Any] = {
    "uri": "https://quai.example/items/5", "type": "text", "version": "4", "pubstatus": "usable", "language": "fr",
    "versioncreated": "2024-07-10T23:50:00-03:00", "headline": "Le port rouvre", "byline": "Anne Le Gall",
    "infosources": [{"name": "Agence du Quai", "role": "provider"}],
    "body_xhtml": "<p>Le port a rouvert.</p><p>Les pêcheurs sont partis.</p>",
}  # fmt: skip


def read(data: str | bytes) -> list[Article | Refusal]:
    return list(read_stream(io.BytesIO(data if isinstance(data, bytes) else data.encode()), "a", "a"))


def read_one(data: str | bytes) -> Article:
    (item,) = read(data)
    assert isinstance(item, Article), item
    return item


def test_newsml_g2() -> None:
    item = read_one(G2)
    assert item.text.splitlines() == [
        "Le port rouvre", "Brest, 10 juil 2024 (AQ)", "Le port de Brest a rouvert mercredi.", "Les pêcheurs sont partis.",
    ]  # fmt: skip
    assert (item.outlet, item.byline, item.language) == ("Agence du Quai", "Anne Le Gall", "fr")
    assert item.published == date(2024, 7, 11)  # of this version, as written
    assert (item.guid, item.version) == ("urn:newsml:quai.example:20240710:port", 3)
    assert item.id == "urn:newsml:quai.example:20240710:port#3"


def test_a_dateline_that_the_text_holds_is_not_doubled() -> None:
    text = G2.replace("<p>Le port", "<p>Brest, 10 juil 2024 (AQ) - Le port")
    assert read_one(text).text.count("10 juil 2024") == 1


def test_nitf() -> None:
    item = read_one(NITF.encode("latin-1"))
    assert item.text.splitlines() == [
        "Le port rouvre", "BREST, 10 juillet", "Le port a rouvert évidemment.", "Les pêcheurs sont partis.",
    ]  # fmt: skip
    assert (item.outlet, item.byline, item.published) == ("Agence du Quai", "Anne Le Gall", date(2024, 7, 10))
    assert (item.guid, item.version) == ("aq-77", 2)


def test_ninjs_alone_in_lines_and_in_its_later_shape() -> None:
    item = read_one(json.dumps(NINJS))
    assert item.text == "Le port rouvre\nLe port a rouvert.\nLes pêcheurs sont partis."
    assert (item.outlet, item.published, item.version) == ("Agence du Quai", date(2024, 7, 10), 4)
    later = {k: v for k, v in NINJS.items() if k not in ("headline", "body_xhtml")} | {
        "headlines": [{"role": "short", "value": "Port"}, {"role": "main", "value": "Le port rouvre"}],
        "bodies": [{"contenttype": "text/html", "value": NINJS["body_xhtml"]}],
    }
    both = read(json.dumps(NINJS) + "\n" + json.dumps(later))
    assert [a.text for a in both if isinstance(a, Article)] == [item.text] * 2


# fmt: off
NOT_READ = [
    ("G2 canceled",    G2.replace("stat:usable", "stat:canceled"),   "The agency has canceled this item (urn:newsml:quai.example:20240710:port, version 3)."),
    ("G2 withheld",    G2.replace("stat:usable", "stat:withheld"),   "The agency has withheld this item"),
    ("G2 picture",     G2.replace("ninat:text", "ninat:picture").replace("inlineXML", "remoteContent"), "The item is of the class 'picture', not a text"),
    ("G2 empty",       G2.replace("inlineXML", "remoteContent"),     "The item holds no text"),
    ("NITF canceled",  NITF.replace("usable", "canceled"),           "The agency has canceled this item (aq-77, version 2)."),
    ("ninjs withheld", json.dumps(NINJS | {"pubstatus": "withheld"}), "The agency has withheld this item"),
    ("ninjs picture",  json.dumps(NINJS | {"type": "picture", "body_xhtml": ""}), "The item is a picture, not a text"),
    ("NewsML 1",       '<?xml version="1.0"?><NewsML Version="1.2"/>', "NewsML 1; greffier reads NewsML-G2"),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "reason"), NOT_READ, ids=[row[0] for row in NOT_READ])
def test_what_must_not_be_read_says_why(name: str, data: str, reason: str) -> None:
    (item,) = read(data)
    assert isinstance(item, Refusal)
    assert reason in item.reason


def test_a_message_gives_all_its_items_and_refuses_the_withdrawn_one() -> None:
    one = G2.partition("?>")[2]
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{one}{one.replace("stat:usable", "stat:canceled")}{one}</itemSet></newsMessage>'
    items = read(message)
    assert [type(i).__name__ for i in items] == ["Article", "Refusal", "Article"]
    assert isinstance(items[1], Refusal) and items[1].where == "a[2]"


def test_an_embargo_is_told() -> None:
    text = G2.replace("<pubStatus", "<embargoed>2024-07-12T06:00:00+02:00</embargoed><pubStatus")
    assert "embargoed until 2024-07-12T06:00:00+02:00" in read_one(text).repairs
