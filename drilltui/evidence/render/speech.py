"""Values of a report as text in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from drilltui.domain.clock_words import length
from drilltui.domain.language import Words, marked
from drilltui.domain.plain_text import plain
from drilltui.evidence.cell import Cell
from drilltui.evidence.part import Gap

_BREAKS = re.compile(r"[\r\n\t]+")
_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):([0-5]\d)")

NOT_SAID = marked("not said")
NOTHING = "–"
"""What stands where nothing could be said."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Says values in the language of `words`, times with the host's `utc_offset` beside them."""

    words: Words
    utc_offset: str = ""

    def cell(self, value: Cell) -> str:
        """Return a value in one line of text that no terminal obeys."""
        return plain(_BREAKS.sub(" ", self._text(value)))

    def gap(self, gap: Gap) -> str:
        """Return a gap: ``Findings: owner (1 of 2)``."""
        title, label = self.words(gap.title), self.words(gap.label)
        if gap.total == 1:
            return self.words(marked("{section}: {field}"), section=title, field=label)
        return self.words(
            marked("{section}: {field} ({missing} of {total})"),
            section=title,
            field=label,
            missing=gap.missing,
            total=gap.total,
        )

    def moment(self, moment: datetime) -> str:
        """Return ``2026-11-26 05:01:44 UTC (13:01:44 +08:00)``."""
        try:
            utc = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        except OverflowError:  # at the ends of the calendar
            return moment.isoformat()
        there = _OFFSET.fullmatch(self.utc_offset)
        if there is None:
            return utc
        sign, hours, minutes = there.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == "-" else offset)
        try:
            local = moment.astimezone(zone)
        except OverflowError:
            return utc
        beside = f"{local:%H:%M:%S} {self.utc_offset}" if zone.utcoffset(None) else self.utc_offset
        return f"{utc} ({beside})"

    def _text(self, value: Cell) -> str:
        if value is None:
            return self.words(NOT_SAID)
        if value == "":
            return NOTHING
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, timedelta):
            return length(value.total_seconds(), self.words)
        return value(self.words) if callable(value) else str(value)
