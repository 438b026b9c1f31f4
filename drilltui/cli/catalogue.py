"""Which commands there are: one row here, one file of the same name in `commands`.

A command's file has `arguments(parser)`, which says what it takes, and `run(asked)`, which does it
and returns the exit status. It is imported when its command is named, so it imports what is heavy
where it needs it.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Protocol

    class Command(Protocol):
        """The file of a command."""

        def arguments(self, parser: ArgumentParser) -> None:
            """Say what the command takes."""
            ...

        def run(self, asked: Namespace) -> int:
            """Do it; return the exit status."""
            ...


COMMANDS = {
    "rehearse": "learn a drill against the embedded cloud",
    "sandbox": "serve the embedded cloud on loopback",
    "info": "print versions and paths",
}
"""The commands in the order of the help, and what each is for."""

WITHOUT_NAME = "live"
"""The file of what runs when no command is named."""


def command(name: str) -> Command:
    """Return the file of the command `name`."""
    found: Command = import_module(f"drilltui.cli.commands.{name}")
    return found
