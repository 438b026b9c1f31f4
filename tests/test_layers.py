"""Which room may know which: asked of the running program, and of the syntax of every file.

The import contracts in pyproject.toml say the same of what is written; here it is seen what is
loaded, so that a command stays as light as it looks.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "drilltui"

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(package, "__path__", ()), name + "."):
        importlib.import_module(found.name)
print(*sys.modules)
"""
RUN = """
import atexit, sys
from drilltui.cli import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main()
"""


def python(code: str, *arguments: str) -> tuple[str, str]:
    """Run `code` in an interpreter of its own; return its output and its complaints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


def loaded(text: str) -> set[str]:
    """The top-level names of what is loaded, and our own modules by their rooms."""
    names = text.split()
    rooms = {".".join(name.split(".")[:2]) for name in names if name.startswith("drilltui.")}
    return rooms | {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    ("room", "absent"),
    [
        (
            "drilltui.domain",
            {"textual", "rich", "httpx", "starlette", "platformdirs", "asyncio", "sqlite3"}
            | {"socket", "drilltui.cloud", "drilltui.services", "drilltui.ui", "drilltui.cli"},
        ),
        (
            "drilltui.guide",
            {"textual", "rich", "httpx", "asyncio", "sqlite3", "socket"}
            | {"drilltui.cloud", "drilltui.services", "drilltui.ui", "drilltui.store"},
        ),
        ("drilltui.services", {"textual", "httpx", "starlette", "sqlite3", "drilltui.cloud"}),
        ("drilltui.cloud", {"textual", "starlette", "sqlite3", "drilltui.sandbox"}),
        (
            "drilltui.store",
            {"textual", "httpx", "starlette", "drilltui.services", "tomlkit", "yaml"}
            | {"keyring", "secretstorage", "jeepney", "cryptography"},
        ),
        ("drilltui.store.config_file", {"sqlite3", "tomlkit", "tomllib", "tempfile"}),
        ("drilltui.sandbox", {"textual", "sqlite3", "drilltui.domain", "drilltui.cloud"}),
        ("drilltui.ui", {"httpx", "starlette", "uvicorn", "sqlite3", "drilltui.cloud"}),
        ("drilltui.wiring", {"textual", "httpx", "starlette", "sqlite3", "asyncio"}),
        ("drilltui.play", {"textual", "httpx", "starlette", "sqlite3"}),
        ("drilltui.cli", {"textual", "rich", "httpx", "starlette", "sqlite3", "ctypes"}),
        ("drilltui.ui.terminal.environment", {"textual", "rich", "asyncio"}),
        ("drilltui.ui.terminal.examination", {"textual", "rich", "asyncio"}),
    ],
)
def test_a_room_loads_nothing_of_the_rooms_it_must_not_know(room: str, absent: set[str]) -> None:
    found = loaded(python(IMPORT_ALL, room)[0])

    assert ".".join(room.split(".")[:2]) in found
    assert found & absent == set()


def rooms(modules: str) -> set[str]:
    return {name for name in loaded(modules) if name.startswith("drilltui.")}


def of_domain(modules: str) -> set[str]:
    return {name for name in modules.split() if name.startswith("drilltui.domain.")}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    out, modules = python(RUN, option)

    heavy = {"textual", "rich", "httpx", "starlette", "uvicorn", "asyncio", "sqlite3", "ssl"}
    heavy |= {"tomlkit", "tomllib", "yaml"}
    assert "drilltui" in out
    assert loaded(modules) & heavy == set()
    assert rooms(modules) <= {"drilltui.cli", "drilltui.domain"}
    assert of_domain(modules) <= {"drilltui.domain.language"}


@pytest.mark.parametrize(
    "command",
    [
        "groups",
        "drills",
        "show",
        "start",
        "watch",
        "rename",
        "delete",
        "resume",
        "records",
        "explain",
    ],
)
def test_the_help_of_a_command_loads_that_command_only(command: str) -> None:
    modules = python(RUN, command, "--help")[1]

    ours = {name for name in modules.split() if name.startswith("drilltui.")}
    assert f"drilltui.cli.commands.{command}" in ours
    assert rooms(modules) == {"drilltui.cli", "drilltui.domain"}
    assert of_domain(modules) == {"drilltui.domain.language"}
    assert loaded(modules) & {"asyncio", "httpx", "sqlite3", "ssl", "difflib"} == set()


def test_explaining_a_code_opens_nothing() -> None:
    modules = python(RUN.replace("main()", "main(['explain', 'SDRS.1909'])"))[1]

    unwanted = {
        "asyncio",
        "httpx",
        "sqlite3",
        "ssl",
        "socket",
        "keyring",
        "platformdirs",
        "difflib",
    }
    rooms = {"drilltui.wiring", "drilltui.store", "drilltui.cloud", "drilltui.services"}
    assert loaded(modules) & (unwanted | rooms | {"drilltui.ui", "drilltui.sandbox"}) == set()


def test_a_command_loads_no_screen_no_other_command_and_nothing_before_it_is_needed() -> None:
    modules = python(RUN.replace("main()", "main(['groups', '--json'])"))[1]

    commands = {name for name in modules.split() if name.startswith("drilltui.cli.commands.")}
    assert commands == {"drilltui.cli.commands.groups"}
    unwanted = {"textual", "rich", "httpx", "keyring", "tomlkit", "yaml"}
    assert loaded(modules) & (unwanted | {"drilltui.ui", "drilltui.sandbox"}) == set()


def test_an_unattended_exercise_loads_no_screen(tmp_path: Path) -> None:
    scenario = tmp_path / "nothing.toml"
    scenario.write_text("title = 1")
    code = RUN.replace("main()", f"main(['rehearse', '--play', '--scenario', {str(scenario)!r}])")

    modules = loaded(python(code)[1])

    assert "drilltui.play" in modules
    assert modules & {"textual", "drilltui.ui"} == set()


def test_the_first_frame_waits_for_nothing_of_signing_in() -> None:
    found = set(python("import sys, drilltui.ui.run\nprint(*sys.modules)")[0].split())

    assert "drilltui.ui.screens.groups" in found
    later = ("profile", "region", "credential", "sign_in", "entrance", "welcome", "person")
    assert [name for name in found if name.startswith("drilltui.") and name.endswith(later)] == []


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the package by its name."""
    paths = {path: path.relative_to(PROJECT).with_suffix("") for path in PACKAGE.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for path, name in paths.items()}


