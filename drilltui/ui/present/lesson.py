"""The lesson of a rehearsal as lines: what it is about, the hints so far, and its debrief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from drilltui.domain.language import spoken, tr
from drilltui.guide.debrief_text import lines_of
from drilltui.ui.line import Line, Role, line

if TYPE_CHECKING:
    from drilltui.guide.debrief import Debrief
    from drilltui.guide.lesson import Hint, Lesson


def no_lesson() -> tuple[Line, ...]:
    """Return what stands where there is nothing to learn."""
    return (
        line(tr("There is no lesson here: that is for rehearsals in a world that teaches.")),
        line((tr("See them all: drilltui rehearse --list"), Role.DIM)),
    )


def page(lesson: Lesson, hints: Sequence[Hint]) -> tuple[Line, ...]:
    """Return the page of a lesson with the `hints` that somebody may see by now."""
    return tuple(_page(lesson, hints))


def debriefed(found: Debrief | None) -> tuple[Line, ...]:
    """Return the debrief, or what is missing for one."""
    if found is None:
        return (line(tr("The debrief comes when the record of this rehearsal is closed.")),)
    head, *rest = lines_of(found)
    return (line((head, Role.HEADING)), line(), *map(line, rest))


def _page(lesson: Lesson, hints: Iterable[Hint]) -> Iterator[Line]:
    language = spoken()
    yield line((lesson.title.said(language), Role.HEADING))
    yield line()
    yield line(lesson.text.said(language))
    yield line()
    yield line(
        (tr("Group"), Role.DIM),
        f"  {lesson.group}   ",
        (tr("Runbook"), Role.DIM),
        f"  {lesson.runbook}   ",
        (tr("Takes about"), Role.DIM),
        "  " + tr("{minutes} minutes", minutes=lesson.minutes),
    )
    yield line()
    shown = list(hints)
    total = len(lesson.hints)
    yield line((tr("Hints: {count} of {total}", count=len(shown), total=total), Role.STRONG))
    for hint in shown:
        yield line((f"  {hint.number}  ", Role.KEY), hint.text.said(language))
    if len(shown) < total:
        yield line((tr("  h asks for the next one; the debrief says so."), Role.DIM))
