"""The service's own answer, as it came."""

from __future__ import annotations

import json

from drilltui.ui.line import Line, line


def answer(value: object) -> tuple[Line, ...]:
    """Return `value` as indented JSON, one line a row. Control characters stay escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return tuple(line(row) for row in text.split("\n"))
