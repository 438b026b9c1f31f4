"""A sender on the bench, and the call it is given: answered when the test lets it be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from drilltui.domain.errors import Refused
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import REMOVALS, Action, Entry, Kind
from drilltui.services.exercises import Opening
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import Target
from tests.services.stage import PLACE, Stage, target

REQUEST = PlannedRequest("POST", "https://sdrs.example/v1/p/drills", '{"name":"drill-1"}')
ABOUT = {"name": "drill-1", "vpc_id": ""}


def refused(status: int, code: str = "SDRS.1002") -> Refused:
    return Refused(status=status, code=code, message="the state is wrong", request_id="req-9")


class Wire:
    """A sender, and the call it is given: answered when the test lets it be.

    Every subject has one record, the first one ``record-1``.
    """

    def __init__(self) -> None:
        self.stage = Stage()
        self.watched: list[Target] = []
        self.sender = Sender(self.stage.exercises, self.watched.append)
        self.open = asyncio.Event()
        self.begun = asyncio.Event()
        self.calls = 0
        self.records: dict[str, str] = {}

    async def call(self) -> JsonObject:
        self.calls += 1
        self.begun.set()
        await self.open.wait()
        return {"job_id": "job-1"}

    async def send(
        self,
        call: Callable[[], Awaitable[JsonObject]],
        subject: str = "group-1",
        action: Action = Action.CREATE,
        job: Target | None = None,
    ) -> Answer:
        record_id = self.records.setdefault(subject, f"record-{len(self.records) + 1}")

        async def told(given: Target) -> Told:
            assert given.record_id == record_id
            return Told(await call(), job)

        async def record() -> Opening:
            return await self._opening(record_id, subject)

        removed = subject if action in REMOVALS else ""
        meant = replace(target(action), job_id="", record_id="", subject=removed)
        about = ABOUT | ({"subject": removed} if removed else {})
        submission = Submission(action, subject, REQUEST, about, meant, told)
        return await self.sender.send(submission, record)

    async def _opening(self, record_id: str, subject: str) -> Opening:
        if await self.stage.events(record_id):
            return Opening(record_id)
        data = {
            "mode": PLACE.mode.value,
            "project_id": PLACE.project_id,
            "group_id": subject,
            "drill_id": subject,
        }
        return Opening(record_id, (Entry(record_id, Kind.OPENED, data),))

    async def conclude(self, subject: str) -> None:
        """Write that what the calls for `subject` left has been read."""
        exercises, record_id = self.stage.exercises, self.records[subject]
        await exercises.add(record_id, Kind.DRILL, {"status": "available"})
        await exercises.add(record_id, Kind.READ_BACK, {"gone": True})

    async def kinds(self) -> list[str]:
        """What kind of events the first record has, apart from its beginning."""
        opened, *others = await self.stage.kinds("record-1")
        assert opened == Kind.OPENED
        return others
