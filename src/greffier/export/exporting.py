"""A store, a shape and a choice in; a file, a folder or standard output written in one pass, and the tally that the card is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

from ..errors import BadInput
from ..ontology.plover import load_ontology
from ..ontology.tables import read_rows
from ..store.folder import Store
from .card import write_card
from .selection import FACTS, Selection, Tally, select
from .shape import Format, Options, Sinks, write_lines
from .writing import write_file, write_folder

STATUSES = Path(__file__).parents[1] / "ontology" / "statuses.csv"


def export(
    store: Store,
    shape: Format,
    out: Path | IO[bytes],
    selection: Selection,
    options: Options | None = None,
) -> Tally:
    """Write the chosen events of a store. `out` is a file, a folder (shapes of several files, or a folder that is there), or a stream."""
    check(selection)
    selection = replace(selection, coded=shape.coded)
    options = replace(options or Options(), extra=shape.facts and not _facts_only(selection))
    tally = Tally()

    def write(sinks: Sinks) -> None:
        shape.write(select(store, selection, tally), sinks, options)

    _put(shape, out, write)
    return tally


def count(store: Store, selection: Selection) -> Tally:
    """The tally alone, for a card without an export."""
    check(selection)
    tally = Tally()
    for _ in select(store, selection, tally):
        pass
    return tally


def put_card(path: Path, tally: Tally, selection: Selection, shape: Format | None) -> None:
    """The card under its final name, whole."""
    text = write_card(tally, selection, shape)
    write_file(path, "card", lambda sinks: write_lines(text.splitlines(), sinks["card"]))


def facts(selection: Selection) -> Selection:
    """The choice for a shape without a status: only what occurred or goes on (or the statuses that were asked for), nothing hedged."""
    return replace(selection, statuses=selection.statuses or FACTS, hedged=False)


def check(selection: Selection) -> None:
    """Raise BadInput where a type or status is asked for that there is not, or the days are the wrong way round."""
    statuses = [row["status"] for _, row in read_rows(STATUSES, "status", "aux", "fr", "en")]
    for what, asked, known in (
        ("type", selection.types, list(load_ontology().types)),
        ("status", selection.statuses, statuses),
    ):
        for name in sorted(asked - set(known)):
            raise BadInput(f"There is no {what} {name!r}. Choose one of {', '.join(known)}.")
    if selection.since and selection.until and selection.since > selection.until:
        raise BadInput(f"{selection.since} is after {selection.until}: no day lies between.")


def _facts_only(selection: Selection) -> bool:
    return bool(selection.statuses) and selection.statuses <= FACTS and not selection.hedged


def _put(shape: Format, out: Path | IO[bytes], write: Callable[[Sinks], None]) -> None:
    if not isinstance(out, Path):
        if len(shape.files) > 1 or shape.binary:
            raise BadInput(f"{shape.name} cannot be written to standard output. Give --out.")
        write({shape.files[0]: out})
    elif len(shape.files) > 1:
        write_folder(out, shape.files, write)
    else:
        write_file(out / shape.files[0] if out.is_dir() else out, shape.files[0], write)
