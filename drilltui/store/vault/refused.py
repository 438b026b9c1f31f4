"""Back-ends of the keyring library that drilltui never uses, and where a host names one of them.

The library can be told by a variable or by a file which back-end to use, and any installed package
may bring some. drilltui builds its own by name, so that nothing of this has a say; but whoever set
it up expects that it has, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as BadFile
from pathlib import Path

from drilltui.domain.finding import Finding
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.verdict import Verdict
from drilltui.plain_file import read_plain_file

VARIABLE = "PYTHON_KEYRING_BACKEND"
SUBJECT = marked("keyring settings")

_LARGEST = 128 * 1024
"""Bytes of a file of settings; it has two lines that matter."""

REASONS = {
    "keyring.backends.null": marked("keeps nothing"),
    "keyring.backends.fail": marked("is no keyring"),
    "keyring.backends.chainer": marked("hides which back-end it uses, a clear-text file included"),
    "keyrings.alt": marked("writes secrets into a file, most of its kinds in clear text"),
    "keyrings.cryptfile": marked(
        "asks for its password on the screen, and writes clear text when it can"
    ),
}
"""Why each is refused, by the beginning of its dotted name."""

_UNKNOWN = marked("is unknown to drilltui, which cannot tell where it keeps secrets")
_ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def reason(name: str) -> str | None:
    """Return why the back-end with the dotted `name` is not used, None for one that may be."""
    if _starts(name, _ALLOWED):
        return None
    return next((why for start, why in REASONS.items() if _starts(name, [start])), _UNKNOWN)


def named(environ: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return a finding for each place of this host that names a refused back-end.

    Reads files and what is installed: call it off the event loop.
    """
    return (*_by_variable(environ), *_by_file(environ), *_installed())


def _by_variable(environ: Mapping[str, str]) -> Iterator[Finding]:
    name = environ.get(VARIABLE)
    if name is not None and (why := reason(name)):
        yield _not_used(
            tr(
                "{variable} is set to {name!r} and not used: that back-end {why}.",
                variable=VARIABLE,
                name=plain(name),
                why=tr(why),
            ),
            tr(
                "Other programs may follow it. `unset {variable}` if nobody wants that.",
                variable=VARIABLE,
            ),
        )


def _by_file(environ: Mapping[str, str]) -> Iterator[Finding]:
    path = _settings_file(environ)
    settings = ConfigParser(interpolation=None)
    try:
        settings.read_string(read_plain_file(path, _LARGEST)[0].decode("utf-8"))
    except FileNotFoundError:
        return
    except (OSError, BadFile, UnicodeDecodeError):
        yield _not_used(tr("{path} cannot be read, and is not used.", path=plain(str(path))), "")
        return
    name = settings.get("backend", "default-keyring", fallback=None)
    if name is not None and (why := reason(name.strip())):
        yield _not_used(
            tr(
                "{path} names {name} and is not used: that back-end {why}.",
                path=plain(str(path)),
                name=plain(name.strip()),
                why=tr(why),
            ),
            tr(
                "Other programs may follow it. Take the line default-keyring out "
                "if nobody wants that."
            ),
        )


def _settings_file(environ: Mapping[str, str]) -> Path:
    root = environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME") or Path.home(), ".config")
    return Path(root, "python_keyring", "keyringrc.cfg")


def _installed() -> Iterator[Finding]:
    from importlib.metadata import entry_points

    packages: dict[str, str] = {}
    for entry in entry_points(group="keyring.backends"):
        if entry.dist and (why := reason(entry.value)) and entry.dist.name != "keyring":
            packages[entry.dist.name] = why
    for package, why in sorted(packages.items()):
        yield Finding(
            SUBJECT,
            Verdict.OK,
            tr(
                "The package {package} is installed and not used: it {why}.",
                package=plain(package),
                why=tr(why),
            ),
        )


def _not_used(seen: str, remedy: str) -> Finding:
    return Finding(SUBJECT, Verdict.WARN, seen, remedy)


def _starts(name: str, beginnings: Iterator[str] | tuple[str, ...] | list[str]) -> bool:
    return any(name == start or name.startswith(f"{start}.") for start in beginnings)
