"""The one thing that polls: every followed call has its turn, the one that is due first before all.

However many screens show a job, it is looked at once. A look that fails is an age, never a state.
A job has ended when its status is final; what it left is read then, again and again if need be.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random
from typing import Protocol

from drilltui.domain.clock_jump import ClockJump, Moment, jump_between
from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.language import tr
from drilltui.domain.pace import (
    asked_wait,
    catching_up,
    crowd,
    hold,
    jittered,
    next_look,
    next_try,
)
from drilltui.domain.ports import Clock
from drilltui.domain.settlement import next_search
from drilltui.domain.subscribers import Subscribers
from drilltui.services.rota import Rota
from drilltui.services.sight import Change, Seen, Sight, Target, differences
from drilltui.services.sighting import (
    THIS_HOST,
    is_other,
    learnt,
    may_pass,
    missed,
    since_asked,
    slept,
)
from drilltui.services.turns import Turns

LOOKS_AT_ONCE = 4
"""Looks under way at a time. Each has one request out, so answers of half a second still make eight
looks a second; and a person's own read waits behind so many at the limiter, which lets ten through
in a second."""

ENDS_AT_ONCE = 2
"""Ended calls whose remains are read at a time. It takes several requests, some of them side by
side, which may be repeated for minutes, so it has no part in the turns of the looks. What finds no
connection of the HTTP client's eight free waits for one."""

REQUESTS_OF_A_SEARCH = 3
"""What a look-up of a create reads: the group, its drills, its failed tasks."""

TICK = 5.0
"""Seconds after which the clocks are compared at the latest while anything is followed."""


class Follower(Protocol):
    """Who is told of changes before the screens are: the record comes first."""

    async def changed(self, sight: Sight, changes: tuple[Change, ...]) -> None:
        """Keep what changed. May raise JournalError."""
        ...

    async def ended(self, sight: Sight) -> Sight:
        """Look at what the ended job left, and return the sight with its result.

        May raise any DrilltuiError; it is called again when that is one that may pass.
        """
        ...


