"""``drilltui service``: whether the service on the drill servers does what it is for."""

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
        "Say that the service on the drill servers works, or does not, and how that shows. The "
        "first word that it works stops the second clock. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui service 20261123-0914-k7q2 --works --seen 'payment 17 went through'",
    )
    add_record(parser)
    word = parser.add_mutually_exclusive_group(required=True)
    word.add_argument("--works", action="store_true", help=tr("it does what it is for"))
    word.add_argument("--fails", action="store_true", help=tr("it does not"))
    parser.add_argument("--seen", metavar="TEXT", default="", help=tr("what was seen"))
    parser.add_argument("--expected", metavar="TEXT", default="", help=tr("what was expected"))
    parser.add_argument(
        "--data-point", metavar="TEXT", default="", help=tr("the newest data that was found there")
    )
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Write the word."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _service(papers, asked))


async def _service(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told

    await papers.saying.service(
        asked.record,
        passed=asked.works,
        seen=asked.seen,
        expected=asked.expected,
        data_point=asked.data_point,
    )
    if asked.works:
        return await told(papers, asked, tr("record {record}: service works", record=asked.record))
    return await told(papers, asked, tr("record {record}: service fails", record=asked.record))
