"""A fault of the program is loud, short, and shows nothing of what was in hand."""

from __future__ import annotations

import re
from argparse import Namespace

import pytest

from drilltui.cli.commands import info
from tests.cli.running import one_sentence, run

SECRET = "hunter2-in-a-message"


@pytest.fixture(autouse=True)
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(asked: Namespace) -> int:
        held = f"{SECRET}-held"
        raise KeyError(f"\x1b[2J{SECRET}" if held else asked)

    monkeypatch.setattr(info, "run", broken)


def test_it_is_one_sentence_that_names_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info") == 5
    sentence = one_sentence(capsys)
    assert re.fullmatch(
        r"This is a fault of the program: KeyError in drilltui/cli/entry\.py line \d+\. "
        r"DRILLTUI_DEBUG=1 shows the whole traceback\.",
        sentence,
    )


def test_with_the_switch_it_is_a_traceback_without_values_or_escape_codes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRILLTUI_DEBUG", "1")
    assert run("info") == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback (most recent call last):" in err
    assert f"{SECRET}-held" not in err
    assert "\x1b" not in err
    assert err.endswith("drilltui: This is a fault of the program; the traceback is above.\n")