class Watcher:
    """Follows calls until they end and tells subscribers of every look.

    Wherever a `key` is taken, the id of the job does as well. `chance` keeps looks out of step.
    """

    def __init__(
        self,
        look: Callable[[Sight], Awaitable[Seen]],
        clock: Clock,
        follower: Follower,
        chance: Random,
    ) -> None:
        self._look = look
        self._clock = clock
        self._follower = follower
        self._chance = chance
        self._sights: dict[str, Sight] = {}
        self._lives: Counter[str] = Counter()
        self._looks = Turns(LOOKS_AT_ONCE)
        self._ends = Turns(ENDS_AT_ONCE)
        self._untold: dict[str, tuple[Change, ...]] = {}
        self._not_before: dict[str, float] = {}
        self._then = self._moment()
        self._subscribers: Subscribers[Sight] = Subscribers(
            lambda call: asyncio.get_running_loop().call_soon(call)
        )
        self._rota = Rota(clock, between=self._notice_jump, after=self._after_turn, tick=TICK)
        self._rota.add(self._looks, self._learn)
        self._rota.add(self._ends, self._conclude)

    def watch(self, target: Target, *, anew: bool = False) -> Sight:
        """Begin to follow a call; one that is followed already stays as it is.

        One that has ended begins anew when `target` is another call, or was settled by a person;
        with `anew` also when it is the same, because what it left was still there.
        """
        self._notice_jump()  # which does not concern this one
        key = target.key
        known = self._sights.get(key)
        another = known and known.ended and is_other(target, known.target)
        if known and not another and not (anew and known.settled):
            return known
        self._lives[key] += 1
        self._forget(key)
        now = self._clock.monotonic()
        sight = Sight(target, now + jittered(next_look(0, len(self._looks)), self._chance))
        self._keep(sight)
        self._schedule(sight)
        return sight

    def drop(self, key: str) -> None:
        """Forget a call that has ended: a person has decided what it was, whatever was seen."""
        if (sight := self._sights.get(key)) and sight.settled:
            del self._sights[key]
            self._forget(key)

    def look_now(self, key: str) -> None:
        """Bring the next look at a call, or at what it left, forward to now.

        It comes before all other looks, but not before the service wants to be asked again.
        """
        sight = self.sight(key)
        if sight is None or sight.settled or self._has_turn(sight.target.key):
            return
        now = self._clock.monotonic()
        due = max(now, self._not_before.get(sight.target.key, now))
        self._schedule(replace(sight, next_look=due), asked=due <= now)

    def sights(self) -> tuple[Sight, ...]:
        """Return what is known of every job of this run, the latest begun last."""
        return tuple(self._sights.values())

    def sight(self, key: str) -> Sight | None:
        """Return what is known of one call."""
        if key in self._sights:
            return self._sights[key]
        return next((one for one in self._sights.values() if same_id(key, one.target.job_id)), None)

    @property
    def running(self) -> tuple[Sight, ...]:
        """The jobs that have not ended."""
        return tuple(sight for sight in self._sights.values() if not sight.ended)

    def subscribe(self, listener: Callable[[Sight], None]) -> Callable[[], None]:
        """Call `listener` after every look; returns what ends that.

        One that raises is reported by the event loop and does not end the watching.
        """
        return self._subscribers.add(listener)

    async def run(self) -> None:
        """Look at jobs when they are due, until cancelled. A bug in a look ends it loudly."""
        await self._rota.run()

    def _after_turn(self, key: str) -> None:
        if sight := self._sights.get(key):
            self._schedule(sight)

    async def _learn(self, key: str) -> None:
        life, asked = self._lives[key], self._sights[key]
        try:
            seen = await self._look(asked)
        except DrilltuiError as error:  # no answer, or an id from the cloud that can be none
            self._missed(key, life, error)
            return
        if life != self._lives[key]:
            return
        self._notice_jump()  # a sleep in the middle of a look is told before what it showed
        before, now = self._sights[key], self._clock.monotonic()
        seen = seen if before is asked else since_asked(asked, before, seen)
        changes = differences(before, seen, self._clock.now())
        pause = jittered(self._pause(seen, now), self._chance)
        sight = replace(learnt(before, seen, changes, now), next_look=now + pause)
        self._not_before.pop(key, None)
        if seen.over:  # whether that can be recorded now or not
            self._sights[key], self._untold[key] = sight, changes
        if await self._told(sight, life, changes):
            self._keep(sight)

    async def _told(self, sight: Sight, life: int, changes: tuple[Change, ...]) -> bool:
        """Have what changed kept; what cannot be is told again after the next look."""
        key = sight.target.key
        try:
            if changes and not sight.elsewhere:
                await self._follower.changed(sight, changes)
        except DrilltuiError as error:
            self._missed(key, life, error)
            return False
        if life != self._lives[key]:
            return False
        self._untold.pop(key, None)
        return True

    async def _conclude(self, key: str) -> None:
        """Have the last news of an ended job kept, then what it left read; later if need be."""
        life = self._lives[key]
        sight = replace(self._sights[key], failures=0, failure="")
        if not await self._told(sight, life, self._untold.get(key, ())):
            return
        try:
            sight = await self._follower.ended(sight)
        except DrilltuiError as error:
            if may_pass(error):
                self._missed(key, life, error)
                return
            sight = missed(self._sights[key], error, sight.next_look)
        if life == self._lives[key]:
            self._keep(replace(sight, settled=True))
            self._forget(key)

    def _missed(self, key: str, life: int, error: DrilltuiError) -> None:
        if life != self._lives[key]:
            return
        sight, now = self._sights[key], self._clock.monotonic()
        usual = max(next_try(sight.failures + 1), crowd(len(self._looks)))
        wait = jittered(usual, self._chance)
        if isinstance(error, Refused) and error.retry_after is not None:
            asked = asked_wait(error.retry_after)
            wait = max(wait, asked)
            self._not_before[key] = now + asked
        if isinstance(error, Refused) and error.status == 429:
            for turns in (self._looks, self._ends):
                turns.hold(now + hold(error.retry_after))
        self._keep(missed(sight, error, now + wait))

    def _pause(self, seen: Seen, now: float) -> float:
        """Return the seconds until the next look: none after a search has found what it sought."""
        watched = len(self._looks)
        if seen.search is None:
            return next_look(now - seen.target.begun, watched)
        if not seen.target.unsettled:
            return 0.0
        return max(next_search(seen.search.looks), crowd(watched, REQUESTS_OF_A_SEARCH))

    def _notice_jump(self) -> None:
        """Look at every call soon, but not all in one second, when the machine has slept."""
        before, self._then = self._then, self._moment()
        if jump := jump_between(before, self._then):
            for key, sight in tuple(self._sights.items()):
                if not sight.settled:
                    self._hear(key, jump)

    def _hear(self, key: str, jump: ClockJump) -> None:
        """Tell a call's sight that time was lost; how much it was, the cloud's own times say."""
        sight, now = self._sights[key], self._clock.monotonic()
        spread = catching_up(len(self._looks))
        due = sight.next_look
        if due > now + spread:  # those that are due soon are spread already
            due = now + self._chance.uniform(0.0, spread)
        sight = replace(sight, next_look=max(due, self._not_before.get(key, due)))
        if not sight.ended:
            change = Change(self._clock.now(), tr(THIS_HOST), jump.words, jump.doubt)
            sight = slept(sight, jump, change)
        self._keep(sight)
        self._schedule(sight)

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic())

    def _has_turn(self, key: str) -> bool:
        return key in self._looks.having or key in self._ends.having

    def _turns(self, sight: Sight) -> Turns:
        return self._ends if sight.ended else self._looks

    def _schedule(self, sight: Sight, *, asked: bool = False) -> None:
        key = sight.target.key
        self._sights[key] = sight
        if not sight.settled and not self._has_turn(key):
            # What an ended job left has not been asked for yet.
            due = self._clock.monotonic() if sight.ended and not sight.failures else sight.next_look
            self._turns(sight).put(key, due, asked=asked)
            self._rota.wake()

    def _forget(self, key: str) -> None:
        """Keep nothing of a call but its sight."""
        self._ends.remove(key)
        self._untold.pop(key, None)
        self._not_before.pop(key, None)

    def _keep(self, sight: Sight) -> None:
        self._sights[sight.target.key] = sight
        self._subscribers.tell(sight)
