"""A disk that is full, read-only, or never answers again, while the screens run."""

from __future__ import annotations

import resource
import signal
from collections.abc import Mapping

import pytest

from drilltui.domain.record import Kind
from drilltui.ui.terminal.ends import STUCK
from tests.served import Host
from tests.ui.live.ends.conftest import is_being_made, is_open, keyed
from tests.ui.live.ends.drilling import Drilling
from tests.ui.live.ends.left_behind import drills_of, kinds_of, state_of

FULL = "is full."


def ailing(host: Host, ailment: str, kind: Kind) -> Mapping[str, str]:
    return keyed(host, AILMENT=f"{ailment}:{kind.value}")


# -- a disk that never answers


@pytest.mark.parametrize("kind", [Kind.INTENDED, Kind.ACCEPTED, Kind.JOB])
@pytest.mark.parametrize("by", ["SIGTERM", "Ctrl+Q"])
def test_a_disk_that_never_answers_keeps_nobody(
    by: str, kind: Kind, host: Host, group: str
) -> None:
    with Drilling(environ=ailing(host, "stuck", kind), app="ailing.py") as terminal:
        terminal.send_create(group)
        terminal.beats(1)
        if by == "SIGTERM":
            terminal.about_to_end()
            terminal.signal(signal.SIGTERM)
        else:
            terminal.leave_by_key()
        terminal.ended().is_soon(143 if by == "SIGTERM" else STUCK)
        terminal.is_restored()
        assert b"does not answer" in terminal.output.rpartition(b"\x1b[?1049l")[2]
    match kind:
        case Kind.INTENDED:
            assert kinds_of(host.home) == ()
            assert drills_of(host.access, group) == 0
        case Kind.ACCEPTED:
            is_open(host)
        case _:
            is_being_made(host, seen=False)


# -- a disk that refuses


def test_without_room_for_the_intention_nothing_is_sent_and_that_is_said(
    host: Host, group: str
) -> None:
    environ = ailing(host, "SQLITE_FULL", Kind.INTENDED)
    with Drilling(environ=environ, app="ailing.py") as terminal:
        terminal.send_create(group)
        terminal.says(FULL)
        terminal.says("The drill was not started.")
        terminal.press("ctrl+q")
        terminal.about_to_end()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    assert kinds_of(host.home) == ()
    assert drills_of(host.access, group) == 0


def test_without_room_for_the_acceptance_the_drill_is_followed_and_recorded_later(
    host: Host, group: str
) -> None:
    environ = ailing(host, "SQLITE_FULL", Kind.ACCEPTED)
    with Drilling(environ=environ, app="ailing.py") as terminal:
        terminal.make_drill(group)
        assert "not started" not in terminal.text()
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    left = is_being_made(host, accepted=False)
    assert left.kinds == (Kind.OPENED, Kind.PREFLIGHT, Kind.INTENDED, Kind.JOB)


@pytest.mark.parametrize(
    ("code", "said"), [("SQLITE_FULL", FULL), ("SQLITE_READONLY", "cannot be written.")]
)
def test_what_is_seen_and_cannot_be_recorded_says_why(
    code: str, said: str, host: Host, group: str
) -> None:
    with Drilling(environ=ailing(host, code, Kind.JOB), app="ailing.py") as terminal:
        terminal.send_create(group)
        terminal.says(", next look in ")
        terminal.press("r")
        terminal.says(said)
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    is_being_made(host, seen=False)


def test_room_that_is_made_on_the_disk_is_used(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.send_create(group)
        terminal.says(", next look in ")
        log = state_of(host.home) / "journal.db-wal"
        before = resource.prlimit(
            terminal.process.pid,
            resource.RLIMIT_FSIZE,
            (log.stat().st_size, resource.RLIM_INFINITY),
        )
        terminal.press("r")
        terminal.says("does not read or write.")  # what SQLite makes of EFBIG
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, before)
        terminal.press("r")
        terminal.lacks("does not read or write.")
        terminal.lacks("not seen yet")
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    is_being_made(host)
