"""Answers for programs: one JSON object a line, each with the number of its schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime

TYPE_CHECKING = False

if TYPE_CHECKING:
    from drilltui.domain.json_value import JsonValue

SCHEMA = 1
"""Raised when a field changes its meaning or goes; new fields may come at any time."""


def json_line(kind: str, /, **fields: JsonValue) -> str:
    """Return an object of the type `kind` as one line of ASCII: no text can act on a terminal.

    `schema.json` says what each type has.
    """
    return json.dumps({"schema": SCHEMA, "type": kind, **fields}, ensure_ascii=True)


def json_time(moment: datetime | None) -> str | None:
    """Return `moment` as ``2026-11-23T09:14:02Z``."""
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
