"""Which failed reads are worth another try, and when. Calls that change something never are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random

from drilltui.cloud.times import http_date
from drilltui.domain.errors import CloudError

BUSY = frozenset({429, 502, 503, 504})
INNER_TIMEOUT = "SDRS.0008"

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that failed.

    `passing` says that the same read may well succeed soon; `asked` is how many seconds the other
    side wants to be left alone, None when it did not say. `unsent` says that the request itself
    never left, because signing in for it failed.
    """

    error: CloudError
    passing: bool = False
    asked: float | None = None
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """At most `tries` attempts, `first` to `longest` seconds apart."""

    tries: int = 5
    first: float = 1.0
    longest: float = 60.0

    def delay(self, failure: Failure, attempt: int, random: Random) -> float | None:
        """Return the seconds to wait after attempt number `attempt` (from 1), None to give up.

        A wait that the service asks for is kept to, unless it is longer than a person looks at a
        screen: then the failure is shown at once.
        """
        if not failure.passing or attempt >= self.tries:
            return None
        if failure.asked is None:
            return self.jitter(attempt, random)
        return failure.asked if failure.asked <= self.longest else None

    def jitter(self, attempt: int, random: Random) -> float:
        """Return a random wait between `first` and a bound that doubles with each attempt."""
        bound = min(self.longest, self.first * 2.0 ** min(attempt, 16))
        return random.uniform(self.first, bound)


def passing(status: int, code: str) -> bool:
    """True when an error answer may be gone soon (SDRS API, error codes; gateway 429 and 5xx).

    Never a 401: more than five wrong signatures in a row lock the access key.
    """
    return status in BUSY or (status == 500 and code == INNER_TIMEOUT)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header (RFC 9110, 10.2.3) asks for, None for none."""
    if value is None:
        return None
    if _SECONDS.fullmatch(value.strip()):
        return float(value)
    date = http_date(value)
    return None if date is None else max(0.0, (date - now).total_seconds())
