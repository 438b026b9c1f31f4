"""``drilltui rehearse``: a drill against the embedded cloud, on screens or unattended."""

from __future__ import annotations

from drilltui.cli.number import number
from drilltui.cli.options import (
    EVERY,
    LONGEST,
    PLAY_ALL_SPEED,
    PLAY_SPEED,
    add_screen,
    add_world,
    example,
)
from drilltui.cli.output import say
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.settings import RehearsalSettings


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("Walk a drill from group to clean-up; nothing touches a real cloud.")
    parser.epilog = example("drilltui rehearse --scenario lost-accepted")
    parser.add_argument(
        "--list", action="store_true", help=tr("list the scenarios that teach something, and end")
    )
    parser.add_argument(
        "--play",
        action="store_true",
        help=tr(
            "do it all unattended and print a transcript; '--scenario all' plays every scenario"
        ),
    )
    parser.add_argument(
        "--new",
        action="store_true",
        help=tr("begin a new one, even where an earlier rehearsal was left in the middle"),
    )
    parser.add_argument(
        "--seed",
        type=number(int, 0, 999_999),
        metavar="N",
        help=tr("the seed of the world: the same one gives the same surprise (shown at the end)"),
    )
    parser.add_argument(
        "--rto",
        type=number(int, 1, LONGEST // 60),
        metavar="MINUTES",
        help=tr("show how the time until the servers are up compares with this target"),
    )
    parser.add_argument(
        "--no-guide",
        action="store_true",
        help=tr("show no guide (F2 offers the runbooks all the same)"),
    )
    add_world(parser, speed=None)
    parser.set_defaults(scenario=None)
    add_screen(parser)


def run(asked: Namespace) -> int:
    """Rehearse."""
    from drilltui.settings import DEFAULT_SCENARIO, RehearsalSettings, ScreenSettings

    _refuse_unused_guide(asked)
    if asked.list:
        return _list(asked.seed)
    every = asked.scenario == EVERY
    usual = (PLAY_ALL_SPEED if every else PLAY_SPEED) if asked.play else 1.0
    settings = RehearsalSettings(
        DEFAULT_SCENARIO if asked.scenario is None else asked.scenario,
        asked.speed or usual,
        asked.groups,
        rto_minutes=asked.rto,
        seed=asked.seed,
        lasting=not asked.play,
        new=asked.new,
        any_scenario=asked.scenario is None,
    )
    if asked.play:
        return _play_all(settings) if every else _play(settings)
    from drilltui.cli.screens import rehearse

    runbook = "" if asked.no_guide else asked.guide or None
    return rehearse(settings, ScreenSettings(asked.ascii, asked.mouse, runbook))


def _refuse_unused_guide(asked: Namespace) -> None:
    """Raise UsageError where a runbook is named and no screen would show it."""
    without = {"--list": asked.list, "--play": asked.play, "--no-guide": asked.no_guide}
    option = next((flag for flag, said in without.items() if said), "")
    if not (asked.guide and option):
        return
    from drilltui.domain.errors import UsageError

    raise UsageError(
        tr("--guide leads on the screens, and {option} shows no guide.", option=option),
        tr("Leave one of the two out."),
    )


def _list(seed: int | None) -> int:
    from drilltui.cli.lesson_text import as_table
    from drilltui.cli.table import terminal_width
    from drilltui.wiring.lesson import lessons

    say(*as_table(lessons(seed), terminal_width()))
    return 0


def _play_all(settings: RehearsalSettings) -> int:
    """Play every scenario that teaches something; one that fails keeps no other back."""
    from dataclasses import replace

    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.language import tr
    from drilltui.wiring.lesson import lessons

    failed = []
    for lesson in lessons(settings.seed):
        say("", f"== {lesson.scenario}")
        try:
            _play(replace(settings, scenario=lesson.scenario))
        except DrilltuiError as error:
            say(tr("{scenario} did not end well: {error}", scenario=lesson.scenario, error=error))
            failed.append(lesson.scenario)
    if failed:
        raise DrilltuiError(tr("These did not end well: {names}.", names=", ".join(failed)))
    return 0


def _play(settings: RehearsalSettings) -> int:
    import asyncio

    from drilltui.cli.output import mention
    from drilltui.domain.plain_text import plain
    from drilltui.play import Play
    from drilltui.wiring.rehearsal import open_rehearsal

    async def exercise() -> None:
        session = await open_rehearsal(settings)
        mention(*map(plain, session.notices))
        try:
            await Play(session, say).run()
        finally:
            await session.close()

    asyncio.run(exercise())
    return 0
