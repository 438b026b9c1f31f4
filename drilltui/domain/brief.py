"""What a drill exercise is for, as people say it: without it a record is evidence of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from drilltui.domain.event_data import day, number, text, texts
from drilltui.domain.json_value import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Brief:
    """Purpose, scope, targets and people. Everything is optional: empty texts mean "not said".

    `exercise` is the type: a walkthrough, a simulation, a technical drill. `plan`, `impact` and
    `ticket` name papers elsewhere: the recovery plan with its version, the impact analysis, the
    change. `rto_minutes` and `rpo_minutes` are targets, `target_source` is where they come from.
    `keep_until` is until when the evidence is kept.
    """

    objective: str = ""
    exercise: str = ""
    scenario: str = ""
    plan: str = ""
    impact: str = ""
    ticket: str = ""
    not_covered: str = ""
    rto_minutes: int | None = None
    rpo_minutes: int | None = None
    target_source: str = ""
    approver: str = ""
    witness: str = ""
    participants: tuple[str, ...] = ()
    keep_until: date | None = None
    copies: str = ""
    """Where copies of the evidence lie."""
    by: str = ""


def record_of_brief(brief: Brief) -> dict[str, JsonValue]:
    """Return what a `brief` event says."""
    told: dict[str, JsonValue] = {}
    for one in fields(brief):
        value = getattr(brief, one.name)
        if isinstance(value, tuple):
            told[one.name] = list(value)
        elif isinstance(value, date):
            told[one.name] = value.isoformat()
        else:
            told[one.name] = value
    return told


def brief_of_record(data: JsonObject) -> Brief:
    """Return the brief that an event says; what is odd in it counts as not said."""
    said: Mapping[str, str] = {
        one.name: text(data, one.name) for one in fields(Brief) if one.default == ""
    }
    return Brief(
        **said,
        rto_minutes=_minutes(data, "rto_minutes"),
        rpo_minutes=_minutes(data, "rpo_minutes"),
        participants=texts(data, "participants") or (),
        keep_until=day(data, "keep_until"),
    )


def _minutes(data: JsonObject, name: str) -> int | None:
    found = number(data, name)
    return None if found is None or found < 0 else int(found)
