"""``drilltui delete``: a drill with its servers, read back as gone."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, add_timeout, add_yes, live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.ends import Ends
    from drilltui.cli.outcome import Outcome
    from drilltui.services.entrance import Entrance
    from drilltui.services.session import Session
    from drilltui.services.sight import DrillDetail


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Delete a drill with its servers. The drill VPC and its subnets stay. On a terminal the "
        "drill's name has to be typed."
    )
    parser.epilog = "Example: drilltui delete drill-pg-payments-20261123 --yes --watch"
    parser.add_argument("drill", metavar="DRILL", help="its id, or its exact name")
    add_group(parser)
    parser.add_argument("--watch", action="store_true", help="wait until it is read back as gone")
    add_yes(parser)
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Delete the drill."""
    from drilltui.cli.consent import refuse_without_a_voice
    from drilltui.cli.ends import run as run_until_told
    from drilltui.cli.reporting import reported
    from drilltui.domain.errors import UsageError
    from drilltui.wiring import live

    with reported("delete", as_json=asked.json):
        if asked.timeout is not None and not asked.watch:
            raise UsageError("--timeout is of no use without --watch.", "Say --watch too.")
        refuse_without_a_voice(yes=asked.yes)
        entrance = live.open_entrance(live_settings(asked))
        return run_until_told(lambda ends: _delete(entrance, asked, ends))


async def _delete(entrance: Entrance, asked: Namespace, ends: Ends) -> int:
    from drilltui.cli.entering import entered
    from drilltui.cli.reporting import report
    from drilltui.cli.terminal_person import TerminalPerson

    async with entered(entrance, asked.profile, TerminalPerson()) as session:
        return report(await _outcome(session, asked, ends), as_json=asked.json)


async def _outcome(session: Session, asked: Namespace, ends: Ends) -> Outcome:
    from drilltui.cli import outcome
    from drilltui.cli.consent import ask_for_the_name
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.waiting import GOES_ON, outcome_of
    from drilltui.domain.errors import ReadOnly

    if session.place.readonly:
        raise ReadOnly
    chosen = await chosen_drill(session, asked.drill, asked.group)
    detail = await session.drills.show(chosen.id)
    drill = detail.drill
    ask_for_the_name(_summary(session, detail), drill.name, yes=asked.yes)
    ends.parting = GOES_ON
    answer = await session.drills.delete(drill, detail.names)
    sight = session.watcher.sight(answer.key) if answer.key and asked.watch else None
    if sight:
        return await outcome_of(
            session, sight, ends, limit=asked.timeout, as_json=asked.json, sent=True
        )
    return outcome.of_answer(answer, "delete", drill.name, drill.group_id, drill.id)


def _summary(session: Session, detail: DrillDetail) -> list[str]:
    """Return what a person agrees to."""
    drill, place = detail.drill, session.place
    return [
        f"region   {place.region}",
        f"project  {place.project_id}",
        f"drill    {drill.name} ({drill.id}), {drill.status}",
        *(f"server   {server.name} {server.id}" for server in detail.servers),
        f"stays    VPC {drill.vpc_id or 'that the service has not told'} and its subnets",
    ]
