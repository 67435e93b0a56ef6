"""Our evaluator: its yardsticks on small examples, and the same figures as the project's scoring scripts where they lie."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from greffier.evaluation.agreement import Party, Score, pair, same_name, same_parties, token_f1
from greffier.evaluation.command import evaluate
from greffier.evaluation.offsets import align
from greffier.evaluation.records import Act, Comparable, score_records


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("le président Macron", "Emmanuel Macron", True),
        ("le président russe", "le président français", False),
        ("L’Élysée", "l'elysee", True),
        ("le Premier ministre", "le Premier ministre", True),
    ],
)
def test_same_name(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same


def test_token_f1_counts_repeated_words() -> None:
    assert token_f1("oui oui non", "oui non non") == pytest.approx(2 / 3)
    assert token_f1("", "oui") == 0.0


def test_parties_allow_one_stranger() -> None:
    paris, berlin, rome = (
        Party(n, c, "GOV") for n, c in (("Paris", "FRA"), ("Berlin", "DEU"), ("Rome", "ITA"))
    )
    assert same_parties([paris], [paris, berlin])
    assert not same_parties([paris], [paris, berlin, rome])
    assert not same_parties([paris, berlin], [paris])
    assert same_parties([], [])


def test_pair_takes_the_heaviest_first() -> None:
    assert pair([1, 2], [2, 1], lambda g, s: float(g == s) + 0.1) == [(1, 1), (2, 2)]


def test_score_of_nothing_is_zero() -> None:
    assert Score().f1 == 0.0
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)


def test_align_skips_blanks_and_marks() -> None:
    assert align("« Oui »", "Oui") == {2: 0, 3: 1, 4: 2}
    assert align("a b", "b") == {2: 0}


def test_same_figures_as_the_scoring_script(shared: Path, tmp_path: Path) -> None:
    """Gold records turned into records of the interchange shape with every second event dropped."""
    gold = shared / "gold" / "dev"
    output = tmp_path / "out.jsonl"
    output.write_text(
        "".join(_as_output(p, gold) for p in sorted((gold / "records").glob("*.json"))), encoding="utf-8"
    )
    script = [sys.executable, str(shared / "gold" / "score.py"), str(gold / "records"), str(output), "--json"]
    theirs = json.loads(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
    ours = json.loads(evaluate(gold / "records", output, as_json=True))
    for figures in ours.values():
        assert figures.pop("types")  # which the script does not count
    assert ours == theirs


def test_types_are_counted_apart() -> None:
    def act(type: str, words: str) -> Act:
        return Act(type, (), (), None, "occurred", False, (), None, words, words)

    gold = Comparable("x", "fr", events=(act("COERCE", "a arrêté"), act("ASSAULT", "a tué")))
    said = Comparable("x", "fr", events=(act("COERCE", "a arrêté"), act("CONSULT", "a reçu")))
    types = score_records([gold], {"x": said}).types_of("fr")
    assert types == {"ASSAULT": Score(0, 1, 0), "COERCE": Score(1, 1, 1), "CONSULT": Score(0, 0, 1)}


def _as_output(path: Path, gold: Path) -> str:
    record = json.loads(path.read_text(encoding="utf-8"))
    article = json.loads((gold / "articles" / path.name).read_text(encoding="utf-8"))
    text = (article["title"] + "\n" if article["title"] else "") + article["text"]
    actors: list[dict[str, object]] = []

    def actor(name: str, country: str | None = None, role: str | None = None) -> str:
        actors.append(
            {"id": f"a{len(actors)}", "name": name, "country": country, "role": role, "mentions": []}
        )
        return f"a{len(actors) - 1}"

    def find(words: str) -> list[int]:
        start = max(0, text.find(words.split(" … ")[0]))
        return [start, start + len(words)]

    statements = [
        {"kind": s["kind"], "content": [find(s["content"])], "speaker": actor(s["speaker"]), "via": [actor(v) for v in s["via"]]}
        for s in record["statements"][1:]
    ]  # fmt: skip
    events = [
        e | {"actors": [actor(**p) for p in e["actors"]], "recipients": [actor(**p) for p in e["recipients"]],
             "time": {"value": e["date"]} if n % 3 else None, "according_to": [actor(a) for a in e["according_to"]],
             "trigger": find(e["trigger"]), "evidence": find(e["evidence"])}
        for n, e in enumerate(record["events"]) if n % 2
    ]  # fmt: skip
    times = [
        {"start": find(t["text"])[0], "end": find(t["text"])[1], "value": t["value"]}
        for t in record["times"][::2]
    ]
    document = {"id": record["id"], "text": text, "language": record["lang"]}
    line = {
        "document": document,
        "actors": actors,
        "statements": statements,
        "events": events,
        "times": times,
    }
    return json.dumps(line, ensure_ascii=False) + "\n"
