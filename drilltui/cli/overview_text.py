"""Overdue groups and leftovers as text, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.table import Column, table
from drilltui.domain.language import marked, tr
from drilltui.domain.ledger import Entry
from drilltui.domain.place import Place
from drilltui.domain.programme import Standing

_SERVICE = {None: "?", True: marked("none"), False: marked("drilled")}


def overdue_line(one: Standing, now: datetime, days: int, place: Place) -> str:
    """Return an overdue group as one JSON object."""
    return json_line(
        "overdue",
        group_id=one.group.id,
        group=one.group.name,
        state=one.group.status,
        clean_at=json_time(one.done_at),
        days_since=_days(one.done_at, now),
        last_drill_at=json_time(one.tried_at),
        due_at=json_time(one.due_at),
        days=days,
        none_in_3_months=one.service_says,
        why_not=one.why_not,
        notes=list(one.notes),
        profile=place.profile,
        region=place.region,
        project_id=place.project_id,
    )


def overdue_table(found: Sequence[Standing], now: datetime, width: int | None) -> tuple[str, ...]:
    """Return overdue groups as a table in `width` cells; names are whole as far as may be."""
    return table(
        (
            Column(tr("GROUP"), [one.group.name for one in found], least=12),
            Column(tr("CLEAN DRILL"), [_ago(one.done_at, now) for one in found]),
            Column(tr("LAST DRILL"), [_ago(one.tried_at, now) for one in found], dispensable=2),
            Column(
                tr("3 MONTHS"), [tr(_SERVICE[one.service_says]) for one in found], dispensable=1
            ),
            Column(tr("NOW"), [_now(one) for one in found], least=12),
        ),
        width,
    )


def left_line(one: Entry, now: datetime) -> str:
    """Return a leftover as one JSON object."""
    left = one.leftover
    return json_line(
        "left",
        kind=left.kind.value,
        id=left.id,
        name=left.name,
        detail=left.detail,
        proof=left.proof.value,
        evidence=left.evidence,
        remedy=left.remedy,
        record=one.record_id,
        drill=one.drill_name,
        group_id=one.group_id,
        group=one.group_name,
        since=json_time(one.since),
        days=_days(one.since, now),
        seen_at=json_time(one.seen_at),
        lapsed=one.lapsed,
    )


def left_table(found: Sequence[Entry], now: datetime, width: int | None) -> tuple[str, ...]:
    """Return leftovers as a table in `width` cells. Ids are always whole."""
    return table(
        (
            Column(tr("KIND"), [tr(one.leftover.kind.value) for one in found]),
            Column(tr("NAME"), [one.leftover.name or "-" for one in found], least=8, dispensable=1),
            Column(tr("ID"), [one.leftover.id for one in found]),
            Column(tr("SINCE"), [_ago(one.since, now) for one in found]),
            Column(tr("DRILL"), [one.drill_name for one in found], least=8, dispensable=3),
            Column(tr("RECORD"), [one.record_id for one in found], dispensable=2),
        ),
        width,
    )


def _now(one: Standing) -> str:
    said = tr("no drill possible: {why}", why=one.why_not) if one.why_not else ""
    return "; ".join(filter(None, (said, *one.notes))) or "-"


def _days(then: datetime | None, now: datetime) -> int | None:
    return max(0, (now - then).days) if then else None


def _ago(then: datetime | None, now: datetime) -> str:
    if then is None:
        return tr("never")
    hours = max(0, int((now - then).total_seconds() // 3600))
    return tr("{days} d ago", days=hours // 24) if hours >= 48 else tr("{hours} h ago", hours=hours)
