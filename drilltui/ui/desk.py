"""What every screen works at: where we are, the services once they are open, the local zone."""

from __future__ import annotations

import asyncio
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

if TYPE_CHECKING:
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.profile import ResolvedProfile
    from drilltui.guide.progress import Progress
    from drilltui.services.session import Session


class Desk:
    """Known from the first frame on; the session comes a moment later, or a failure in its place.

    `live` is False in a rehearsal and None when nothing is chosen yet. `source` is the scenario's
    or the profile's name, `region` empty until it is known. `why_read_only` says why nothing may be
    changed here, empty when that is not known or not so. `zone` is what times are shown in (None:
    the machine's own). Another profile is another desk.
    """

    def __init__(
        self,
        *,
        live: bool | None,
        source: str = "",
        region: str = "",
        why_read_only: str = "",
        zone: tzinfo | None = None,
    ) -> None:
        self.live = live
        self.source = source
        self.zone = zone
        self.failure: DrilltuiError | None = None
        """What keeps the session from being opened, until it is tried again."""
        self.progress: Progress | None = None
        """How far the runbook has come that is followed here; None when there is none."""
        self._region = region
        self._why_read_only = why_read_only
        self._session: Session | None = None
        self._settled = asyncio.Event()

    @classmethod
    def of(cls, resolved: ResolvedProfile, zone: tzinfo | None = None) -> Desk:
        """Return the desk of a profile: what its first frame says."""
        from drilltui.ui.present.profiles import why_read_only

        profile = resolved.profile
        return cls(
            live=True,
            source=profile.name,
            region=profile.region,
            why_read_only=why_read_only(resolved),
            zone=zone,
        )

    def open(self, session: Session) -> None:
        """Let the screens have the services. A rehearsal may be one of another scenario."""
        self._session = session
        if self.live is False:
            self.source = session.place.profile
        self._settled.set()

    def fail(self, error: DrilltuiError) -> None:
        """Let the screens know that there are no services."""
        self.failure = error
        self._settled.set()

    def try_again(self) -> None:
        """Let screens wait again for the services."""
        self.failure = None
        self._settled.clear()

    async def opened(self) -> Session:
        """Return the services as soon as they are there; raise what keeps them from it."""
        await self._settled.wait()
        if self.failure is not None:
            raise self.failure
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

    @property
    def region(self) -> str:
        """The region, as far as it is known."""
        return self._session.place.region if self._session else self._region

    @property
    def why_read_only(self) -> str:
        """Why nothing may be changed here; empty when it may. The session decides: by its place,
        and by whether what is done can be recorded.
        """
        if self._session is None:
            return self._why_read_only
        if self._session.place.readonly:
            return self._why_read_only or tr("Read-only: this run may change nothing.")
        refusal = self._session.exercises.refusal
        return f"{tr('Read-only: nothing can be recorded.')} {refusal}" if refusal else ""

    @property
    def wanted_group(self) -> str:
        """The group that the lesson of a rehearsal is about; empty where there is none."""
        lesson = self._session.lesson if self._session else None
        return lesson.group if lesson else ""

    @property
    def group_aside(self) -> str:
        """The group whose record the guide speaks of beside the one that is followed; or empty."""
        if self.progress is None or not self.session.guiding.is_aside:
            return ""
        return plain(self.progress.exercise.group_name)

    def notices(self) -> tuple[str, ...]:
        """Return what a person has to be told at the start, whole."""
        refusal = self.session.exercises.refusal
        return (*self.session.notices, *((self.why_read_only,) if refusal else ()))

    def now(self) -> datetime:
        """Return the time as the session's clock tells it."""
        return self.session.clock.now()
