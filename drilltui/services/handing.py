"""Handing an exercise over: who, why, what is open; and taking it over, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drilltui.domain.errors import UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import ENGLISH, spoken, tr, words_of
from drilltui.domain.open_matters import open_matters
from drilltui.domain.ports import Journal
from drilltui.domain.record import Event, Kind
from drilltui.domain.said import Handover
from drilltui.domain.typed import name_typed, text_typed
from drilltui.services.pen import Pen


@dataclass(frozen=True, slots=True)
class Adopted:
    """A record that came from an exported file; `new` is how many of its events were not here."""

    exercise: Exercise
    new: int


class Handing:
    """Writes handovers. Every method that writes may raise what `Pen.write` raises."""

    def __init__(self, pen: Pen, journal: Journal) -> None:
        self._pen = pen
        self._journal = journal

    def open_now(self, exercise: Exercise) -> tuple[str, ...]:
        """Return what is open, in the language of the run; a handover keeps it in English."""
        return self._open(exercise, spoken())

    def _open(self, exercise: Exercise, language: str) -> tuple[str, ...]:
        return open_matters(exercise, self._pen.clock.now().date(), words_of(language))

    async def hand_over(self, record_id: str, to: str, why: str) -> Handover:
        """Give the exercise to somebody, with a reason and what is open by then."""
        name, reason = name_typed(to), text_typed(why)
        if not name or not reason:
            raise UsageError(
                tr("A handover says to whom, and why."), tr("Say both: nothing was written.")
            )

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            return {
                "by": self._pen.writer.person,
                "to": name,
                "why": reason,
                "open": list(self._open(exercise, ENGLISH)),
            }

        written = await self._pen.write(record_id, Kind.HANDED_OVER, say)
        return written.said.handovers[-1]

    async def take_over(self, record_id: str, name: str, why: str = "") -> Exercise:
        """Become the one who has the exercise in hand, by name."""
        taker, reason = name_typed(name), text_typed(why)
        if not taker:
            raise UsageError(
                tr("Who takes it over has a name."), tr("Say it: nothing was written.")
            )

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            return {
                "by": taker,
                "from": holder(exercise),
                "host": self._pen.writer.host,
                "why": reason,
                "person": self._pen.writer.person,
            }

        return await self._pen.write(record_id, Kind.TAKEN_OVER, say)

    async def adopt(self, events: Sequence[Event]) -> Adopted:
        """Take a record of another journal into this one, as it is; see `Journal.adopt`."""
        self._pen.check()
        new = await self._journal.adopt(events)
        return Adopted(await self._pen.load(events[0].record_id), new)


def holder(exercise: Exercise) -> str:
    """Return who has the exercise in hand: who took it last, else gave it, else began it."""
    last = exercise.said.handovers[-1] if exercise.said.handovers else None
    if last is None:
        return exercise.person
    return last.taken_by or last.by or exercise.person
