"""Outcomes as text: a line for programs, one for people and what they have to choose from."""

from __future__ import annotations

from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.outcome import Outcome
from drilltui.cli.table import Column, table
from drilltui.domain.drill import Drill
from drilltui.domain.errors import joined
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain


def as_line(outcome: Outcome) -> str:
    """Return an outcome as one JSON object on one line."""
    return json_line(
        "outcome",
        action=outcome.action,
        result=outcome.result.value,
        exit=outcome.exit,
        message=outcome.message,
        remedy=outcome.remedy,
        code=outcome.code,
        request_id=outcome.request_id,
        record=outcome.record_id,
        job_id=outcome.job_id,
        group_id=outcome.group_id,
        drill_id=outcome.drill_id,
        drill=outcome.drill,
        state=outcome.state,
        by=outcome.by,
        free=outcome.free,
        seconds=outcome.seconds,
        candidates=[*map(_of_drill, outcome.candidates)],
        twins=[*map(_of_drill, outcome.twins)],
        leftovers=list(outcome.leftovers),
    )


def as_text(outcome: Outcome, width: int | None) -> list[str]:
    """Return an outcome for people: one line, after the candidates where there are some."""
    head = " ".join(filter(None, (tr(outcome.action), outcome.drill or outcome.job_id)))
    state = outcome.state if outcome.state != outcome.result.value else ""
    told = f"{outcome.message} {outcome.remedy}"
    code = f"({outcome.code})" if outcome.code and outcome.code not in told else ""
    facts = [
        tr(outcome.result.value),
        state,
        outcome.drill_id,
        "" if outcome.seconds is None else tr("{seconds} s", seconds=f"{outcome.seconds:.0f}"),
        f"{outcome.message} {code}".strip(),
        tr("stays: {names}", names=", ".join(outcome.leftovers)) if outcome.leftovers else "",
        tr("settled by {by}", by=outcome.by) if outcome.by else "",
    ]
    said = f"{head}: {', '.join(filter(None, facts))}"
    # A sentence of somebody else may have its full stop already.
    record = " " + tr("(record {record})", record=outcome.record_id) if outcome.record_id else ""
    said = said.rstrip(".。") if record else said
    lines = _choice(outcome, width) if outcome.candidates else []
    return [*lines, plain(joined(f"{said}{record}", outcome.remedy))]


def _choice(outcome: Outcome, width: int | None) -> list[str]:
    """Return the candidates, and the command that takes each."""
    drills, record_id = outcome.candidates, outcome.record_id
    rows = table(
        (
            Column(tr("NAME"), [drill.name for drill in drills], least=8),
            Column(tr("STATE"), [drill.status for drill in drills]),
            Column(tr("MADE"), [json_time(drill.created_at) or "-" for drill in drills]),
            Column(tr("ID"), [drill.id for drill in drills]),
        ),
        width,
    )
    adopt = [f"drilltui resume {record_id} --adopt {drill.id}" for drill in drills]
    return [*rows, *map(plain, adopt), plain(f"drilltui resume {record_id} --absent")]


def _of_drill(drill: Drill) -> JsonValue:
    return {
        "id": drill.id,
        "name": drill.name,
        "state": drill.status,
        "made_at": json_time(drill.created_at),
    }
