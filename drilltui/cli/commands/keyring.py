"""``drilltui keyring``: a keyring where there is no desktop that would open one."""

from __future__ import annotations

from drilltui.cli.options import example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.domain.secret import Secret


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    import argparse

    parser.description = tr("Work with a keyring on a host without a desktop.")
    parser.epilog = example("drilltui keyring run -- drilltui groups")
    deeds = parser.add_subparsers(metavar="run", dest="deed", required=True)
    run_ = deeds.add_parser(
        "run", allow_abbrev=False, help=tr("open a keyring, run a command in it")
    )
    run_.usage = "drilltui keyring run [-h] [-- COMMAND ...]"
    run_.description = tr(
        "Ask for the keyring's password, open a private session bus and "
        "the keyring in it, run COMMAND (drilltui itself, if none is "
        "given) and leave nothing behind but the keyring. It needs "
        "gnome-keyring and dbus. The exit status is that of COMMAND, which "
        "has the environment that you have; the bus and the keyring get no "
        "secret of it."
    )
    run_.epilog = example("drilltui keyring run -- drilltui groups")
    run_.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER, help=tr("what to run"))


def run(asked: Namespace) -> int:
    """Run a command with a keyring of its own."""
    import os

    from drilltui.wiring import live

    words = asked.words[1:] if asked.words[:1] == ["--"] else asked.words
    return live.run_in_keyring(words or itself(), ask=_ask, environ=os.environ)


def itself() -> Sequence[str]:
    """Return the command that starts this program."""
    import os
    import sys

    called = os.path.abspath(sys.argv[0])
    if os.path.basename(called) == "drilltui" and os.access(called, os.X_OK):
        return [called]
    return [sys.executable, "-m", "drilltui"]


def _ask(question: str) -> Secret:
    """Ask for the keyring's password. EOFError when the person ends the input."""
    from drilltui.cli import prompt

    typed = prompt.hidden(question)
    if typed is None:
        raise EOFError
    return typed
