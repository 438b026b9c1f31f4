"""Everything a person at this place can ask for, in one bundle."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from drilltui.domain.place import Place
from drilltui.domain.ports import Clock, Cloud, Journal
from drilltui.guide.lesson import Lesson
from drilltui.services.aftermath import Aftermath
from drilltui.services.cleanup import Cleanup
from drilltui.services.drill_records import DrillRecords
from drilltui.services.drills import Drills
from drilltui.services.equipment import Equipment
from drilltui.services.exercises import Exercises
from drilltui.services.forecasts import Forecasts
from drilltui.services.groups import Groups
from drilltui.services.guiding import Guiding
from drilltui.services.handing import Handing
from drilltui.services.lessons import Lessons
from drilltui.services.looking import Looks
from drilltui.services.overview import Overview
from drilltui.services.pen import Pen, Writer
from drilltui.services.preflight import Preflight
from drilltui.services.requests import Requests
from drilltui.services.resumption import Resumption
from drilltui.services.saying import Saying
from drilltui.services.sending import Sender
from drilltui.services.starting import Starter
from drilltui.services.steps import Steps
from drilltui.services.verifying import Verifying
from drilltui.services.watcher import Watcher

_BARE = Equipment()

LAST_ANSWERS = 1.5
"""Seconds of real time that closing waits for answers that are out: a person waits for it."""


@dataclass(frozen=True, slots=True)
class Session:
    """The services of one place. Whoever opened it runs `watcher.run()` and calls `close()`."""

    place: Place
    clock: Clock
    groups: Groups
    preflight: Preflight
    drills: Drills
    steps: Steps
    verifying: Verifying
    exercises: Exercises
    watcher: Watcher
    resumption: Resumption
    cleanup: Cleanup
    saying: Saying
    handing: Handing
    overview: Overview
    guiding: Guiding
    lessons: Lessons
    requests: Requests
    try_again: Callable[[], None]
    """Lets a person have another try after a refused sign-in (see `Cloud.try_again`)."""
    close: Callable[[], Awaitable[None]]
    notices: tuple[str, ...] = ()
    """What a person has to be told once, at the start: that a damaged journal was set aside."""

    @property
    def lesson(self) -> Lesson | None:
        """What this rehearsal teaches; None in a live run."""
        return self.lessons.lesson


def open_session(
    place: Place,
    cloud: Cloud,
    journal: Journal,
    clock: Clock,
    requests: Requests,
    chance: random.Random,
    equipment: Equipment = _BARE,
) -> Session:
    """Join the services over these adapters. `close` of the result closes the adapters too."""
    exercises = Exercises(journal, place, clock, chance, equipment.provenance)
    aftermath = Aftermath(cloud, exercises, clock)
    looks = Forecasts(Looks(cloud.once(), exercises, clock).look, exercises)
    watcher = Watcher(looks.look, clock, aftermath, chance)
    records = DrillRecords(cloud, exercises)
    sender = Sender(exercises, watcher.watch, readonly=place.readonly)
    preflight = Preflight(cloud, clock)
    guiding = Guiding(exercises, place, clock, equipment.runbooks)
    lessons = Lessons(equipment.lesson, equipment.strikes, exercises)
    starter = Starter(
        cloud,
        exercises,
        sender,
        preflight,
        clock,
        place.person,
        equipment.checklist,
        lambda: guiding.record_id,
    )

    pen = Pen(journal, Writer(place.person, place.host, place.readonly), clock)

    async def close() -> None:
        try:
            # An answer that comes later is not recorded: the intention stays open in the record,
            # which is what is known then.
            with suppress(TimeoutError):
                await asyncio.wait_for(sender.finish(), LAST_ANSWERS)
        finally:
            try:
                await cloud.close()
            finally:
                await journal.close()

    return Session(
        place=place,
        clock=clock,
        groups=Groups(cloud),
        preflight=preflight,
        drills=Drills(cloud, exercises, sender, aftermath, clock, starter),
        steps=Steps(preflight, exercises, records, place, clock, equipment.checklist),
        verifying=Verifying(exercises, records, place, equipment.prober, equipment.probes),
        exercises=exercises,
        watcher=watcher,
        resumption=Resumption(cloud, exercises, watcher, place, clock),
        cleanup=Cleanup(cloud, exercises, sender, watcher, place, clock, lessons),
        saying=Saying(pen),
        handing=Handing(pen, journal),
        overview=Overview(cloud, exercises, clock, place.overdue_days),
        guiding=guiding,
        lessons=lessons,
        requests=requests,
        try_again=cloud.try_again,
        close=close,
        notices=(str(journal.mishap),) if journal.mishap else (),
    )
