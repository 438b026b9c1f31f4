"""``drilltui delete``: a drill with its servers, read back as gone."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, add_timeout, add_yes, example
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.outcome import Outcome
    from drilltui.cli.visit import Visit
    from drilltui.services.session import Session
    from drilltui.services.sight import DrillDetail


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Delete a drill with its servers. The drill VPC and its subnets "
        "stay. On a terminal the drill's name has to be typed."
    )
    parser.epilog = example("drilltui delete drill-pg-payments-20261123 --yes --watch")
    parser.add_argument("drill", metavar="DRILL", help=tr("its id, or its exact name"))
    add_group(parser)
    parser.add_argument(
        "--watch", action="store_true", help=tr("wait until it is read back as gone")
    )
    add_yes(parser)
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Delete the drill."""
    from drilltui.cli.visit import visit_to_change
    from drilltui.domain.record import Action

    return visit_to_change(asked, Action.DELETE, _delete, _refuse_what_does_not_fit)


def _refuse_what_does_not_fit(asked: Namespace) -> None:
    from drilltui.domain.errors import UsageError

    if asked.timeout is not None and not asked.watch:
        raise UsageError(tr("--timeout is of no use without --watch."), tr("Say --watch too."))


async def _delete(visit: Visit) -> Outcome:
    from drilltui.cli.consent import ask_for_the_name
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.waiting import GOES_ON
    from drilltui.domain.record import Action

    session, asked = visit.session, visit.asked
    chosen = await chosen_drill(session, asked.drill, asked.group)
    detail = await session.drills.show(chosen.id)
    drill = detail.drill
    ask_for_the_name(_summary(session, detail), drill.name, yes=asked.yes)
    visit.ends.parting = tr(GOES_ON)
    answer = await session.drills.delete(drill, detail.names)
    return await visit.outcome_of_answer(
        answer, Action.DELETE, drill.name, drill.group_id, drill.id
    )


def _summary(session: Session, detail: DrillDetail) -> list[str]:
    """Return what a person agrees to."""
    from drilltui.cli.facts import fact

    drill, place = detail.drill, session.place
    stays = (
        tr("VPC {vpc} and its subnets", vpc=drill.vpc_id)
        if drill.vpc_id
        else tr("VPC that the service has not told and its subnets")
    )
    return [
        fact(marked("region"), place.region),
        fact(marked("project"), place.project_id),
        fact(marked("drill"), f"{drill.name} ({drill.id}), {drill.status}"),
        *(fact(marked("server"), f"{server.name} {server.id}") for server in detail.servers),
        fact(marked("stays"), stays),
    ]
