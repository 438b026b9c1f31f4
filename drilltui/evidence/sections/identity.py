"""Which exercise it is, for real or not, and which program wrote it down."""

from __future__ import annotations

from drilltui.domain.language import marked
from drilltui.domain.place import Mode
from drilltui.evidence.case import Case, said_of
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Field, Section

MODES = {
    Mode.REHEARSAL.value: marked("REHEARSAL"),
    Mode.LIVE.value: marked("LIVE"),
}
"""What stands on top of every report, and on every printed page."""

_MODES_AT_LENGTH = {
    Mode.REHEARSAL.value: marked("REHEARSAL: nothing of it touched a real cloud"),
    Mode.LIVE.value: marked("LIVE: it was done in a real cloud"),
}


def identity(case: Case) -> Section:
    """Return the section."""
    exercise, opened = case.exercise, case.opened
    return Section(
        "identity",
        marked("Identity"),
        (
            Field("record", marked("record"), known(exercise.record_id)),
            Field("drill", marked("drill"), known(exercise.name)),
            Field("drill_id", marked("drill id"), known(exercise.drill_id)),
            Field("mode", marked("rehearsal or live"), _mode(exercise.mode)),
            Field("opened_at", marked("record opened"), exercise.opened_at),
            Field("profile", marked("profile or scenario"), known(exercise.profile)),
            Field("tool", marked("version of drilltui"), said_of(opened, "tool")),
            Field("rules", marked("digest of its rules"), said_of(opened, "rules")),
        ),
    )


def _mode(mode: str) -> Cell:
    return phrase(_MODES_AT_LENGTH[mode]) if mode in _MODES_AT_LENGTH else known(mode)
