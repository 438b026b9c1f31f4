"""An export: a record's events with everything made of them, as files in memory. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from drilltui.domain.language import Words
from drilltui.domain.record import Event, broken_at
from drilltui.evidence import names
from drilltui.evidence.figures import Figures
from drilltui.evidence.lines import line_of
from drilltui.evidence.manifest import Manifest, manifest_text, sum_of
from drilltui.evidence.redaction import Redaction, is_hidden
from drilltui.evidence.render.as_json import as_json
from drilltui.evidence.render.markdown import markdown
from drilltui.evidence.render.page import page
from drilltui.evidence.report import report


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes an export, and when: the version of the program, and the time."""

    tool: str
    created_at: datetime


def export(
    events: Sequence[Event],
    words: Words,
    stamp: Stamp,
    redaction: Redaction,
    previous: Figures | None = None,
) -> dict[str, bytes]:
    """Return the files of an export by their names, the manifest last.

    Raises ValueError for no events at all: there is no such record.
    """
    if not events:
        raise ValueError("a record without events cannot be exported")
    told = tuple(map(redaction.of, events))
    previous = _without_hidden(previous, redaction)
    broken = broken_at(events)
    content = {names.EVENTS: events_file(told), **made_of(told, words, previous, broken)}
    manifest = Manifest(
        stamp.tool,
        events[0].record_id,
        _mode(told),
        words.language,
        stamp.created_at,
        len(told),
        told[-1].hash,
        tuple(sum_of(name, content[name]) for name in names.CONTENT),
        redaction.fields,
        tuple(event.seq for event in told if is_hidden(event.data)),
        previous,
    )
    return {**content, names.MANIFEST: manifest_text(manifest).encode("ascii")}


_SAME_AS = {
    "record_id": ("record", "record_id"),
    "drill_id": ("drill_id",),
    "drill": ("drill", "drill_name", "name"),
    "result": ("result",),
}
"""Figures that say what fields of events say: what is hidden there is hidden here."""


def _without_hidden(previous: Figures | None, redaction: Redaction) -> Figures | None:
    if previous is None:
        return None
    hidden: dict[str, Any] = {
        figure: "" for figure, fields in _SAME_AS.items() if any(map(redaction.hides, fields))
    }
    return replace(previous, **hidden)


def made_of(
    told: Sequence[Event], words: Words, previous: Figures | None, broken: int | None
) -> dict[str, bytes]:
    """Return the files that are made of the events, which whoever verifies makes again."""
    made = report(told, previous, broken_at=broken)
    return {
        names.MARKDOWN: markdown(made, words).encode("utf-8"),
        names.PAGE: page(made, words).encode("utf-8"),
        names.JSON: as_json(made).encode("ascii"),
        names.SCHEMA: schema(),
    }


def events_file(events: Sequence[Event]) -> bytes:
    """Return events as lines."""
    return "".join(f"{line_of(event)}\n" for event in events).encode("ascii")


@cache
def schema() -> bytes:
    """Return the JSON schema of a line."""
    return files("drilltui.evidence").joinpath("line-schema.json").read_bytes()


def _mode(told: Sequence[Event]) -> str:
    mode = told[0].data.get("mode")
    return mode if isinstance(mode, str) else ""
