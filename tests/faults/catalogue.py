"""The catalogue of faults: what can happen to a request, as data.

Envelopes are those of the API reference ("Error envelopes"); pages are what load balancers,
company proxies and captive portals answer with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from tests.faults.fault import Answers, End, Fault, Reading, Telling
from tests.faults.message import Response

LATE = 1.6
"""Real seconds after which a slow answer comes: the program under test waits one."""

HTML = b"<!DOCTYPE html><html><head><title>Gateway</title></head><body>Sorry.</body></html>"

_JSON_TYPE = ("Content-Type", "application/json")
_HTML_TYPE = ("Content-Type", "text/html")
_TELLING = ("job_id", "disaster_recovery_drill", "disaster_recovery_drills", "status", "token")
"""The members without which an answer of some call says nothing."""

_PROXY_STATUSES = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out"}


def gateway(status: int, code: str, message: str, **fields: str) -> Response:
    """An error in the gateway's envelope; `fields` become header fields."""
    told = {"error_code": code, "error_msg": message, "request_id": "0f" * 16}
    more = tuple((name.replace("_", "-"), value) for name, value in fields.items())
    return Response(status, (_JSON_TYPE, *more), json.dumps(told).encode())


def _json(status: int) -> Response:
    return gateway(status, "APIGW.0201", f"Backend: {_PROXY_STATUSES[status]}.")


def _html(status: int) -> Response:
    return Response(status, (_HTML_TYPE,), HTML)


def _empty(status: int) -> Response:
    return Response(status, (), b"")


_BODIES: Mapping[str, Callable[[int], Response]] = {"JSON": _json, "HTML": _html, "empty": _empty}

_401 = gateway(401, "APIGW.0301", "Incorrect IAM authentication information")
_401_ELSEWHERE = Response(401, (_JSON_TYPE,), b'{"message": "Who are you?"}')
_429 = gateway(429, "APIGW.0308", "The throttling threshold has been reached.")
_429_TIMED = gateway(429, "APIGW.0308", "The throttling threshold was reached.", Retry_After="7")


def _saying(answer: Response) -> Callable[[Answers], Telling]:
    return lambda _: Telling(answer.raw())


def _ending(end: End) -> Callable[[Answers], Telling]:
    return lambda _: Telling(end=end)


def _changed(change: Callable[[Response], Response]) -> Callable[[Answers], Telling]:
    return lambda answers: Telling(change(answers[0]).raw())


def _cut(answers: Answers) -> Telling:
    return Telling(answers[0].raw()[:-9])


def _half(answer: Response) -> Response:
    return answer.with_body(answer.body[: len(answer.body) // 2])


def _page(answer: Response) -> Response:
    return answer.with_body(HTML, "text/html").without("x-subject-token")


def _silent(answer: Response) -> Response:
    return answer.with_body(b"").without("x-subject-token")


def _of_other_types(answer: Response) -> Response:
    told = json.loads(answer.body)
    odd = {name: [[7]] if name in _TELLING else value for name, value in told.items()}
    return answer.with_body(json.dumps(odd).encode())


def _without_its_point(answer: Response) -> Response:
    told = json.loads(answer.body)
    rest = {name: value for name, value in told.items() if name not in _TELLING}
    return answer.with_body(json.dumps(rest).encode()).without("x-subject-token")


def _late(answers: Answers) -> Telling:
    return Telling(answers[0].raw(), late=LATE)


def _nth(place: int) -> Callable[[Answers], Telling]:
    return lambda answers: Telling(answers[place].raw())


_BROKEN = (
    Fault("refused connection", "nobody listens", 0, _ending(End.RESET), Reading.NOTHING),
    Fault("reset unread", "reset before it is read", 0, _ending(End.RESET), Reading.LINE),
    Fault("reset unsent", "read, not sent on, reset", 0, _ending(End.RESET)),
    Fault("hang unsent", "read, not sent on, no answer", 0, _ending(End.LEFT_OPEN)),
    Fault("hang accepted", "accepted, no answer", 1, _ending(End.LEFT_OPEN)),
    Fault("reset accepted", "accepted, reset", 1, _ending(End.RESET)),
    Fault("late", "accepted, answered after the time-out", 1, _late),
)

_PROXIED = tuple(
    Fault(
        f"{status} {kind} {'accepted' if deliveries else 'unsent'}",
        f"{'accepted' if deliveries else 'not sent on'}, {status} with {what}",
        deliveries,
        _saying(body(status)),
    )
    for deliveries in (1, 0)
    for status in _PROXY_STATUSES
    for kind, body in _BODIES.items()
    if deliveries or kind == "HTML"
    for what in (f"an {kind} body" if kind != "JSON" else "a JSON error",)
)

_HOLLOW = (
    Fault("200 HTML", "accepted, 200 with a page", 1, _changed(_page)),
    Fault("200 empty", "accepted, 200 with an empty body", 1, _changed(_silent)),
    Fault("200 cut", "accepted, 200, the connection ends in the body", 1, _cut),
    Fault("200 half", "accepted, 200 with half of the JSON", 1, _changed(_half)),
    Fault("200 types", "accepted, 200 with values of other types", 1, _changed(_of_other_types)),
    Fault("200 pointless", "accepted, 200 without what it is for", 1, _changed(_without_its_point)),
)

_REFUSALS = (
    Fault("429", "not sent on, 429 of the gateway", 0, _saying(_429)),
    Fault("429 timed", "not sent on, 429 with Retry-After", 0, _saying(_429_TIMED)),
    Fault("401", "not sent on, 401 of the gateway, once", 0, _saying(_401)),
    Fault("401 lasting", "not sent on, 401 of the gateway, always", 0, _saying(_401), times=None),
    Fault("401 elsewhere", "not sent on, 401 of somebody else", 0, _saying(_401_ELSEWHERE)),
    Fault("401 accepted", "accepted, 401 of somebody else", 1, _saying(_401_ELSEWHERE)),
)

_DUPLICATES = (
    Fault("twice, first", "delivered twice, the first answer told", 2, _nth(0)),
    Fault("twice, second", "delivered twice, the second answer told", 2, _nth(1)),
)

FAULTS = (*_BROKEN, *_PROXIED, *_HOLLOW, *_REFUSALS, *_DUPLICATES)
"""All of them, in the order of the table."""


def fault(name: str) -> Fault:
    """The fault called `name`."""
    return next(one for one in FAULTS if one.name == name)
