"""How long the jobs of a drill take, and in what order their parts run.

The figures are those the API reference gives for a simulator ("Durations"): 2-3 s ``INIT``,
20-90 s for a creation with one sub-job per protected instance, 15-40 s for a deletion.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_INIT: Final = (2.0, 3.0)
_CREATION: Final = (20.0, 90.0)
_CREATION_PER_SERVER: Final = (5.0, 10.0)
_VPC: Final = (6.0, 9.0)
_DELETION: Final = (15.0, 40.0)
_DELETION_PER_SERVER: Final = (1.5, 3.0)
_WRAP_UP: Final = (0.8, 1.6)
_MOST_BETWEEN_SERVERS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begins`` to ``ends``."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """The course of a job: taken at ``submitted``, ``RUNNING`` for ``whole``.

    ``network`` is the making of the drill VPC, if there is one; ``servers`` has a span for each
    server, in order of their begin; the last one begins last.
    """

    submitted: datetime
    whole: Span
    network: Span | None
    servers: tuple[Span, ...]

    def stretched(self, times: int) -> "Timetable":
        """The same course, ``times`` as slow."""
        if times == 1:
            return self

        def later(span: Span) -> Span:
            since = self.submitted
            return Span(since + (span.begins - since) * times, since + (span.ends - since) * times)

        return Timetable(
            submitted=self.submitted,
            whole=later(self.whole),
            network=later(self.network) if self.network else None,
            servers=tuple(map(later, self.servers)),
        )


def creation_timetable(
    rng: random.Random, submitted: datetime, servers: int, *, with_network: bool
) -> Timetable:
    """The course of creating a drill with so many servers, 20 to 90 seconds long."""
    total = rng.uniform(_CREATION[0], _CREATION[0] + 6)
    total += sum(rng.uniform(*_CREATION_PER_SERVER) for _ in range(servers - 1))
    if with_network:
        total += _VPC[0]
    init, network = rng.uniform(*_INIT), rng.uniform(*_VPC) if with_network else 0.0
    return _timetable(rng, submitted, servers, min(total, _CREATION[1]), init, network)


def deletion_timetable(rng: random.Random, submitted: datetime, servers: int) -> Timetable:
    """The course of deleting a drill with so many servers, 15 to 40 seconds long."""
    total = rng.uniform(_DELETION[0], _DELETION[0] + 4)
    total += sum(rng.uniform(*_DELETION_PER_SERVER) for _ in range(servers))
    return _timetable(rng, submitted, servers, min(total, _DELETION[1]), rng.uniform(*_INIT), 0.0)


def _timetable(
    rng: random.Random,
    submitted: datetime,
    servers: int,
    total: float,
    init: float,
    network: float,
) -> Timetable:
    """Lay ``init``, then ``network``, then the staggered servers into ``total`` seconds."""

    def span(begins: float, ends: float) -> Span:
        return Span(_after(submitted, begins), _after(submitted, ends))

    first = init + network
    last = total - rng.uniform(*_WRAP_UP)
    return Timetable(
        submitted=submitted,
        whole=span(init, total),
        network=span(init, first) if network else None,
        servers=tuple(span(*one) for one in _staggered(rng, servers, first, last)),
    )


def _staggered(
    rng: random.Random, servers: int, first: float, last: float
) -> Sequence[tuple[float, float]]:
    """Begins and ends in seconds: each begins after the one before, one of them ends at ``last``.

    All begin within the first half, and none takes less than a third of what it could.
    """
    if not servers:
        return ()
    step = min(_MOST_BETWEEN_SERVERS, (last - first) / 2 / servers)
    begins = [first + step * (place + rng.uniform(0, 0.9)) for place in range(servers)]
    ends = [begin + (last - begin) * rng.uniform(0.35, 1) for begin in begins]
    ends[rng.randrange(servers)] = last
    return list(zip(begins, ends, strict=True))


def _after(moment: datetime, seconds: float) -> datetime:
    """``moment`` plus ``seconds``, to the millisecond the service shows."""
    return moment + timedelta(milliseconds=round(seconds * 1000))
