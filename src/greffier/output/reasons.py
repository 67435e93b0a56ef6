"""An explanation as a person reads it on a terminal: each sentence with the words underlined and the rule behind it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ..explaining import Explanation
from .table import underline


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print every explained item, then the silent sentences."""
    text = explanation.record.article.text
    for item in explanation.items:
        console.print(Text.assemble((item.id, "bold cyan"), "  ", (item.heading, "bold")))
        for reason in item.reasons:
            console.print(Text.assemble("  ", (f"{reason.field}: ", "green"), reason.value))
            console.print(Text("    ").append_text(underline(text, reason.words, reason.sentence)))
            console.print(Text(f"    {reason.rule}", style="dim"))
        console.print()
    if explanation.silent:
        console.print(Text("Sentences that gave nothing", style="bold"))
    for silent in explanation.silent:
        console.print(Text("  ").append_text(underline(text, [s.span for s in silent.seen], silent.sentence)))
        for seen in silent.seen:
            console.print(Text(f"    {seen.predicate}: {seen.reason}", style="dim"))
        if not silent.seen:
            console.print(Text("    no predicate of the lexicon", style="dim"))
