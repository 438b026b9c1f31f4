"""The embedded cloud of one rehearsal: begun, or brought to where an earlier run has left it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drilltui.settings import RehearsalSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from drilltui.domain.errors import UsageError
    from drilltui.domain.ports import Clock
    from drilltui.sandbox.embedded import Sandbox
    from drilltui.wiring.lasting import Earlier


@dataclass(slots=True)
class EmbeddedWorld:
    """The embedded cloud of a session, and what is known of it from outside.

    `notice` is what a person has to be told of it. What it wants to be remembered goes where
    `write_to` has said, or nowhere.
    """

    id: str
    settings: RehearsalSettings
    seed: int
    start: datetime
    clock: Clock
    resumed: bool = False
    notice: str = ""
    _write: Callable[[dict[str, Any]], None] = lambda told: None
    sandbox: Sandbox = field(init=False)

    def write_to(self, write: Callable[[dict[str, Any]], None]) -> None:
        """Have everything written down from now on."""
        self._write = write

    def open(self) -> Sandbox:
        """Open it as it is at its start. UsageError for a scenario that cannot be used."""
        from drilltui.sandbox.embedded import open_sandbox
        from drilltui.sandbox.scenario import ScenarioError

        try:
            self.sandbox = open_sandbox(
                self.settings.scenario,
                clock=self.clock.now,
                groups=self.settings.groups,
                seed=self.seed,
                sleep=self.clock.sleep,
                start=self.start,
                write=lambda told: self._write(told),
            )
        except ScenarioError as error:
            raise _unusable(error) from error
        return self.sandbox


async def begun(settings: RehearsalSettings, clock: Clock, dice: random.Random) -> EmbeddedWorld:
    """Return a new world. Raises UsageError for a scenario that cannot be used."""
    seed = _seed(settings, dice)
    world = EmbeddedWorld("", settings, seed, clock.now(), clock)
    world.open()
    world.id = f"{dice.getrandbits(32):08x}"
    return world


async def gone_on(earlier: Earlier, clock: Clock) -> EmbeddedWorld:
    """Bring the world of an earlier rehearsal to where it was. ValueError where that cannot be."""
    from drilltui.domain.errors import UsageError
    from drilltui.domain.language import tr
    from drilltui.wiring.lasting import clock_line

    settings = earlier.settings
    assert settings.seed is not None, "an earlier rehearsal has a seed"
    world = EmbeddedWorld(
        earlier.file.world,
        settings,
        settings.seed,
        earlier.start,
        clock,
        resumed=True,
        notice=tr(
            "The rehearsal of {scenario} that was left goes on; --new begins another.",
            scenario=settings.scenario,
        ),
    )
    try:
        sandbox = world.open()
    except UsageError as error:
        raise ValueError(str(error)) from error
    await sandbox.tell_again(earlier.lines)
    earlier.file.write(clock_line(real_time(), clock.now(), settings.speed))
    world.write_to(earlier.file.write)
    return world


def _seed(settings: RehearsalSettings, dice: random.Random) -> int:
    """Return the seed of the world: any for a surprise, which would be none otherwise."""
    from drilltui.sandbox.scenario import ScenarioError
    from drilltui.sandbox.scenario_file import SEED, load_surprise

    if settings.seed is not None:
        return settings.seed
    try:
        return dice.randrange(1, 10_000) if load_surprise(settings.scenario) else SEED
    except ScenarioError as error:
        raise _unusable(error) from error


def _unusable(error: ValueError) -> UsageError:
    from drilltui.domain.errors import UsageError

    return UsageError(str(error))


def usual_clock(speed: float) -> Clock:
    """Return a clock of so many times the speed of time."""
    from drilltui.clock import FastClock, SystemClock

    return SystemClock() if speed == 1 else FastClock(speed)


def real_time() -> datetime:
    """Return what time it is outside of the world."""
    from drilltui.clock import SystemClock

    return SystemClock().now()
