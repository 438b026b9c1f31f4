"""The hurried program: it is drilltui, and it waits for nobody longer than it is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drilltui.sandbox.embedded import Access
from tests.faults.catalogue import fault
from tests.faults.operator import FASTER, Operator
from tests.faults.proxy import FaultProxy
from tests.served import served


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    with served("smooth", "--speed", str(FASTER)) as access:
        yield access


@pytest.mark.parametrize("password", [False, True], ids=["access key", "password"])
def test_it_waits_a_second_and_tries_again(access: Access, tmp_path: Path, password: bool) -> None:
    with FaultProxy(access.endpoint) as proxy:
        operator = Operator(tmp_path, access, proxy.endpoint, password=password)
        proxy.arm(fault("hang unsent"), "GET", "/server-groups$")
        begun = time.monotonic()
        done = operator.run("groups", "--json")
        assert (done.code, done.err) == (0, "")
        assert "pg-payments" in {row["name"] for row in done.rows}
        assert time.monotonic() - begun < 20  # and not 30, for the first answer alone
        assert [one.fault for one in proxy.passages].count("hang unsent") == 1


def test_where_nobody_listens_it_says_so(access: Access, tmp_path: Path) -> None:
    with FaultProxy(access.endpoint) as proxy:
        proxy.deaf_after(0)
        done = Operator(tmp_path, access, proxy.endpoint).run("groups")
        assert (done.code, done.out) == (4, "")
        assert done.err.startswith("drilltui: 127.0.0.1 refused the connection.")
        assert proxy.passages == []
