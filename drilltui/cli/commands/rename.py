"""``drilltui rename``: another name for a drill."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, add_yes, live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.ends import Ends
    from drilltui.services.entrance import Entrance


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = "Give a drill another name."
    parser.epilog = "Example: drilltui rename drill-pg-payments-20261123 drill-q4 --yes"
    parser.add_argument("drill", metavar="DRILL", help="its id, or its exact name")
    parser.add_argument("new", metavar="NEW", help="1 to 64 bytes: letters, digits, . _ -")
    add_group(parser)
    add_yes(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Rename the drill."""
    from drilltui.cli.consent import refuse_without_a_voice
    from drilltui.cli.ends import run as run_until_told
    from drilltui.cli.reporting import reported
    from drilltui.wiring import live

    with reported("rename", as_json=asked.json):
        refuse_without_a_voice(yes=asked.yes)
        entrance = live.open_entrance(live_settings(asked))
        return run_until_told(lambda ends: _rename(entrance, asked, ends))


async def _rename(entrance: Entrance, asked: Namespace, ends: Ends) -> int:
    from drilltui.cli import outcome
    from drilltui.cli.consent import ask
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.entering import entered
    from drilltui.cli.reporting import report
    from drilltui.cli.terminal_person import TerminalPerson
    from drilltui.cli.waiting import GOES_ON
    from drilltui.domain.errors import ReadOnly

    async with entered(entrance, asked.profile, TerminalPerson()) as session:
        if session.place.readonly:
            raise ReadOnly
        drill = await chosen_drill(session, asked.drill, asked.group)
        what = [f"drill    {drill.name} ({drill.id})", f"new name {asked.new}"]
        ask(what, "Rename it?", yes=asked.yes)
        ends.parting = GOES_ON
        answer = await session.drills.rename(drill, asked.new)
        told = outcome.of_answer(answer, "rename", drill.name, drill.group_id, drill.id)
        return report(told, as_json=asked.json)
