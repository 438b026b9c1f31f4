"""The lesson of a rehearsal, out of what the sandbox says of its scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.guide.lesson import Hint, Lesson, Strike, Walk
from drilltui.guide.words import Text

if TYPE_CHECKING:
    from drilltui.sandbox.embedded import Sandbox
    from drilltui.sandbox.lesson_table import LessonTable, SurpriseTable, TextTable


def lesson_of(
    scenario: str,
    drawn: str,
    table: LessonTable | None,
    surprise: SurpriseTable | None,
    seed: int,
) -> Lesson | None:
    """Return what the world of `scenario` teaches; None for a world without a lesson.

    A `surprise` tells of itself instead; the rest is of the scenario that was `drawn`.
    """
    if table is None:
        return None
    shown = surprise or table
    return Lesson(
        scenario=scenario,
        title=_text(shown.title),
        text=_text(shown.text),
        trap=_text(table.trap),
        good=_text(table.good),
        runbook=table.runbook,
        group=table.group,
        minutes=table.minutes,
        seed=seed,
        path=tuple(
            Walk(one.do, one.vpc, one.code, one.minutes, one.result, one.why) for one in table.path
        ),
        hints=tuple(
            Hint(number, one.after_minutes, _text(one.text))
            for number, one in enumerate(table.hints, 1)
        ),
        drawn=drawn,
        drawn_title=_text(table.title),
    )


def strikes_of(sandbox: Sandbox) -> tuple[Strike, ...]:
    """Return what has happened to requests so far."""
    faults = sandbox.faults
    return tuple(Strike(one.at, one.does, one.on) for one in (faults.strikes if faults else ()))


def lessons(seed: int | None = None) -> tuple[Lesson, ...]:
    """Return the lessons of all scenarios that have one, the easiest first."""
    from drilltui.sandbox.scenario_file import (
        SEED,
        drawn,
        known_scenarios,
        load_scenario,
        load_surprise,
    )

    seed = SEED if seed is None else seed
    found = []
    for name in known_scenarios():
        surprise = load_surprise(name)
        table = load_scenario(name, seed).lesson
        if lesson := lesson_of(name, drawn(name, seed), table, surprise, seed):
            found.append(lesson)
    return tuple(sorted(found, key=_order))


def _order(lesson: Lesson) -> tuple[bool, bool, str]:
    """The one where all goes well comes first, a surprise last."""
    return lesson.is_surprise, lesson.runbook != "first-drill", lesson.scenario


def _text(table: TextTable) -> Text:
    return Text(table.en, table.zh)
