"""Table T of the fault guide on whole records: texts made to stumble, names that only look alike, surroundings that must not count."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import greffier
from greffier.errors import BadInput
from greffier.language.registry import Language
from greffier.model.interchange import record_to_dict
from greffier.model.record import Record

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "treve-de-trente-jours.txt"
PUBLISHED = "2025-03-12"


def read(text: str) -> Record:
    return greffier.read(text, language="fr", published=PUBLISHED)


@pytest.mark.parametrize("text", ["", " " * 10_000, ".", "a", "a" * 20_000, "\u200b\ufeff"])
def test_t1_next_to_nothing_gives_no_event(text: str, french: Language) -> None:
    try:
        record = read(text)
    except BadInput as refusal:
        assert "\n" not in str(refusal)
        return
    assert record.events == ()


@pytest.mark.parametrize("unit", ["« ", '" ', "( ", "l'", "…", "http://", ".", "`", "« a dit "])
def test_t2_a_run_of_marks_hides_no_event_before_it(unit: str, french: Language) -> None:
    """The act of the first paragraph is read, with its offsets, whatever the second one is."""
    first = "Paris a expulsé jeudi deux diplomates iraniens."
    record = read(f"{first}\n\n{unit * 1_000}")
    text = record.article.text
    assert [text[e.evidence.start : e.evidence.end] for e in record.events] == [first.rstrip(".")]
    assert record.events == read(first).events


def test_t5_offsets_count_code_points_beside_letters_of_two_units(french: Language) -> None:
    """Emoji and letters outside the basic plane: what the offsets cut out are the words that the record names."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = re.sub(r"(?<![\w’'-])(?=[A-Z])", "😀 ", text) + "\n𝒜𝓁𝒾 a parlé."
    data = record_to_dict(read(text))
    clean = data["document"]["text"]
    assert "😀" in clean and "𝒜" in clean
    for time in data["times"]:
        assert clean[time["start"] : time["end"]] == time["text"]
    for actor in data["actors"]:
        assert actor["name"] in [clean[a:b] for a, b in actor["mentions"]] or actor["rule"]
        assert all(clean[a:b].strip() == clean[a:b] != "" for a, b in actor["mentions"])


@pytest.mark.parametrize(
    "name", ["Vladimir Рoutine", "Vladimir Pоutine", "Vladimir Poutinе"]
)  # one letter is Cyrillic
def test_t8_a_name_that_only_looks_alike_is_not_merged(name: str, french: Language) -> None:
    record = read(
        f"Vladimir Poutine a rencontré mardi Xi Jinping à Moscou. {name} a condamné le Japon lundi."
    )
    text = record.article.text
    (known,) = (a for a in record.actors if a.wikidata == "Q7747")
    assert [text[m.start : m.end] for m in known.mentions] == ["Vladimir Poutine"]
    for event in record.events:
        if event.type == "ACCUSE":
            assert known.id not in event.actors


RUN = """
import sys
def refuse(event, args):
    if event == "socket.getaddrinfo" or event == "socket.connect" and isinstance(args[1], tuple):
        raise SystemExit(f"a connection was tried: {args}")
sys.addaudithook(refuse)
from greffier.cli import main
for command in sys.argv[1].split(";"):
    main(command.split(), standalone_mode=False)
"""


def run(commands: str, **environment: str) -> str:
    """What commands print in a process of their own, in which every connection to a host ends it."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, commands],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_t10_c9_hash_seed_home_and_time_zone_change_no_byte(tmp_path: Path) -> None:
    command = f"read {EXAMPLE} --published {PUBLISHED} --format jsonl"
    one = run(command, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati")
    two = run(
        command,
        PYTHONHASHSEED="2",
        TZ="Pacific/Pago_Pago",
        HOME="/nonexistent",
        XDG_CACHE_HOME="/nonexistent",
    )
    assert one == two
    assert json.loads(one)["events"]


def test_n4_no_command_tries_a_connection(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "Paris a expulsé deux diplomates iraniens. http://127.0.0.1:9/", encoding="utf-8"
    )
    store = f"--store {tmp_path}/st"
    said = run(
        f"ingest {tmp_path}/page.txt --language fr --workers 1 {store};query type COERCE {store} --format csv;export {store} --format csv"
    )
    assert "diplomates" in said
