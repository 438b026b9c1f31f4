"""``drilltui explain``: what a code means and what to do about it, from the error book. Offline."""

from __future__ import annotations

from drilltui.cli.options import add_json, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Say what error codes mean and what to do about them. Nothing is "
        "sent or opened: it needs neither profile nor network. A code may "
        "be typed in any way (sdrs1909, 1909); the whole reason of a "
        "failed job is read for the codes in it."
    )
    parser.epilog = example(
        "drilltui explain SDRS.1909",
        after=tr("Exit status: 0 all are known, 2 one is not; the nearest codes are told then."),
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("codes", nargs="*", default=[], metavar="CODE", help=tr("such as SDRS.1909"))
    what.add_argument("--list", action="store_true", help=tr("list every code of the book"))
    add_json(parser)


def run(asked: Namespace) -> int:
    """Explain what was asked for."""
    from drilltui.cli import code_text
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width
    from drilltui.domain.error_book import codes, entries

    if asked.list:
        known = [one for code in codes() for one in entries(code)]
        if asked.json:
            say(*(code_text.as_line(one.code, [one]) for one in known))
        else:
            say(*code_text.as_table(known, terminal_width()))
        return 0
    status = 0
    for code in _named(asked.codes):
        found = entries(code)
        status = status if found else 2
        if asked.json:
            rows = [[one] for one in found] or [[]]
            say(*(code_text.as_line(code, row) for row in rows))
        else:
            say(*code_text.as_text(code, found, terminal_width()))
    return status


def _named(typed: list[str]) -> Iterator[str]:
    """Yield the codes that are meant: those in a reason, where it is one that was typed."""
    from drilltui.domain.error_book import entries
    from drilltui.domain.fail_reason import lifted

    for text in typed:
        inside = () if entries(text) else lifted(text).codes
        yield from inside or (text,)
