"""Rehearsals that outlive their program: the newest whose drill is not over is taken up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from drilltui import __version__
from drilltui.domain.event_data import moment, number, text
from drilltui.wiring.journal import journal_path

if TYPE_CHECKING:
    from pathlib import Path

    from drilltui.domain.ports import Clock, Journal
    from drilltui.settings import RehearsalSettings
    from drilltui.store.rehearsal_file import RehearsalFile

FOLDER = "rehearsals"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A rehearsal to go on with: its `file` (held), its settings, what it was told since `start`.

    Its world stood at `world_at` when the real time was `real_at`, and went on at the speed of the
    settings.
    """

    file: RehearsalFile
    settings: RehearsalSettings
    start: datetime
    lines: list[dict[str, Any]]
    real_at: datetime
    world_at: datetime

    def now(self, real: datetime) -> datetime:
        """Return what time it is in its world when it is `real` outside.

        Never earlier than what has happened there, should a clock have been set back.
        """
        gone = max(real - self.real_at, timedelta())
        last = [at for line in self.lines if (at := moment(line, "at"))]
        return max(self.world_at + gone * self.settings.speed, *last, self.world_at)


async def take_up(settings: RehearsalSettings, journal: Journal) -> Earlier | None:
    """Return the newest rehearsal with a record that nobody has closed; None without one.

    Files of those that are over are removed. One of another scenario than `settings` ask for, or of
    another version of the program, is left where it is.
    """
    from drilltui.domain.folding import fold_all
    from drilltui.store.rehearsal_file import left_behind

    outlines = fold_all(await journal.outline())
    open_worlds = {one.world for one in outlines if one.world and not one.closed}
    found: Earlier | None = None
    for file in left_behind(folder_of(settings)):
        if file.world not in open_worlds:
            file.remove()
            continue
        earlier = None if found or settings.new else _earlier(file, settings)
        if earlier is None:
            file.close()
        else:
            found = earlier
    return found


def begin(
    settings: RehearsalSettings, world: str, seed: int, start: datetime, real: datetime
) -> RehearsalFile | None:
    """Begin the file of a new world; None where none can be kept."""
    from drilltui.store import rehearsal_file

    first = {
        "version": __version__,
        "scenario": settings.scenario,
        "seed": seed,
        "groups": settings.groups,
        "start": start.isoformat(),
        **clock_line(real, start, settings.speed),
    }
    return rehearsal_file.begin(folder_of(settings), world, first)


def clock_line(real: datetime, world: datetime, speed: float) -> dict[str, Any]:
    """Return what says how the world's clock goes from now on."""
    return {"real_at": real.isoformat(), "world_at": world.isoformat(), "speed": speed}


def folder_of(settings: RehearsalSettings) -> Path:
    """Return where rehearsals are kept: beside the journal. Raises JournalError without a home."""
    return journal_path(settings.state_dir).parent / FOLDER


def _earlier(file: RehearsalFile, settings: RehearsalSettings) -> Earlier | None:
    """Return the rehearsal of a file; None where it is none to go on with."""
    try:
        first, *lines = file.lines() or [{}]
    except OSError:
        return None
    clocks = [line for line in (first, *lines) if "real_at" in line]
    start, scenario = moment(first, "start"), text(first, "scenario")
    seed, groups = number(first, "seed"), number(first, "groups")
    if text(first, "version") != __version__ or not clocks or start is None or seed is None:
        return None
    if settings.scenario != scenario and not settings.any_scenario:
        return None
    real_at, world_at = moment(clocks[-1], "real_at"), moment(clocks[-1], "world_at")
    speed = number(clocks[-1], "speed")
    if real_at is None or world_at is None or not speed:
        return None
    kept = replace(
        settings, scenario=scenario, seed=int(seed), groups=int(groups or 0), speed=speed
    )
    return Earlier(file, kept, start, lines, real_at, world_at)


def clock_of(earlier: Earlier, real: datetime) -> Clock:
    """Return the clock of its world, as far on as it would be by now."""
    from drilltui.clock import FastClock

    return FastClock(earlier.settings.speed, earlier.now(real))
