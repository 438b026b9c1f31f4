"""Run the screens, and leave the terminal as it was found."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import ENGLISH, speak
from drilltui.domain.plain_text import plain
from drilltui.running import run
from drilltui.ui.app import DrillApp
from drilltui.ui.desk import Desk
from drilltui.ui.sitting import OpenEntrance, OpenSession
from drilltui.ui.terminal.ends import STUCK

if TYPE_CHECKING:
    from drilltui.domain.profile import ResolvedProfile


def run_screens(
    open_session: OpenSession | None = None,
    *,
    live: bool = False,
    source: str = "",
    profile: ResolvedProfile | None = None,
    entrance: OpenEntrance | None = None,
    ascii_only: bool,
    mouse: bool,
    runbook: str | None = "",
) -> int:
    """Show the screens until they are left; return the exit status.

    They begin in one of three ways: with `open_session`, whose scenario or profile is `source` and
    which is `live` or not; with `profile`, whose session `entrance` opens; with neither of them
    by asking whether to rehearse or to sign in. `entrance` is called when a door is first needed:
    after the first frame, or for the first screen where that asks; without it there is no other
    profile to turn to. The guide begins with `runbook` (None: the
    lesson's), unless one is followed already.

    Raises the DrilltuiError that kept a rehearsal from being opened, once the terminal is whole
    again; what keeps a profile from it is said on the screen.
    """
    if ascii_only:
        speak(ENGLISH)  # the only language that such a terminal can show
    if profile is not None:
        desk = Desk.of(profile)
    else:
        desk = Desk(live=live if open_session else None, source=source)
    return run(_run(desk, open_session, entrance, ascii_only, mouse, runbook))


async def _run(
    desk: Desk,
    open_session: OpenSession | None,
    entrance: OpenEntrance | None,
    ascii_only: bool,
    mouse: bool,
    runbook: str | None,
) -> int:
    app = DrillApp(
        desk,
        open_session,
        entrance=entrance,
        ascii_only=ascii_only,
        mouse=mouse,
        runbook=runbook,
    )
    try:
        await app.run_async()
    finally:
        unclosed = await app.close_session()
    if unclosed:
        # The status of a signal stays what it is; a terminal that is gone hears of nothing.
        with suppress(OSError):
            sys.stderr.write(f"drilltui: {plain(unclosed)}\n")
        return app.exit_status or STUCK
    if isinstance(app.failure, DrilltuiError):
        raise app.failure
    return app.exit_status
