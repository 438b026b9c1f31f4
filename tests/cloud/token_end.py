"""A far end with an IAM: it gives tokens, ends them, asks for passcodes, as a test wants it."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import httpx

from drilltui.cloud.endpoints import Endpoints
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.cloud.token_store import TokenStore
from drilltui.domain.credential import Login
from drilltui.domain.exchange import Exchange
from drilltui.domain.ports import Person
from drilltui.domain.secret import Secret
from tests.cloud.far_end import PROJECT, Reply
from tests.cloud.skipping_clock import SkippingClock

IAM = "https://iam.eu-x.example.com"
USER_ID = "07609fb9358010e21f7bc0037564a7ab"
PASSWORD = 'pass"wörd/\\1'
LOGIN = Login("drill-operator", "OTC00000000001", Secret(PASSWORD))
WITH_PASSCODE = Login("drill-operator", "OTC00000000001", Secret(PASSWORD), USER_ID, passcode=True)
GROUPS = {"server_groups": [], "projects": [{"id": PROJECT, "name": "eu-x"}], "job_id": "j1"}


def iam_error(status: int, message: str, code: object = None) -> Reply:
    body = {"error": {"code": code or status, "message": message, "title": "no"}}
    return Reply(status, body, {"X-IAM-Trace-Id": "trace-1"})


ENDED = Reply(401, {"error_code": "APIGW.0307", "error_msg": "The token must be updated"})
PASSCODE_WANTED = iam_error(401, "Login protection asks for a passcode too.")
PASSCODE_WRONG = iam_error(401, "The user ID or passcode is wrong.")


class Phone:
    """A `Person` who answers from a list, after `ready` if there is one."""

    def __init__(self, *answers: str | None, ready: asyncio.Event | None = None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self._ready = ready

    async def passcode(self, user: str, why: str) -> Secret | None:
        self.asked.append((user, why))
        if self._ready:
            await self._ready.wait()
        answer = self.answers.pop(0)
        return None if answer is None else Secret(answer)


class TokenEnd:
    """Gives tokens that live for `life`; `valid` are those that the services take.

    `iam` holds answers for requests for a token before that, `hold` keeps them waiting;
    `service` holds answers for other requests, of which only those with a valid token count.
    """

    def __init__(self, *iam: Reply | Exception) -> None:
        self.iam = list(iam)
        self.service: list[Reply | Exception] = []
        self.clock = SkippingClock()
        self.ahead = timedelta()
        self.life = timedelta(hours=24)
        self.valid: set[str] = set()
        self.token_requests: list[httpx.Request] = []
        self.asked: list[httpx.Request] = []
        self.log: list[Exchange] = []
        self.hold: asyncio.Event | None = None
        self.store = TokenStore()
        self._numbers = count(1)

    def note(self, exchange: Exchange) -> None:
        self.log.append(exchange)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        if request.url.path == "/v3/auth/tokens":
            return await self._issue(request)
        self.asked.append(request)
        if request.headers.get("X-Auth-Token") not in self.valid:
            return ENDED.response()
        return _said(self.service.pop(0) if self.service else Reply(body=GROUPS))

    async def _issue(self, request: httpx.Request) -> httpx.Response:
        self.token_requests.append(request)
        if self.hold:
            await self.hold.wait()
        if self.iam:
            return _said(self.iam.pop(0))
        token = f"MII-token-{next(self._numbers)}"
        self.valid.add(token)
        now = self.clock.now() + self.ahead
        told = {
            "issued_at": f"{now:%Y-%m-%dT%H:%M:%S.000000Z}",
            "expires_at": f"{now + self.life:%Y-%m-%dT%H:%M:%S.000000Z}",
            "project": {"id": PROJECT, "name": "eu-x"},
            "user": {"id": USER_ID, "name": "drill-operator"},
        }
        return Reply(201, {"token": told}, {"X-Subject-Token": token}).response()

    def cloud(
        self,
        login: Login = LOGIN,
        person: Person | None = None,
        project_id: str = PROJECT,
        **other: Any,
    ) -> HuaweiCloud:
        arguments: dict[str, Any] = {
            "endpoint": Endpoints.of_region("eu-x", "example.com"),
            "tokens": self.store,
            **other,
        }
        return open_cloud(
            credential=login,
            project_id=project_id,
            region="eu-x",
            person=person,
            clock=self.clock,
            log=self,
            chance=Random(7),
            transport=httpx.MockTransport(self._answer),
            **arguments,
        )

    def bodies(self) -> list[Any]:
        """What the requests for a token said."""
        return [json.loads(request.content) for request in self.token_requests]

    def tokens(self) -> list[str]:
        """The tokens that other requests came with."""
        return [request.headers["X-Auth-Token"] for request in self.asked]


def _said(entry: Reply | Exception) -> httpx.Response:
    if isinstance(entry, Exception):
        raise entry
    return entry.response()


def codes(bodies: list[Any]) -> list[str | None]:
    """The passcode of each request for a token, None where it had none."""
    found = [body["auth"]["identity"].get("totp") for body in bodies]
    return [totp["user"]["passcode"] if totp else None for totp in found]
