"""``drilltui clean``: what a deleted drill left, and the removal of its VPC."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.cli.visit import Visit
    from drilltui.domain.clearing import Plan
    from drilltui.domain.clearing_progress import Cleared, Step
    from drilltui.domain.leftover import Leftover


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Look at everything that a drill had, and list what is left of it, "
        "what proves that, and what to do. A VPC that the record proves to "
        "be the drill's, and that holds nothing else, is removed with its "
        "subnets once its name is typed, or said with --confirm. Exit 0 "
        "when nothing is left that nobody has accepted, 1 when something "
        "is, 3 when the outcome of a removal is unknown. With --readonly "
        "it only looks."
    )
    parser.epilog = example("drilltui clean drill-pg-payments-20261123 --confirm vpc-drill-7f3a")
    parser.add_argument(
        "drill", metavar="DRILL|RECORD", help=tr("the drill's id or name, or a record")
    )
    parser.add_argument(
        "--confirm",
        default="",
        metavar="NAME",
        help=tr("the VPC's name (its id when it has none); without it the name has to be typed"),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Look, then remove what may be removed."""
    from drilltui.cli.reporting import reported
    from drilltui.cli.visit import visit

    with reported("clean", as_json=asked.json):
        return visit(asked, _clean)


async def _clean(visit: Visit) -> int:
    from drilltui.cli.cleanup_text import plan_line, plan_text
    from drilltui.cli.output import say
    from drilltui.cli.record_choice import record_to_clean

    session, asked = visit.session, visit.asked
    record_id = (await record_to_clean(session, asked.drill)).record_id
    plan = await session.cleanup.plan(record_id)
    if not asked.json:
        say(*plan_text(plan))
    may = bool(plan.removals) and not session.place.readonly
    cleared = await _removed(visit, plan) if may else None
    left = await _left(visit, record_id, plan, cleared)
    doubts = plan.doubts
    if cleared is not None:
        doubts = (await session.exercises.load(record_id)).doubts
        if not asked.json:
            say(*(tr("not known: {doubt}", doubt=one) for one in doubts))
    status = _status(doubts, cleared, left)
    if asked.json:
        say(plan_line(plan, status, left, cleared))
    elif left:
        say(tr("still there: {names}", names=", ".join(one.called for one in left)))
    return status


async def _removed(visit: Visit, plan: Plan) -> Cleared:
    """Have the name of the VPC said, and remove what is planned while the watcher runs."""
    import asyncio

    from drilltui.cli.waiting import GOES_ON

    session, asked = visit.session, visit.asked
    typed = _confirmed(plan, asked.confirm)
    visit.ends.parting = tr(GOES_ON)
    watching = asyncio.ensure_future(session.watcher.run())
    try:
        return await session.cleanup.remove(plan, typed, lambda step: _tell(step, asked.json))
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def _confirmed(plan: Plan, said: str) -> str:
    """Return what was said or typed for the name of the VPC."""
    from drilltui.cli import prompt
    from drilltui.domain.errors import UsageError

    if said:
        return said
    if not prompt.somebody_there():
        raise UsageError(
            tr("Standard input is no terminal to ask on: nothing was removed."),
            tr("Say --confirm {word}", word=plan.word),
        )
    return prompt.shown(tr("Type the VPC's name ({word}) to remove it: ", word=plan.word)) or ""


def _tell(step: Step, as_json: bool) -> None:
    from drilltui.cli.cleanup_text import step_text
    from drilltui.cli.output import mention

    if not as_json and (news := step_text(step)):
        mention(news)


async def _left(
    visit: Visit, record_id: str, plan: Plan, cleared: Cleared | None
) -> Sequence[Leftover]:
    """Return what is there now and nobody has accepted."""
    from drilltui.domain.closing import is_accepted

    session = visit.session
    exercise = await session.exercises.load(record_id)
    found = plan.leftovers if cleared is None else exercise.leftovers
    today = session.clock.now().date()
    return [one for one in found if one.counts and not is_accepted(exercise, one, today)]


def _status(doubts: Sequence[str], cleared: Cleared | None, left: Sequence[Leftover]) -> int:
    if cleared is not None and cleared.unknown:
        return 3
    complete = cleared is None or cleared.done
    return 0 if complete and not left and not doubts else 1
