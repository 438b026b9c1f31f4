"""Clean-up after a drill: what can be removed, what people let be, and how the record closes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from drilltui.domain.clearing import Plan, plan
from drilltui.domain.clearing_progress import Cleared, Step
from drilltui.domain.closing import (
    Judgement,
    check_closable,
    check_why,
    has_left_nothing,
    judged,
    unseen,
)
from drilltui.domain.cloud_id import folded, folded_all
from drilltui.domain.drill import GONE
from drilltui.domain.errors import Blocked, CloudError, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Kind
from drilltui.domain.result import result_for
from drilltui.domain.said import Result
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import suspects
from drilltui.domain.typed import text_typed
from drilltui.services.clearing import Clearing
from drilltui.services.exercises import Exercises
from drilltui.services.lessons import Lessons
from drilltui.services.remains import Look, Remains
from drilltui.services.sending import Sender
from drilltui.services.sight import record_of
from drilltui.services.watcher import Watcher

_CLOSING = "close"


class Cleanup:
    """Everything that comes after a drill was deleted, one record at a time."""

    def __init__(
        self,
        cloud: Cloud,
        exercises: Exercises,
        sender: Sender,
        watcher: Watcher,
        place: Place,
        clock: Clock,
        lessons: Lessons | None = None,
    ) -> None:
        """`lessons` say what else is written in the stroke that closes a rehearsal's record."""
        self._lessons = lessons
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._place = place
        self._clock = clock
        self._remains = Remains(cloud, clock)
        self._clearing = Clearing(cloud, exercises, sender, watcher, clock)

    async def plan(self, record_id: str) -> Plan:
        """Look at everything that the drill had, and return what can be removed and what keeps it.

        What was found is kept in the record, where that can be written. Raises UsageError when
        there is no such record, CloudError when nobody can say whether the drill is there.
        """
        exercise = await self._open(record_id)
        look = await self._look(exercise)
        if look is None:
            doubts = (*unseen(exercise), *await self._late(exercise))
            return Plan(record_id, exercise.called, doubts=doubts, gone=True)
        exercise = await self._exercises.load(record_id)
        others = await self._exercises.here()
        return plan(exercise, look.network, look.leftovers, look.doubts, others)

    async def remove(
        self, wanted: Plan, typed: str, told: Callable[[Step], None] = lambda step: None
    ) -> Cleared:
        """Remove what `wanted` says, one after the other; `told` hears of every step.

        Everything that allows a removal is read again right before it; see `Clearing`. At the end
        all is read back for the record. Raises UsageError when `typed` is not the word of the plan,
        ReadOnly, Blocked, JournalError: nothing (more) was sent then.
        """
        self._sender.check()
        if not wanted.removals:
            return Cleared((), wanted.keeps)
        if typed.strip() != wanted.word:
            raise UsageError(
                tr("That is not the name of the VPC: {name}.", name=wanted.word),
                tr("Nothing was sent."),
            )
        cleared = await self._clearing.clear(wanted, told)
        try:
            await self._look(await self._open(wanted.record_id))
        except CloudError as error:
            return Cleared(
                cleared.steps, (*cleared.kept, tr("Not read back: {error}", error=error))
            )
        return cleared

    async def accept(
        self, record_id: str, keys: Collection[tuple[str, str]], why: str, until: date | None
    ) -> tuple[Leftover, ...]:
        """Let leftovers (kind and id) of the last read-back be, until a day or for good.

        Returns those. Raises UsageError without a reason, for a day that is over, for what is no
        leftover of the record, and for a drill that is there: that one is to be deleted.
        """
        self._sender.check()
        exercise = await self._open(record_id)
        if not why.strip():
            raise UsageError(tr("A leftover is let be for a reason only."), tr("Say why."))
        if until is not None and until < self._today():
            raise UsageError(
                tr("The day {day} is over.", day=until), tr("Give a day to come, or none.")
            )
        left = {one.key: one for one in exercise.leftovers if one.counts}
        if not keys or not all(key in left for key in keys):
            raise UsageError(
                tr("That is no leftover of the record {record}.", record=record_id),
                tr("See what it left: drilltui clean {record}", record=record_id),
            )
        chosen = tuple(left[key] for key in keys)
        if any(one.kind is LeftoverKind.DRILL for one in chosen):
            raise UsageError(tr("A drill that is there cannot be let be."), tr("Delete it first."))
        told: dict[str, JsonValue] = {
            "items": [{"kind": one.kind.value, "id": one.id, "name": one.name} for one in chosen],
            "by": self._place.person,
            "why": why.strip(),
            "until": until.isoformat() if until else "",
        }
        if not await self._exercises.add_while(record_id, Kind.KEPT, told, lambda now: True):
            raise _closed_meanwhile(record_id)
        return chosen

    async def judge(self, record_id: str) -> Judgement:
        """Look at everything again, and say how clean the drill is; the record keeps the look."""
        exercise = await self._open(record_id)
        look = await self._look(exercise)
        now = await self._exercises.load(record_id)
        if look is None:
            return judged(now, (), (*unseen(now), *await self._late(now)), self._today())
        return judged(now, look.leftovers, look.doubts, self._today())

    async def close(
        self, record_id: str, why: str = "", *, result: Result | None = None, compared: str = ""
    ) -> Judgement:
        """Close the record, as clean as a fresh look says, with the `result` of the exercise.

        `compared` says how what came differs from what was expected. Without a result an exercise
        whose drill was never made was aborted; any other needs one, which its record has to allow
        (`domain.result`).

        Raises NotClean when it is not clean and `why` gives no reason, Blocked while a call is not
        settled or another drilltui works on the record, CloudError when nobody could look, and
        UsageError when there is no such open record, or its result is wanting.
        """
        self._sender.check()
        said = text_typed(compared)
        await self._closable(record_id, result)
        if not await self._exercises.take(record_id, _CLOSING):
            raise Blocked(
                tr("Another drilltui works on the record {record}.", record=record_id),
                tr("Close it there, or end that one."),
                record_id=record_id,
            )
        try:
            judgement = await self.judge(record_id)
            # The look took its time, and is in the record too: that may allow less by now.
            exercise, ended = await self._closable(record_id, result)
            check_why(judgement, why)
            await self._write_end(
                exercise,
                {
                    "outcome": judgement.cleanliness.value,
                    "by": self._place.person,
                    "why": why.strip(),
                    "missing": list(judgement.missing),
                    "result": ended.value,
                    "compared": said,
                },
            )
            return judgement
        finally:
            await self._exercises.let_go(record_id, _CLOSING)

    async def _closable(self, record_id: str, result: Result | None) -> tuple[Exercise, Result]:
        """Return the record as it is with the result that it is closed with, if it may be closed.

        Raises what `close` raises otherwise.
        """
        exercise = await self._open(record_id)
        check_closable(exercise)
        return exercise, result_for(exercise, result)

    async def _write_end(self, exercise: Exercise, told: dict[str, JsonValue]) -> None:
        """Write the end of a record, and the debrief of a rehearsal in the same stroke.

        Raises UsageError when anything was written since `exercise` was read.
        """
        record_id, lessons = exercise.record_id, self._lessons
        if not await self._exercises.add_while(
            record_id,
            Kind.CLOSED,
            told,
            lambda now: now.events == exercise.events,
            lessons.closing(record_id, exercise.opened_at) if lessons else (),
        ):
            raise _closed_meanwhile(record_id)
        if lessons:
            lessons.closed()

    async def _open(self, record_id: str) -> Exercise:
        """Return the record as it is; one of this place that nobody has closed."""
        if not any(one.record_id == record_id for one in await self._exercises.here()):
            raise UsageError(
                tr(
                    "There is no such record of this project that is not closed: {record}.",
                    record=record_id,
                ),
                tr("See 'drilltui records'."),
            )
        return await self._exercises.load(record_id)

    async def _look(self, exercise: Exercise) -> Look | None:
        """Look at what a drill left, and keep that; None where there never was a drill."""
        if has_left_nothing(exercise) or (exercise.drill_status == GONE and not exercise.drill_id):
            return None
        if not exercise.drill_id:
            raise UsageError(
                tr(
                    "The record {record} does not say yet which drill was made.",
                    record=exercise.record_id,
                ),
                tr("First: drilltui resume {record}", record=exercise.record_id),
            )
        look = await self._remains.look(exercise)
        # While a delete goes on its own read-back has the word; before it there is nothing left.
        deleted = look.gone or exercise.delete is not None
        writable = self._exercises.refusal is None and not self._place.readonly
        if deleted and writable and not exercise.unfinished:
            found = record_of(look.read_back)
            await self._exercises.add_while(
                exercise.record_id, Kind.READ_BACK, found, lambda now: not now.unfinished
            )
        return look

    async def _late(self, exercise: Exercise) -> tuple[str, ...]:
        """Say which drills may be that of a create that was called absent: one may show late.

        Raises CloudError when the group's drills cannot be read.
        """
        create = exercise.create
        if create is None or create.sending is not Sending.ABSENT:
            return ()
        claimed = await self._exercises.claimed(exercise.record_id)
        drills = await self._cloud.drills(exercise.group_id)
        named = {drill.id: drill for drill in drills if drill.name == create.name}
        found = {drill.id: drill for drill in suspects(create, drills, claimed)}
        before = folded_all(create.drills_before or ())
        found |= {i: one for i, one in named.items() if folded(i) not in claimed | before}
        return tuple(
            tr(
                "the drill {name} ({id}) may be the one that was called absent: "
                "drilltui resume {record} --adopt {id}",
                name=one.name,
                id=one.id,
                record=exercise.record_id,
            )
            for one in found.values()
        )

    def _today(self) -> date:
        return self._clock.now().date()


def _closed_meanwhile(record_id: str) -> UsageError:
    return UsageError(
        tr("The record {record} has changed meanwhile.", record=record_id),
        tr("Look at it again, then decide."),
    )
