"""The hurried program: it is drilltui, and it waits for nobody longer than it is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.catalogue import fault
from tests.faults.hurry import HurriedClock
from tests.faults.operator import Cloud, Operator, hurried_cloud
from tests.faults.proxy import FaultProxy


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with hurried_cloud(groups=0) as cloud:
        yield cloud


@pytest.mark.parametrize("password", [False, True], ids=["access key", "password"])
def test_it_waits_a_second_and_tries_again(cloud: Cloud, tmp_path: Path, password: bool) -> None:
    with FaultProxy(cloud.access.endpoint) as proxy:
        operator = Operator(tmp_path, cloud, proxy.endpoint, password=password)
        proxy.arm(fault("hang unsent"), "GET", "/server-groups$")
        begun = time.monotonic()
        done = operator.run("groups", "--json")
        assert (done.code, done.err) == (0, "")
        assert "pg-payments" in {row["name"] for row in done.rows}
        assert time.monotonic() - begun < 20  # and not 30, for the first answer alone
        assert [one.fault for one in proxy.passages].count("hang unsent") == 1


def test_where_nobody_listens_it_says_so(cloud: Cloud, tmp_path: Path) -> None:
    with FaultProxy(cloud.access.endpoint) as proxy:
        proxy.deaf_after(0)
        done = Operator(tmp_path, cloud, proxy.endpoint).run("groups")
        assert (done.code, done.out) == (4, "")
        assert done.err.startswith("drilltui: 127.0.0.1 refused the connection.")
        assert proxy.passages == []


def test_drilltui_and_the_cloud_have_the_same_time(cloud: Cloud, tmp_path: Path) -> None:
    done = Operator(tmp_path, cloud).run("doctor", "--json")
    (clock,) = [row for row in done.rows if row["subject"] == "clock"]
    assert clock["verdict"] == "ok", clock


def test_a_clock_is_the_same_in_another_process() -> None:
    clock = HurriedClock.from_now(60)
    assert HurriedClock.of_environment(clock.environ) == clock
    before, now, after = clock.monotonic(), clock.now(), clock.monotonic()
    assert before <= (now - clock.start).total_seconds() <= after
