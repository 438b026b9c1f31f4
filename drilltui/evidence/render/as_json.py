"""A report as JSON: machine words and seconds, the same in every language."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import ENGLISH, words_of
from drilltui.evidence.cell import Cell
from drilltui.evidence.part import Part, Table
from drilltui.evidence.report import Report

SCHEMA = 1
"""Raised when a field changes its meaning or goes; new fields may come at any time."""


def as_json(report: Report) -> str:
    """Return the report as one JSON object, indented, in ASCII.

    ``null`` is "not said", an empty text is nothing that could be said; times are ISO 8601, lengths
    are seconds, sentences are English.
    """
    told: JsonValue = {
        "schema": SCHEMA,
        "type": "report",
        "record": report.record_id,
        "mode": report.mode,
        "until": report.until.isoformat(),
        "utc_offset": report.utc_offset,
        "gaps": [
            {"section": one.section, "field": one.field, "missing": one.missing, "of": one.total}
            for one in report.gaps
        ],
        "sections": {
            section.key: {part.key: _part(part) for part in section.parts}
            for section in report.sections
        },
    }
    return json.dumps(told, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def _part(part: Part) -> JsonValue:
    if isinstance(part, Table):
        keys = [column.key for column in part.columns]
        return [dict(zip(keys, map(_value, row), strict=True)) for row in part.rows]
    return _value(part.value)


def _value(value: Cell) -> JsonValue:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value(words_of(ENGLISH))
