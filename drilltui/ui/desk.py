"""What every screen works at: where we are, the services once they are open, the local zone."""

from __future__ import annotations

import asyncio
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drilltui.services.session import Session


class Desk:
    """Known from the first frame on; the session comes a moment later.

    `source` is the scenario's or the profile's name, `live` False in a rehearsal, `zone` what times
    are shown in (None: the machine's own).
    """

    def __init__(self, *, live: bool, source: str, zone: tzinfo | None = None) -> None:
        self.live = live
        self.source = source
        self.zone = zone
        self._session: Session | None = None
        self._opened = asyncio.Event()

    def open(self, session: Session) -> None:
        """Let the screens have the services."""
        self._session = session
        self._opened.set()

    async def opened(self) -> Session:
        """Return the services as soon as they are there."""
        await self._opened.wait()
        return self.session

    @property
    def is_open(self) -> bool:
        """Whether the services are there."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The services. Screens that are opened by a key press may rely on them."""
        if self._session is None:
            raise RuntimeError("the session is not open yet: await opened()")
        return self._session

    def now(self) -> datetime:
        """Return the time as the session's clock tells it."""
        return self.session.clock.now()
