"""Delete a drill: what goes, what stays, and its name typed as the confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.plain_text import plain
from drilltui.ui.journeys import OpenMonitor
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import plural
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.ui.desk import Desk


class DeleteScreen(Frame[None]):
    """Asks for the drill's name before anything is deleted; Esc leaves everything as it is."""

    SCOPE: ClassVar[str] = "delete"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DeleteScreen #meaning { margin: 1 1 0 1; }
    DeleteScreen #fill { height: 1fr; }
    """

    def __init__(self, desk: Desk, drill: Drill) -> None:
        super().__init__(desk, ["drills", drill.name, "delete"])
        self._drill = drill
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """What will happen, and the line for the name."""
        drill = self._drill
        yield Sheet(
            [
                line(("This deletes the drill ", Role.STRONG), (drill.name, Role.STOP)),
                line("State      ", state_span(drill.status)),
                line("Id         ", drill.id),
                line(),
                line(f"Goes       {plural(len(drill.servers), 'drill server')} with their disks"),
                line(f"Stays      drill VPC {drill.vpc_id or '(not told)'} and its subnets"),
                line("           Production and its replication are not touched."),
                line(),
                line("Type the drill's name and press Enter. Esc leaves everything as it is."),
            ],
            wraps=True,
            id="meaning",
        )
        yield Field("Name", label_width=11, id="name")
        yield Sheet(id="fill")

    def on_mount(self) -> None:
        """Let the name be typed."""
        self.query_one(Field).focus()

    @on(Field.Submitted)
    def action_drill_delete_now(self) -> None:
        """Delete if the name is right; else say what is missing."""
        if self.query_one(Field).value != plain(self._drill.name):
            self.say("Not deleted: the typed name is not the drill's name.", Role.WARN)
        elif self._busy:
            self.say("The delete is being sent.")
        else:
            self._busy = True
            self.run_worker(self._send(), group="send", description="delete a drill")

    async def _send(self) -> None:
        self.say("Sending ...")
        try:
            detail = await self.session.drills.show(self._drill.id)
            answer = await self.session.drills.delete(detail.drill, detail.names)
        except DrilltuiError as error:
            self.complain(error)
            return
        finally:
            self._busy = False
        if answer.error is not None:
            self.complain(answer.error)
            return
        wish = OpenMonitor(str(answer.told["job_id"]), instead=True)
        self.when_on_top(lambda: self.post_message(wish))
