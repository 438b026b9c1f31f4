"""The other end of the wire, as a test wants it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import httpx

from drilltui.cloud.caller import Caller
from drilltui.cloud.courier import Courier
from drilltui.cloud.gate import Gate
from drilltui.cloud.http import AsyncClient, open_client
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.cloud.identity import KeyIdentity
from drilltui.cloud.signing import AkSkAuth
from drilltui.domain.credential import AccessKey
from drilltui.domain.exchange import Exchange
from drilltui.domain.secret import Secret
from tests.cloud.skipping_clock import SkippingClock

HOST = "sdrs.eu-example-1.example.com"
URL = f"https://{HOST}"
PROJECT = "0123456789abcdef0123456789abcdef"
TOKEN = "EXAMPLE-security-token-not-real/0001=="


@dataclass(frozen=True)
class Reply:
    """One answer; `body` is JSON unless it is bytes."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] | None = None

    def response(self) -> httpx.Response:
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return httpx.Response(self.status, headers=self.headers, content=content)


Script = Reply | Exception | Callable[[httpx.Request], Reply]


class FarEnd:
    """Plays `script` in order (the last entry again and again), and keeps what was asked."""

    def __init__(self, *script: Script) -> None:
        self.script = list(script)
        self.asked: list[httpx.Request] = []
        self.log: list[Exchange] = []
        self.clock = SkippingClock()

    def note(self, exchange: Exchange) -> None:
        self.log.append(exchange)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        entry = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(entry, Exception):
            raise entry
        return (entry if isinstance(entry, Reply) else entry(request)).response()

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def client(self) -> AsyncClient:
        return open_client(self.transport)

    def proof(self) -> AkSkAuth:
        return AkSkAuth(
            "EXAMPLEACCESSKEY0001",
            Secret("EXAMPLE-secret-key-not-real-0001"),
            now=self.clock.now,
            project_id=PROJECT,
            security_token=Secret(TOKEN),
        )

    def caller(self, client: AsyncClient | None = None) -> Caller:
        courier = Courier(client or self.client(), clock=self.clock, log=self, chance=Random(7))
        who = KeyIdentity(self.proof())
        return Caller(courier, who, Gate(self.clock), clock=self.clock, chance=Random(7))

    def cloud(self, *, readonly: bool = False) -> HuaweiCloud:
        return open_cloud(
            endpoint=URL,
            credential=AccessKey(
                "EXAMPLEACCESSKEY0001", Secret("EXAMPLE-secret-key-not-real-0001")
            ),
            project_id=PROJECT,
            clock=self.clock,
            log=self,
            chance=Random(7),
            readonly=readonly,
            transport=self.transport,
        )

    def targets(self) -> list[str]:
        """Return path and query of each request."""
        return [request.url.raw_path.decode() for request in self.asked]
