"""Making one call: wait for its turn, send, note it, and say in our words what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from random import Random
from urllib.parse import urlsplit

from drilltui.cloud.answer import Answer, read_answer
from drilltui.cloud.envelope import read_error, request_id
from drilltui.cloud.failure import no_answer
from drilltui.cloud.http import URL, AsyncClient, Auth, Request, RequestError, Response
from drilltui.cloud.limiter import Limiter
from drilltui.cloud.redaction import MASK, masked_headers, redacted, secret_values
from drilltui.cloud.remedy import remedy, skew
from drilltui.cloud.retry import Failure, Retry, passing, retry_after
from drilltui.cloud.times import http_date
from drilltui.domain.errors import Refused, Unreadable
from drilltui.domain.exchange import Exchange, PlannedRequest
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Clock, RequestLog

ANSWER_BYTES = 64 * 1024 * 1024
"""The longest answer that is read; a list of 1,000 groups has about 1 MB."""

SHOWN_LENGTH = 8000
"""How many characters of an answer the request log keeps."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One attempt: the request as planned and as built, and when it began."""

    planned: PlannedRequest
    request: Request
    attempt: int
    at: datetime
    begun: float


class Caller:
    """Makes calls over one client, with one limiter for each host.

    Raises `CloudError` only: Refused for an answer that says no, Unreachable for none, Unreadable
    for one that is not what the API promises. The client stays its owner's to close.
    """

    def __init__(
        self,
        client: AsyncClient,
        *,
        auth: Auth,
        clock: Clock,
        log: RequestLog,
        chance: Random,
        retry: Retry | None = None,
    ) -> None:
        self._client = client
        self._auth = auth
        self._clock = clock
        self._log = log
        self._chance = chance
        self._retry = retry or Retry()
        self._limiters: dict[str, Limiter] = {}
        self._numbers = count(1)

    async def read(self, url: str, *, auth: Auth | None = None) -> Answer:
        """GET `url`, again where that may help. `auth` replaces the usual one."""
        planned = PlannedRequest("GET", url)
        for attempt in count(1):
            outcome = await self._try(planned, auth or self._auth, attempt)
            if isinstance(outcome, Answer):
                return outcome
            delay = self._retry.delay(outcome, attempt, self._chance)
            if delay is None:
                raise outcome.error
            await self._clock.sleep(delay)
        raise AssertionError("count() does not end")

    async def change(self, planned: PlannedRequest) -> Answer:
        """Send `planned`, byte for byte, at most once."""
        outcome = await self._try(planned, self._auth, 1)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    async def _try(self, planned: PlannedRequest, auth: Auth, attempt: int) -> Answer | Failure:
        request = self._build(planned)
        await self._limiter(request).take()
        this = _Try(planned, request, attempt, self._clock.now(), self._clock.monotonic())
        try:
            response, body = await self._send(request, auth)
        except RequestError as error:
            failure = no_answer(error, request.url.host)
            failure.error.__cause__ = error
            self._note(this, failure=failure.error.what)
            return failure
        except asyncio.CancelledError:
            self._note(this, failure="Nobody waited for the answer.")
            raise
        outcome = self._judge(this, response, body)
        self._note(this, response, body)
        return outcome

    def _build(self, planned: PlannedRequest) -> Request:
        parts = urlsplit(planned.url)
        target = planned.url.removeprefix(f"{parts.scheme}://{parts.netloc}") or "/"
        # raw_path, because any other way may encode again what the signature has encoded.
        url = URL(f"{parts.scheme}://{parts.netloc}").copy_with(raw_path=target.encode())
        if not planned.body:
            return self._client.build_request(planned.method, url)
        return self._client.build_request(
            planned.method,
            url,
            content=planned.body.encode("utf-8", "surrogatepass"),
            headers={"Content-Type": "application/json"},
        )

    def _limiter(self, request: Request) -> Limiter:
        host = request.url.netloc.decode()
        if host not in self._limiters:
            self._limiters[host] = Limiter(self._clock)
        return self._limiters[host]

    async def _send(self, request: Request, auth: Auth) -> tuple[Response, bytes]:
        response = await self._client.send(request, auth=auth, stream=True)
        body = bytearray()
        try:
            async for part in response.aiter_bytes():
                body += part
                if len(body) > ANSWER_BYTES:
                    break
        finally:
            await response.aclose()
        return response, bytes(body)

    def _judge(self, this: _Try, response: Response, body: bytes) -> Answer | Failure:
        status, named = response.status_code, request_id(response.headers)
        host = this.request.url.host
        if len(body) > ANSWER_BYTES:
            what = f"The answer of {host} does not end."
            return Failure(Unreadable(what, status=status, request_id=named))
        if status >= 400:
            return self._refusal(this, response, body)
        if status >= 300:
            to = plain(response.headers.get("location", "nowhere"))[:120]
            what = f"{host} sends us elsewhere ({status}, to {to})."
            remedy = "A login page of the network may have answered, or the endpoint is wrong."
            return Failure(Unreadable(what, status=status, request_id=named, remedy=remedy))
        try:
            return read_answer(status, body, named)
        except Unreadable as error:
            return Failure(error)

    def _refusal(self, this: _Try, response: Response, body: bytes) -> Failure:
        status, host = response.status_code, this.request.url.host
        for secret in secret_values(this.request.headers):
            body = body.replace(secret.encode(), MASK.encode())
        told = read_error(status, body, response.headers)
        date = http_date(response.headers.get("date", ""))
        now = self._clock.now()
        asked = retry_after(response.headers.get("retry-after"), date or now)
        advice = remedy(status, told.code, host, skew=skew(date, now))
        if asked is not None and asked > self._retry.longest:
            advice = f"The service asks to wait {asked:.0f} s."
        if status == 429:
            asked = self._retry.jitter(this.attempt, self._chance) if asked is None else asked
            self._limiter(this.request).pause(min(asked, self._retry.longest))
        error = Refused(
            status=status,
            code=told.code,
            message=told.message,
            request_id=told.request_id,
            remedy=advice,
        )
        return Failure(error, passing(status, told.code), asked)

    def _note(
        self, this: _Try, response: Response | None = None, body: bytes = b"", failure: str = ""
    ) -> None:
        seconds = self._clock.monotonic() - this.begun
        secrets = secret_values(this.request.headers)
        exchange = Exchange(
            number=next(self._numbers),
            at=this.at,
            request=replace(this.planned, body=redacted(this.planned.body)),
            headers=masked_headers(this.request.headers),
            seconds=seconds,
            failure=failure,
            attempt=this.attempt,
        )
        if response is not None:
            exchange = replace(
                exchange,
                status=response.status_code,
                request_id=request_id(response.headers),
                answer=_shown(body, secrets),
            )
        self._log.note(exchange)


def _shown(body: bytes, secrets: Iterable[str]) -> str:
    # Cut after masking, or half a secret could be left at the cut.
    text = body[: SHOWN_LENGTH * 6].decode("utf-8", "replace")[: SHOWN_LENGTH * 3 // 2]
    return redacted(text, secrets)[:SHOWN_LENGTH]
