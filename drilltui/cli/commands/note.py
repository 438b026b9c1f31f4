"""``drilltui note``: a note into the record of a drill."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("Write a note into the record of a drill, with your name and the time.")
    parser.epilog = example("drilltui note drill-pg-payments-20261123 'replica lag was 40 s'")
    parser.add_argument(
        "subject", metavar="DRILL|RECORD", help=tr("a drill's id or exact name, or a record's id")
    )
    parser.add_argument("text", metavar="TEXT", help=tr("what to keep; no secrets"))
    add_group(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Write the note."""
    from drilltui.cli.visit import visit

    return visit(asked, _note)


async def _note(visit: Visit) -> int:
    from drilltui.cli.output import say
    from drilltui.cli.subject_choice import chosen_subject

    session, asked = visit.session, visit.asked
    subject = await chosen_subject(session, asked.subject, asked.group)
    say(tr("noted (record {record})", record=await session.steps.note(subject, asked.text)))
    return 0
