"""The checklist of a drill as rows, as a heading, and one step in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Final

from drilltui.domain.language import marked, tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.sentence import sentence
from drilltui.ui.present.words import at, on

if TYPE_CHECKING:
    from drilltui.domain.checklist import Step, Tick
    from drilltui.services.steps import Checklist

DELETE: Final = "delete"
"""The key of the last row, which no item has: the drill is deleted in the end."""

_WHEN = {"before": marked("before"), "running": "", "after": marked("after")}


def keys(found: Checklist) -> list[str]:
    """Return the keys of all rows."""
    return [*(step.item.key for step in found.steps), DELETE]


def row(found: Checklist, number: int, zone: tzinfo | None) -> tuple[Span, ...]:
    """Return the cells of a row: whether it is done, what it is, who did it or which phase."""
    if number >= len(found.steps):
        return _delete_row()
    step = found.steps[number]
    box = Span("[x]", Role.OK) if step.done else Span("[ ]", Role.WARN)
    title = Span(step.item.title, Role.DIM if step.done else Role.TEXT)
    return (box, title, _who(step, zone))


def _delete_row() -> tuple[Span, ...]:
    return (
        Span("[ ]", Role.WARN),
        Span(tr("Delete the drill; VPC stays")),
        Span(tr("D, last"), Role.DIM),
    )


def _who(step: Step, zone: tzinfo | None) -> Span:
    tick = step.tick
    if tick is None or not tick.done:
        when = _WHEN.get(step.item.when, "")
        return Span(tr(when) if when else "", Role.DIM)
    return Span(f"{at(tick.at, zone)[:5]} {tr('read') if tick.by_reading else tick.by}", Role.DIM)


def heading(found: Checklist, *, gone: bool = False) -> Line:
    """Return how much is done, and what comes next; of a drill that is `gone` nothing may."""
    step = found.next
    last = tr("nothing more") if gone else tr("delete the drill")
    following = step.item.title if step else last
    count = tr("TO DO {done}/{total}", done=found.done, total=len(found.steps))
    coming = sentence(tr("next: {step}"), step=Span(following, Role.STRONG))
    return line((count, Role.HEADING), "  ", *coming.spans)


def about(found: Checklist, key: str | None) -> tuple[Line, ...]:
    """Return what the row under the cursor concerns, in a row or two."""
    if key == DELETE:
        told = tr(
            "A delete takes the servers and their disks. The drill VPC and its subnets stay, and"
            " count against the quota."
        )
        return (line((told, Role.DIM)),)
    step = found.step(key) if key else None
    if step is None:
        return ()
    remark = step.tick.remark if step.tick else ""
    told = tr("; ").join(filter(None, (step.item.about, remark)))
    return (line((told or tr("Enter says why and how."), Role.DIM)),)


def to_record(step: Step) -> tuple[Line, ...]:
    """Return what a tick of this step will record: the opposite of what is recorded now."""
    what = tr("This records as not done after all:") if step.done else tr("This records as done:")
    return (line((what, Role.STRONG)), line(step.item.title))


def recorded(step: Step) -> str:
    """Return what a tick of this step has recorded."""
    return tr("Recorded as not done after all.") if step.done else tr("Recorded as done.")


def doubts(found: Sequence[str]) -> tuple[Line, ...]:
    """Return what could not be read, in one row: the items concerned say it as well."""
    return (line(("? ", Role.WARN), tr("; ").join(found)),) if found else ()


def in_full(step: Step, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return a step with why and how, and the last word on it."""
    item = step.item
    lines = [line((item.title, Role.STRONG))]
    if item.about:
        lines.append(line(item.about))
    lines += [Line(), line((f"{tr('Why')}  ", Role.DIM), item.why)] if item.why else []
    lines += [Line(), line((f"{tr('How')}  ", Role.DIM), item.how)] if item.how else []
    return (*lines, Line(), _word(step.tick, zone))


def _word(tick: Tick | None, zone: tzinfo | None) -> Line:
    if tick is None:
        return line((f"[ ] {tr('not done yet')}", Role.WARN), f"  {tr('t ticks it, in the list')}")
    box = (f"[x] {tr('done')}", Role.OK) if tick.done else (f"[ ] {tr('not done')}", Role.WARN)
    who = tr("read from the cloud") if tick.by_reading else tick.by or tr("nobody")
    remark = f": {tick.remark}" if tick.remark else ""
    return line(box, f"  {on(tick.at, zone)} {who}{remark}")
