"""``drilltui rehearse``: the list of lessons, the unattended exercise, and its debrief."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import one_sentence, run


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_the_list_names_every_scenario_that_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rehearse", "--list") == 0
    out = capsys.readouterr().out
    assert out.startswith("SCENARIO")
    assert re.search(r"^lost-accepted +20 +standard-drill +The answer is lost", out, re.MULTILINE)
    assert "hostile" not in out


def test_an_exercise_is_played_and_can_be_debriefed_afterwards(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("rehearse", "--play", "--scenario", "own-vpc", "--speed", "400") == 0
    out = capsys.readouterr().out
    found = re.search(r"Record (\S+) is closed", out)
    assert found is not None
    assert run("debrief", found[1]) == 0
    debrief = capsys.readouterr().out
    assert debrief.startswith("DEBRIEF  The group's own VPC (scenario own-vpc, seed 7)")
    assert debrief.replace("\n", "\n        ").strip() in out


def test_a_record_that_is_not_there_has_no_debrief(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("debrief", "20261123-0914-aaaa") == 2
    assert one_sentence(capsys).startswith("There is no record 20261123-0914-aaaa.")


@pytest.mark.parametrize("other", ["--play", "--list", "--no-guide"])
@pytest.mark.parametrize("runbook", ["nope", "first-drill"])
@pytest.mark.parametrize("first", [True, False])
def test_a_runbook_that_nobody_would_be_shown_is_refused(
    other: str, runbook: str, first: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = ("--guide", runbook)
    words = (*guide, "rehearse", other) if first else ("rehearse", other, *guide)
    assert run(*words) == 2
    told = f"--guide leads on the screens, and {other} shows no guide. Leave one of the two out."
    assert one_sentence(capsys) == told


def test_an_unknown_scenario_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rehearse", "--play", "--scenario", "surprize") == 2
    assert "There is no scenario 'surprize'" in one_sentence(capsys)
