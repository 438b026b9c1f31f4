"""The lesson of a rehearsal: hints for who asks, and the debrief when its record is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from drilltui.domain.json_value import JsonValue
from drilltui.domain.record import Entry, Event, Kind
from drilltui.guide import debrief, hints
from drilltui.guide.lesson import Hint, Lesson, Strike
from drilltui.services.exercises import Exercises


class Lessons:
    """What is taught here. `lesson` is None in a live run, where none of this does anything.

    A hint that is asked for before there is a record is written into it with the next word.
    """

    def __init__(
        self,
        lesson: Lesson | None,
        strikes: Callable[[], Sequence[Strike]],
        exercises: Exercises,
    ) -> None:
        self.lesson = lesson
        self._strikes = strikes
        self._exercises = exercises
        self._unwritten: list[int] = []

    async def record(self) -> tuple[Event, ...]:
        """Return the events of the record that was begun last here, closed or not; none without."""
        outlines = await self._exercises.outlines()
        return await self._exercises.events(outlines[0].record_id) if outlines else ()

    def had(self, events: Sequence[Event]) -> tuple[int, ...]:
        """Return the numbers of the hints that were asked for, those not written yet last."""
        return (*hints.asked(events), *self._unwritten)

    async def ask(self, events: Sequence[Event]) -> Hint | None:
        """Return the next hint, and write into the record of `events` that it was asked for.

        None when there is no further one. Raises JournalError.
        """
        if self.lesson is None:
            return None
        hint = hints.following(self.lesson, self.had(events))
        if hint is None:
            return None
        self._unwritten.append(hint.number)
        if events and not any(event.kind == Kind.CLOSED for event in events):
            for entry in self._hint_entries(events[0].record_id):
                await self._exercises.add(entry.record_id, Kind.HINT, entry.data)
                self._unwritten.pop(0)
        return hint

    def closing(self, record_id: str, opened_at: datetime | None) -> tuple[Entry, ...]:
        """Return what is written in the stroke that closes a record: the debrief of a rehearsal.

        What struck before the record was opened is the story of another one.
        """
        if self.lesson is None:
            return ()
        struck = [one for one in self._strikes() if opened_at is None or one.at >= opened_at]
        return (*self._hint_entries(record_id), debrief.entry(record_id, self.lesson, struck))

    def closed(self) -> None:
        """Take note that what `closing` told is written now: its hints are told to no other."""
        self._unwritten.clear()

    def _hint_entries(self, record_id: str) -> tuple[Entry, ...]:
        scenario = self.lesson.scenario if self.lesson else ""
        told: list[dict[str, JsonValue]] = [
            {"scenario": scenario, "number": number, "asked": True} for number in self._unwritten
        ]
        return tuple(Entry(record_id, Kind.HINT, one) for one in told)
