"""The profiles: which there are, where their secrets are kept, and a way into each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.ui.journeys import EnterProfile, OpenSignIn, Rehearse
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import profiles as present
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.sentence import sentence
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.domain.origin import Origin
    from drilltui.domain.profile import ResolvedProfile
    from drilltui.services.credentials import KeptEntry
    from drilltui.services.entrance import Entrance
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("PROFILE"), 10, share=2, most=34),
    Column(marked("REGION"), 11, share=1, most=16),
    Column(marked("SIGNS IN"), 10, priority=2),
    Column(marked("SECRET"), 24, share=2, most=34),
    Column("", 12, share=2, most=24, priority=1),
    Column(marked("CLOUD"), 19, priority=4, most=24),
    Column(marked("PROJECT"), 14, priority=3),
)

_REHEARSAL = "\n"
"""The key of the rehearsal's row: no profile can have this name."""


class ProfilesScreen(Frame[None]):
    """Reads the configuration anew whenever it is seen: somebody may have written into it."""

    SCOPE: ClassVar[str] = "profiles"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ProfilesScreen #profiles { height: 1fr; }
    ProfilesScreen #summary { height: auto; margin: 0 1; }
    """

    def __init__(self, desk: Desk, entrance: Entrance) -> None:
        super().__init__(desk, [tr("profiles")])
        self._entrance = entrance
        self._profiles: Mapping[str, ResolvedProfile] = {}
        self._default = ""
        self._kept: dict[str, Sequence[KeptEntry]] = {}

    def body(self) -> Iterator[Widget]:
        """The list, and the profile under the cursor in full below it."""
        yield LineTable(COLUMNS, id="profiles")
        yield Sheet(wraps=True, id="summary")

    def on_mount(self) -> None:
        """Begin at the profile that is open; what is asked for comes with the first resume."""
        self._read()
        table = self.query_one(LineTable)
        table.move_to(self.desk.source if self.desk.live else _REHEARSAL)
        table.focus()

    def on_screen_resume(self) -> None:
        """Catch up with what was added or forgotten; the first time this comes after `on_mount`."""
        self._read()
        self._look_soon()

    def _read(self) -> None:
        try:
            found = self._entrance.configuration()
        except DrilltuiError as error:
            self.complain(error)
        else:
            self._profiles, self._default = found.profiles, found.default_profile
        self._show()

    def _look_soon(self) -> None:
        _: Worker[None] = self.run_worker(
            self._look, group="kept", exclusive=True, description="look where secrets are kept"
        )

    async def _look(self) -> None:
        """Ask where each secret is kept; the first question looks for this host's keyrings."""
        for name in self._profiles:
            self._kept[name] = await self._entrance.credentials.kept(name)
            self._show()

    def _show(self) -> None:
        names = list(self._profiles)
        self.query_one(LineTable).set_rows([*names, _REHEARSAL], partial(self._cells, names))
        self._summarise()
        self.note(str(len(names)))

    def _cells(self, names: Sequence[str], number: int) -> tuple[Span | Line, ...]:
        if number >= len(names):
            scenario = self._entrance.scenario
            return present.rehearsal_row(scenario, here=self.desk.live is False)
        name = names[number]
        return present.row(
            self._profiles[name].profile,
            self._kept.get(name),
            default=name == self._default,
            here=self._is_open(name),
        )

    @on(LineTable.Highlighted)
    def _summarise(self) -> None:
        name = self._under_cursor()
        played = tr("The cloud is played on this machine: nothing is sent to anyone.")
        lines: tuple[Line, ...] = (
            present.summary(self._profiles[name].profile, self._kept.get(name), self._used(name))
            if name
            else (line((played, Role.DIM)),)
        )
        self.query_one("#summary", Sheet).show(lines)

    def _used(self, name: str) -> Origin | None:
        """Return where the secret in use comes from, None for a profile that is not open."""
        return self._entrance.origin if self._is_open(name) else None

    def _is_open(self, name: str) -> bool:
        return bool(self.desk.live) and name == self.desk.source

    def _under_cursor(self) -> str:
        """Return the profile under the cursor; empty on the rehearsal's row."""
        key = self.query_one(LineTable).cursor_key
        return key if key and key in self._profiles else ""

    def _some(self) -> str:
        name = self._under_cursor()
        if not name:
            self.say(tr("A rehearsal needs no credentials: there is nothing to change here."))
        return name

    @on(LineTable.Chosen)
    def action_profile_enter(self) -> None:
        """Leave what is open here, and begin anew with the profile under the cursor."""
        name = self._under_cursor()
        self.post_message(EnterProfile(name) if name else Rehearse())

    def action_profile_add(self) -> None:
        """Sign in with a new profile."""
        self.post_message(OpenSignIn())

    def action_profile_edit(self) -> None:
        """Sign in anew with the profile under the cursor, or change it."""
        if name := self._some():
            self.post_message(OpenSignIn(name))

    def action_profile_forget(self) -> None:
        """Remove what is kept for the profile under the cursor, after a question."""
        if name := self._some():
            self.run_worker(self._forget(name), group="forget", description="forget a secret")

    async def _forget(self, name: str) -> None:
        kept = await self._entrance.credentials.kept(name)
        if not kept:
            self.say(tr("Nothing is kept for {profile}.", profile=name))
            return
        lines = (
            sentence(
                tr("This removes the secret that is kept for {profile}"),
                Role.STRONG,
                profile=Span(name, Role.STOP),
            ),
            line(f"{fit(tr('Kept in'), 11)}{present.kept_words(kept)}"),
            line(tr("The profile stays in the configuration; the key stays valid in the cloud.")),
            Line(),
        )
        question = ConfirmScreen(self.desk, self.crumbs, lines, tr("Cancel"), tr("Forget it"))
        if not await self.app.push_screen_wait(question):
            return
        try:
            places = await self._entrance.credentials.forget(name)
        except DrilltuiError as error:
            self.complain(error)
        else:
            where = ", ".join(places) or tr("nowhere, it was gone already")
            self.say(tr("Forgotten, in: {places}.", places=where))
        self._look_soon()
