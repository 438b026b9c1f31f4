"""``drilltui signoff``: somebody stands for what a record says."""

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
        "Sign a record by name and role, before its end or after it. It is a word in the record "
        "and no cryptographic signature. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui signoff 20261123-0914-k7q2 --name 'Eve W.' --role witness",
    )
    add_record(parser)
    parser.add_argument(
        "--name", dest="person", required=True, metavar="NAME", help=tr("who signs")
    )
    parser.add_argument("--role", required=True, metavar="ROLE", help=tr("as what"))
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Sign it."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _sign(papers, asked))


async def _sign(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told

    signed = await papers.saying.sign(asked.record, asked.person, asked.role)
    return await told(
        papers,
        asked,
        tr(
            "record {record}: signed by {name}, {role}",
            record=asked.record,
            name=signed.name,
            role=signed.role,
        ),
    )
