"""The forms of what people say around a drill."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from drilltui.domain.brief_typed import LABELS, MEANINGS, as_typed
from drilltui.domain.finding_typed import FindingTyped
from drilltui.domain.language import tr
from drilltui.ui.line import Role, line
from drilltui.ui.paper import Entry, Paper
from drilltui.ui.present import exercise as present

if TYPE_CHECKING:
    from drilltui.domain.drill_finding import DrillFinding
    from drilltui.domain.exercise import Exercise
    from drilltui.services.session import Session
    from drilltui.ui.line import Line


def brief(session: Session, exercise: Exercise) -> Paper:
    """Return the form of what the exercise is for."""
    before = as_typed(exercise.said.brief)
    entries = tuple(
        Entry(name, tr(label), before[name], tr(MEANINGS[name])) for name, label in LABELS.items()
    )

    async def keep(typed: Mapping[str, str]) -> object:
        changed = {name: said for name, said in typed.items() if said != before[name]}
        return await session.saying.brief(exercise.record_id, changed)

    return Paper(tr("brief"), _head(tr("What this exercise is for")), entries, keep)


def hold(session: Session, exercise: Exercise) -> Paper:
    """Return the form of a reason to hold the exercise up."""

    async def keep(typed: Mapping[str, str]) -> object:
        return await session.saying.hold(exercise.record_id, typed["why"])

    entry = Entry("why", tr("Why"), asks=tr("for what reason nobody goes on now"))
    said = tr("The exercise is held up. Cloud and clocks go on; the hold is shown beside them.")
    return Paper(tr("hold"), (line(said),), (entry,), keep)


def service(session: Session, exercise: Exercise, *, passed: bool) -> Paper:
    """Return the form of a word on the service."""
    said = tr("The service works.") if passed else tr("The service does not work.")

    async def keep(typed: Mapping[str, str]) -> object:
        return await session.saying.service(
            exercise.record_id,
            passed=passed,
            seen=typed["seen"],
            expected=typed["expected"],
            data_point=typed["data_point"],
        )

    entries = (
        Entry("seen", tr("Seen"), asks=tr("what was done on the drill servers, and what came")),
        Entry("expected", tr("Expected"), asks=tr("what should have come")),
        Entry("data_point", tr("Newest data"), asks=tr("what the RPO is judged by: a time, an id")),
    )
    return Paper(tr("service"), _head(said), entries, keep)


def finding(session: Session, exercise: Exercise, found: DrillFinding | None) -> Paper:
    """Return the form of a finding: a new one where there is none."""
    record_id = exercise.record_id

    async def keep(typed: Mapping[str, str]) -> object:
        words = FindingTyped(**typed)
        if found is None:
            return await session.saying.find(record_id, words)
        return await session.saying.change(record_id, found.number, words)

    def was(name: str) -> str:
        value = getattr(found, name) if found else None
        return "" if value is None else str(value)

    entries = (
        Entry("text", tr("Finding"), was("text"), tr("what was found")),
        Entry("severity", tr("Weight"), was("severity"), tr("low, medium or high")),
        Entry("owner", tr("Owner"), was("owner"), tr("who mends it")),
        Entry("due", tr("Due"), was("due"), tr("until when: 2026-12-01")),
        Entry("status", tr("Status"), was("status"), tr("open, mended or risk accepted")),
        Entry(
            "decision", tr("Decision"), was("decision"), tr("who has accepted the risk, and why")
        ),
        Entry("retest", tr("Retest"), was("retest"), tr("the record that shows it mended")),
    )
    said = tr("Finding {number}", number=found.number) if found else tr("A new finding")
    return Paper(tr("finding"), _head(said), entries, keep)


def hand_over(session: Session, exercise: Exercise) -> Paper:
    """Return the form of a handover, with what is open."""

    async def keep(typed: Mapping[str, str]) -> object:
        return await session.handing.hand_over(exercise.record_id, typed["to"], typed["why"])

    entries = (
        Entry("to", tr("To"), asks=tr("who goes on with it")),
        Entry("why", tr("Why"), asks=tr("for what reason: the end of a shift")),
    )
    lines = present.handing(session.handing.open_now(exercise))
    return Paper(tr("hand over"), lines, entries, keep)


def take_over(session: Session, exercise: Exercise) -> Paper:
    """Return the form of who takes the exercise over."""

    async def keep(typed: Mapping[str, str]) -> object:
        return await session.handing.take_over(exercise.record_id, typed["name"], typed["why"])

    last = exercise.said.handovers[-1] if exercise.said.handovers else None
    waits = last is not None and last.taken_at is None
    lines = present.handing(last.open) if last and waits else ()
    entries = (
        Entry("name", tr("Name"), exercise.said.handed_to or session.place.person, tr("your name")),
        Entry("why", tr("Why"), asks=tr("it may stay empty")),
    )
    return Paper(
        tr("take over"), (*_head(tr("You take this exercise over.")), *lines), entries, keep
    )


def signature(session: Session, exercise: Exercise) -> Paper:
    """Return the form of a signature."""

    async def keep(typed: Mapping[str, str]) -> object:
        return await session.saying.sign(exercise.record_id, typed["name"], typed["role"])

    said = tr("You stand for what this record says. It is a word, and no cryptographic signature.")
    entries = (
        Entry("name", tr("Name"), session.place.person, tr("your name")),
        Entry("role", tr("Role"), asks=tr("as what you sign: leader, witness, approver")),
    )
    begins = "role" if session.place.person else "name"
    return Paper(tr("sign"), (line(said),), entries, keep, begins)


works = partial(service, passed=True)
fails = partial(service, passed=False)


def _head(said: str) -> tuple[Line, ...]:
    return (line((said, Role.STRONG)),)
