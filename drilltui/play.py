"""A whole drill exercise without a screen: ``drilltui rehearse --play``.

It walks the road of the screens, over the same services, and says what it does with times.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from drilltui.domain.drill import DrillDraft, suggest_name
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.job import SUCCESS
from drilltui.domain.plain_text import plain
from drilltui.domain.record import broken_at
from drilltui.services.groups import GroupDetail, GroupOverview
from drilltui.services.sending import Answer
from drilltui.services.session import Session
from drilltui.services.sight import DrillDetail, ReadBack, Sight


class Play:
    """One unattended exercise. `say` takes the transcript, line by line."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        self._session = session
        self._say = say
        self._begin = session.clock.monotonic()

    async def run(self) -> None:
        """Walk the whole road. Raises DrilltuiError where it does not end as it should."""
        watching = asyncio.ensure_future(self._session.watcher.run())
        try:
            await self._walk(watching)
        finally:
            watching.cancel()

    async def _walk(self, watching: asyncio.Task[None]) -> None:
        group = await self._choose()
        record_id, made = await self._create(group, watching)
        await self._delete(made, group.names, watching)
        await self._show_record(record_id)

    def _tell(self, what: str, *more: str) -> None:
        seconds = int(self._session.clock.monotonic() - self._begin)
        self._say(f"{seconds // 60:3d}:{seconds % 60:02d}  {plain(what)}")
        for text in more:
            self._say(f"        {plain(text)}")

    async def _choose(self) -> GroupDetail:
        place = self._session.place
        self._tell(
            f"REHEARSAL {place.profile}, region {place.region}, project {place.project_id}",
            "Nothing here touches a real cloud. Times are sandbox time.",
        )
        overviews = await self._session.groups.list()
        ready = [overview for overview in overviews if overview.readiness.ready]
        self._tell(f"{len(overviews)} protection groups, {len(ready)} may be drilled now")
        for overview in overviews:
            if not overview.readiness.ready:
                self._say(f"        not {plain(overview.group.name)}: {_why(overview)}")
        free = [overview for overview in ready if not overview.drills]
        if not free:
            raise DrilltuiError(
                "No protection group of this scenario is free for a drill.", "Choose another one."
            )
        chosen = max(free, key=lambda overview: overview.group.instance_count).group
        detail = await self._session.groups.detail(chosen.id)
        self._tell(
            f"Chosen: {chosen.name}, {chosen.status}, "
            f"{chosen.production_zone} -> {chosen.recovery_zone}",
            *(f"protects {instance.name} ({instance.status})" for instance in detail.instances),
        )
        return detail

    async def _create(
        self, detail: GroupDetail, watching: asyncio.Task[None]
    ) -> tuple[str, DrillDetail]:
        group = detail.overview.group
        name = suggest_name(group.name, self._session.clock.now().date())
        draft = DrillDraft(group.id, name)
        request = self._session.drills.preview(draft)
        self._tell(
            f"Drill {name}, automatic VPC (it stays after the drill)",
            f"{request.method} {request.url}",
            request.body,
        )
        answer = await self._session.drills.start(draft, group, detail.names)
        sight = await self._follow(answer, watching)
        if not isinstance(sight.result, DrillDetail):
            raise DrilltuiError("The job ended, but the drill could not be found.", sight.failure)
        drill = sight.result.drill
        self._tell(f"Drill {drill.name} is {drill.status}: {drill.id}")
        for made, server in zip(drill.servers, sight.result.servers, strict=True):
            stands_for = detail.names.get(made.instance_id, made.instance_id)
            addresses = " ".join(address.ip for address in server.addresses) or "no address yet"
            self._say(plain(f"        {server.name} for {stands_for}: {server.status} {addresses}"))
        return answer.record_id, sight.result

    async def _delete(
        self, made: DrillDetail, names: Mapping[str, str], watching: asyncio.Task[None]
    ) -> None:
        self._tell(f"Deleting {made.drill.name} with its {len(made.servers)} servers")
        answer = await self._session.drills.delete(made.drill, names)
        sight = await self._follow(answer, watching)
        found = sight.result
        if not isinstance(found, ReadBack):
            raise DrilltuiError("The job ended, but nobody could look.", sight.failure)
        if not found.gone:
            raise DrilltuiError("The job ended, but the service still shows the drill.")
        self._tell("Read back: the drill is gone")
        for one in found.leftovers:
            self._say(plain(f"        stays: {one.called} {one.detail or one.id}"))
        for doubt in found.doubts:
            self._say(plain(f"        not sure: {doubt}"))

    async def _follow(self, answer: Answer, watching: asyncio.Task[None]) -> Sight:
        if not (answer.accepted or answer.open):
            what = answer.complaint or "The cloud did not accept the request."
            raise DrilltuiError(what) from answer.error
        if answer.open:
            self._tell(f"Nobody knows whether it arrived: {answer.complaint}")
        else:
            self._tell(f"Accepted: job {answer.told.get('job_id') or 'not told'}")
        sight = await self._end_of(answer.key, watching)
        # Of a job that has succeeded, what it left is judged by whoever asked for it.
        if sight.job.status != SUCCESS if sight.job else not sight.succeeded:
            raise DrilltuiError(
                f"The {_what(sight).lower()} ended in {sight.status}: {_reason(sight)}"
            )
        self._tell(f"{_what(sight)} {sight.status} after {sight.elapsed(0):.0f} s")
        return sight

    async def _end_of(self, key: str, watching: asyncio.Task[None]) -> Sight:
        """Tell each change until what the job left was read; a watcher that died is an error."""
        news: asyncio.Queue[Sight] = asyncio.Queue()
        watcher = self._session.watcher
        unsubscribe = watcher.subscribe(news.put_nowait)
        if known := watcher.sight(key):  # in fast time it may have ended by now
            news.put_nowait(known)
        told = 0
        try:
            while True:
                coming = asyncio.ensure_future(news.get())
                await asyncio.wait({coming, watching}, return_when=asyncio.FIRST_COMPLETED)
                if watching.done():
                    coming.cancel()
                    watching.result()
                sight = await coming
                if sight.target.key == key:
                    for change in sight.changes[told:]:
                        self._tell(f"{change.subject}: {change.status} {change.detail}".rstrip())
                    told = len(sight.changes)
                    if sight.settled:
                        return sight
        finally:
            unsubscribe()

    async def _show_record(self, record_id: str) -> None:
        events = await self._session.exercises.events(record_id)
        broken = broken_at(events)
        if broken is not None:
            raise DrilltuiError(f"Record {record_id} is broken at event {broken}.")
        self._tell(
            f"Record {record_id}: {len(events)} events, hash chain whole",
            f"last hash {events[-1].hash}",
        )


def _what(sight: Sight) -> str:
    """Return what a call was followed by: its job, its drill, or looking it up."""
    if sight.job is not None:
        return "Job"
    return "Drill" if sight.drill is not None else "Look-up"


def _reason(sight: Sight) -> str:
    if sight.job is not None:
        return f"{sight.job.error_code} {sight.job.fail_reason}".strip()
    return sight.search.settlement.why if sight.search else sight.failure


def _why(overview: GroupOverview) -> str:
    judged = overview.readiness
    code = f" ({judged.code})" if judged.code else ""
    return plain(f"{judged.reason}{code}")
