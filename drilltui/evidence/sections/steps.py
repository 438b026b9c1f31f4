"""What people did by hand: the checklist, and the steps of a guide."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.attachment import Attachment
from drilltui.domain.checklist import WHEN, items_of_record
from drilltui.domain.event_data import rows, text
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Section, Table


def manual_steps(case: Case) -> Section:
    """Return the section."""
    return Section(
        "steps",
        marked("Manual steps"),
        (
            Table("checklist", marked("checklist"), _CHECKLIST, tuple(_checklist(case))),
            Table(
                "guide",
                marked("steps of the runbook"),
                _GUIDE,
                tuple(_guide(case)),
                none=marked("No step of a runbook was ticked by hand."),
            ),
        ),
    )


_CHECKLIST = (
    Column("text", marked("step")),
    Column("why", marked("why it exists")),
    Column("about", marked("about")),
    Column("result", marked("result")),
    Column("by", marked("done by")),
    Column("at", marked("time")),
    Column("remark", marked("remark")),
    Column("attachment", marked("digest of what is attached")),
)
_GUIDE = (
    Column("runbook", marked("runbook")),
    Column("step", marked("step")),
    Column("result", marked("result")),
    Column("by", marked("done by")),
    Column("initials", marked("initials")),
    Column("at", marked("time")),
    Column("remark", marked("remark")),
    Column("choice", marked("choice")),
)


def _checklist(case: Case) -> Iterator[tuple[Cell, ...]]:
    exercise = case.exercise
    listed = items_of_record(rows(exercise.preflight, "checklist"))
    for item in sorted(listed, key=lambda one: WHEN.index(one.when)):
        tick = exercise.ticks.get(item.key)
        by: Cell = phrase(marked("the cloud showed it")) if tick and tick.by_reading else None
        yield (
            phrase(item.title),
            phrase(item.why) if item.why else None,
            item.about,
            _result(tick.done) if tick else None,
            by or (known(tick.by) if tick else None),
            tick.at if tick else None,
            tick.remark if tick else "",
            _attachment(tick.attachment if tick else None),
        )


def _guide(case: Case) -> Iterator[tuple[Cell, ...]]:
    """Yield the words on steps of a runbook, by their titles; by keys where those are not told."""
    called = {text(one.data, "runbook"): text(one.data, "title") for one in case.of(Kind.GUIDED)}
    for event in case.of(Kind.STEP):
        data = event.data
        if text(data, "item"):
            continue
        runbook = text(data, "runbook")
        yield (
            known(called.get(runbook) or runbook),
            known(text(data, "title") or text(data, "step")),
            _result(data.get("done") is True, needed=data.get("needed") is not False),
            known(text(data, "by")),
            text(data, "initials"),
            event.at,
            text(data, "remark"),
            text(data, "choice_title") or text(data, "choice"),
        )


def _result(done: bool, *, needed: bool = True) -> Cell:
    if not needed:
        return phrase(marked("not needed"))
    return phrase(marked("done") if done else marked("not done"))


def _attachment(found: Attachment | None) -> str:
    """Return ``<sha256> <name>`` of what was attached; empty where nothing was."""
    return f"{found.sha256} {found.name}".strip() if found else ""
