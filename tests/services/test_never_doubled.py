"""Whatever is lost, killed, delayed or done by others: one drill for each intention, and known.

``DRILLTUI_LONG=200`` runs so many times as many examples, each longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.record import Action, Kind, broken_at
from drilltui.domain.sending import Sending
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.store.memory_journal import MemoryJournal
from tests.clock import FakeClock
from tests.faults.demand import LONGER
from tests.services.model_cloud import Fate, Made, ModelCloud, Outcome, World
from tests.services.stage import GROUP, PLACE

SLOT = st.integers(0, 2)
SLOTS = st.lists(SLOT, min_size=1, max_size=3, unique=True)
FATE = st.builds(
    Fate,
    st.sampled_from([*Outcome, Outcome.OK, Outcome.LOST_AFTER]),
    late=st.sampled_from([0.0, 0.0, 4.0, 50.0]),
    takes=st.sampled_from([2.0, 30.0, 90.0]),
    fails=st.sampled_from([False, False, True]),
    leaves_drill=st.booleans(),
    job_lost_after=st.sampled_from([1e9, 1e9, 1.0, 40.0]),
    job_names_drill=st.booleans(),
)


@dataclass
class Run:
    """A drilltui that is running."""

    session: Session
    journal: MemoryJournal
    cloud: ModelCloud
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)


class NeverDoubled(RuleBasedStateMachine):
    """Up to three drilltui of one user over one journal, and a cloud that others use too."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = FakeClock()
        self.world = World(self.clock)
        self.runs: dict[int, Run] = {}
        self.number = 0

    def await_(self, work: Awaitable[Any]) -> Any:
        async def done() -> Any:
            return await work

        return self.loop.run_until_complete(done())

    # What people and machines do.

    @initialize(slots=SLOTS, fate=FATE)
    def begin(self, slots: list[int], fate: Fate) -> None:
        self.await_(self._press(slots, fate))

    @rule(slots=SLOTS, fate=FATE, again=st.booleans())
    def press(self, slots: list[int], fate: Fate, again: bool) -> None:
        absent = [one for one in self.exercises() if _is_absent(one)]
        self.await_(self._press(slots, fate, absent[-1] if again and absent else None))

    @rule(slot=SLOT, fate=FATE, which=st.integers(0, 9), rename=st.booleans())
    def change(self, slot: int, fate: Fate, which: int, rename: bool) -> None:
        shown = [drill for drill in map(self.world.seen, self.adopted()) if drill]
        if shown:
            self.await_(self._change(slot, fate, shown[which % len(shown)], rename))

    @rule(slot=SLOT)
    def kill_or_open(self, slot: int) -> None:
        run = self.runs.pop(slot, None)
        self.await_(self._kill(run) if run else self._open(slot))

    @rule(slot=SLOT)
    def take_up(self, slot: int) -> None:
        if run := self.runs.get(slot):
            self.await_(self._take_up(run))

    @rule(seconds=st.sampled_from([1.0, 6.0, 40.0, 130.0, 130.0]))
    def wait(self, seconds: float) -> None:
        self.await_(self.clock.advance(seconds))

    @rule(seconds=st.sampled_from([-3600.0, -30.0, 30.0, 3600.0]))
    def set_clock(self, seconds: float) -> None:
        self.clock.wall_jump(seconds)

    @rule(what=st.sampled_from(["make", "make ours", "delete", "rename"]), which=st.integers(0, 9))
    def somebody_else(self, what: str, which: int) -> None:
        adopted = self.adopted()
        alone = [one for one in self.world.made if one.intention and self.is_alone(one)]
        if what == "make":
            self.world.make("theirs", Fate(), None)
        # Of a drill that is hidden yet nobody could tell one of the same name and second.
        elif what == "make ours" and not any(map(self.is_hidden, self.world.made)):
            self.world.make(f"drill-{self.number}", Fate(), None)
        elif what == "delete" and adopted:
            made = adopted[which % len(adopted)]
            made.deleted_at = made.deleted_at or self.clock.monotonic()
        elif what == "rename" and alone:
            made = alone[which % len(alone)]
            made.drill = replace(made.drill, name="renamed")

    # What has to hold.

    @invariant()
    def nothing_was_sent_that_must_not_be(self) -> None:
        assert self.world.violations == []
        assert all(count == 1 for count in self.world.accepted.values())

    @invariant()
    def every_record_is_whole(self) -> None:
        for events in self.world.shelf.records.values():
            assert broken_at(events) is None

    @invariant()
    def what_is_absent_was_never_accepted(self) -> None:
        for record_id, events in self.world.shelf.records.items():
            intended = 0
            for event in events:
                if event.data.get("action") == Action.CREATE:
                    intended = event.seq if event.kind == Kind.INTENDED else intended
                    denied = event.kind in (Kind.ABSENT, Kind.REFUSED, Kind.NOT_SENT)
                    # A person who says "nothing" speaks of what there is, not of what arrived.
                    denied = denied and not event.data.get("by")
                    assert not (denied and self.world.accepted[record_id, intended])

    def teardown(self) -> None:
        try:
            self.await_(self._settle())
            self.nothing_was_sent_that_must_not_be()
            self.what_is_absent_was_never_accepted()
            self.everything_is_known()
        finally:
            for run in self.runs.values():
                self.await_(self._kill(run))
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()

    def everything_is_known(self) -> None:
        exercises = self.exercises()
        for one in exercises:
            assert one.unsettled is None, one
        owners: dict[str, list[str]] = {}
        for one in exercises:
            if one.drill_id and one.create:
                owners.setdefault(one.drill_id, []).append(one.record_id)
        assert all(len(records) == 1 for records in owners.values()), owners
        for made in self.world.made:
            if made.intention and not (made.fate.fails and not made.fate.leaves_drill):
                assert owners.get(made.drill.id) == [made.intention[0]], made

    # How it is done.

    def exercises(self) -> list[Exercise]:
        return [fold(events) for events in self.world.shelf.records.values()]

    def adopted(self) -> list[Made]:
        known = {one.drill_id for one in self.exercises() if one.create and not one.unfinished}
        return [made for made in self.world.made if made.drill.id in known]

    def is_hidden(self, made: Made) -> bool:
        return self.world.exists(made) and self.world.seen(made) is None

    def is_alone(self, made: Made) -> bool:
        return sum(other.drill.name == made.drill.name for other in self.world.made) == 1

    async def _open(self, slot: int) -> Run:
        self.number += 1
        journal = MemoryJournal(self.world.shelf)
        cloud = ModelCloud(self.world)
        session = open_session(PLACE, cloud, journal, self.clock, Requests(), Random(self.number))
        run = Run(session, journal, cloud)
        run.tasks.append(asyncio.ensure_future(session.watcher.run()))
        self.runs[slot] = run
        await self._take_up(run)
        return run

    async def _take_up(self, run: Run) -> None:
        for exercise in await run.session.resumption.left():
            await run.session.resumption.take_up(exercise)
        await self.clock.settle()

    async def _kill(self, run: Run) -> None:
        await run.journal.close()  # nothing more is written, and its records are free
        run.cloud.killed.set()
        for task in run.tasks:
            task.cancel()
        await asyncio.gather(*run.tasks, return_exceptions=True)
        await self.clock.settle()

    async def _press(self, slots: list[int], fate: Fate, again: Exercise | None = None) -> None:
        self.world.fate = fate
        self.number += 1
        name = again.name if again else f"drill-{self.number}"
        for slot in slots:
            run = self.runs.get(slot) or await self._open(slot)
            draft = DrillDraft(GROUP.id, name)
            record_id = again.record_id if again else ""
            start = run.session.drills.start(draft, GROUP, {}, again=record_id)
            run.tasks.append(asyncio.ensure_future(_expected(start)))
        await self.clock.settle()

    async def _change(self, slot: int, fate: Fate, drill: Drill, rename: bool) -> None:
        self.world.fate = fate
        self.number += 1
        run = self.runs.get(slot) or await self._open(slot)
        drills = run.session.drills
        call = drills.rename(drill, f"new-{self.number}") if rename else drills.delete(drill, {})
        run.tasks.append(asyncio.ensure_future(_expected(call)))
        await self.clock.settle()

    async def _settle(self) -> None:
        """Kill everybody; then one drilltui has all the time it needs, and a person who decides."""
        for run in self.runs.values():
            await self._kill(run)
        self.runs.clear()
        run = await self._open(0)
        await self.clock.advance(600)
        for one in self.exercises():
            if one.create and one.create.sending is Sending.AMBIGUOUS:
                await run.session.resumption.decide(one.record_id, self._truth(one))
        await self.clock.advance(300)
        for task in run.tasks:
            if task.done():
                task.result()

    def _truth(self, exercise: Exercise) -> str | None:
        """What a person sees in the console: the drill of the record's last intention."""
        events = self.world.shelf.records[exercise.record_id]
        last = max(
            event.seq
            for event in events
            if event.kind == Kind.INTENDED and event.data["action"] == Action.CREATE
        )
        mine = (made for made in self.world.made if made.intention == (exercise.record_id, last))
        return next((made.drill.id for made in mine if self.world.seen(made)), None)


def _is_absent(exercise: Exercise) -> bool:
    return exercise.create is not None and exercise.create.sending is Sending.ABSENT


async def _expected(call: Awaitable[object]) -> None:
    """Let a call be refused, with a sentence: nothing is sent then, or the record tells."""
    with suppress(DrilltuiError):
        await call


NeverDoubled.TestCase.settings = settings(
    max_examples=100 * LONGER,
    stateful_step_count=25 if LONGER == 1 else 50,
    deadline=None,
    derandomize=LONGER == 1,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)
TestNeverDoubled = NeverDoubled.TestCase
