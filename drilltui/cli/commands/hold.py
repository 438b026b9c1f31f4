"""``drilltui hold``: a time that does not count for the people."""

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
        "Hold an exercise up for a reason, or go on. The cloud and both clocks go on all the "
        "while: the hold is shown beside them. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}", command="drilltui hold 20261123-0914-k7q2 --why 'incident 4711'"
    )
    add_record(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--why", metavar="TEXT", help=tr("hold it up, for this reason"))
    what.add_argument("--end", action="store_true", help=tr("go on"))
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Hold it up, or go on."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _hold(papers, asked))


async def _hold(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told

    if asked.end:
        await papers.saying.end_hold(asked.record)
        return await told(papers, asked, tr("record {record}: it goes on", record=asked.record))
    await papers.saying.hold(asked.record, asked.why)
    return await told(papers, asked, tr("record {record}: on hold", record=asked.record))
