"""``drilltui brief``: what an exercise is for."""

from __future__ import annotations

from drilltui.cli.options import add_paperwork, add_record
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.services.papers import Papers


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    from drilltui.domain.brief_typed import MEANINGS

    parser.description = tr(
        "Say what an exercise is for: purpose, targets, people, papers. The record keeps it; "
        "fields that are not named stay as they are, and an empty text takes one back. Without "
        "any it is printed. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui brief 20261123-0914-k7q2 --objective 'payments within an hour' "
        "--rto-minutes 60",
    )
    add_record(parser)
    for name, meaning in MEANINGS.items():
        parser.add_argument(
            f"--{name.replace('_', '-')}", dest=name, metavar="TEXT", help=tr(meaning)
        )
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Write the brief, or print it."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _brief(papers, asked))


async def _brief(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told
    from drilltui.cli.said_text import brief_lines
    from drilltui.domain.brief_typed import MEANINGS

    typed = {name: said for name in MEANINGS if (said := getattr(asked, name)) is not None}
    if not typed:
        return await told(
            papers, asked, *brief_lines((await papers.saying.of(asked.record)).said.brief)
        )
    brief = await papers.saying.brief(asked.record, typed)
    return await told(papers, asked, *brief_lines(brief))
