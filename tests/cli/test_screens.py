"""What is settled before Textual is imported."""

from __future__ import annotations

import os

import pytest

from drilltui.cli import screens
from drilltui.domain.errors import UsageError
from drilltui.settings import RehearsalSettings, ScreenSettings
from drilltui.ui import run as run_
from drilltui.ui.terminal import environment


@pytest.fixture(autouse=True)
def _logging(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTUAL_ANIMATIONS", "TEXTUAL_DISABLE_KITTY_KEY"):
        monkeypatch.setenv(name, "restored afterwards")
    monkeypatch.setenv("TEXTUAL_LOG", "/tmp/what-is-typed")
    monkeypatch.setattr(environment, "refusal", lambda *_, **__: None)


def test_what_is_typed_is_written_nowhere() -> None:
    screens.settle()
    assert "TEXTUAL_LOG" not in os.environ


@pytest.mark.parametrize(("debug", "kept"), [("", False), ("1", True)])
def test_only_a_rehearsal_can_be_looked_into_and_then_it_leads_to_no_profile(
    debug: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []

    def run_screens(*_args: object, entrance: object, **_more: object) -> int:
        seen.append(("TEXTUAL_LOG" in os.environ, entrance is None))
        return 0

    monkeypatch.setenv("DRILLTUI_DEBUG", debug)
    monkeypatch.setattr(run_, "run_screens", run_screens)
    assert screens.rehearse(RehearsalSettings(), ScreenSettings()) == 0
    assert seen == [(kept, kept)]


def test_a_terminal_that_can_show_no_screen_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "refusal", lambda *_, **__: "No screen can be shown.")
    with pytest.raises(UsageError, match="No screen"):
        screens.settle()
