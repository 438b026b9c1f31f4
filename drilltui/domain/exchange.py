"""One request and what came back, fit to be shown: secrets are masked before it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

ABANDONED = "Nobody waited for the answer."
"""The failure of a request that was given up on our side."""


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A request exactly as it would be sent: method, whole URL, body text (empty for none)."""

    method: str
    url: str
    body: str = ""

    @property
    def text(self) -> str:
        """The request as people hand it on: method and URL, then the body."""
        return "\n".join(part for part in (f"{self.method} {self.url}", self.body) if part)

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over method, URL and body: equal for equal requests only."""
        text = "\n".join((self.method, self.url, self.body))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the service gives for a call it will carry out later: its job, and the request's id."""

    job_id: str
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line of the request log.

    `headers` are the request's own, masked. `status` is None when no answer came and `failure` then
    says why. `seconds` is how long it took. `attempt` counts from 1.
    """

    number: int
    at: datetime
    request: PlannedRequest
    headers: Mapping[str, str]
    seconds: float
    status: int | None = None
    request_id: str = ""
    answer: str = ""
    failure: str = ""
    attempt: int = 1

    @property
    def unanswered(self) -> bool:
        """Whether this is a read that went without an answer, so that it may be repeated."""
        return bool(self.failure) and self.failure != ABANDONED and self.request.method == "GET"
