"""The lesson of a rehearsal as lines: what it is about, the hints so far, and its debrief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    total = len(lesson.hints)
    return tuple(
        _page(lesson, hints, tr("Hints: {count} of {total}", count=len(hints), total=total))
    )


def page_at_end(lesson: Lesson, asked: int) -> tuple[Line, ...]:
    """Return the page once the record is closed: all hints, and how many were `asked` for."""
    total = len(lesson.hints)
    said = tr("Hints: all {total}; {count} of {total} asked for", count=asked, total=total)
    return tuple(_page(lesson, lesson.hints, said))


def debriefed(found: Debrief | None) -> tuple[Line, ...]:
    """Return the debrief, or what is missing for one."""
    if found is None:
        return (line(tr("The debrief comes when the record of this rehearsal is closed.")),)
    head, *rest = lines_of(found)
    return (line((head, Role.HEADING)), line(), *map(line, rest))


def _page(lesson: Lesson, hints: Sequence[Hint], counted: str) -> Iterator[Line]:
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
    yield line((counted, Role.STRONG))
    for hint in hints:
        yield line((f"  {hint.number}  ", Role.KEY), hint.text.said(language))
    if len(hints) < len(lesson.hints):
        yield line((tr("  h asks for the next one; the debrief says so."), Role.DIM))
