"""Hand-made records and stores for the tests of exports: no language model is needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from greffier.store.folder import Store, make_store
from greffier.store.ledger import Line
from greffier.store.segments import Batch, write_segment

Json = dict[str, Any]

TEXT = (
    "Rencontre à Lima\n"
    "La ministre péruvienne Rosa Quispe a reçu lundi à Lima son homologue chilien Diego Fuentes. "
    "Selon la police, un suspect, Tomás Roldán, a été arrêté. "
    "Tomás Roldán nie. Le Chili doit envoyer une aide. M. Fuentes aurait accusé la Bolivie."
)


def find(words: str, nth: int = 0, text: str = TEXT) -> list[int]:
    """The span of words in the text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return [at, at + len(words)]


def actor(
    id: str, name: str, kind: str, country: str | None, role: str | None, *words: list[int], **more: Any
) -> Json:
    return {"id": id, "name": name, "kind": kind, "country": country, "role": role, "wikidata": more.get("wikidata"),
            "mentions": list(words), "rule": more.get("rule", "name read by the language model"), "holder": None}  # fmt: skip


def event(id: str, type_: str, cameo: str | None, trigger: str, evidence: str, **more: Any) -> Json:
    made: Json = {
        "id": id, "type": type_, "mode": None, "cameo": cameo, "actors": [], "recipients": [], "place": None,
        "place_country": None, "time": None, "status": "occurred", "hedged": False, "according_to": [], "statement": None,
        "quantities": [], "trigger": find(trigger), "evidence": find(evidence), "rule": "fr/events/consult.yaml:1 consult",
        "confidence": 0.83, "outer": None, "mentions": [], "contexts": [], "why": [],
    }  # fmt: skip
    return {**made, **more}


def record(text: str = TEXT, **document: Any) -> Json:
    """A meeting (occurred, timed, placed), an arrest told by the police, an aid that is planned, an accusation that is hedged."""
    body = len("Rencontre à Lima\n")
    return {
        "document": {
            "id": "essai-1", "title": "Rencontre à Lima", "text": text, "language": "fr", "published": "2024-05-07",
            "outlet": "Le Condor", "url": "https://condor.example/1", "byline": None, "guid": None, "version": None,
            "partly": None, "sha256": sha256(text.encode()).hexdigest(),
            "parts": [{"kind": "headline", "start": 0, "end": body - 1}, {"kind": "body", "start": body, "end": len(text)}],
            "repairs": [], **document,
        },
        "actors": [
            actor("a1", "Rosa Quispe", "person", "PER", "GOV", find("La ministre péruvienne Rosa Quispe")),
            actor("a2", "Diego Fuentes", "person", "CHL", "GOV", find("son homologue chilien Diego Fuentes"), find("M. Fuentes"),
                  wikidata="Q42", rule="persons.csv:7"),
            actor("a3", "la police", "organisation", "PER", "COP", find("la police")),
            actor("a4", "Tomás Roldán", "person", None, "CRM", find("un suspect, Tomás Roldán"), find("Tomás Roldán", 1)),
            actor("a5", "Chili", "state", "CHL", "GOV", find("Le Chili"), rule="countries.csv:40"),
            actor("a6", "Bolivie", "state", "BOL", "GOV", find("la Bolivie"), rule="countries.csv:28"),
        ],
        "places": [{"id": "p1", "name": "Lima", "country": "PER", "lat": -12.05, "lon": -77.04, "mentions": [find("Lima", 1)],
                    "claimed_by": [], "rule": "countries.csv:160"}],
        "times": [{"id": "t1", "kind": "date", "text": "lundi", "start": find("lundi")[0], "end": find("lundi")[1],
                   "value": "2024-05-06", "earliest": "2024-05-06", "latest": "2024-05-06", "rule": "fr/times.yaml:1 weekday"}],
        "statements": [{"id": "s1", "kind": "indirect", "content": [find("un suspect, Tomás Roldán, a été arrêté")],
                        "cue": find("Selon"), "speaker": "a3", "speaker_mention": find("la police"), "addressee": None,
                        "via": [], "time": None, "status": "occurred", "hedged": False, "cue_class": "neutral",
                        "rule": "F1", "confidence": 0.9, "why": []}],
        "events": [
            event("e1", "CONSULT", "043", "reçu", "La ministre péruvienne Rosa Quispe a reçu lundi à Lima son homologue chilien Diego Fuentes",
                  mode="visit", actors=["a1"], recipients=["a2"], place="p1", place_country="PER", contexts=["diplomatic"] * 0,
                  time={"value": "2024-05-06", "earliest": "2024-05-06", "latest": "2024-05-06"}, mentions=[find("Rencontre")]),
            event("e2", "COERCE", "173", "arrêté", "un suspect, Tomás Roldán, a été arrêté", mode="arrest", recipients=["a4"],
                  according_to=["a3"], statement="s1",
                  quantities=[{"what": "detained", "min": 1, "max": 1, "approximate": False, "kind": "exact", "unit": "suspect",
                               "start": find("un suspect")[0], "end": find("un suspect")[1]}]),
            event("e3", "AID", "070", "envoyer", "Le Chili doit envoyer une aide", actors=["a5"], status="planned"),
            event("e4", "ACCUSE", "112", "accusé", "M. Fuentes aurait accusé la Bolivie", actors=["a2"], recipients=["a6"], hedged=True),
            event("e5", "REQUEST", None, "nie", "Tomás Roldán nie", actors=["a4"]),
        ],
        "notes": [],
        "seen": [],
        "made_by": {"greffier": "0.1.0", "model": "fr_core_news_md 3.8.0", "lexicon": "abc", "knowledge": "def"},
    }  # fmt: skip


def store_of(
    folder: Path, records: Iterable[tuple[str, Json]], superseded: Mapping[str, str] | None = None
) -> Store:
    """A store with these records, each in a segment of its own; `superseded` names the key that replaces a key."""
    store = make_store(folder)
    for key, made in records:
        by = (superseded or {}).get(key)
        line = Line(line=f"line of {key}", where="by hand", key=key, status="read", superseded_by=by)
        write_segment(store, Batch([line], {key: json.dumps(made, ensure_ascii=False)}))
    return store
