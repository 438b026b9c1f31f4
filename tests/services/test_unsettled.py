"""What nobody knows yet, as sights tell it; and what a person's decision does to them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement
from drilltui.services.sight import Search, Seen, Sight, Target
from drilltui.services.watcher import Watcher
from tests.chance import Even
from tests.clock import FakeClock

NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
TARGET = Target("", "create", "rec-1", "group", "drill-1", NOW, 1000.0, unsettled=True)


def searched(sending: Sending, *, ended: bool, elsewhere: str = "") -> Sight:
    return Sight(
        TARGET,
        1003.0,
        search=Search(1003.0, 1, Settlement(sending, "why")),
        elsewhere=elsewhere,
        ended_at=1003.0 if ended else None,
    )


@pytest.mark.parametrize(
    ("sight", "is_so"),
    [
        (Sight(TARGET, 1003.0), True),
        (searched(Sending.UNKNOWN, ended=False), True),
        (searched(Sending.AMBIGUOUS, ended=True), True),
        (searched(Sending.ABSENT, ended=True), False),
        (searched(Sending.AMBIGUOUS, ended=True, elsewhere="absent"), False),
        (Sight(TARGET, 1003.0, ended_at=1003.0), False),
        (Sight(replace(TARGET, unsettled=False), 1003.0), False),
    ],
)
def test_what_nobody_knows_or_a_person_has_to_say_is_unsettled(sight: Sight, is_so: bool) -> None:
    assert sight.unsettled is is_so


class Nobody:
    """A follower that keeps nothing."""

    async def changed(self, sight: Sight, changes: object) -> None: ...

    async def ended(self, sight: Sight) -> Sight:
        return sight


async def test_only_a_call_that_has_ended_is_dropped_and_can_be_watched_anew() -> None:
    async def look(sight: Sight) -> Seen:
        return Seen(sight.target, elsewhere="ambiguous", over=True)

    clock = FakeClock()
    watcher = Watcher(look, clock, Nobody(), Even())
    watcher.watch(TARGET)
    watcher.drop(TARGET.key)
    assert watcher.sight(TARGET.key)
    watcher.drop("nothing of this name")

    running = asyncio.ensure_future(watcher.run())
    await clock.advance(5)
    assert watcher.sights()[0].ended
    assert watcher.watch(TARGET).ended  # the same call: it stays as it is
    watcher.look_now(TARGET.key)
    watcher.drop(TARGET.key)
    assert watcher.sight(TARGET.key) is None
    await clock.advance(5)  # what was due of it is passed over
    anew = watcher.watch(replace(TARGET, unsettled=False))
    assert not anew.ended
    running.cancel()
