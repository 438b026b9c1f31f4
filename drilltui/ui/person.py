"""The person at the terminal, asked by whoever needs them: `domain.ports.Person` over a screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drilltui.domain.secret import Secret
    from drilltui.ui.roads import Roads


class ScreenPerson:
    """Asks on a screen of its own, one question at a time, from whatever task awaits it."""

    def __init__(self, app: Roads) -> None:
        self._app = app
        self._turn = asyncio.Lock()

    async def passcode(self, user: str, why: str) -> Secret | None:
        """Return six digits; None when they are refused, or when nobody can be asked any more."""
        from drilltui.ui.screens.passcode import PasscodeScreen

        async with self._turn:
            if not self._app.is_running:
                return None
            screen = PasscodeScreen(self._app.desk, user, why)
            await self._app.push_screen(screen)
            try:
                return await screen.answer
            finally:
                screen.no_longer_asked()
