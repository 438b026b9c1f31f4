"""``drilltui rename``: another name for a drill."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, add_yes, example
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.outcome import Outcome
    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("Give a drill another name.")
    parser.epilog = example("drilltui rename drill-pg-payments-20261123 drill-q4 --yes")
    parser.add_argument("drill", metavar="DRILL", help=tr("its id, or its exact name"))
    parser.add_argument("new", metavar="NEW", help=tr("1 to 64 bytes: letters, digits, . _ -"))
    add_group(parser)
    add_yes(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Rename the drill."""
    from drilltui.cli.visit import visit_to_change
    from drilltui.domain.record import Action

    return visit_to_change(asked, Action.RENAME, _rename)


async def _rename(visit: Visit) -> Outcome:
    from drilltui.cli.consent import ask
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.facts import fact
    from drilltui.cli.outcome import of_answer
    from drilltui.cli.waiting import GOES_ON
    from drilltui.domain.record import Action

    session, asked = visit.session, visit.asked
    drill = await chosen_drill(session, asked.drill, asked.group)
    what = [
        fact(marked("drill"), f"{drill.name} ({drill.id})"),
        fact(marked("new name"), asked.new),
    ]
    ask(what, tr("Rename it?"), yes=asked.yes)
    visit.ends.parting = tr(GOES_ON)
    answer = await session.drills.rename(drill, asked.new)
    return of_answer(answer, Action.RENAME, drill.name, drill.group_id, drill.id)
