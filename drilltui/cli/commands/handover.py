"""``drilltui handover``: an exercise is given to somebody else."""

from __future__ import annotations

from drilltui.cli.options import add_paperwork, add_record
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.services.papers import Papers


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Hand an exercise over: the record keeps to whom, why, and what is open. Under the same "
        "account the other one says 'drilltui takeover RECORD'; elsewhere, 'drilltui export' makes "
        "the file to take over. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui handover 20261123-0914-k7q2 --to bob --why 'end of my shift'",
    )
    add_record(parser)
    parser.add_argument("--to", required=True, metavar="NAME", help=tr("to whom"))
    parser.add_argument("--why", required=True, metavar="TEXT", help=tr("for what reason"))
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Hand it over."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _hand_over(papers, asked))


async def _hand_over(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told

    given = await papers.handing.hand_over(asked.record, asked.to, asked.why)
    return await told(
        papers,
        asked,
        tr("record {record}: handed over to {name}", record=asked.record, name=given.to),
        *(tr("open: {matter}", matter=one) for one in given.open),
    )
