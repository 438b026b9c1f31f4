"""``drilltui info``: what is installed, and where things lie."""

from __future__ import annotations

from drilltui import __version__
from drilltui.cli.output import say

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """It takes nothing."""


def run(asked: Namespace) -> int:
    """Print versions and paths."""
    import platform
    from importlib.metadata import version

    from drilltui.wiring.journal import journal_path

    rows = {
        "drilltui": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "httpx", "starlette", "uvicorn")},
        "journal": str(journal_path()),
    }
    say(*(f"{name:10} {value}" for name, value in rows.items()))
    return 0
