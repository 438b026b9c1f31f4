"""A thousand jobs followed for an hour, in calm and in bad times: virtual time, real client."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator

from drilltui.cloud.limiter import BURST, PER_SECOND
from tests.bench.figure import Figure
from tests.services.load import BadTimes, Load, Report, Service, Weather, refused, silent, throttled
from tests.virtual_time import run

JOBS = 1000
SHARE = 8
PACE = JOBS / SHARE * 1.1
"""Seconds between two looks at one of so many, jitter included."""

SLACK = 15
STORM, OUTAGE = 300, 600
BEGIN = 900
"""When bad times begin, in seconds."""

BAD: tuple[tuple[str, int, Callable[[Service], Weather], int], ...] = (
    ("429", STORM, throttled(), 60),
    ("429, Retry-After 20", STORM, throttled(20), 60),
    ("connections refused", OUTAGE, refused, SLACK),
    ("time-outs of 30 s", OUTAGE, silent, 30),
)
"""What goes wrong, for how many seconds, and how long what began in it may outlast it."""

ALONE = 200
"""Jobs by which the memory of one is measured."""


def figures() -> Iterator[Figure]:
    """Measure an hour of calm, then each kind of bad times, then memory."""
    yield from _calm(run(Load(seconds=3600, jobs=JOBS, ending=100).run()))
    for name, seconds, weather, outlasts in BAD:
        bad = BadTimes(BEGIN, BEGIN + seconds, weather)
        load = Load(seconds=BEGIN + seconds + 300, jobs=JOBS, bad=bad)
        yield from _bad(name, seconds, outlasts, run(load.run()), load.sent(BEGIN, bad.end))
    yield _memory()


def _calm(found: Report) -> Iterator[Figure]:
    made = f"{found.requests} requests in an hour"
    yield Figure("watching: requests a second", found.mean_per_second, SHARE * 1.05, "/s", made)
    yield _fullest("watching", found)
    yield Figure("watching: oldest view", found.oldest_view, PACE + SLACK, "s", f"{JOBS} jobs")
    fair = f"{min(found.looks)} to {max(found.looks)} looks at each"
    yield Figure("watching: most looks / fewest", found.unfairness, 1.2, "x", fair)
    noticed = f"{len(found.noticed)} ended, mean {_mean(found.noticed):.0f} s"
    yield Figure("watching: an end is noticed in", max(found.noticed), PACE + SLACK, "s", noticed)
    yield _own("watching", found)


def _bad(name: str, seconds: int, outlasts: int, found: Report, sent: int) -> Iterator[Figure]:
    yield _fullest(name, found)
    oldest = f"{seconds} s of it, {sent} requests meanwhile"
    budget = seconds + 2 * PACE + outlasts
    yield Figure(f"{name}: oldest view", found.oldest_view, budget, "s", oldest)
    fair = f"{min(found.looks)} to {max(found.looks)} looks at each"
    yield Figure(f"{name}: all seen after", found.recovered, PACE + outlasts, "s", fair)
    yield _own(name, found)


def _fullest(name: str, found: Report) -> Figure:
    budget = PER_SECOND + BURST
    return Figure(f"{name}: fullest second", found.per_second, budget, "", "requests, burst of 10")


def _own(name: str, found: Report) -> Figure:
    longest = max(found.own_reads)
    made = f"{len(found.own_reads)}, mean {_mean(found.own_reads):.2f} s"
    if found.own_in_bad:
        made += f"; told in {max(found.own_in_bad):.0f} s at worst while it was bad"
    return Figure(f"{name}: a person's own read", longest, 1.0, "s", made)


def _memory() -> Figure:
    """Measure what one followed job costs after ten minutes, its last answer included."""
    tracemalloc.start()
    load = Load(seconds=600, jobs=ALONE)
    run(load.run())
    kept, _ = tracemalloc.get_traced_memory()  # the session of `load` is still there
    tracemalloc.stop()
    return Figure(
        "memory of a followed job", kept / ALONE / 1024, 32, "KiB", "request log included"
    )


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values)
