"""``drilltui runbook``: check, list, show."""

from __future__ import annotations

from pathlib import Path

import pytest

from drilltui import cli

OWN = (
    'key = "mine"\ntitle = "Mine"\n[[step]]\nkey = "a"\ntitle = "A"\ndo = "A."\ndone.tick = true\n'
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "drilltui"


def test_a_sound_file_is_exit_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text(OWN)

    assert cli.main(["runbook", "check", str(tmp_path / "mine.toml")]) == 0
    assert "sound, 1 steps" in capsys.readouterr().out


def test_a_fault_is_exit_1_with_file_line_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(OWN.replace("do =", "doo ="))

    assert cli.main(["runbook", "check", str(file)]) == 1
    said = capsys.readouterr().err
    assert said == f"drilltui: {file}, line 6: doo is unknown here. Is do meant?\n"


def test_the_list_has_own_ones_and_tells_which_are_of_no_use(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "runbooks").mkdir(parents=True)
    (home / "runbooks" / "mine.toml").write_text(OWN)
    (home / "runbooks" / "bad.toml").write_text("key =")

    assert cli.main(["runbook", "list"]) == 0
    told = capsys.readouterr()
    assert [row.split()[0] for row in told.out.splitlines()[1:]] == [
        "first-drill", "standard-drill", "own-vpc", "clean-up", "mine",
    ]  # fmt: skip
    assert "bad.toml, line 1" in told.err


def test_a_runbook_is_read_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["runbook", "show", "first-drill"]) == 0
    assert "Choose the group" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [["runbook", "show", "frist-drill"], ["--guide", "frist-drill"]]
)
def test_a_name_that_is_unknown_offers_the_nearest(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(command) == 2
    assert "Is first-drill meant?" in capsys.readouterr().err
