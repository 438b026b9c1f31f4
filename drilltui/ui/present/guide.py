"""The guide in words: a band of three lines, a panel beside the screen, and all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from drilltui.domain.language import marked, spoken, tr
from drilltui.domain.place import Mode
from drilltui.guide.progress import Progress, StepProgress
from drilltui.ui.fields import FIELDS
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.guide_way import Hint
from drilltui.ui.widgets.wrapping import shortened, wrap

if TYPE_CHECKING:
    from drilltui.guide.words import Text

BAND = 3
"""Lines of the band below a screen."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of the guide on one screen: how far it is, and what to press there.

    `about` is the group whose record it is, where that is not the one that is followed.
    """

    progress: Progress
    hint: Hint
    scope: str
    about: str = ""


def said(text: Text) -> str:
    """Return a text of a runbook in the language of this run."""
    return text.said(spoken())


def band(view: View, width: int) -> tuple[Line, ...]:
    """Return the three lines: which step it is, what to press, what to do."""
    head, whole = line(" ", *_heading(view)), tr("F2 whole guide")
    room = width - 2 - cell_len(whole)
    first = head if cell_len(head.plain) < room else shortened(head, room - 1)
    blank = " " * max(1, room - cell_len(first.plain))
    rows = _rows([line(*_now(view))], width - 2, BAND - 1)
    return (line(*first.spans, blank, (whole, Role.DIM)), *(line(" ", *row.spans) for row in rows))


def _rows(lines: Sequence[Line], width: int, room: int) -> list[Line]:
    """Return `lines` in at most `room` rows; the last one says so when there would be more."""
    rows = [row for one in lines for row in wrap(one, width)]
    if len(rows) > room:
        rows[room - 1 :] = [shortened(rows[room - 1], width)]
    return rows


def panel(view: View, width: int, height: int) -> tuple[Line, ...]:
    """Return the panel's lines; that F2 shows the rest stands last, however few rows there are."""
    current = view.progress.current
    title = said(view.progress.runbook.title)
    lines = [line((title, Role.DIM)), Line(), line(*_heading(view)), Line(), line(*_press(view))]
    if current:
        lines += [Line(), line(_do(view))]
        lines += _failing(current)
        if target := current.target:
            minutes = tr("Target: {minutes} min.", minutes=f"{target / timedelta(minutes=1):g}")
            lines += [Line(), line((minutes, Role.DIM))]
    more = wrap(line((tr("F2 shows the whole guide: why, and what if it fails."), Role.DIM)), width)
    return (*_rows(lines, width, max(1, height - len(more) - 1)), Line(), *more)


def _heading(view: View) -> tuple[Span, ...]:
    progress = view.progress
    count = len(progress.steps)
    about = (Span(f"{view.about}  ", Role.WARN),) if view.about else ()
    if progress.current is None:
        return (*about, Span(tr("All {count} steps are behind you", count=count), Role.OK))
    place = tr("Step {number} of {count}", number=progress.number, count=count)
    return (*about, Span(f"{place}  "), Span(said(progress.current.step.title), Role.STRONG))


def _now(view: View) -> tuple[Span, ...]:
    current = view.progress.current
    if current is None:
        return (*_press(view), Span("  "), Span(_after(view)))
    failing = current.failed is not None and bool(current.step.fails)
    words = said(current.step.fails) if failing else _do(view)
    return (*_press(view), Span("  "), Span(words, Role.WARN if failing else Role.TEXT))


def _after(view: View) -> str:
    """Return what there is to be had of an exercise that is over."""
    evidence = tr("o shows its id, for drilltui report and drilltui export.")
    if view.progress.exercise.mode != Mode.REHEARSAL.value:
        return evidence
    return f"{tr('F8 talks the rehearsal over.')} {evidence}"


def _do(view: View) -> str:
    current = view.progress.current
    if view.hint.do:
        return said(view.hint.do)
    return said(current.step.do) if current else ""


def _failing(current: StepProgress) -> Iterator[Line]:
    if current.failed and current.step.fails:
        yield Line()
        yield line((said(current.step.fails), Role.WARN))


def _press(view: View) -> tuple[Span, ...]:
    """Return what to press, as one sentence."""
    role = Role.SPOKEN if view.hint.here else Role.STRONG
    return (Span(press_sentence(view.hint, view.scope), role),)


def press_sentence(hint: Hint, scope: str) -> str:
    """Return what to do with the keys: ``Cursor on pg-payments, then n.``"""
    if hint.waits:
        return tr("Wait here.")
    if not hint.presses:
        return tr("See F2.")
    keys = _joined(hint.presses)
    if hint.each:
        return _on_each(hint, _field(hint.field, scope), keys)
    if hint.row:
        return tr("Cursor on {row}, then {keys}.", row=hint.row, keys=keys)
    if hint.typed:
        return tr("Type {text}, then {keys}.", text=hint.typed, keys=keys)
    if hint.chooses and hint.also:
        return tr(
            "Choose in {field}, then {first}; fill in {fields}, then {keys}.",
            field=_field(hint.field, scope),
            first=_joined(hint.presses[:-1]),
            fields=_fields(hint.also, scope),
            keys=hint.presses[-1],
        )
    if hint.chooses:
        return tr("Choose in {field}, then {keys}.", field=_field(hint.field, scope), keys=keys)
    if hint.own_words:
        named = _fields((hint.field, *hint.also), scope)
        return tr("Fill in {field}, then {keys}.", field=named, keys=keys)
    return tr("Press {keys}.", keys=keys)


def _on_each(hint: Hint, field: str, keys: str) -> str:
    if hint.tab:
        said = marked("In {field} (Tab goes there), on each row that is open: {keys}.")
    else:
        said = marked("In {field}, on each row that is open: {keys}.")
    return tr(said, field=field, keys=keys)


def _field(field: str, scope: str) -> str:
    """Return what a field is called; where another screen than its own speaks of it, no name."""
    named = FIELDS.get(scope, {}).get(field, "")
    return tr(named) if named else tr("the list")


def _fields(fields: Sequence[str], scope: str) -> str:
    return tr(", ").join(_field(one, scope) for one in fields)


def _joined(keys: Sequence[str]) -> str:
    then = tr(", then ")
    return then.join(keys)
