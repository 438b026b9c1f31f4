"""Runbooks as text: a table of all, and one to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drilltui.cli.table import Column, table
from drilltui.domain.language import spoken, tr

if TYPE_CHECKING:
    from drilltui.guide.bookshelf import Bookshelf
    from drilltui.guide.runbook import Runbook, Step
    from drilltui.guide.words import Text


def as_table(found: Bookshelf, width: int | None) -> tuple[str, ...]:
    """Return one row for each runbook."""
    books = found.runbooks
    return table(
        (
            Column(tr("RUNBOOK"), [one.key for one in books]),
            Column(tr("STEPS"), [str(len(one.steps)) for one in books]),
            Column(tr("TITLE"), [_said(one.title) for one in books], least=12),
        ),
        width,
    )


def as_page(runbook: Runbook) -> Iterator[str]:
    """Yield a runbook line by line: what to do, why, what if it fails, what the service says."""
    yield _said(runbook.title)
    if runbook.about:
        yield _said(runbook.about)
    for number, step in enumerate(runbook.steps, start=1):
        yield ""
        yield f"{number:3}  {_said(step.title)}"
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield f"     {_said(step.do)}"
    for choice in step.choices:
        yield f"     - {_said(choice.title)} -> {choice.to}"
    for label, text in (
        (tr("Why"), step.why),
        (tr("If it fails"), step.fails),
        (tr("The service says"), step.api),
    ):
        if text:
            yield f"     {label}: {_said(text)}"
    if step.minutes is not None:
        yield "     " + tr("Target: {minutes} min.", minutes=f"{step.minutes:g}")


def _said(text: Text) -> str:
    return text.said(spoken())
