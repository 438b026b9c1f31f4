"""``drilltui start``: a drill of a protection group, never two."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_timeout, add_vpc, add_yes, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.outcome import Outcome
    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Start a drill of a protection group. The request is recorded "
        "before it is sent; should its answer be lost, nothing like it is "
        "sent before 'drilltui resume' has settled it."
    )
    parser.epilog = example("drilltui start --group pg-payments --suffix --yes --watch --json")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--group", default="", metavar="GROUP", help=tr("its id, or its exact name"))
    what.add_argument(
        "--again",
        default="",
        metavar="RECORD",
        help=tr(
            "send once more what is proven never to have been carried out: same group, name, VPC"
        ),
    )
    parser.add_argument(
        "--name",
        dest="drill",
        metavar="NAME",
        default="",
        help=tr("what the drill is called (otherwise a free one is proposed)"),
    )
    parser.add_argument(
        "--suffix",
        action="store_true",
        help=tr("add a short ending, so that the name is not in use"),
    )
    add_vpc(parser)
    parser.add_argument(
        "--attach",
        action="store_true",
        help=tr(
            "where an earlier one is unsettled or being made, follow that in place of a new one"
        ),
    )
    parser.add_argument(
        "--override",
        default="",
        metavar="REASON",
        help=tr("go on in spite of what preflight stops, where the service might accept; recorded"),
    )
    parser.add_argument("--watch", action="store_true", help=tr("wait for the end"))
    add_yes(parser)
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Start the drill."""
    from drilltui.cli.visit import visit_to_change
    from drilltui.domain.record import Action

    return visit_to_change(asked, Action.CREATE, _start, _refuse_what_does_not_fit)


def _refuse_what_does_not_fit(asked: Namespace) -> None:
    from drilltui.domain.errors import UsageError

    if asked.again and (asked.drill or asked.vpc or asked.suffix):
        raise UsageError(
            tr("--again takes name and VPC from the record."), tr("Leave out the others.")
        )
    if asked.timeout is not None and not (asked.watch or asked.attach):
        raise UsageError(tr("--timeout is of no use without --watch."), tr("Say --watch too."))


async def _start(visit: Visit) -> Outcome:
    from drilltui.cli.consent import ask
    from drilltui.cli.earlier import earlier
    from drilltui.cli.preflight_text import noteworthy
    from drilltui.cli.prompt import tell
    from drilltui.cli.start_plan import plan, summary
    from drilltui.cli.table import terminal_width
    from drilltui.cli.waiting import GOES_ON
    from drilltui.domain.errors import Blocked
    from drilltui.domain.preflight.decision import decision
    from drilltui.domain.record import Action

    session, asked = visit.session, visit.asked
    planned = await plan(session, asked)
    group_id, draft = planned.group.id, planned.draft
    try:
        if sight := await earlier(session, group_id, planned.drills, attach=asked.attach):
            return await visit.outcome_of(sight)
        planned.check_name()
        report = planned.report
        # With --yes nobody may be there, and cron mails what a good run says on standard error: the
        # record keeps what is no reason to stop.
        for row in noteworthy(report, terminal_width()) if report.stops or not asked.yes else ():
            tell(row)
        decision(report, None, asked.override)
        ask(summary(session, planned), tr("Start it?"), yes=asked.yes)
        visit.ends.parting = tr(GOES_ON)
        answer = await session.drills.start(
            draft,
            planned.group,
            planned.names,
            again=asked.again,
            override=asked.override,
            confirmed=None if asked.yes else report,
        )
    except Blocked:
        # Another drilltui was faster.
        sight = await earlier(session, group_id, planned.drills, attach=asked.attach)
        if sight is None:
            raise
        return await visit.outcome_of(sight)
    return await visit.outcome_of_answer(answer, Action.CREATE, draft.name, draft.group_id)
