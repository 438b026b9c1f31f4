"""Writing what people say into one record, provided that what it says by then allows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drilltui.domain.errors import ReadOnly, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock, Journal
from drilltui.domain.record import Entry, Kind, Overtaken


@dataclass(frozen=True, slots=True)
class Writer:
    """Who sits at the terminal, and whether words may be written from there."""

    person: str
    host: str
    readonly: bool = False


class Pen:
    """Writes into records wherever their drills are: no cloud is asked."""

    def __init__(self, journal: Journal, writer: Writer, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self.writer = writer

    @property
    def clock(self) -> Clock:
        """The clock that gives events their time."""
        return self._clock

    def check(self) -> None:
        """Raise what keeps words from being written: ReadOnly, JournalError."""
        if self.writer.readonly:
            raise ReadOnly(tr("This run may only read: nothing was written."))
        if refusal := self._journal.refusal:
            raise refusal

    async def load(self, record_id: str) -> Exercise:
        """Return what the record says. UsageError when there is none, JournalError."""
        found = fold(await self._journal.read(record_id))
        if not found.events:
            raise UsageError(
                tr("There is no record {record} on this host.", record=record_id),
                tr("See 'drilltui records --all'."),
            )
        return found

    async def write(
        self,
        record_id: str,
        kind: Kind,
        say: Callable[[Exercise], Mapping[str, JsonValue]],
        *,
        after_its_end: bool = False,
    ) -> Exercise:
        """Append what `say` makes of the record as it is at that moment; return it as it is then.

        `say` raises UsageError for what the record does not allow; it may be asked again when
        another process writes at the same time. A closed record takes words only `after_its_end`.
        Raises ReadOnly, UsageError, JournalError: nothing was written then.
        """
        self.check()
        while True:
            position = await self._journal.head()
            exercise = await self.load(record_id)
            if exercise.closed and not after_its_end:
                raise UsageError(
                    tr("The record {record} is closed: nothing was written.", record=record_id),
                    tr("Only a signature can be added to it."),
                )
            entry = Entry(record_id, kind, dict(say(exercise)))
            try:
                events = await self._journal.extend((entry,), self._clock.now(), position)
            except Overtaken:
                continue
            return fold(events, exercise)
