"""Who took part: at the keyboard, by the plan, by a handover."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.event_data import text
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case, said_of
from drilltui.evidence.cell import Cell, known
from drilltui.evidence.part import Column, Field, Section, Table

_JOINED = marked("; ")
"""What stands between names in a list."""


def people(case: Case) -> Section:
    """Return the section."""
    opened, brief = case.opened, case.exercise.said.brief
    return Section(
        "people",
        marked("People"),
        (
            Field("operator", marked("operator"), known(case.exercise.person)),
            Field("cloud_user", marked("cloud user"), said_of(opened, "cloud_user")),
            Field("unix_user", marked("Unix user"), said_of(opened, "unix_user")),
            Field("host", marked("host"), said_of(opened, "host")),
            Field("ssh_from", marked("source of the SSH session"), said_of(opened, "ssh_from")),
            Field("approver", marked("approver"), known(brief.approver)),
            Field("witness", marked("witness"), known(brief.witness)),
            Field("intended", marked("intended participants"), _list(brief.participants)),
            Field("actual", marked("people in the record"), _list(tuple(_acting(case)))),
            Table(
                "handovers",
                marked("handovers"),
                _HANDOVERS,
                tuple(_handovers(case)),
                none=marked("It was not handed over."),
            ),
        ),
    )


_HANDOVERS = (
    Column("at", marked("time")),
    Column("by", marked("given by")),
    Column("to", marked("given to")),
    Column("why", marked("reason")),
    Column("open", marked("left open")),
    Column("taken_by", marked("taken by")),
    Column("taken_at", marked("taken at")),
    Column("account", marked("under the account")),
    Column("taken_why", marked("why it was taken")),
)


def _handovers(case: Case) -> Iterator[tuple[Cell, ...]]:
    for one in case.exercise.said.handovers:
        yield (
            one.at,
            one.by,
            one.to,
            known(one.why),
            "; ".join(one.open),
            known(one.taken_by),
            one.taken_at,
            known(one.account),
            one.taken_why,
        )


def _acting(case: Case) -> Iterator[str]:
    """Yield whoever is named by an event as the one who did it, each once."""
    named = dict.fromkeys(filter(None, (case.exercise.person,)))
    for event in case.events:
        if by := text(event.data, "by"):
            named[by] = None
        if event.kind == Kind.PREFLIGHT and isinstance(event.data.get("override"), dict):
            override = event.data["override"]
            assert isinstance(override, dict)
            if by := text(override, "by"):
                named[by] = None
    yield from named


def _list(names: tuple[str, ...]) -> Cell:
    if not names:
        return None
    return lambda words: words(_JOINED).join(names)
