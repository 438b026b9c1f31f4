"""A command's visit to the records of this host: nobody signs in, and no cloud is asked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Awaitable, Callable

from drilltui.cli.ends import run as run_until_told
from drilltui.cli.options import live_settings
from drilltui.cli.output import mention, say
from drilltui.cli.said_text import as_line
from drilltui.domain.plain_text import plain
from drilltui.services.papers import Papers


def at_the_records(
    asked: Namespace, stay: Callable[[Papers], Awaitable[int]], *, making: bool = False
) -> int:
    """Open the records, `stay`, and let go of them; `making` makes a journal where none is."""
    from drilltui.wiring import live
    from drilltui.wiring.papers import open_papers

    settings = live_settings(asked)
    entrance = live.open_entrance(settings)
    profile = entrance.profile(entrance.chosen(asked.profile)).profile

    async def inside() -> int:
        papers = await open_papers(settings, profile, making=making)
        try:
            mention(*map(plain, papers.archive.notices))
            return await stay(papers)
        finally:
            await papers.archive.close()

    return run_until_told(lambda _: inside())


async def told(papers: Papers, asked: Namespace, *lines: str) -> int:
    """Print what was written: `lines` for people, the whole of what is said for programs."""
    if asked.json:
        say(as_line(await papers.saying.of(asked.record)))
    else:
        say(*map(plain, lines))
    return 0
