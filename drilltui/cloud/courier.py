"""Carrying one request to its host: wait for its turn, send, note it, say what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from urllib.parse import urlsplit

from drilltui.cloud.answer import Answer
from drilltui.cloud.failure import no_answer
from drilltui.cloud.http import URL, AsyncClient, Request, RequestError
from drilltui.cloud.judgement import Received, is_the_clouds, judge
from drilltui.cloud.limiter import Limiter
from drilltui.cloud.proof import Proof
from drilltui.cloud.redaction import Echoes, masked_headers
from drilltui.cloud.retry import Failure, Retry
from drilltui.domain.errors import Refused
from drilltui.domain.exchange import ABANDONED, Exchange, PlannedRequest
from drilltui.domain.language import marked, tr
from drilltui.domain.masking import redacted
from drilltui.domain.ports import Clock, RequestLog

ANSWER_BYTES = 64 * 1024 * 1024
"""The longest answer that is read; a list of 1,000 groups has about 1 MB."""

SHOWN_LENGTH = 8000
"""How many characters of an answer the request log keeps."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One attempt: the request as planned and as built, what it proves, and when it began.

    `turn` is its number at the host's limiter.
    """

    planned: PlannedRequest
    request: Request
    proof: Proof
    attempt: int
    at: datetime
    begun: float
    turn: int


class Courier:
    """Carries requests over one client, with one limiter for each host.

    `service_of` names the service behind a URL, `proxy_of` the proxy on the way there, as it may be
    shown. `skew` is how far the cloud's clock was ahead of
    ours in its newest answer, None before one. The client stays its owner's to close.
    """

    def __init__(
        self,
        client: AsyncClient,
        *,
        clock: Clock,
        log: RequestLog,
        chance: Random,
        retry: Retry | None = None,
        service_of: Callable[[str], str] = lambda url: marked("The service"),
        proxy_of: Callable[[str], object] = lambda url: None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._log = log
        self._chance = chance
        self.retry = retry or Retry()
        self._service_of = service_of
        self._proxy_of = proxy_of
        self._limiters: dict[str, Limiter] = {}
        self._numbers = count(1)
        self.skew: timedelta | None = None

    async def carry(self, planned: PlannedRequest, proof: Proof, attempt: int) -> Answer | Failure:
        """Send `planned` once, byte for byte."""
        request = self._build(planned)
        turn = await self._limiter(request).take()
        at, begun = self._clock.now(), self._clock.monotonic()
        this = _Try(planned, request, proof, attempt, at, begun, turn)
        try:
            received = await self._send(this)
        except RequestError as error:
            failure = self._no_answer(this, error)
            failure.error.__cause__ = error
            self._note(this, failure=failure.error.what)
            return failure
        except asyncio.CancelledError:
            self._note(this, failure=ABANDONED)
            raise
        outcome = self._judge(this, received)
        self._note(this, received)
        return outcome

    def _no_answer(self, this: _Try, error: RequestError) -> Failure:
        url = this.planned.url
        proxy = str(self._proxy_of(url) or "")
        said = _echoes(this).out_of(str(error))
        return no_answer(error, this.request.url.host, self._service_of(url), said, proxy=proxy)

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

    async def _send(self, this: _Try) -> Received:
        response = await self._client.send(this.request, auth=this.proof, stream=True)
        body = bytearray()
        try:
            async for part in response.aiter_bytes():
                body += part
                if len(body) > ANSWER_BYTES:
                    break
        finally:
            await response.aclose()
        return Received(
            this.request.url.host,
            self._service_of(this.planned.url),
            response.status_code,
            response.headers,
            bytes(body),
            _echoes(this),
            whole=len(body) <= ANSWER_BYTES,
        )

    def _judge(self, this: _Try, received: Received) -> Answer | Failure:
        now, date = self._clock.now(), received.date
        # The answer was written about halfway between the request and now.
        skew = None if date is None else date - (this.at + (now - this.at) / 2)
        outcome = judge(received, this.proof, skew=skew, now=now)
        if skew is not None and is_the_clouds(outcome, received.status):
            self.skew = skew
        if received.status < 500 and received.status != 429:
            self._limiter(this.request).answered(this.turn)
        if isinstance(outcome, Failure) and isinstance(outcome.error, Refused):
            return self._heeded(this, outcome, outcome.error)
        return outcome

    def _heeded(self, this: _Try, failure: Failure, error: Refused) -> Failure:
        """Keep to what a refusal asks of us."""
        asked = error.retry_after = failure.asked
        if asked is not None and asked > self.retry.longest:
            error.remedy = tr("The service asks to wait {seconds} s.", seconds=f"{asked:.0f}")
        if error.status == 429:
            asked = self.retry.jitter(this.attempt, self._chance) if asked is None else asked
            limiter = self._limiter(this.request)
            limiter.throttled(this.turn)
            limiter.pause(min(asked, self.retry.longest))
        return replace(failure, asked=asked)

    def _note(self, this: _Try, received: Received | None = None, failure: str = "") -> None:
        # Whoever listens to the log may fail: until then nothing here holds a secret.
        exchange = Exchange(
            number=next(self._numbers),
            at=this.at,
            request=replace(this.planned, body=redacted(this.planned.body)),
            headers=masked_headers(this.request.headers),
            seconds=self._clock.monotonic() - this.begun,
            failure=failure,
            attempt=this.attempt,
        )
        if received is not None:
            exchange = replace(
                exchange,
                status=received.status,
                request_id=received.request_id,
                answer=_shown(received),
            )
        self._log.note(exchange)


def _echoes(this: _Try) -> Echoes:
    return Echoes(this.request.headers, this.proof.secrets)


def _shown(received: Received) -> str:
    # Cut after masking, or half a secret could be left at the cut.
    whole = received.echoes.out_of_body(received.body[: SHOWN_LENGTH * 6])
    return redacted(whole.decode("utf-8", "replace")[: SHOWN_LENGTH * 3 // 2])[:SHOWN_LENGTH]
