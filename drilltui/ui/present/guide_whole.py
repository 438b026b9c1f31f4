"""The whole guide as lines: every step with how it stands, the current one unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from drilltui.domain.language import marked, tr
from drilltui.guide.progress import Shown, Standing, StepProgress
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.guide import View, press_sentence, said
from drilltui.ui.present.words import at, duration

if TYPE_CHECKING:
    from drilltui.guide.bookshelf import Bookshelf
    from drilltui.guide.runbook import Runbook

_STANDING: Final = {
    Standing.DONE: (marked("done"), Role.OK),
    Standing.CURRENT: (marked("now"), Role.STRONG),
    Standing.TO_COME: (marked("to come"), Role.DIM),
    Standing.PASSED_OVER: (marked("not done"), Role.WARN),
    Standing.OFF_THE_WAY: (marked("another way"), Role.DIM),
}
_WORD: Final = 12
"""Cells for how a step stands."""
_INDENT: Final = "      "


@dataclass(frozen=True, slots=True)
class Reading:
    """How the page is read: by which clock and zone, and whether every why is unfolded."""

    now: datetime
    zone: tzinfo | None
    reasons: bool = False


def page(view: View, reading: Reading) -> tuple[Line, ...]:
    """Return the whole guide."""
    progress = view.progress
    runbook = progress.runbook
    head = tr("{done} of {count} steps done", done=progress.done, count=len(progress.steps))
    about = (f"   {view.about}", Role.WARN)
    lines = [line((said(runbook.title), Role.HEADING), about if view.about else "", f"   {head}")]
    if progress.current is None:
        lines += [Line(), line((tr("All steps are behind you: x puts the guide away."), Role.OK))]
    lines.append(Line())
    for number, step in enumerate(progress.steps, start=1):
        lines += _step(number, step, view, reading)
    record = tr("All of it stands in the record {record}.", record=progress.exercise.record_id)
    return (*lines, Line(), line((record, Role.DIM)))


def _step(number: int, found: StepProgress, view: View, reading: Reading) -> Iterator[Line]:
    word, role = _STANDING[found.standing]
    is_current = found.standing is Standing.CURRENT
    title = Span(said(found.step.title), Role.STRONG if is_current else Role.TEXT)
    when = _when(found.shown, reading) if found.standing is Standing.DONE else ""
    yield line(f"{number:3}  ", Span(fit(tr(word), _WORD), role), title, (f"   {when}", Role.DIM))
    if found.shown and found.shown.remark and found.standing is Standing.DONE:
        yield line(_INDENT, (found.shown.remark, Role.DIM))
    if is_current:
        yield from _unfolded(found, view, reading)
    elif reading.reasons:
        yield from _reasons(found)


def _when(shown: Shown | None, reading: Reading) -> str:
    if shown is None:
        return ""
    return f"{at(shown.at, reading.zone)}  {shown.initials or shown.by}".rstrip()


def _unfolded(found: StepProgress, view: View, reading: Reading) -> Iterator[Line]:
    step = found.step
    yield line(_INDENT, (press_sentence(view.hint, view.scope), Role.SPOKEN), f"  {said(step.do)}")
    yield from _choices(found)
    if step.optional:
        yield line(_INDENT, tr("Not needed? Here t says so, with the reason as its remark."))
    if found.failed:
        at_time = at(found.failed.at, reading.zone)
        failed = tr("It failed at {time} ({event}).", time=at_time, event=found.failed.kind)
        yield line(_INDENT, (failed, Role.WARN))
    if step.fails:
        yield _labelled(
            tr("If it fails"), said(step.fails), Role.WARN if found.failed else Role.TEXT
        )
    yield from _reasons(found)
    if step.probe:
        yield _labelled(tr("Probe"), step.probe)
    if (target := found.target) and (took := found.took(reading.now)):
        of = tr(
            "{took} of {target} min",
            took=duration(took.total_seconds()),
            target=f"{target / timedelta(minutes=1):g}",
        )
        late = found.late(reading.now)
        yield _labelled(tr("Time"), of, Role.WARN if late else Role.TEXT)
    yield Line()


def _choices(found: StepProgress) -> Iterator[Line]:
    for choice in found.step.choices:
        yield line(_INDENT, ("- ", Role.DIM), said(choice.title))


def _reasons(found: StepProgress) -> Iterator[Line]:
    if found.step.why:
        yield _labelled(tr("Why"), said(found.step.why))
    if found.step.api:
        yield _labelled(tr("The service says"), said(found.step.api))


def _labelled(label: str, words: str, role: Role = Role.TEXT) -> Line:
    return line(_INDENT, (f"{label}  ", Role.DIM), (words, role))


def offered(runbook: Runbook) -> tuple[Span, ...]:
    """Return the cells of a runbook that can be followed: title, steps, key."""
    return (
        Span(said(runbook.title), Role.STRONG),
        Span(str(len(runbook.steps))),
        Span(runbook.key, Role.DIM),
    )


def about(runbook: Runbook | None, bookshelf: Bookshelf) -> tuple[Line, ...]:
    """Return what the runbook under the cursor is for, and which own files are of no use."""
    lines = [line(said(runbook.about))] if runbook else []
    if bookshelf.faults:
        lines.append(Line())
    return (*lines, *(line((fault.sentence, Role.WARN)) for fault in bookshelf.faults))
