"""A record as a person reads it on a terminal: who said what, who did what to whom, when, where, according to whom, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..model.actor import Actor
from ..model.event import Event
from ..model.quantity import Quantity
from ..model.record import Record
from ..model.span import Span

MAX_WORDS = 220  # longer contents are cut in the table; `--format json` has them whole
TYPE_STYLES = {
    1: "green",
    2: "green",
    3: "yellow",
    4: "red",
}  # by quad class: cooperation green, conflict red


def print_record(record: Record, console: Console) -> None:
    """Print one record."""
    console.print(render_record(record))


def render_record(record: Record) -> RenderableType:
    """The record as tables for rich."""
    article = record.article
    people = {a.id: a for a in record.actors}
    head = Text(article.title or article.id, style="bold")
    facts = [
        f
        for f in (
            article.outlet,
            article.byline,
            article.published and article.published.isoformat(),
            article.language,
        )
        if f
    ]
    parts: list[RenderableType] = [head, Text(" · ".join(facts), style="dim")]
    if article.partly:
        parts.append(Text(f"partly read: {article.partly}", style="yellow"))
    parts.append(
        _statements(record, people) if record.statements else Text("No statement read.", style="dim")
    )
    parts.append(_events(record, people) if record.events else Text("No event read.", style="dim"))
    if not record.events:
        parts.append(_why_nothing(record))
    parts.extend(Text(f"note: {note}", style="dim") for note in record.notes)
    return Group(*parts)


def _statements(record: Record, people: Mapping[str, Actor]) -> Table:
    text = record.article.text
    table = _table("Who said what", "", "speaker", "says", "words", "via")
    for s in record.statements:
        speaker = _name(people[s.speaker]) if s.speaker else Text("not stated", style="dim")
        says = _short(s.cue.of(text)) if s.cue else "—"
        content = " … ".join(_short(c.of(text)) for c in s.content)
        quoted = f"« {content} »" if s.kind == "direct" else content
        table.add_row(
            s.id, speaker, escape(says), escape(quoted), escape(", ".join(people[v].name for v in s.via))
        )
    return table


def _events(record: Record, people: Mapping[str, Actor]) -> Table:
    text = record.article.text
    places = {p.id: p for p in record.places}
    table = _table(
        "Who did what to whom", "", "what, how sure", "who → to whom; when, where, according to whom"
    )
    for e in record.events:
        where = places[e.place].name if e.place else (e.place_country or "")
        circumstances = [e.time.value if e.time else "", where]
        if e.according_to:
            circumstances.append("according to " + ", ".join(people[a].name for a in e.according_to))
        circumstances += [_quantity(q, text) for q in e.quantities]
        parties = Text.assemble(_names(e.actors, people), (" → ", "dim"), _names(e.recipients, people))
        if not e.recipients:
            parties = _names(e.actors, people)
        lines = [parties] if parties.plain else []
        if any(circumstances):
            lines.append(Text(" · ".join(c for c in circumstances if c)))
        about = f" about {', '.join(e.contexts)}" if e.contexts else ""
        lines.append(Text(f"« {_short(e.trigger.of(text))} »{about}", style="dim"))
        table.add_row(e.id, Text("\n").join([_kind(e), _sure(e)]), Text("\n").join(lines))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", style="dim" if name == "" else "")
    return table


def _kind(e: Event) -> Text:
    from ..ontology.plover import quad_class

    out = Text(e.type, style=TYPE_STYLES[quad_class(e.type)])
    return out.append(f" {e.mode}", style="dim") if e.mode else out


def _sure(e: Event) -> Text:
    out = Text(e.status.replace("_", " "), style="" if e.status == "occurred" else "italic")
    return out.append(", hedged", style="bold yellow") if e.hedged else out


def _names(ids: Iterable[str], people: Mapping[str, Actor]) -> Text:
    return Text("; ").join(_name(people[i]) for i in ids)


def _name(actor: Actor) -> Text:
    tag = " ".join(x for x in (actor.country, actor.role) if x)
    out = Text(actor.name)
    return out.append(f" {tag}", style="dim") if tag else out


def _quantity(q: Quantity, text: str) -> str:
    return f"{q.what or 'other'}: {_short(q.span.of(text))}"


def _why_nothing(record: Record) -> Text:
    if not record.seen:
        return Text("No predicate of the lexicon stands in the text.", style="dim")
    return Text(
        f"{len(record.seen)} predicates were looked at: `greffier explain` says what each one lacked.",
        style="dim",
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MAX_WORDS else flat[: MAX_WORDS - 1] + "…"


def underline(text: str, spans: Iterable[Span], within: Span) -> Text:
    """The stretch `within` of the text with `spans` underlined."""
    out = Text(text[within.start : within.end].replace("\n", " "))
    for span in spans:
        out.stylize("underline bold", max(0, span.start - within.start), max(0, span.end - within.start))
    return out
