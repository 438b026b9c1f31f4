"""What the README says is what the program does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from drilltui import cli
from drilltui.ui.keys import KEYS
from tests.docs import (
    BEGIN,
    END,
    README,
    sections,
    sh_blocks,
    table,
    with_keys,
    with_meanings,
)

PROJECT = README.parent
PACKAGE = PROJECT / "drilltui"

EXIT_CODES = "<!-- exit codes: checked against cli/exits.py -->\n"
OF_EVERY_COMMAND = {"--help", "--lang"}


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text("utf-8")


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        cli.main([*command, "--help"])
    return capsys.readouterr().out


def options_of(capsys: pytest.CaptureFixture[str], *command: str) -> set[str]:
    """The options of a command and of what stands below it."""
    text = help_of(capsys, *command)
    below = re.findall(r"^    ([a-z]+) ", text, flags=re.MULTILINE)
    found = [options_of(capsys, *command, name) for name in below]
    return options(text).union(*found)


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


def test_the_key_table_is_that_of_the_program(readme: str) -> None:
    assert (readme.count(BEGIN), readme.count(END)) == (1, 1)
    assert readme == with_keys(readme), "keys have changed: run 'python -m tests.docs'"


def test_a_key_table_that_is_out_of_date_is_written_anew(readme: str) -> None:
    stale = readme.replace(f"`{KEYS[0].name}`", "`Ctrl+Nowhere`")

    assert stale != readme
    assert with_keys(stale) == readme


def test_the_table_of_what_a_failure_proves_is_that_of_the_program(readme: str) -> None:
    assert readme == with_meanings(readme), "meanings have changed: run 'python -m tests.docs'"
    assert with_meanings(readme.replace("| not sent |", "| refused |")) == readme


def test_the_exit_status_table_is_that_of_the_program(readme: str) -> None:
    rows = table(readme.partition(EXIT_CODES)[2])

    assert [(int(code), meaning) for code, meaning in rows] == list(cli.EXIT_CODES.items())


def test_every_command_and_every_option_stands_in_the_command_table(
    readme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    general = help_of(capsys)
    commands = set(re.findall(r"^    ([a-z]+) ", general, flags=re.MULTILINE))
    rows = [" ".join(row) for row in table(sections(readme)["Commands"])]
    told = {row.split()[1].strip("`,") for row in rows if row.startswith("`drilltui ")}

    assert {name for name in told if not name.startswith("-")} == commands
    assert options(general) <= options(" ".join(rows))
    for command in commands:
        of_command = " ".join(row for row in rows if row.startswith(f"`drilltui {command}"))
        assert options(of_command) == options_of(capsys, command) - OF_EVERY_COMMAND, command


def named_in_the_map(readme: str) -> set[str]:
    """Paths in the first column of the map; a bare name lies beside the first of its row."""
    found: set[str] = set()
    for first, *_ in table(sections(readme)["How it is built"]):
        names = re.findall(r"`([^`]+)`", first)
        folder = names[0].rstrip("/").rpartition("/")[0]
        found |= {name if name.startswith(("drilltui/", "tests/")) else f"{folder}/{name}"
                  for name in names}  # fmt: skip
    return found


def test_every_module_is_on_the_map_by_its_folder_or_by_its_name(readme: str) -> None:
    named = named_in_the_map(readme)

    def is_named(path: Path) -> bool:
        folders = path.relative_to(PROJECT).parents
        return path.relative_to(PROJECT).as_posix() in named or any(
            f"{folder.as_posix()}/" in named for folder in folders
        )

    modules = [path for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__")]
    assert [path.relative_to(PROJECT).as_posix() for path in modules if not is_named(path)] == []
    assert "drilltui/" not in named


def test_everything_on_the_map_exists(readme: str) -> None:
    assert [name for name in named_in_the_map(readme) if not (PROJECT / name).exists()] == []


def test_the_first_two_commands_start_a_rehearsal_and_run_the_tests(readme: str) -> None:
    rehearsal, tests, *_ = sh_blocks(readme)

    assert [block.count("\n") for block in (rehearsal, tests)] == [1, 1]
    assert rehearsal.rstrip().endswith("drilltui rehearse")
    assert tests.rstrip().endswith("pytest -n auto")


def test_the_gate_runs_the_readmes_second_command(readme: str) -> None:
    gate = (PROJECT / ".ci" / "run").read_text("utf-8")
    (extraction,) = re.findall(r"^tests=\$\((.*)\)$", gate, flags=re.MULTILINE)

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", extraction],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == sh_blocks(readme)[1]


def test_nothing_is_counted_that_changes_with_every_commit(readme: str) -> None:
    assert re.findall(r"\b\d[\d,.]* (?:tests|test cases|checks|assertions)\b", readme) == []


def test_pictures_and_files_that_the_readme_shows_exist(readme: str) -> None:
    shown = re.findall(r"!?\[[^\]]*\]\(([^):]+)\)", readme)

    assert shown
    assert [name for name in shown if not (PROJECT / name).exists()] == []
