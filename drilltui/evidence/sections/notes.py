"""What people wrote down meanwhile: append-only, so that a correction is a new note."""

from __future__ import annotations

from drilltui.domain.event_data import text
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case
from drilltui.evidence.cell import known
from drilltui.evidence.part import Column, Section, Table


def notes(case: Case) -> Section:
    """Return the section."""
    rows = tuple(
        (event.at, known(text(event.data, "by")), known(text(event.data, "text")))
        for event in case.of(Kind.NOTE)
    )
    none = marked("Nobody wrote a note.")
    return Section("notes", marked("Notes"), (Table("notes", marked("notes"), _NOTES, rows, none),))


_NOTES = (
    Column("at", marked("time")),
    Column("by", marked("by")),
    Column("text", marked("note")),
)
