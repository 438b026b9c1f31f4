"""The Gantt chart of an exercise in lines. Where UTF-8 is missing each sign has a likeness."""

from __future__ import annotations

from drilltui.domain.gantt import Gantt
from drilltui.domain.gantt_bar import Tone
from drilltui.domain.gantt_text import (
    LABEL,
    STATE,
    TOOK,
    UNICODE,
    GanttRow,
    Ink,
    Piece,
    drawn,
    legend,
    room_for_chart,
    scale,
)
from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit

_TONES = {
    Tone.GOOD: Role.OK,
    Tone.BAD: Role.STOP,
    Tone.BUSY: Role.BUSY,
    Tone.DOUBT: Role.WARN,
    Tone.QUIET: Role.TEXT,
}


def lines(gantt: Gantt, width: int) -> tuple[Line, ...]:
    """Return the chart in rows of `width` cells, the axis first, then what its signs mean."""
    rows = [line((_head() + scale(gantt, room_for_chart(width)), Role.DIM))]
    rows += [_row(row) for row in drawn(gantt, width)]
    if not gantt.bars:
        rows.append(line((tr("Nothing to draw has happened yet."), Role.DIM)))
    rows += [
        line((f"{UNICODE.target} {gantt.told(one.at)} {one.label}", Role.STRONG))
        for one in gantt.targets
    ]
    rows += [line((said, Role.DIM)) for said in (legend(UNICODE), *gantt.notes)]
    return tuple(rows)


def _head() -> str:
    """Return the heads of the columns, as wide as these are."""
    label, state, took = tr("TIMELINE"), tr("STATE"), tr("TOOK, @AT")
    return f"{fit(label, LABEL)} {fit(state, STATE)} {fit(took, TOOK)} "


def _row(row: GanttRow) -> Line:
    role = _TONES[row.bar.tone]
    return line(
        row.label,
        " ",
        Span(row.state, role),
        f" {row.took} ",
        *(_piece(one, role) for one in row.chart),
    )


def _piece(piece: Piece, role: Role) -> Span:
    if piece.ink is Ink.TARGET:
        return Span(piece.text, Role.STRONG)
    return Span(piece.text, Role.WARN if piece.ink is Ink.HOLD else role)
