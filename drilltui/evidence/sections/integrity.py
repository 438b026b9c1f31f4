"""What proves that the record is whole: its chain, its head, and what is hidden of it."""

from __future__ import annotations

from drilltui.domain.event_data import text
from drilltui.domain.language import marked
from drilltui.domain.place import Mode
from drilltui.domain.record import Event
from drilltui.evidence.case import Case, said_of
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table

_TOLD = (
    "action",
    "name",
    "drill_name",
    "group_name",
    "status",
    "code",
    "error_code",
    "item",
    "step",
    "text",
    "seen",
    "why",
    "outcome",
    "result",
    "job_id",
    "by",
)
"""What the list tells of an event in a line; its whole data is in ``events.jsonl``."""


def integrity(case: Case) -> Section:
    """Return the section."""
    last = case.events[-1] if case.events else None
    return Section(
        "integrity",
        marked("Integrity"),
        (
            Field("events", marked("events"), len(case.events)),
            Field("chain", marked("hash chain"), _chain(case)),
            Field("head", marked("head of the chain"), last.hash if last else None),
            Field("manifest", marked("manifest"), phrase(_MANIFEST)),
            Field("build", marked("digest of the program's files"), said_of(case.opened, "build")),
            Field("time_source", marked("source of the times"), phrase(_times(case))),
            Field("redacted", marked("hidden"), _hidden(case)),
            Field("not_proven", marked("not proven by the chain"), phrase(_UNPROVEN)),
            Table("chain_of", marked("every event"), _EVENTS, tuple(map(_row, case.events))),
        ),
    )


_EVENTS = (
    Column("seq", marked("number")),
    Column("at", marked("time")),
    Column("kind", marked("kind")),
    Column("told", marked("in short")),
    Column("before", marked("hash before")),
    Column("hash", marked("hash")),
)

_MANIFEST = marked(
    "manifest.json of the export names every file with its size and SHA-256, and the head of the "
    "chain; 'drilltui verify' checks all of it"
)
_TIMES = marked(
    "this host's clock for events, the cloud's own clock for jobs and their steps; the difference "
    "stands under the clocks"
)
_REHEARSED = marked(
    "the rehearsal's own clock for events, which may run faster than this host's; the embedded "
    "cloud's clock for jobs and their steps; the difference stands under the clocks"
)
_UNPROVEN = marked(
    "who wrote it, that the clock was right, and that nothing was left out before it was written"
)


def _chain(case: Case) -> Cell:
    if case.broken_at is not None:
        return phrase(marked("BROKEN at event {number}"), number=case.broken_at)
    if case.hidden:
        return phrase(
            marked("linked; {count} events with hidden values cannot be recomputed"),
            count=len(case.hidden),
        )
    return phrase(marked("whole"))


def _times(case: Case) -> str:
    return _REHEARSED if case.exercise.mode == Mode.REHEARSAL.value else _TIMES


def _hidden(case: Case) -> Cell:
    if not case.hidden:
        return phrase(marked("nothing"))
    numbers = sorted(case.hidden)
    shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
    return phrase(
        marked("values in {count} events: {numbers}"), count=len(case.hidden), numbers=shown
    )


def _row(event: Event) -> tuple[Cell, ...]:
    told = [text(event.data, name) for name in _TOLD]
    return (
        event.seq,
        event.at,
        known(event.kind),
        ", ".join(filter(None, told)),
        event.before,
        event.hash,
    )
