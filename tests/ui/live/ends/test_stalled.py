"""A terminal that reads nothing for a minute of the cloud's: the watching goes on behind it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from drilltui.domain.record import Kind
from drilltui.sandbox.embedded import Access
from tests.served import Host, served
from tests.ui.live.conftest import host_of
from tests.ui.live.ends.conftest import keyed
from tests.ui.live.ends.drilling import Drilling
from tests.ui.live.ends.left_behind import wait_for

SPEED = 30
"""How much faster the cloud is than the watch: a drill is made within a few looks."""

A_SCREEN = 4000
"""Bytes that a whole screen takes, at most."""


@pytest.fixture(scope="module")
def cloud() -> Iterator[Access]:
    with served("smooth", "--groups", "20", "--speed", str(SPEED)) as access:
        yield access


@pytest.fixture
def host(tmp_path: Path, cloud: Access) -> Host:
    host = host_of(tmp_path, cloud)
    host.write("aksk", host.project)
    return host


def test_a_terminal_that_does_not_read_does_not_stop_the_watching(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.send_create(group)
        terminal.says(", next look in ")
        terminal.fill_up()
        wait_for(host.home, Kind.DRILL)  # what the ended job left is in the record meanwhile
        seen = len(terminal.output)
        terminal.says("SUCCESS")
        terminal.says("ACTIVE")
        # What was on its way, and one picture as it is now: not each that came in between.
        assert len(terminal.output[seen:].replace(b"\0", b"")) < 2 * A_SCREEN
        terminal.press("ctrl+q")
        terminal.about_to_end()
        terminal.ended().is_soon(0)
        terminal.is_restored()


def test_a_signal_ends_it_while_the_terminal_does_not_read(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.send_create(group)
        terminal.says(", next look in ")
        terminal.fill_up()
        wait_for(host.home, Kind.JOB)
        terminal.about_to_end()
        terminal.signal(signal.SIGTERM)
        terminal.ended(reading=False).is_soon(143)
        assert terminal.tty_modes() == terminal.modes_before
        terminal.is_calm()
