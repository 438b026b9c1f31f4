"""What can be typed after ``drilltui``. Nothing of ours is loaded for it but the command named."""

from __future__ import annotations

import argparse

from drilltui import __version__
from drilltui.cli.catalogue import COMMANDS, WITHOUT_NAME, command
from drilltui.cli.exits import EXIT_CODES
from drilltui.cli.options import add_live, add_screen, refused_option

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, where argparse would print its whole usage."""

    def error(self, message: str) -> NoReturn:
        """End with exit status 2."""
        from drilltui.domain.plain_text import plain

        sentence = plain(message[:1].upper() + message[1:].rstrip("."))
        self.exit(2, f"drilltui: {sentence}. See '{self.prog} --help'.\n")


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what is asked for; its `command` runs it. Leaves with 2 for what cannot be."""
    parser = Parser(
        prog="drilltui",
        usage="drilltui [OPTIONS] [COMMAND ...]",
        description="Disaster-recovery drills on Huawei Cloud SDRS (BRS) and Open Telekom Cloud. "
        "Without a command it shows its screens.",
        epilog="Exit status: "
        + "; ".join(f"{code} {why}" for code, why in EXIT_CODES.items())
        + ". No option takes a secret.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"drilltui {__version__}")
    add_live(parser, first=True)
    add_screen(parser, first=True)
    _add_commands(parser, arguments)
    asked = parser.parse_args(arguments)
    if refused := refused_option(asked):
        parser.error(f"{refused} is of no use to {asked.name}")
    asked.command = command(asked.name or WITHOUT_NAME).run
    return asked


def _add_commands(parser: Parser, arguments: Sequence[str]) -> None:
    """Add every command by its name, and what it takes where the name occurs in `arguments`."""
    commands = parser.add_subparsers(metavar="COMMAND", dest="name", parser_class=Parser)
    for name, tells in COMMANDS.items():
        added = commands.add_parser(
            name, prog=f"drilltui {name}", help=tells, description=tells, allow_abbrev=False
        )
        if name in arguments:
            added.set_defaults(takes={})
            command(name).arguments(added)
