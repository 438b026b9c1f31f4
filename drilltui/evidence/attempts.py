"""Calls that change the cloud, each with its answer, as a record has them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import number, text
from drilltui.domain.json_value import JsonObject
from drilltui.domain.masking import redacted
from drilltui.domain.record import Action, Event, Kind

_ANSWERS = frozenset(
    {
        Kind.ACCEPTED,
        Kind.REFUSED,
        Kind.NOT_SENT,
        Kind.UNKNOWN,
        Kind.FOUND,
        Kind.ABSENT,
        Kind.AMBIGUOUS,
    }
)
_WITH_JOB = frozenset({Action.CREATE, Action.DELETE})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One intention and the last word on it. `kind` is that word's, empty while there is none.

    `request` is method, address and body with what looks like a secret masked; `digest` is that of
    the request as it was sent.
    """

    at: datetime
    action: str
    subject: str
    request: str
    digest: str
    answered_at: datetime | None = None
    kind: str = ""
    code: str = ""
    job_id: str = ""
    message: str = ""

    @property
    def has_job(self) -> bool:
        """Whether the service carries it out by a job."""
        return self.action in _WITH_JOB


def attempts(events: Iterable[Event]) -> tuple[Attempt, ...]:
    """Return every call in the order of the intentions."""
    found: list[Attempt] = []
    last: dict[tuple[str, str], int] = {}
    for event in events:
        key = (text(event.data, "action"), folded(text(event.data, "subject")))
        if event.kind == Kind.INTENDED:
            last[key] = len(found)
            found.append(_intended(event))
        elif event.kind in _ANSWERS and key in last:
            place = last[key]
            found[place] = _answered(found[place], event)
    return tuple(found)


def _intended(event: Event) -> Attempt:
    data = event.data
    parts = (text(data, "method"), text(data, "url"), text(data, "body"))
    return Attempt(
        event.at,
        text(data, "action"),
        text(data, "subject"),
        redacted(" ".join(filter(None, parts))),
        text(data, "fingerprint"),
    )


def _answered(attempt: Attempt, event: Event) -> Attempt:
    data = event.data
    return replace(
        attempt,
        answered_at=event.at,
        kind=event.kind,
        code=_code(data),
        job_id=text(data, "job_id") or attempt.job_id,
        message=redacted(text(data, "message")),
    )


def _code(data: JsonObject) -> str:
    """Return the service's code, with the status of HTTP before it where both are told."""
    status = number(data, "status")
    parts = (f"HTTP {int(status)}" if status else "", text(data, "code"))
    return " ".join(filter(None, parts))
