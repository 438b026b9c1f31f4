"""What is installed: the command, the pinned framework, and the data beside the code."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import drilltui
from drilltui import cli

PROJECT = Path(__file__).parents[1]
MODULES = {"PyYAML": "yaml"}
"""Libraries whose module has another name."""


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    document = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    return {**document["project"], "tool": document["tool"]}


def test_the_command_is_the_function_that_tests_call(project: dict[str, Any]) -> None:
    assert project["scripts"] == {"drilltui": f"{cli.main.__module__}:{cli.main.__qualname__}"}


def test_the_framework_is_pinned_to_what_these_tests_run_with(project: dict[str, Any]) -> None:
    (pin,) = [one for one in project["dependencies"] if one.startswith("textual")]

    assert pin == f"textual=={version('textual')}"


def test_every_library_that_is_imported_is_declared_and_no_other(project: dict[str, Any]) -> None:
    declared = {re.split(r"[^\w-]", one)[0] for one in project["dependencies"]}
    declared = {MODULES.get(name, name) for name in declared}

    assert {name for name in _imported() if name not in sys.stdlib_module_names} == declared


def _imported() -> set[str]:
    """Return the top-level modules that the package imports anywhere, ours left out."""
    found: set[str] = set()
    for path in Path(drilltui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - {"drilltui"}


def test_the_version_is_written_once(project: dict[str, Any]) -> None:
    assert "version" not in project
    assert project["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "drilltui/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", drilltui.__version__)


def test_the_oldest_python_is_the_one_that_is_linted_for(project: dict[str, Any]) -> None:
    assert project["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"


def test_the_change_log_tells_of_this_version() -> None:
    log = files("drilltui").joinpath("CHANGELOG.md").read_text("utf-8")

    assert re.search(rf"^## .*\b{re.escape(drilltui.__version__)}\b", log, flags=re.MULTILINE)


def test_types_are_shipped() -> None:
    assert files("drilltui").joinpath("py.typed").is_file()


@pytest.mark.parametrize(
    ("package", "folder", "names"),
    [
        ("drilltui.domain", "rules", {"groups.toml", "watching.toml", "conventions.toml"}),
        ("drilltui.sandbox", "scenarios", {"smooth.toml", "hostile.toml"}),
    ],
)
def test_data_lies_beside_the_code_and_can_be_read(
    package: str, folder: str, names: set[str]
) -> None:
    found = {entry.name: entry for entry in files(package).joinpath(folder).iterdir()}

    assert names <= set(found)
    data = [entry for name, entry in found.items() if name.endswith(".toml")]
    assert all(tomllib.loads(entry.read_text("utf-8")) for entry in data)


def test_the_licence_is_named_and_there(project: dict[str, Any]) -> None:
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    assert "Apache License" in (PROJECT / "LICENSE").read_text("utf-8")


def test_readme_and_tests_come_with_the_source(project: dict[str, Any]) -> None:
    sdist = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]

    assert project["readme"] in sdist
    assert all((PROJECT / name).exists() for name in sdist)
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["drilltui"]
