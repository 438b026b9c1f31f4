"""Records as text: a table or a page for people, lines for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from drilltui.cli.facts import facts
from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.table import Column, table
from drilltui.domain.event_data import text
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.record import Action, Event
from drilltui.domain.said_words import result_words, said_words
from drilltui.services.archive import Filed

_ACTIONS = frozenset(Action)

_TOLD = (
    "action",
    "name",
    "status",
    "drill_status",
    "code",
    "error_code",
    "message",
    "item",
    "server_id",
    "how",
    "text",
    "remark",
    "outcome",
    "why",
    "until",
    "by",
)
"""What a page tells of an event, in this order; --json has all of it."""


def as_line(exercise: Exercise, filed: Filed | None = None) -> str:
    """Return a record as one JSON object; `filed` says whether its hash chain holds."""
    whole = None if filed is None else filed.broken_at is None
    unfinished = exercise.unfinished
    return json_line(
        "record",
        id=exercise.record_id,
        state=exercise.state,
        unfinished=unfinished.action if unfinished else "",
        begun_at=json_time(exercise.opened_at),
        changed_at=json_time(exercise.changed_at),
        closed=exercise.closed,
        outcome=exercise.outcome,
        group_id=exercise.group_id,
        group=exercise.group_name,
        drill_id=exercise.drill_id,
        drill=exercise.name,
        job_ids=[call.job_id for call in exercise.calls if call.job_id],
        person=exercise.person,
        profile=exercise.profile,
        region=exercise.region,
        project_id=exercise.project_id,
        mode=exercise.mode,
        events=exercise.events,
        whole=whole,
        broken_at=filed.broken_at if filed else None,
    )


def event_line(event: Event) -> str:
    """Return an event as one JSON object, as it was recorded."""
    return json_line(
        "event",
        record=event.record_id,
        seq=event.seq,
        at=event.at.isoformat(timespec="microseconds"),
        kind=event.kind,
        data=event.data,
        before=event.before,
        hash=event.hash,
    )


def as_table(exercises: Sequence[Exercise], width: int | None) -> tuple[str, ...]:
    """Return records as a table in `width` cells. Ids are always whole."""
    projects = [one.project_id for one in exercises]
    several = [Column(tr("PROJECT"), projects, dispensable=1)] if len(set(projects)) > 1 else []
    return table(
        (
            Column(tr("RECORD"), [one.record_id for one in exercises]),
            Column(tr("STATE"), [_state(one) for one in exercises], least=12),
            Column(tr("DRILL"), [one.name or "-" for one in exercises], least=8),
            *several,
            Column(
                tr("GROUP"), [one.group_name or "-" for one in exercises], least=8, dispensable=2
            ),
            Column(tr("CHANGED"), [_time(one.changed_at) for one in exercises], dispensable=3),
            Column(tr("PERSON"), [one.person or "-" for one in exercises], dispensable=4),
            Column(tr("END"), [tr(one.outcome) or "-" for one in exercises], dispensable=5),
            Column(tr("DRILL ID"), [one.drill_id or "-" for one in exercises], dispensable=6),
        ),
        width,
    )


def as_page(filed: Filed) -> list[str]:
    """Return a record for people: what it says, its events, and whether its chain holds."""
    exercise = filed.exercise
    known = {
        marked("record"): exercise.record_id,
        marked("state"): _state(exercise),
        marked("drill"): " ".join(filter(None, (exercise.name, exercise.drill_id))),
        marked("group"): f"{exercise.group_name} ({exercise.group_id})",
        marked("place"): f"{exercise.mode} {exercise.profile}, {exercise.region}, "
        f"{exercise.project_id}",
        marked("person"): exercise.person,
        marked("end"): tr(exercise.outcome),
    }
    count = len(filed.events)
    chain = (
        tr(
            "{count} events, hash chain whole, last hash {hash}",
            count=count,
            hash=filed.events[-1].hash,
        )
        if filed.broken_at is None
        else tr(
            "{count} events, hash chain broken at event {number}",
            count=count,
            number=filed.broken_at,
        )
    )
    lines = facts({name: value for name, value in known.items() if value}, 7)
    lines += [f"{event.seq:4}  {_time(event.at)}  {_event(event)}" for event in filed.events]
    return [*map(plain, lines), chain]


def _state(exercise: Exercise) -> str:
    """Return how far it is: what is done, which is a word of ours, and how, which may be."""
    first, blank, rest = exercise.state.partition(" ")
    return f"{tr(first)}{blank}{tr(rest)}" if first in _ACTIONS else tr(exercise.state)


def _event(event: Event) -> str:
    if said := said_words(event.kind, event.data):
        return f"{event.kind:10} {tr(', ').join(said)}"
    told = [text(event.data, name) for name in _TOLD]
    job = text(event.data, "job_id")
    words = [
        *told,
        *_words(event.data),
        *result_words(event.data),
        *_overridden(event.data),
        tr("job {job}", job=job) if job else "",
        _request(event.data),
    ]
    return f"{event.kind:10} {', '.join(filter(None, words))}".rstrip()


def _overridden(data: JsonObject) -> list[str]:
    """Return why a stop of preflight was overridden, and by whom."""
    override = data.get("override")
    if not isinstance(override, Mapping):
        return []
    return [tr("overridden by {by}: {why}", by=text(override, "by"), why=text(override, "reason"))]


def _words(data: JsonObject) -> list[str]:
    """Return what a yes or no means: of a step, of a server."""
    meanings = {
        "done": (tr("not done"), tr("done")),
        "passed": (tr("failed"), tr("passed")),
    }
    return [
        words[said] for name, words in meanings.items() if isinstance(said := data.get(name), bool)
    ]


def _request(data: JsonObject) -> str:
    return f"{text(data, 'method')} {text(data, 'url')}".strip()


def _time(moment: datetime | None) -> str:
    return json_time(moment) or "-"
