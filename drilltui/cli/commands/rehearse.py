"""``drilltui rehearse``: a drill against the embedded cloud, on screens or unattended."""

from __future__ import annotations

from drilltui.cli.number import number
from drilltui.cli.options import LONGEST, PLAY_SPEED, add_screen, add_world
from drilltui.cli.output import say

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.settings import RehearsalSettings


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = "Walk a drill from group to clean-up; nothing touches a real cloud."
    parser.epilog = "Example: drilltui rehearse --scenario hostile"
    parser.add_argument(
        "--play", action="store_true", help="do it all unattended and print a transcript"
    )
    parser.add_argument(
        "--rto",
        type=number(int, 1, LONGEST // 60),
        metavar="MINUTES",
        help="show how the time until the servers are up compares with this target",
    )
    parser.add_argument(
        "--no-guide",
        action="store_true",
        help="show no guide (F2 offers the runbooks all the same)",
    )
    add_world(parser, speed=None)
    add_screen(parser)


def run(asked: Namespace) -> int:
    """Rehearse."""
    from drilltui.settings import RehearsalSettings, ScreenSettings

    usual = PLAY_SPEED if asked.play else 1.0
    settings = RehearsalSettings(
        asked.scenario, asked.speed or usual, asked.groups, rto_minutes=asked.rto
    )
    if asked.play:
        return _play(settings)
    from drilltui.cli.screens import rehearse
    from drilltui.guide.library import FIRST_DRILL

    runbook = "" if asked.no_guide else asked.guide or FIRST_DRILL
    return rehearse(settings, ScreenSettings(asked.ascii, asked.mouse, runbook))


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
