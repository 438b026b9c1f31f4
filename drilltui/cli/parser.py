"""What can be typed after ``drilltui``. Nothing of ours is loaded for it but the command named."""

from __future__ import annotations

import argparse
import os
import sys

from drilltui import __version__
from drilltui.cli.catalogue import COMMANDS, WITHOUT_NAME, command
from drilltui.cli.cells import wrapped
from drilltui.cli.exits import EXIT_CODES
from drilltui.cli.language_choice import OPTION, VARIABLE, refused_variable
from drilltui.cli.options import add_live, add_screen, refused_option
from drilltui.cli.output import mention, say
from drilltui.domain.language import LANGUAGES, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn


class Help(argparse.HelpFormatter):
    """Breaks lines by cells: argparse counts characters, and Chinese ones are twice as wide."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        room = width - len(indent)
        return "\n".join(f"{indent}{line}" for line in wrapped(" ".join(text.split()), room))


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, where argparse would print its whole usage.

    Each takes ``--lang``, which `language_choice` has read already.
    """

    def __init__(self, **said: Any) -> None:  # noqa: ANN401 - what argparse itself takes
        super().__init__(**{"formatter_class": Help, **said})
        self.add_argument(
            OPTION,
            choices=tuple(LANGUAGES),
            metavar="|".join(LANGUAGES),
            default=argparse.SUPPRESS,
            help=tr("speak English (en) or Simplified Chinese (zh)"),
        )

    def error(self, message: str) -> NoReturn:
        """End with exit status 2."""
        from drilltui.domain.plain_text import plain

        sentence = plain(message[:1].upper() + message[1:].rstrip("."))
        told = tr("{complaint}. See '{program} --help'.", complaint=sentence, program=self.prog)
        self.exit(2, f"drilltui: {told}\n")

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help, a version or a complaint. Raises OutputLostError where nobody takes it.

        argparse swallows that: without a buffer (PYTHONUNBUFFERED) it would never be seen.
        """
        said = message.removesuffix("\n")
        if file is sys.stderr:
            mention(said)
        else:
            say(said)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what is asked for; its `command` runs it. Leaves with 2 for what cannot be."""
    _let_argparse_speak()
    parser = Parser(
        prog="drilltui",
        usage="drilltui [OPTIONS] [COMMAND ...]",
        description=tr(
            "Disaster-recovery drills on Huawei Cloud SDRS (BRS) and Open Telekom Cloud. "
            "Without a command it shows its screens."
        ),
        epilog=tr(
            "Exit status: {statuses}. No option takes a secret.",
            statuses="; ".join(f"{code} {tr(why)}" for code, why in EXIT_CODES.items()),
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"drilltui {__version__}",
        help=tr("show program's version number and exit"),
    )
    add_live(parser, first=True)
    add_screen(parser, first=True)
    _add_commands(parser, arguments)
    asked = parser.parse_args(arguments)
    if refused := refused_option(asked):
        parser.error(tr("{option} is of no use to {command}", option=refused, command=asked.name))
    if language := refused_variable(os.environ):
        parser.error(
            tr(
                "{variable} names the language {language}; there are {known}",
                variable=VARIABLE,
                language=repr(language[:40]),
                known=", ".join(LANGUAGES),
            )
        )
    asked.command = command(asked.name or WITHOUT_NAME).run
    return asked


def _let_argparse_speak() -> None:
    """Let argparse say its own words in our language: it asks gettext by these two names."""

    def numbered(one: str, several: str, count: int) -> str:
        return tr(one if count == 1 else several)

    vars(argparse).update({"_": tr, "ngettext": numbered})


def _add_commands(parser: Parser, arguments: Sequence[str]) -> None:
    """Add every command by its name, and what it takes where the name occurs in `arguments`."""
    commands = parser.add_subparsers(metavar="COMMAND", dest="name", parser_class=Parser)
    for name, tells in COMMANDS.items():
        added = commands.add_parser(
            name, prog=f"drilltui {name}", help=tr(tells), description=tr(tells), allow_abbrev=False
        )
        if name in arguments:
            added.set_defaults(takes={})
            command(name).arguments(added)
