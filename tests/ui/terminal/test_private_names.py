"""Every private name of Textual that drilltui leans on: an upgrade that renames one fails here.

Textual is pinned exactly. When this fails after raising the pin, look up what became of the name.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

import drilltui
from drilltui.ui.terminal.driver import SafeDriver
from drilltui.ui.terminal.seat import JumpHostApp

HOOKS = {
    LinuxDriver: {
        "_disable_mouse_support",
        "_enable_mouse_support",
        "_get_terminal_size",
        "_query_in_band_window_resize",
        "_request_terminal_sync_mode_support",
        "_sigcont_application",
        "_sigtstp_application",
    },
    App: {"_fatal_error"},
}
"""Methods that are overridden, which Textual itself has to call."""

ATTRIBUTES = {
    LinuxDriver: {"_app", "_debug", "_loop", "_mouse", "_writer_thread"},
    App: {"_driver"},
    XTermParser: {"_timeout_time"},
}
"""Instance attributes that are read or set."""

MODULES = {"textual._xterm_parser": "XTermParser"}
"""Private modules, and what is taken from them."""

OURS: dict[type, type] = {LinuxDriver: SafeDriver, App: JumpHostApp}
PRIVATE_MODULE = re.compile(r"^\s*(?:from|import) (textual\.[\w.]*\b_\w+)", re.MULTILINE)
PACKAGE = Path(drilltui.__file__).parent


def source(theirs: type) -> str:
    return "".join(
        inspect.getsource(cls) for cls in theirs.__mro__ if cls.__module__.startswith("textual")
    )


@pytest.mark.parametrize(
    ("theirs", "name"),
    [(theirs, name) for theirs, names in HOOKS.items() for name in sorted(names)],
)
def test_textual_still_calls_what_is_overridden(theirs: type, name: str) -> None:
    assert callable(getattr(theirs, name, None))
    assert re.search(rf"self\.{name}\b(?! =)", source(theirs))


@pytest.mark.parametrize(
    ("theirs", "name"),
    [(theirs, name) for theirs, names in ATTRIBUTES.items() for name in sorted(names)],
)
def test_textual_still_has_the_attributes(theirs: type, name: str) -> None:
    assert re.search(rf"self\.{name}\b(: [^=\n]+)? = ", source(theirs))


@pytest.mark.parametrize(("module", "name"), MODULES.items())
def test_textual_still_has_the_modules(module: str, name: str) -> None:
    assert inspect.isclass(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("theirs", OURS)
def test_no_other_private_name_is_used(theirs: type) -> None:
    tree = ast.parse(inspect.getsource(OURS[theirs]))
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    text = source(theirs)
    private = {
        name
        for name in used
        if re.fullmatch(r"_[a-z]\w*", name) and re.search(rf"\b{name}\b", text)
    }
    assert private == HOOKS[theirs] | ATTRIBUTES[theirs]


def test_no_private_module_of_textual_is_imported_elsewhere() -> None:
    imports = {
        (path.relative_to(PACKAGE).parts[:2], found)
        for path in PACKAGE.rglob("*.py")
        for found in PRIVATE_MODULE.findall(path.read_text())
    }
    assert imports == {(("ui", "terminal"), module) for module in MODULES}
