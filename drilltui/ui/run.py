"""Run the screens, and leave the terminal as it was found."""

from __future__ import annotations

import asyncio

from drilltui.domain.errors import DrilltuiError
from drilltui.ui.app import DrillApp, OpenSession
from drilltui.ui.desk import Desk


def run_screens(
    open_session: OpenSession, *, live: bool, source: str, ascii_only: bool, mouse: bool
) -> int:
    """Show the screens until they are left; return the exit status.

    Raises the DrilltuiError that kept the session from opening, once the terminal is whole again.
    """
    return asyncio.run(_run(open_session, live, source, ascii_only, mouse))


async def _run(
    open_session: OpenSession, live: bool, source: str, ascii_only: bool, mouse: bool
) -> int:
    desk = Desk(live=live, source=source)
    app = DrillApp(desk, open_session, ascii_only=ascii_only, mouse=mouse)
    try:
        await app.run_async()
    finally:
        await app.close_session()
    if isinstance(app.failure, DrilltuiError):
        raise app.failure
    return app.exit_status
