"""Segments that take the place of others, all at once or not at all: a plan is put in place, readers follow it, the next writer carries it out."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadStore
from .folder import Store, sync_folder, write_whole

PLAN = ".plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """Segments that take the place of others, all at once: folders made aside with their places, and the folders that go."""

    fresh: tuple[tuple[Path, Path], ...] = ()
    old: tuple[Path, ...] = ()


def put_plan(store: Store, plan: Plan) -> None:
    """Put a plan in place: from this moment readers see the new segments and not the old ones."""
    names = {"fresh": [[a.name, f.name] for a, f in plan.fresh], "old": [p.name for p in plan.old]}
    write_whole(store.folder / PLAN, json.dumps(names))


def read_plan(store: Store) -> Plan:
    """The plan that is being carried out, an empty one at most times."""
    try:
        names = json.loads((store.folder / PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Plan()
    at = store.segments
    return Plan(tuple((at / a, at / f) for a, f in names["fresh"]), tuple(at / n for n in names["old"]))


def carry_out(store: Store) -> None:
    """Do what is left of a plan. Only for whoever holds the store; may be interrupted and repeated.

    What was gathered or set aside before still has what the plan takes out, so it goes too. Raises BadStore where something cannot be
    removed (an open file on Windows); the plan stays in place then, and readers go by it.
    """
    if not (store.folder / PLAN).exists():
        return
    plan = read_plan(store)
    gone = (*plan.old, store.index, store.damaged)
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    for aside, final in plan.fresh:
        if aside.exists():
            aside.rename(final)
    if plan.fresh or plan.old:
        sync_folder(store.segments)
    if left := [str(path) for path in gone if path.exists()]:
        raise BadStore(
            f"{', '.join(left)} cannot be removed. End what reads the store and give the same command again."
        )
    (store.folder / PLAN).unlink(missing_ok=True)
