"""The first screen when nothing is chosen yet: rehearse, sign in, or take a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.journeys import EnterProfile, OpenSignIn, Rehearse
from drilltui.ui.keys import bindings
from drilltui.ui.line import Span
from drilltui.ui.present import welcome as present
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.key_line import KeyLine
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.profile import ResolvedProfile
    from drilltui.services.entrance import Entrance
    from drilltui.ui.desk import Desk

COLUMNS = (Column("", 12, share=1, most=34), Column("", 40, share=2))

HERE = ("welcome.choose", "profiles.open", "help.open", "palette.open", "app.leave")
"""The keys that matter before anything is open."""

_PROFILE = "profile:"
"""What the key of a row with a profile begins with: a profile may be named as a choice is."""


class WelcomeScreen(Frame[None]):
    """Two choices, and the profiles that are there already."""

    SCOPE: ClassVar[str] = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    WelcomeScreen #head { margin: 1 1 1 1; }
    WelcomeScreen #choices { height: auto; max-height: 50%; }
    WelcomeScreen #foot { margin: 1 1 0 1; height: 1fr; }
    """

    def __init__(self, desk: Desk, entrance: Entrance) -> None:
        super().__init__(desk, [tr("welcome")])
        self._entrance = entrance
        self._error: DrilltuiError | None = None
        self._profiles: Mapping[str, ResolvedProfile] = {}
        try:
            self._profiles = entrance.configuration().profiles
        except DrilltuiError as error:
            self._error = error

    def body(self) -> Iterator[Widget]:
        """What this is, what can be done, and where things are kept."""
        path = self._entrance.sign_in.profiles.path
        yield Sheet(present.head(self._profiles), wraps=True, id="head")
        yield LineTable(COLUMNS, header=False, id="choices")
        yield Sheet(present.foot(path, self._error), wraps=True, id="foot")

    def on_mount(self) -> None:
        """Offer the choices; profiles that are there come first."""
        rows: dict[str, tuple[Span, ...]] = {
            _PROFILE + name: present.profile_row(one) for name, one in self._profiles.items()
        }
        rows |= {label: present.choice_row(label) for label in present.TOLD}
        table = self.query_one(LineTable)
        table.set_rows(list(rows), lambda number: list(rows.values())[number])
        table.focus()
        self.query_one(KeyLine).limit(HERE)

    @on(LineTable.Chosen)
    def _choose(self, event: LineTable.Chosen) -> None:
        if event.key == present.REHEARSE:
            self.post_message(Rehearse())
        elif event.key == present.SIGN_IN:
            self.post_message(OpenSignIn())
        else:
            self.post_message(EnterProfile(event.key.removeprefix(_PROFILE)))

    def action_welcome_stay(self) -> None:
        """There is nothing behind this screen."""
        self.say(tr("This is the first screen. q leaves."))
