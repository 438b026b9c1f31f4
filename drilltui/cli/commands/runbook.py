"""``drilltui runbook``: check a runbook of one's own, list all, or read one. Offline."""

from __future__ import annotations

from drilltui.cli.options import example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.guide.bookshelf import Bookshelf


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Runbooks lead through a drill on the screens. Own ones are TOML files in the folder "
        "'runbooks' beside the configuration. Nothing is sent or changed."
    )
    parser.epilog = example("drilltui runbook check my-drill.toml")
    below = parser.add_subparsers(metavar="check|list|show", dest="what", required=True)
    check = below.add_parser(
        "check",
        help=tr("say what is wrong with a file, with its line (exit 1)"),
        description=tr(
            "Say what is wrong with a file, with its line and a remedy: exit 1. A sound one is "
            "exit 0."
        ),
        allow_abbrev=False,
    )
    check.add_argument("file", metavar="FILE", help=tr("a TOML file"))
    below.add_parser("list", help=tr("list all runbooks, and which own ones are of no use"))
    show = below.add_parser("show", help=tr("read a runbook"), allow_abbrev=False)
    show.add_argument("runbook", metavar="NAME", help=tr("its name, as 'list' shows it"))


def run(asked: Namespace) -> int:
    """Check, list or show."""
    if asked.what == "check":
        return _check(asked.file)
    return _list() if asked.what == "list" else _show(asked.runbook)


def _check(file: str) -> int:
    from pathlib import Path

    from drilltui.cli.output import complain, say
    from drilltui.domain.plain_text import plain
    from drilltui.guide.bookshelf import read_source
    from drilltui.guide.fault import RunbookError
    from drilltui.ui.fields import vocabulary
    from drilltui.wiring.own_runbooks import source

    try:
        found = read_source(source(Path(file), file), vocabulary())
    except RunbookError as error:
        return complain(plain(error.fault.sentence), 1)
    say(plain(tr("{file}: sound, {count} steps.", file=file, count=len(found.steps))))
    return 0


def _bookshelf() -> Bookshelf:
    from drilltui.guide.bookshelf import bookshelf
    from drilltui.ui.fields import vocabulary
    from drilltui.wiring.own_runbooks import own_runbooks

    return bookshelf(own_runbooks(), vocabulary())


def _list() -> int:
    from drilltui.cli.output import mention, say
    from drilltui.cli.runbook_text import as_table
    from drilltui.cli.table import terminal_width
    from drilltui.domain.plain_text import plain

    found = _bookshelf()
    say(*as_table(found, terminal_width()))
    mention(*(f"drilltui: {plain(fault.sentence)}" for fault in found.faults))
    return 0


def _show(name: str) -> int:
    from drilltui.cli.output import say
    from drilltui.cli.runbook_text import as_page
    from drilltui.domain.plain_text import plain

    say(*map(plain, as_page(_bookshelf().get(name))))
    return 0
