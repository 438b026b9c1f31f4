"""A sender on the bench, and the call it is given: answered when the test lets it be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from drilltui.domain.errors import Refused
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Action
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import Target
from tests.services.stage import Stage

REQUEST = PlannedRequest("POST", "https://sdrs.example/v1/p/drills", '{"name":"drill-1"}')
ABOUT = {"name": "drill-1", "vpc_id": ""}


def refused(status: int, code: str = "SDRS.1002") -> Refused:
    return Refused(status=status, code=code, message="the state is wrong", request_id="req-9")


class Wire:
    """A sender, and the call it is given: answered when the test lets it be."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.watched: list[Target] = []
        self.sender = Sender(self.stage.exercises, self.watched.append)
        self.open = asyncio.Event()
        self.begun = asyncio.Event()
        self.calls = 0

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
        async def told(record_id: str) -> Told:
            assert record_id == "record-1"
            return Told(await call(), job)

        async def record() -> str:
            return "record-1"

        return await self.sender.send(Submission(action, subject, REQUEST, ABOUT, told), record)

    async def kinds(self) -> list[str]:
        return await self.stage.kinds("record-1")
