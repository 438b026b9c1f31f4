"""What an answer means: ours to use, a refusal, or a page of somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import unquote

from drilltui.cloud.answer import Answer, intercepted, is_page, read_answer
from drilltui.cloud.envelope import ErrorText, page_words, read_error, request_id
from drilltui.cloud.failure import proxy_wants_password
from drilltui.cloud.http import Headers
from drilltui.cloud.proof import Proof
from drilltui.cloud.redaction import Echoes
from drilltui.cloud.remedy import remedy
from drilltui.cloud.retry import Failure, passing, retry_after
from drilltui.cloud.sign_in_fault import judged
from drilltui.cloud.times import clock_time
from drilltui.domain.errors import Intercepted, Refused, Unreadable
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret

PORTAL_STATUS = 511
"""Network Authentication Required (RFC 6585): never the origin server's own."""


@dataclass(frozen=True, slots=True)
class Received:
    """An answer as it came in. `host` and `service` say who was asked.

    `echoes` knows what was secret in the request: no word that is told of an answer may be that.
    """

    host: str
    service: str
    status: int
    headers: Headers = field(repr=False)  # a new token is in there
    body: bytes = field(repr=False)
    echoes: Echoes = field(repr=False)
    whole: bool = True

    @property
    def request_id(self) -> str:
        """What support asks for."""
        return self.echoes.out_of(request_id(self.headers))

    @property
    def date(self) -> datetime | None:
        """When it was answered, by the clock over there; None when that tells no time."""
        return clock_time(self.headers.get("date", ""))

    @property
    def location(self) -> str:
        """Where it sends us, empty for nowhere. Without the query: that is for who is sent."""
        where = unquote(re.split("[?#]", self.headers.get("location", ""), maxsplit=1)[0])
        return plain(self.echoes.out_of(where))[:120]

    def words(self) -> str:
        """Return its words; markup may spell a secret so that only they show it."""
        return self.echoes.out_of(page_words(self.echoes.out_of_body(self.body)))

    def error(self) -> ErrorText:
        """Return what it says as an error answer."""
        told = read_error(self.status, self.echoes.out_of_body(self.body), self.headers)
        out_of = self.echoes.out_of
        return ErrorText(out_of(told.code), out_of(told.message), out_of(told.request_id))

    @property
    def is_page(self) -> bool:
        """Whether it is a page of markup. An error in JSON is one whatever it calls itself."""
        if self.status >= 400 and self.body.lstrip()[:1] == b"{":
            return False
        return is_page(self.headers.get("content-type", ""), self.body)


def judge(
    received: Received, proof: Proof, *, skew: timedelta | None, now: datetime
) -> Answer | Failure:
    """Say what `received` means for a request that proved who sent it with `proof`.

    `skew` is how far the cloud's clock was ahead by this answer.
    """
    status = received.status
    if not received.whole:
        what = tr("The answer of {host} does not end.", host=received.host)
        return Failure(Unreadable(what, status=status, request_id=received.request_id))
    if status == PORTAL_STATUS or (received.is_page and _answers_in_json(status)):
        words = received.words()[:120] or tr("no words")
        return Failure(intercepted(received.host, words, status, received.request_id))
    if status >= 400:
        return _refusal(received, proof, skew=skew, now=now)
    if status >= 300:
        return Failure(_elsewhere(received))
    try:
        answer = read_answer(status, received.body, received.request_id, received.words)
    except Unreadable as error:
        return Failure(error)
    token = received.headers.get("x-subject-token", "")
    return replace(answer, token=Secret(token)) if token else answer


def _answers_in_json(status: int) -> bool:
    """True when the cloud answers with JSON only, so that a page is somebody else's.

    Its own front does answer 5xx with one. A 407 is known to be a proxy's, and a 429 asks to slow
    down, whoever says it.
    """
    return status < 300 or (400 <= status < 500 and status not in (407, 429))


def is_the_clouds(outcome: Answer | Failure, status: int) -> bool:
    """True when the answer is not that of a proxy or a portal, whose clock tells nothing."""
    return status != 407 and not (
        isinstance(outcome, Failure) and isinstance(outcome.error, Intercepted)
    )


def _elsewhere(received: Received) -> Unreadable:
    """No service of the cloud redirects: who does is on the way, or the endpoint is no such one."""
    to, status, named = received.location, received.status, received.request_id
    if to:
        how = tr("it sends us to {address} ({status}).", address=to, status=status)
        return intercepted(received.host, how, status, named)
    what = tr(
        "{host} sends us elsewhere ({status}, to nowhere).", host=received.host, status=status
    )
    return Unreadable(what, status=status, request_id=named, remedy=tr("Check the endpoint."))


def _refusal(received: Received, proof: Proof, *, skew: timedelta | None, now: datetime) -> Failure:
    status = received.status
    if status == 407:
        return proxy_wants_password()
    told = received.error()
    error = Refused(
        status=status,
        code=told.code,
        message=told.message,
        request_id=told.request_id,
        remedy=remedy(status, told.code, received.host, received.service),
    )
    asked = retry_after(received.headers.get("retry-after"), received.date or now)
    return Failure(judged(error, proof.by, skew=skew), passing(status, told.code), asked)
