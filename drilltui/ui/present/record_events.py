"""A record as the events that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from rich.cells import cell_len

from drilltui.domain.language import marked, tr
from drilltui.domain.record import broken_at
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.event_gist import gist
from drilltui.ui.present.fitted import fit, padded
from drilltui.ui.present.words import plural, zone_name

if TYPE_CHECKING:
    from drilltui.domain.record import Event

_KIND = 11
_SHORT = 44
"""What fits beside time and kind on a narrow terminal, in cells."""


def lines(found: Sequence[Event], now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return a record as text: time, kind and gist of each event, and whether its chain is whole.

    Values are shown as they are; nothing in them is obeyed.
    """
    time = tr("TIME ({zone})", zone=zone_name(now, zone))
    head = f"{fit(time, 21)}{fit(tr('EVENT'), _KIND)}{tr('WHAT')}"
    rows: list[Line] = []
    for event in found:
        moment = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        first, *more = gist(event) or [""]
        if cell_len(first) > _SHORT:  # it is whole in rows of its own
            first, more = "", [first, *more]
        rows.append(line(f"{moment}  ", (padded(tr(str(event.kind)), _KIND), Role.STRONG), first))
        rows += [line(f"    {each}") for each in more]
    return (_chain(found), Line(), line((head, Role.DIM)), *rows)


def _chain(found: Sequence[Event]) -> Line:
    record_id = found[0].record_id if found else "-"
    broken = broken_at(found)
    head = line((f"{tr('record {id}', id=record_id)}   ", Role.DIM))
    if broken is None:
        whole = plural(
            len(found),
            marked("hash chain whole: {count} event"),
            marked("hash chain whole: {count} events"),
        )
        return line(*head.spans, (fit(tr("ok"), 6), Role.OK), whole)
    said = tr(
        "hash chain broken at event {number}: it, or one before it, was changed or is missing",
        number=broken,
    )
    return line(*head.spans, (fit(tr("stop"), 6), Role.STOP), said)
