"""The locks of open journals; what journals make of them is in tests/contract."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.domain.errors import JournalError
from drilltui.store.holds import Holds
from tests.store.other_process import end, hear, say, start


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def holds(path: Path) -> Iterator[Holds]:
    holds = Holds(path)
    yield holds
    holds.close()


@pytest.fixture
def other(path: Path) -> Iterator[Holds]:
    other = Holds(path)
    yield other
    other.close()


@pytest.fixture(params=["of the description", "POSIX", "unknown to the kernel"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way to lock; what is left of it must keep processes apart."""
    kind = str(request.param)
    if kind == "POSIX":
        monkeypatch.delattr(fcntl, "F_OFD_SETLK")
    elif kind == "unknown to the kernel":

        def refuse(*_: object) -> NoReturn:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        monkeypatch.setattr(fcntl, "fcntl", refuse)
    return kind


def test_one_has_a_record_and_others_have_others(holds: Holds, other: Holds) -> None:
    assert holds.take("a")
    assert not other.take("a")
    assert other.take("b")
    assert not holds.take("b")
    holds.let_go("a")
    assert other.take("a")


def test_taking_again_and_letting_go_of_what_another_has_change_nothing(
    holds: Holds, other: Holds
) -> None:
    assert holds.take("a")
    assert holds.take("a")
    other.let_go("a")
    assert not other.take("a")


def test_closing_lets_go_of_all_and_may_be_done_twice(holds: Holds, other: Holds) -> None:
    assert all(holds.take(record_id) for record_id in ("a", "b", "\udcff"))
    assert holds.share()
    holds.close()
    holds.close()
    assert all(other.take(record_id) for record_id in ("a", "b", "\udcff"))
    assert other.alone()


def test_who_has_the_journal_alone_has_it_with_nobody(holds: Holds, other: Holds) -> None:
    assert holds.share()
    assert other.share()
    assert not holds.alone()
    assert not other.alone()
    other.leave()
    assert holds.alone()
    assert not other.share()
    assert other.take("a")  # a record is another matter
    assert holds.share()
    assert other.share()


def test_the_lock_file_is_for_its_owner_alone(holds: Holds, path: Path) -> None:
    before = os.umask(0)
    try:
        holds.share()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.with_name("journal.db-held").stat().st_mode) == 0o600


def test_programs_that_are_started_do_not_hold_on(holds: Holds, other: Holds) -> None:
    holds.take("a")
    assert holds._descriptor is not None
    assert not os.get_inheritable(holds._descriptor)


@pytest.mark.parametrize("method", ["share", "alone", "leave"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, method: str) -> None:
    path = tmp_path / "no" / "journal.db"
    with pytest.raises(JournalError, match="No such file") as told:
        getattr(Holds(path), method)()
    assert str(path) in told.value.what
    assert "XDG_STATE_HOME" in told.value.remedy


def test_a_disk_without_room_for_the_lock_file_is_full(
    holds: Holds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(JournalError, match="is full"):
        holds.share()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EIO])
@pytest.mark.parametrize("method", ["take", "let_go"])
def test_a_file_system_without_locks_is_told(
    holds: Holds, method: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "fcntl", fail)
    with pytest.raises(JournalError, match="cannot be locked"):
        getattr(holds, method)("a")


def test_a_path_does_not_reach_the_terminal_raw() -> None:
    with pytest.raises(JournalError) as told:
        Holds(Path("/no\x1b[2J/journal.db")).share()
    assert "\x1b" not in str(told.value)


def test_processes_are_kept_apart(kind: str, holds: Holds, path: Path) -> None:
    process = start("hold", path, "a")
    assert hear(process) == "True"
    assert not holds.take("a")
    assert holds.take("b")
    say(process, "go")
    assert end(process) == 0
    assert holds.take("a")


def test_other_processes_see_whatever_kind_of_lock(kind: str, holds: Holds, path: Path) -> None:
    assert holds.take("a")
    process = start("hold", path, "a")
    assert hear(process) == "False"
    say(process, "go")
    assert end(process) == 0


def test_a_killed_holder_lets_go_and_a_stopped_one_does_not(holds: Holds, path: Path) -> None:
    process = start("hold", path, "a")
    assert hear(process) == "True"
    process.send_signal(signal.SIGSTOP)
    assert not holds.take("a")
    process.kill()
    assert end(process) == -signal.SIGKILL
    assert holds.take("a")
