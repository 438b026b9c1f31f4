"""A thousand jobs in calm and in bad times: the bounds that hold for everybody.

The whole hour, and the figures, are in `tests.bench.watching`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drilltui.cloud.limiter import BURST, PER_SECOND
from tests.services.load import BadTimes, Load, Report, Service, Weather, refused, silent, throttled
from tests.virtual_time import run

SHARE = 8
JOBS = 1000
PACE = JOBS / SHARE * 1.1
"""The longest wait between two looks at one of a thousand, with its jitter."""

SLACK = 15
"""Seconds that a look may wait for its turn beyond its pace: looks do not come evenly."""


def check(report: Report) -> None:
    """What holds in any weather."""
    assert report.per_second <= PER_SECOND + BURST
    assert report.mean_per_second <= SHARE * 1.05
    assert min(report.looks) > 0
    assert report.own_reads
    assert max(report.own_reads) < 1.0


def test_a_thousand_jobs_are_followed_fairly_within_ten_requests_a_second() -> None:
    report = run(Load(seconds=600, ending=50).run())

    check(report)
    assert report.mean_per_second > SHARE * 0.9
    assert report.oldest_view <= PACE + SLACK
    assert max(report.looks) - min(report.looks) <= 2
    assert len(report.noticed) == 50
    assert max(report.noticed) <= PACE + SLACK


def test_three_jobs_have_the_pace_of_their_age_and_an_end_is_noticed_within_it() -> None:
    report = run(Load(seconds=600, jobs=3, ending=2).run())

    check(report)
    assert report.oldest_view <= 10 * 1.1 + 1
    assert len(report.noticed) == 2
    assert max(report.noticed) <= 10 * 1.1 + 1


@pytest.mark.parametrize("retry_after", [None, 20.0, 120.0])
def test_after_a_storm_of_429_every_job_is_seen_again_and_nobody_was_hammered(
    retry_after: float | None,
) -> None:
    begin, length = 150, 300
    load = Load(seconds=700, bad=BadTimes(begin, begin + length, throttled(retry_after)))
    report = run(load.run())

    check(report)
    assert 0 < report.recovered <= PACE + 60  # a pause may have begun at the last moment
    assert report.oldest_view <= length + 2 * PACE + 60
    waits = 1.0 if retry_after is None else min(retry_after, 60)
    assert load.sent(begin + 1, begin + length) <= length / waits + 1


@pytest.mark.parametrize("weather", [refused, silent])
def test_after_an_outage_every_job_is_seen_again(weather: Callable[[Service], Weather]) -> None:
    begin, length = 150, 600
    load = Load(seconds=1000, bad=BadTimes(begin, begin + length, weather))
    report = run(load.run())

    check(report)
    assert 0 < report.recovered <= PACE + 30  # a time-out may have begun at the last moment
    assert report.oldest_view <= length + 2 * PACE + 30
    assert load.sent(begin, begin + length) <= length * SHARE * 1.1
