"""The language of a run. It is chosen before there is a parser: ``--help`` speaks it too.

The first that says anything counts: ``--lang``, the environment variable DRILLTUI_LANG, `lang` at
the top of the configuration file, the locale. What is said wrongly is no choice here; who reads it
for good says what is wrong with it: the parser of an option, `refused_variable` of the variable,
and of the file every command that reads the configuration.

A terminal that cannot show Chinese is spoken to in English whatever was chosen.
"""

from __future__ import annotations

import os
import sys

from drilltui.domain.language import ENGLISH, LANGUAGES, of_environment

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO

OPTION, VARIABLE, KEY = "--lang", "DRILLTUI_LANG", "lang"

_LARGEST = 128 * 1024
"""Bytes of a configuration file; one that is larger is refused by whoever reads all of it."""

_FEW_GLYPHS = ("linux", "vt")
"""How the names of terminals begin that have no Chinese characters: the kernel's console, vt220."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of this run by its code."""
    if not all(_shows_chinese(one, environment) for one in (sys.stdout, sys.stderr)):
        return ENGLISH
    ours = list(_before_a_command_of_others(arguments))
    if "--ascii" in ours:
        return ENGLISH
    said = (_option(ours), environment.get(VARIABLE, ""))
    known = next((one for one in said if one in LANGUAGES), "")
    return known or _of_file(environment) or of_environment(environment)


def refused_variable(environment: Mapping[str, str]) -> str:
    """Return the language that DRILLTUI_LANG names and drilltui does not speak, or ``""``."""
    said = environment.get(VARIABLE, "")
    return "" if said in LANGUAGES else said


def _before_a_command_of_others(arguments: Sequence[str]) -> Iterable[str]:
    for one in arguments:
        if one == "--":
            return
        yield one


def _option(arguments: Sequence[str]) -> str:
    """Return what ``--lang`` says, the last time that it is said."""
    said = ""
    for place, one in enumerate(arguments):
        if one.startswith(f"{OPTION}="):
            said = one.partition("=")[2]
        elif one == OPTION:
            said = next(iter(arguments[place + 1 :]), "")
    return said


def _of_file(environment: Mapping[str, str]) -> str:
    """Return what the configuration file says, empty where it says nothing that can be used."""
    path = _file(environment)
    if not os.path.exists(path):
        return ""
    from drilltui.plain_file import read_plain_file

    try:
        raw, _ = read_plain_file(path, _LARGEST)
        if KEY.encode() not in raw:  # nobody else pays for the library
            return ""
        from drilltui.toml_text import parsed

        said = parsed(raw.decode("utf-8")).get(KEY)
    except (OSError, ValueError):
        return ""
    return said if isinstance(said, str) and said in LANGUAGES else ""


def _file(environment: Mapping[str, str]) -> str:
    """Return where the configuration file lies.

    `settings.config_dir` says the same; what it asks costs as much as the rest of ``--help``.
    """
    if sys.platform in ("darwin", "win32"):
        from drilltui.settings import CONFIG_FILE, config_dir

        return str(config_dir() / CONFIG_FILE)
    folder = environment.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
    return os.path.join(folder, "drilltui", "config.toml")


def _shows_chinese(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Tell whether Chinese that is written there can be read."""
    if stream is None:
        return True
    try:
        "中".encode(stream.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return not (stream.isatty() and environment.get("TERM", "").startswith(_FEW_GLYPHS))
