"""A brief as a person types it, field by field. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from drilltui.domain.brief import Brief
from drilltui.domain.language import marked
from drilltui.domain.typed import day_typed, minutes_typed, name_typed, names_typed, text_typed

LABELS = {
    "objective": marked("Objective"),
    "exercise": marked("Type"),
    "scenario": marked("Scenario"),
    "plan": marked("Recovery plan"),
    "impact": marked("Impact analysis"),
    "ticket": marked("Ticket"),
    "not_covered": marked("Not covered"),
    "rto_minutes": marked("RTO minutes"),
    "rpo_minutes": marked("RPO minutes"),
    "target_source": marked("Targets from"),
    "approver": marked("Approver"),
    "witness": marked("Witness"),
    "participants": marked("Participants"),
    "keep_until": marked("Keep until"),
    "copies": marked("Copies in"),
}
"""What the fields of a brief are called, in the order in which they are asked for."""

MEANINGS = {
    "objective": marked("what the exercise is to show"),
    "exercise": marked("walkthrough, simulation, or technical drill"),
    "scenario": marked("the disaster that is assumed"),
    "plan": marked("the recovery plan, with its version"),
    "impact": marked("the business impact analysis behind it"),
    "ticket": marked("the change or ticket that allows it"),
    "not_covered": marked("what this exercise does not test"),
    "rto_minutes": marked("the service is to work again within so many minutes"),
    "rpo_minutes": marked("data of so many minutes may be lost"),
    "target_source": marked("where the two targets come from"),
    "approver": marked("who has allowed it"),
    "witness": marked("who watches it, and was not at work in it"),
    "participants": marked("who takes part, with commas between the names"),
    "keep_until": marked("until which day the evidence is kept: 2031-12-31"),
    "copies": marked("where copies of the evidence lie"),
}
"""What each of them asks for."""

_READINGS: dict[str, Callable[[str], Any]] = {
    "rto_minutes": minutes_typed,
    "rpo_minutes": minutes_typed,
    "approver": name_typed,
    "witness": name_typed,
    "participants": names_typed,
    "keep_until": day_typed,
}


def brief_typed(now: Brief, typed: Mapping[str, str], by: str) -> Brief:
    """Return `now` with the fields that were typed; an empty one takes back what was said.

    Raises UsageError for what cannot be read, KeyError for a field that there is not.
    """
    changes: dict[str, Any] = {}
    for name, said in typed.items():
        if name not in LABELS:
            raise KeyError(name)
        changes[name] = _READINGS.get(name, text_typed)(said)
    return replace(now, by=by, **changes)


def as_typed(brief: Brief) -> dict[str, str]:
    """Return every field of a brief as a person would type it."""
    return {name: _text(getattr(brief, name)) for name in LABELS}


def _text(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)
