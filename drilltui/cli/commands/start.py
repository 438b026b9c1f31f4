"""``drilltui start``: a drill of a protection group, never two."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_timeout, add_yes, live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.ends import Ends
    from drilltui.cli.outcome import Outcome
    from drilltui.services.entrance import Entrance
    from drilltui.services.session import Session


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Start a drill of a protection group. The request is recorded before it is sent; should "
        "its answer be lost, nothing like it is sent before 'drilltui resume' has settled it."
    )
    parser.epilog = "Example: drilltui start --group pg-payments --suffix --yes --watch --json"
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--group", default="", metavar="GROUP", help="its id, or its exact name")
    what.add_argument(
        "--again",
        default="",
        metavar="RECORD",
        help="send once more what is proven never to have been carried out: same group, name, VPC",
    )
    parser.add_argument(
        "--name",
        dest="drill",
        metavar="NAME",
        default="",
        help="what the drill is called (otherwise a free one is proposed)",
    )
    parser.add_argument(
        "--suffix", action="store_true", help="add a short ending, so that the name is not in use"
    )
    parser.add_argument(
        "--vpc", default="", metavar="VPC", help="the drill VPC (otherwise the service makes one)"
    )
    parser.add_argument(
        "--attach",
        action="store_true",
        help="where an earlier one is unsettled or being made, follow that in place of a new one",
    )
    parser.add_argument("--watch", action="store_true", help="wait for the end")
    add_yes(parser)
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Start the drill."""
    from drilltui.cli.consent import refuse_without_a_voice
    from drilltui.cli.ends import run as run_until_told
    from drilltui.cli.reporting import reported
    from drilltui.wiring import live

    with reported("create", as_json=asked.json):
        _refuse_what_does_not_fit(asked)
        refuse_without_a_voice(yes=asked.yes)
        entrance = live.open_entrance(live_settings(asked))
        return run_until_told(lambda ends: _start(entrance, asked, ends))


def _refuse_what_does_not_fit(asked: Namespace) -> None:
    from drilltui.domain.errors import UsageError

    if asked.again and (asked.drill or asked.vpc or asked.suffix):
        raise UsageError("--again takes name and VPC from the record.", "Leave out the others.")
    if asked.timeout is not None and not (asked.watch or asked.attach):
        raise UsageError("--timeout is of no use without --watch.", "Say --watch too.")


async def _start(entrance: Entrance, asked: Namespace, ends: Ends) -> int:
    from drilltui.cli.entering import entered
    from drilltui.cli.reporting import report
    from drilltui.cli.terminal_person import TerminalPerson

    async with entered(entrance, asked.profile, TerminalPerson()) as session:
        return report(await _outcome(session, asked, ends), as_json=asked.json)


async def _outcome(session: Session, asked: Namespace, ends: Ends) -> Outcome:
    from drilltui.cli import outcome
    from drilltui.cli.consent import ask
    from drilltui.cli.earlier import earlier
    from drilltui.cli.start_plan import plan, summary
    from drilltui.cli.waiting import GOES_ON, outcome_of
    from drilltui.domain.errors import Blocked, ReadOnly

    if session.place.readonly:
        raise ReadOnly
    planned = await plan(session, asked)
    try:
        if sight := await earlier(session, planned.detail.overview, attach=asked.attach):
            return await outcome_of(session, sight, ends, limit=asked.timeout, as_json=asked.json)
        planned.check()
        ask(summary(session, planned), "Start it?", yes=asked.yes)
        ends.parting = GOES_ON
        draft, detail = planned.draft, planned.detail
        answer = await session.drills.start(
            draft, detail.overview.group, detail.names, again=asked.again
        )
    except Blocked:
        # Another drilltui was faster.
        sight = await earlier(session, planned.detail.overview, attach=asked.attach)
        if sight is None:
            raise
        return await outcome_of(session, sight, ends, limit=asked.timeout, as_json=asked.json)
    sight = session.watcher.sight(answer.key) if answer.key and asked.watch else None
    if sight:
        return await outcome_of(
            session, sight, ends, limit=asked.timeout, as_json=asked.json, sent=True
        )
    return outcome.of_answer(answer, "create", draft.name, draft.group_id)
