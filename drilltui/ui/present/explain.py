"""What the error book says of codes that were told, with what is lifted out of their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from drilltui.domain.error_book import BookEntry, entries, entry, nearest
from drilltui.domain.fail_reason import lifted
from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.fitted import fit

if TYPE_CHECKING:
    from drilltui.domain.fail_reason import FailReason
    from drilltui.domain.told_code import ToldCode

_LABEL = 8


def lines(told: Sequence[ToldCode]) -> tuple[Line, ...]:
    """Return each code with its meaning, what to do, and the reason; a blank line after each."""
    return tuple(row for one in told for row in (*_explained(one), Line()))


def _explained(told: ToldCode) -> Iterator[Line]:
    reason = lifted(told.reason)
    by = (f"   {told.by}", Role.DIM) if told.by else ""
    yield line((told.code or tr("no code"), Role.STOP), by)
    yield from _meaning(told)
    for code in reason.codes:
        if code != told.code:
            yield line((code, Role.STOP), (f"   {tr('told inside the reason')}", Role.DIM))
            yield from _of_book(code, entries(code))
    yield from _reason(reason)


def _meaning(told: ToldCode) -> Iterator[Line]:
    if not told.code:
        yield line(_label(""), tr("The service told no code with it."))
    elif told.is_status:
        yield line(
            _label(""),
            tr("The answer had no code; its HTTP status was {status}.", status=told.status),
        )
    else:
        known = entry(told.code, told.status)
        yield from _of_book(told.code, (known,) if known else entries(told.code))


def _of_book(code: str, found: Sequence[BookEntry]) -> Iterator[Line]:
    """Yield what the book says; where only the HTTP status could tell, all that it may mean."""
    for one in found:
        at = f"HTTP {', '.join(map(str, one.statuses))}: " if len(found) > 1 else ""
        yield line(_label(tr("means")), at, (one.meaning, Role.STRONG))
        yield line(_label(tr("do")), one.remedy)
        yield line(_label(tr("again")), tr(one.retry))
        yield line(_label(tr("page")), (one.page, Role.DIM))
    if not found:
        near = nearest(code)
        like = f" {tr('Near it: {codes}.', codes=', '.join(near))}" if near else ""
        yield line(_label(""), f"{tr('Unknown: it is not in the error book.')}{like}")


def _reason(reason: FailReason) -> Iterator[Line]:
    if reason.task:
        yield line(_label(tr("step")), reason.task)
    if reason.is_nested:
        yield line(_label(tr("says")), (reason.message, Role.STRONG))
    if reason.whole:
        yield line(_label(tr("whole")), reason.whole)


def _label(text: str) -> tuple[str, Role]:
    return (f"  {fit(text, _LABEL)}", Role.DIM)
