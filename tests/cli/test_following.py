"""Waiting for an end: what is told meanwhile holds nothing up."""

from __future__ import annotations

import threading
from itertools import count
from typing import Any

import pytest

from drilltui.cli.progress import Progress
from drilltui.services.sight import Sight
from tests.cli.far_side import JOBS, FarSide, Printed

START = ("start", "--group", "pg-payments", "--yes", "--watch", "--json")


def test_a_terminal_that_does_not_read_stops_no_watching(
    far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, looks = threading.Event(), count(1)
    read: list[bool] = []

    def look(job: dict[str, Any]) -> dict[str, Any]:
        if next(looks) == 2:
            looked.set()
        return job

    def stuck(_progress: Progress, _sight: Sight) -> None:
        read.append(looked.wait(10))

    far.wire.change(JOBS, look)
    monkeypatch.setattr(Progress, "tell", stuck)

    assert far.run(*START) == 0
    assert printed.outcome()["result"] == "done"
    assert read
    assert all(read), "the watching waited for the terminal"


def test_a_bug_in_a_look_is_loud_and_waits_for_nothing(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(_job: dict[str, Any]) -> dict[str, Any]:
        raise ZeroDivisionError

    far.wire.change(JOBS, wrong)

    assert far.run(*START) == 5
    assert "This is a fault of the program: ZeroDivisionError" in capsys.readouterr().err
