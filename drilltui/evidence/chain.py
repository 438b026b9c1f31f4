"""Whether the lines of an export are one whole chain of events, and where it breaks. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drilltui.domain.language import marked
from drilltui.domain.record import GENESIS, Event, holds
from drilltui.evidence.limits import MOST_EVENTS
from drilltui.evidence.lines import NoEvent, event_of
from drilltui.evidence.redaction import is_hidden


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain breaks: the line from 1, the event's number where it tells one, and why."""

    line: int
    seq: int | None
    why: str


@dataclass(slots=True)
class Chain:
    """What was read: the events up to the first that is none, and every break that was found.

    `hidden` are the numbers of events with hidden values: their hashes cannot be recomputed.
    """

    events: list[Event] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    @property
    def broken_at(self) -> int | None:
        """The number of the first event that does not follow, by the lines; None for none."""
        first = self.breaks[0] if self.breaks else None
        return None if first is None else first.seq or first.line


def read_chain(raw: bytes, record_id: str) -> Chain:
    """Read the lines of a record's events, and hold each against the one before it.

    It stops at the first line that is no event, and at the first that does not follow: what comes
    after that hangs on nothing.
    """
    chain, before = Chain(), GENESIS
    for number, line in _lines(raw):
        try:
            event = event_of(line)
        except NoEvent as error:
            chain.breaks.append(Break(number, None, str(error)))
            return chain
        hidden = is_hidden(event.data)
        if why := _break(event, number, before, record_id, hidden):
            chain.breaks.append(Break(number, event.seq, why))
            return chain
        chain.events.append(event)
        if hidden:
            chain.hidden.append(event.seq)
        before = event.hash
    if not chain.events and not chain.breaks:
        chain.breaks.append(Break(1, None, marked("there is no event at all")))
    return chain


def _lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers; what follows the last end of a line is one too."""
    begin, number = 0, 0
    while begin < len(raw):
        number += 1
        if number > MOST_EVENTS:
            yield number, b"too many"
            return
        end = raw.find(b"\n", begin)
        if end < 0:
            # A line whose end is cut off is none: one more byte may belong to it.
            yield number, raw[begin:] + b"\n"
            return
        yield number, raw[begin:end]
        begin = end + 1


def _break(event: Event, number: int, before: str, record_id: str, hidden: bool) -> str:
    if event.record_id != record_id:
        return marked("it is of another record")
    if event.seq != number:
        return marked("its number does not follow the one before")
    if event.before != before:
        return marked("it does not follow the event before it")
    if not hidden and not holds(event):
        return marked("its hash is not that of what it says")
    return ""
