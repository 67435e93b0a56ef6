"""How sure the text is: rules C1 to C15 on parses written down in certainty.yaml, and the classes of the conditional."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from greffier.errors import BadData
from greffier.language.framing import find_frames
from greffier.language.modality import load_modality
from greffier.language.registry import load_language
from greffier.model.span import Span
from greffier.model.statement import Statement
from greffier.statements.conditional import classify_conditional
from greffier.statements.contents import Contents
from greffier.statements.modality import Certainty, judge
from parses import tree_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "certainty.yaml").read_text(encoding="utf-8")
)


def certainty(case: dict[str, Any], statements: tuple[Statement, ...] = ()) -> Certainty:
    french = load_language("fr")
    tree = tree_of(case["parse"])
    frames = find_frames(tree, french, nouns=frozenset())
    frame = next(f for f in frames if f.lemma == case["predicate"])
    return judge(frame, frames, tree, Contents(statements), french)


def show(found: Certainty) -> str:
    rule = next((c.rule for c in found.cues if c.field == "status"), "-")
    return f"{found.status}{' hedged' if found.hedged else ''} {rule}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_certainty(case: dict[str, Any]) -> None:
    found = certainty(case)
    assert show(found) == case["certainty"], case["text"]
    assert found.hedged == any(c.field == "hedged" for c in found.cues)
    assert found.statement is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("neutral", "occurred -"),
        ("denying", "denied C9 denied"),
        ("asking", "demanded F10 demanded"),
        ("promising", "planned C8 promised or planned"),
        ("threatening", "possible F10 feared or threatened"),
        ("accusing", "occurred hedged -"),
    ],
)
def test_what_a_statement_is_for_rules_the_act_in_it(kind: str, expected: str) -> None:
    plain = next(c for c in CASES if c["name"] == "plain")
    statement = Statement("s7", "indirect", (Span(0, 99),), cue=Span(100, 103), speaker="a1", cue_class=kind)
    found = certainty(plain, (statement,))
    assert show(found) == expected
    assert found.statement == "s7"


CLASSES = [
    ("Il/il/PRON/nsubj>2 aurait/avoir/AUX/aux:tense>2 fui/fuir/VERB/ROOT>2", 1, "report"),
    ("Il/il/PRON/nsubj>1 devrait/devoir/VERB/ROOT>1 fuir/fuir/VERB/xcomp>1|VerbForm=Inf", 1, "expected"),
    ("Il/il/PRON/nsubj>1 pourrait/pouvoir/VERB/ROOT>1 fuir/fuir/VERB/xcomp>1|VerbForm=Inf", 1, "possible"),
    ("Il/il/PRON/expl>1 faudrait/falloir/VERB/ROOT>1 fuir/fuir/VERB/xcomp>1|VerbForm=Inf", 1, "advice"),
    ("Serait/être/AUX/cop>2 -il/il/PRON/nsubj>2 mort/mort/ADJ/ROOT>2 ?/?/PUNCT/punct>2", 0, "advice"),
    ("Il/il/PRON/nsubj>1 espérait/espérer/VERB/ROOT>1", 1, None),
    ("Il/il/PRON/nsubj>1 ouvrait/ouvrir/VERB/ROOT>1", 1, None),
]


@pytest.mark.parametrize(("parse", "at", "kind"), CLASSES)
def test_the_endings_make_a_conditional_and_the_words_around_it_its_class(
    parse: str, at: int, kind: str | None
) -> None:
    found = classify_conditional(tree_of(parse), at, load_language("fr"))
    assert (found.kind if found else None) == kind


def test_a_list_that_is_no_list_of_words_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "modality.toml").write_text('expecting = "devoir"\n', encoding="utf-8")
    with pytest.raises(BadData, match=r"modality\.toml.*expecting"):
        load_modality(load_language("fr", lexicon=tmp_path))
