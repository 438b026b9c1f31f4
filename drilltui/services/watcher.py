"""The one thing that polls: a heap of "look at this call at that time".

However many screens show a job, it is looked at once. A look that fails is an age, never a state.
A job has ended when its status is final; what it left is read then, again and again if need be.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from drilltui.domain.errors import (
    DrilltuiError,
    JournalError,
    Refused,
    Unreachable,
    Unreadable,
)
from drilltui.domain.pace import next_look, next_try
from drilltui.domain.ports import Clock
from drilltui.domain.settlement import next_search
from drilltui.services.sight import Change, Seen, Sight, Target, differences


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

    Wherever a `key` is taken, the id of the job does as well.
    """

    def __init__(
        self, look: Callable[[Sight], Awaitable[Seen]], clock: Clock, follower: Follower
    ) -> None:
        self._look = look
        self._clock = clock
        self._follower = follower
        self._sights: dict[str, Sight] = {}
        self._due: list[tuple[float, str]] = []
        self._looking: set[asyncio.Task[None]] = set()
        self._busy: set[str] = set()
        self._untold: dict[str, tuple[Change, ...]] = {}
        self._wake = asyncio.Event()
        self._listeners: list[Callable[[Sight], None]] = []

    def watch(self, target: Target) -> Sight:
        """Begin to follow a call; one that is followed already stays as it is.

        One that has ended begins anew when `target` is another call, or the same once more.
        """
        known = self._sights.get(target.key)
        if known and not (known.ended and known.target.begun_at != target.begun_at):
            return known
        now = self._clock.monotonic()
        sight = Sight(target, now + next_look(0))
        self._keep(sight)
        self._schedule(sight)
        return sight

    def drop(self, key: str) -> None:
        """Forget a call that has ended: a person has decided what it was, whatever was seen."""
        if (sight := self._sights.get(key)) and sight.ended:
            del self._sights[key]

    def look_now(self, key: str) -> None:
        """Bring the next look at a call, or at what it left, forward to now."""
        sight = self.sight(key)
        if sight and not sight.settled:
            self._schedule(replace(sight, next_look=self._clock.monotonic()))

    def sights(self) -> tuple[Sight, ...]:
        """Return what is known of every job of this run, the latest begun last."""
        return tuple(self._sights.values())

    def sight(self, key: str) -> Sight | None:
        """Return what is known of one call."""
        if key in self._sights:
            return self._sights[key]
        return next((one for one in self._sights.values() if key == one.target.job_id), None)

    @property
    def running(self) -> tuple[Sight, ...]:
        """The jobs that have not ended."""
        return tuple(sight for sight in self._sights.values() if not sight.ended)

    def subscribe(self, listener: Callable[[Sight], None]) -> Callable[[], None]:
        """Call `listener` after every look; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def run(self) -> None:
        """Look at jobs when they are due, until cancelled. A bug in a look ends it loudly."""
        try:
            while True:
                await self._wait()
                self._begin_due_looks()
        finally:
            for task in self._looking:
                task.cancel()

    async def _wait(self) -> None:
        """Wait until the next look is due, the heap changes, or a look has ended."""
        self._wake.clear()
        sleeping = []
        if self._due:
            delay = max(0.0, self._due[0][0] - self._clock.monotonic())
            sleeping = [asyncio.ensure_future(self._clock.sleep(delay))]
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            done, _ = await asyncio.wait(
                {waking, *sleeping, *self._looking}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for task in (waking, *sleeping):
                task.cancel()
        for task in done & self._looking:
            self._looking.discard(task)
            task.result()

    def _begin_due_looks(self) -> None:
        now = self._clock.monotonic()
        while self._due and self._due[0][0] <= now:
            due, key = heapq.heappop(self._due)
            sight = self._sights.get(key)  # it may have been dropped
            stale = sight is None or sight.settled or key in self._busy or due != sight.next_look
            if not stale:
                self._busy.add(key)
                self._looking.add(asyncio.ensure_future(self._look_at(key)))

    async def _look_at(self, key: str) -> None:
        try:
            if not self._sights[key].ended:
                await self._learn(key)
            if self._sights[key].ended:
                await self._conclude(key)
        finally:
            self._busy.discard(key)

    async def _learn(self, key: str) -> None:
        before = self._sights[key]
        try:
            seen = await self._look(before)
        except DrilltuiError as error:  # no answer, or an id from the cloud that can be none
            self._missed(key, error)
            return
        before = self._sights[key]
        changes = differences(before, seen, self._clock.now())
        now = self._clock.monotonic()
        sight = replace(
            before,
            target=seen.target,
            job=seen.job,
            drill=seen.drill,
            search=seen.search or before.search,
            elsewhere=seen.elsewhere,
            seen=now,
            next_look=now + _pause(before, seen, now),
            failures=0,
            failure="",
            changes=(*before.changes, *changes),
            ended_at=now if seen.over else None,
        )
        if seen.over:
            self._sights[key], self._untold[key] = sight, changes
        else:
            await self._tell(sight, changes)

    async def _tell(self, sight: Sight, changes: tuple[Change, ...]) -> None:
        """Have what changed of a running job kept; what is not is told again by the next look."""
        try:
            if changes and not sight.elsewhere:
                await self._follower.changed(sight, changes)
        except DrilltuiError as error:
            self._missed(sight.target.key, error)
            return
        self._keep(sight)
        self._schedule(sight)

    async def _conclude(self, key: str) -> None:
        """Have the last news of an ended job kept, then what it left read; later if need be."""
        sight = replace(self._sights[key], failures=0, failure="")
        try:
            if (changes := self._untold.get(key)) and not sight.elsewhere:
                await self._follower.changed(sight, changes)
            self._untold.pop(key, None)
            sight = await self._follower.ended(sight)
        except DrilltuiError as error:
            if _may_pass(error):
                self._missed(key, error)
                return
            failures = self._sights[key].failures + 1
            sight = replace(sight, failures=failures, failure=str(error))
        self._keep(replace(sight, settled=True))

    def _missed(self, key: str, error: DrilltuiError) -> None:
        sight = self._sights[key]
        failures = sight.failures + 1
        later = self._clock.monotonic() + next_try(failures)
        missed = replace(sight, failures=failures, failure=str(error), next_look=later)
        self._keep(missed)
        self._schedule(missed)

    def _schedule(self, sight: Sight) -> None:
        self._sights[sight.target.key] = sight
        heapq.heappush(self._due, (sight.next_look, sight.target.key))
        self._wake.set()

    def _keep(self, sight: Sight) -> None:
        self._sights[sight.target.key] = sight
        for listener in tuple(self._listeners):
            listener(sight)


def _pause(before: Sight, seen: Seen, now: float) -> float:
    """Return the seconds until the next look: none when a search has just found what it sought."""
    if seen.search is None:
        return next_look(now - before.target.begun)
    return next_search(seen.search.looks) if seen.target.unsettled else 0.0


def _may_pass(error: DrilltuiError) -> bool:
    """True when the same call may succeed later: nothing to do with what was asked for.

    A full disk may be made room on; of what the service or its gateway answers, only its own
    trouble (500 and above) and "too many calls" (429) pass.
    """
    if isinstance(error, Refused):
        return error.status >= 500 or error.status == 429
    return isinstance(error, Unreachable | Unreadable | JournalError)