def imports(tree: ast.AST) -> Iterator[str]:
    """What is imported anywhere, in functions too, but not what only type checkers see."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=otherwise):
                for one in otherwise:
                    yield from imports(ast.Module([one], []))
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.ImportFrom():
                pytest.fail(f"line {node.lineno}: imports here are absolute")
            case _:
                yield from imports(node)


@cache
def imported_by(path: Path) -> set[str]:
    return set(imports(ast.parse(path.read_text("utf-8"))))


def own(name: str) -> str:
    """The module of ours that `from a.b import c` loads: a.b.c, or a.b when c is no module."""
    return name if name in modules() else name.rpartition(".")[0]


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("httpx", "drilltui.cloud.http"),
        ("textual", "drilltui.ui"),
        ("rich", "drilltui.ui"),
        ("starlette", "drilltui.sandbox"),
        ("uvicorn", "drilltui.sandbox.server"),
        ("trustme", "drilltui.sandbox.tls"),
        ("sqlite3", "drilltui.store"),
        ("tomlkit", "drilltui.store.config_edit"),
        ("yaml", "drilltui.store.foreign.yaml_text"),
        ("platformdirs", "drilltui.settings"),
        ("argparse", "drilltui.cli"),
        ("keyring", "drilltui.store.vault.os_keyring"),
        ("secretstorage", "drilltui.store.vault.secret_service"),
        ("jeepney", "drilltui.store.vault"),
        ("ctypes", "drilltui.store.vault.kernel_calls drilltui.wiring.core_file"),
    ],
)
def test_a_library_is_imported_in_its_home_only(library: str, home: str) -> None:
    users = {
        name
        for name, path in modules().items()
        if any(one.partition(".")[0] == library for one in imported_by(path))
    }

    assert users, f"nobody imports {library}"
    homes = tuple(f"{one}." for one in home.split())
    assert {name for name in users if not f"{name}.".startswith(homes)} == set()


def test_no_module_needs_itself_not_even_by_a_deferred_import() -> None:
    graph = {
        name: {own(one) for one in imported_by(path) if one.startswith("drilltui.")} - {"drilltui"}
        for name, path in modules().items()
    }

    assert sum(map(len, graph.values())) > 300
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle of imports: " + " <- ".join(error.args[1]))


def test_deferred_imports_are_counted_and_those_for_type_checkers_are_not() -> None:
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import only.types\n"
        "else:\n    import only.running\n"
        "class A:\n    def f(self):\n        if self:\n            from a.b import c\n"
        "async def g():\n    import d.e as f\n"
    )

    assert set(imports(tree)) == {"typing.TYPE_CHECKING", "only.running", "a.b.c", "d.e"}
