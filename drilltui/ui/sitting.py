"""One session after the other: opened when its first frame is out, closed before the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from drilltui.domain.errors import (
    CredentialsNeeded,
    DrilltuiError,
    JournalError,
    SignInRefused,
    UsageError,
    VaultError,
)
from drilltui.domain.language import tr
from drilltui.ui import journeys
from drilltui.ui.desk import Desk
from drilltui.ui.guided import Guided
from drilltui.ui.line import Role
from drilltui.ui.screens.groups import GroupsScreen
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.terminal.ends import UNANSWERED

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import Worker

    from drilltui.services.entrance import Entrance
    from drilltui.services.requests import Requests
    from drilltui.services.session import Session
    from drilltui.ui.person import ScreenPerson

OpenSession: TypeAlias = "Callable[[], Awaitable[Session]]"
OpenEntrance: TypeAlias = "Callable[[], Entrance]"

CLOSING = 2.0
"""Seconds that leaving waits for an answer that is still out; its record says what is open."""

MODE = "sitting-"
"""What the modes are called, with a number: each sitting has a stack of screens of its own."""

LEAVING = "leaving"
"""The id of the screen that asks whether to leave: it is asked once at a time."""

MENDED_BY_SIGNING_IN = (CredentialsNeeded, VaultError, SignInRefused)
"""What keeps a session from being opened, and leads to the sign-in screen."""


class Sitting(Guided):
    """The part of the application that has a session, and can change to another one.

    It begins at `desk`: with `open_session`, or without one in the profile that the desk names.
    `entrance` makes the doors to other profiles, when they are first needed.
    """

    DEFAULT_MODE: ClassVar[str] = f"{MODE}1"

    def __init__(
        self,
        desk: Desk,
        open_session: OpenSession | None,
        entrance: OpenEntrance | None,
        *,
        ascii_only: bool,
    ) -> None:
        super().__init__(ascii_only=ascii_only)
        self.desk = desk
        self._open_session = open_session
        self._make_entrance = entrance
        self._entrance: Entrance | None = None
        self._person: ScreenPerson | None = None
        self._left: list[Desk] = []
        self._modes_made = 0
        self._is_first = True
        self.failure: DrilltuiError | None = None

    @property
    def entrance(self) -> Entrance:
        """The doors to profiles and to a rehearsal. UsageError when this run has none."""
        if self._entrance is None:
            if self._make_entrance is None:
                raise UsageError(
                    tr("This run is a rehearsal only."), tr("Leave it and start drilltui.")
                )
            self._entrance = self._make_entrance()
        return self._entrance

    def sign_in_requests(self) -> Requests | None:
        """Return what was sent to sign in in this run, if somebody did."""
        return self._entrance.requests if self._entrance else None

    @property
    def person(self) -> ScreenPerson:
        """Whom to ask for what only a person knows."""
        if self._person is None:
            from drilltui.ui.person import ScreenPerson

            self._person = ScreenPerson(self)
        return self._person

    def new_mode(self, first_screen: Callable[[], Screen[Any]]) -> str:
        """Return Textual's name for a stack of screens of its own, which begins with this one."""
        self._modes_made += 1
        mode = f"{MODE}{self._modes_made}"
        self.add_mode(mode, first_screen)
        return mode

    def open_soon(self) -> None:
        """Open the session in the background."""
        _: Worker[None] = self.run_worker(
            self._open, group="session", exclusive=True, description="open the session"
        )

    async def _open(self) -> None:
        while self._left:
            await _close(self._left.pop())
        try:
            session = await self._opening()
        except DrilltuiError as error:
            self._not_opened(error)
            return
        session.watcher.subscribe(self.seen)
        self.run_worker(session.watcher.run(), group="watcher", description="watch jobs")
        self.desk.open(session)
        for frame in self.frames():
            frame.session_opened()
        self.take_up_soon()
        self.lead_soon()

    async def _opening(self) -> Session:
        if self._open_session is not None:
            return await self._open_session()
        return await self.entrance.enter(self.desk.source, self.person)

    def _not_opened(self, error: DrilltuiError) -> None:
        """End a rehearsal that cannot begin; with a profile, let a person do something about it."""
        if not self.desk.live and self._is_first:
            self.failure = error
            self.exit(return_code=error.exit_code)
            return
        self.desk.fail(error)
        if self.desk.live and isinstance(error, MENDED_BY_SIGNING_IN):
            self.on_open_sign_in(journeys.OpenSignIn(self.desk.source, str(error)))

    def on_open_again(self) -> None:
        """Open the session, which did not open before, and let the screens read."""
        if self.desk.failure is None:
            return
        self.desk.try_again()
        self.open_soon()
        for frame in self.frames():
            if isinstance(frame, ReadingFrame):
                frame.read(asked=frame.is_active)

    async def close_session(self) -> str:
        """Let go of the adapters; an answer that is out is waited for, but not long.

        Returns what was not closed in time, in a sentence; empty when everything was.
        """
        said = [await _close(desk) for desk in (self.desk, *self._left)]
        return next(filter(None, said), "")

    def on_enter_profile(self, wish: journeys.EnterProfile) -> None:
        """Leave what is open and begin anew with a profile."""
        try:
            resolved = self.entrance.profile(wish.name)
        except DrilltuiError as error:
            self._complain(error)
            return
        self._change_to(Desk.of(resolved, self.desk.zone), None)

    def on_rehearse(self) -> None:
        """Leave what is open and begin a rehearsal."""
        try:
            doors = self.entrance
        except DrilltuiError as error:
            self._complain(error)
            return
        self._change_to(
            Desk(live=False, source=doors.scenario, zone=self.desk.zone), doors.rehearse
        )

    def _change_to(self, desk: Desk, open_session: OpenSession | None) -> None:
        if self.is_leaving():
            return
        self.run_worker(
            self._change(desk, open_session), group="leave", description="turn to another"
        )

    async def _change(self, desk: Desk, open_session: OpenSession | None) -> None:
        if await self.may_end(tr("Turn to {profile}", profile=desk.source), leaving=False):
            await self._begin_anew(desk, open_session)

    async def _begin_anew(self, desk: Desk, open_session: OpenSession | None) -> None:
        """Leave every screen for a first one at `desk`; the session before is closed first."""
        for group in ("session", "watcher"):
            self.workers.cancel_group(self, group)
        self._is_first = False
        self._left.append(self.desk)
        self.desk, self._open_session = desk, open_session
        before = self.current_mode
        await self.switch_mode(self.new_mode(partial(GroupsScreen, desk)))
        await self.remove_mode(before)
        self.open_soon()

    def on_open_sign_in(self, wish: journeys.OpenSignIn) -> None:
        """Sign in with a new profile, or anew with one."""
        from drilltui.ui.screens.sign_in import SignInScreen

        if any(isinstance(screen, SignInScreen) for screen in self.screen_stack):
            if not isinstance(self.screen, SignInScreen):
                self.say(tr("A sign-in has begun already: Esc leads back to it."), Role.WARN)
            return
        try:
            screen = SignInScreen(self.desk, self.entrance, self.person, wish.profile, wish.why)
        except DrilltuiError as error:
            self._complain(error)
            return
        self.push_screen(screen)

    def action_profiles_open(self) -> None:
        """List the profiles."""
        from drilltui.ui.screens.profiles import ProfilesScreen

        if isinstance(self.screen, ProfilesScreen):
            return
        try:
            self.push_screen(ProfilesScreen(self.desk, self.entrance))
        except DrilltuiError as error:
            self._complain(error)

    def _complain(self, error: DrilltuiError) -> None:
        for frame in self.frames(visible=True):
            frame.complain(error)

    def is_leaving(self) -> bool:
        """Whether a person is asked already, or has answered: neither is done twice at a time."""
        if not any(worker.group == "leave" and not worker.is_finished for worker in self.workers):
            return False
        if any(screen.id == LEAVING for screen in self.screen_stack):
            self.say(tr("Stay or leave: choose with the arrows and Enter."))
        return True

    async def may_end(self, yes: str, *, leaving: bool) -> bool:
        """Whether what goes on here may end: ask if there is anything."""
        running, sending, unsettled = self.going_on()
        if not (running or sending or unsettled):
            return True
        from drilltui.ui.present.farewell import farewell
        from drilltui.ui.present.lookup import nobody_knows
        from drilltui.ui.screens.confirm import ConfirmScreen

        unknown = [nobody_knows(one.target.action, one.target.drill_name) for one in unsettled]
        lines = farewell(running, sending, unknown, live=bool(self.desk.live), leaving=leaving)
        question = ConfirmScreen(self.desk, (tr("leave"),), lines, tr("Stay"), yes)
        question.id = LEAVING
        answer: bool | None = await self.push_screen_wait(question)
        return bool(answer)


async def _close(desk: Desk) -> str:
    """Close a session; say in a sentence what does not let itself be closed."""
    if not desk.is_open:
        return ""
    try:
        # After that the record still says what was intended: the answer is looked up later.
        await asyncio.wait_for(desk.session.close(), CLOSING)
    except TimeoutError:
        return tr(UNANSWERED)
    except JournalError as error:
        return str(error)
    return ""
