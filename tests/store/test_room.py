"""Whether there is room, as the system tells it."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from drilltui.store.room import NEEDED, has_room

PATH = Path("/state/journal.db")
BLOCK = 4096


def disk(monkeypatch: pytest.MonkeyPatch, *, user: int = 1000, **said: int) -> None:
    """A disk that says `said` of itself, and otherwise that it has plenty."""
    plenty = {"f_bfree": 9999, "f_bavail": 9999, "f_ffree": 9, "f_favail": 9, "f_files": 99}
    told = SimpleNamespace(**(plenty | {"f_frsize": BLOCK} | said))
    monkeypatch.setattr(os, "statvfs", {PATH.parent: told}.__getitem__)
    monkeypatch.setattr(os, "geteuid", lambda: user)


@pytest.mark.parametrize(
    ("said", "room"),
    [
        ({}, True),
        ({"f_bavail": 0}, False),
        ({"f_bavail": NEEDED // BLOCK - 1}, False),
        ({"f_bavail": NEEDED // BLOCK}, True),
        ({"f_favail": 0}, False),
        ({"f_favail": 0, "f_files": 0}, True),
        ({"f_bavail": 0, "f_favail": 0, "user": 0}, True),
        ({"f_bfree": 0, "user": 0}, False),
        ({"f_ffree": 0, "user": 0}, False),
    ],
    ids=str,
)
def test_room_is_what_this_user_may_still_take(
    said: dict[str, int], room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk(monkeypatch, **said)

    assert has_room(PATH) is room


def test_a_disk_that_does_not_say_is_not_called_full(tmp_path: Path) -> None:
    assert has_room(tmp_path / "none" / "journal.db")
