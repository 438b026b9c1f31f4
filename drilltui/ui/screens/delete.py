"""Delete a drill: what goes, what stays, and its name typed as the confirmation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.plain_text import plain
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import on as on_day
from drilltui.ui.present.words import plural
from drilltui.ui.present.worked import worked
from drilltui.ui.screens.sending import SendingFrame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.ui.desk import Desk


_HIGH = 24
"""Rows from which on ids have room."""

_ESCAPE = "Esc leaves everything as it is."


class DeleteScreen(SendingFrame[None]):
    """Asks for the drill's name before anything is deleted; Esc leaves everything as it is.

    The call needs the drill's id alone. Its servers and VPC, as the drill was opened, are what is
    looked at afterwards. So nothing is read here: an outage of ECS keeps nobody from deleting.
    `names` are those of its instances, for the sub-jobs, as far as they are known.
    """

    SCOPE: ClassVar[str] = "delete"
    NOT_DONE: ClassVar[str] = "The drill was not deleted."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DeleteScreen #meaning { margin: 1 1 0 1; max-height: 60%; }
    DeleteScreen #asked { margin: 0 1; }
    DeleteScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, drill: Drill, names: Mapping[str, str]) -> None:
        super().__init__(desk, ["drills", drill.name or drill.id, "delete"])
        self._drill = drill
        self._names = names
        # Without a name, Enter alone would delete.
        self._word = "name" if drill.name.strip() else "id"
        self._wanted = plain(drill.name if drill.name.strip() else drill.id)
        self._busy = False
        self._worked: tuple[Line, ...] = ()  # empty until the record was read

    def body(self) -> Iterator[Widget]:
        """What will happen, and the line for the name."""
        yield Sheet(self._meaning(), wraps=True, id="meaning")
        yield Sheet(
            [line(f"Type the drill's {self._word} and press Enter or F5. {_ESCAPE}")],
            wraps=True,
            id="asked",
        )
        yield Field(self._word.capitalize(), label_width=11, id="name")
        yield Sheet(wraps=True, id="answer")

    def on_mount(self) -> None:
        """Let the name be typed, and see in the record how far the drill was verified."""
        self.query_one(Field).focus()
        self.run_worker(self._read_record(), group="read", description="read the record")

    def on_resize(self) -> None:
        """Show as much as there is room for."""
        self._show()

    async def _read_record(self) -> None:
        try:
            said = await self.session.exercises.said_of(self._drill.id)
        except DrilltuiError as error:
            self.complain(error)
            return
        found = self.session.steps.of_record(said)
        self._worked = (worked(found, len(self._drill.servers)),)
        self._show()

    def _show(self) -> None:
        self.query_one("#meaning", Sheet).show(self._meaning())

    def _meaning(self) -> tuple[Line, ...]:
        """Return what will happen; a low terminal leaves out what the drill is looked up by."""
        drill = self._drill
        ids = (line("Id         ", drill.id), line("Group      ", drill.group_id))
        return (
            line(("This deletes the drill ", Role.STRONG), (drill.name or drill.id, Role.STOP)),
            line(
                "State      ",
                state_span(drill.status),
                f"   made {on_day(drill.created_at, self.desk.zone)}",
            ),
            *(ids if self.size.height >= _HIGH else ()),
            *self._worked,
            line(),
            line(f"Goes       {_servers(drill)} with their disks"),
            line(f"Stays      drill VPC {drill.vpc_id or '(not told)'} and its subnets"),
            line("           Production and its replication are not touched."),
            line("Then       C in the job's monitor: what stayed is cleaned up from there."),
            line(),
        )

    @on(Field.Submitted)
    def action_drill_delete_now(self) -> None:
        """Delete if the name is right; else say what is missing."""
        if not self.may_change():
            return
        if self.query_one(Field).value != self._wanted:
            word = self._word
            self.say(f"Not deleted: the typed {word} is not the drill's {word}.", Role.WARN)
        elif self._busy:
            self.say("The delete is being sent.")
        else:
            self._busy = True
            self.run_worker(self._send(), group="send", description="delete a drill")

    async def _send(self) -> None:
        try:
            answer = await self.send(self.session.drills.delete(self._drill, self._names))
        finally:
            self._busy = False
        self.follow(answer)


def _servers(drill: Drill) -> str:
    """Return how many servers go; a drill that tells none may have some that are being made."""
    return plural(len(drill.servers), "drill server") if drill.servers else "its drill servers"
