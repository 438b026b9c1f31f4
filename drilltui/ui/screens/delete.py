"""Delete a drill: what goes, what stays, and its name typed as the confirmation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.sentence import sentence
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


class DeleteScreen(SendingFrame[None]):
    """Asks for the drill's name before anything is deleted; Esc leaves everything as it is.

    The call needs the drill's id alone. Its servers and VPC, as the drill was opened, are what is
    looked at afterwards. So nothing is read here: an outage of ECS keeps nobody from deleting.
    `names` are those of its instances, for the sub-jobs, as far as they are known.
    """

    SCOPE: ClassVar[str] = "delete"
    NOT_DONE: ClassVar[str] = marked("The drill was not deleted.")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DeleteScreen #meaning { margin: 1 1 0 1; max-height: 60%; }
    DeleteScreen #asked { margin: 0 1; }
    DeleteScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, drill: Drill, names: Mapping[str, str]) -> None:
        super().__init__(desk, [tr("drills"), drill.name or drill.id, tr("delete")])
        self._drill = drill
        self._names = names
        # Without a name, Enter alone would delete.
        self._by_name = bool(drill.name.strip())
        self._wanted = plain(drill.name if self._by_name else drill.id)
        self._busy = False
        self._worked: tuple[Line, ...] = ()  # empty until the record was read
        self._group_name = ""  # as the record has it

    def body(self) -> Iterator[Widget]:
        """What will happen, and the line for the name."""
        yield Sheet(self._meaning(), wraps=True, id="meaning")
        yield Sheet(
            [line(self._asked)],
            wraps=True,
            id="asked",
        )
        yield Field(tr("Name") if self._by_name else tr("Id"), label_width=11, id="name")
        yield Sheet(wraps=True, id="answer")

    @property
    def _asked(self) -> str:
        if self._by_name:
            return tr(
                "Type the drill's name and press Enter or F5. Esc leaves everything as it is."
            )
        return tr("Type the drill's id and press Enter or F5. Esc leaves everything as it is.")

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
        self._group_name = said.group_name
        self._show()

    def _show(self) -> None:
        self.query_one("#meaning", Sheet).show(self._meaning())

    def _meaning(self) -> tuple[Line, ...]:
        """Return what will happen; a low terminal leaves out blank lines, and what the drill is
        looked up by."""
        drill = self._drill
        group = "  ".join(filter(None, (self._group_name, drill.group_id)))
        ids = (line(_label(tr("Id")), drill.id), line(_label(tr("Group")), group))
        made = tr("made {time}", time=on_day(drill.created_at, self.desk.zone))
        parted = (line(),) if self.size.height >= _HIGH else ()
        stays = tr("drill VPC {vpc} and its subnets", vpc=drill.vpc_id or tr("(not told)"))
        return (
            sentence(
                tr("This deletes the drill {name}"),
                Role.STRONG,
                name=Span(drill.name or drill.id, Role.STOP),
            ),
            line(_label(tr("State")), state_span(drill.status), f"   {made}"),
            *(ids if self.size.height >= _HIGH else ()),
            *self._worked,
            *parted,
            line(_label(tr("Goes")), tr("{servers} with their disks", servers=_servers(drill))),
            line(_label(tr("Stays")), stays),
            line(_label(""), tr("Production and its replication are not touched.")),
            line(
                _label(tr("Then")),
                tr("C in the job's monitor: what stayed is cleaned up from there."),
            ),
            *parted,
        )

    @on(Field.Submitted)
    def action_drill_delete_now(self) -> None:
        """Delete if the name is right; else say what is missing."""
        if not self.may_change():
            return
        if self.query_one(Field).value != self._wanted:
            said = tr("Not deleted: the typed id is not the drill's id.")
            if self._by_name:
                said = tr("Not deleted: the typed name is not the drill's name.")
            self.say(said, Role.WARN)
        elif self._busy:
            self.say(tr("The delete is being sent."))
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
    if not drill.servers:
        return tr("its drill servers")
    return plural(
        len(drill.servers), marked("{count} drill server"), marked("{count} drill servers")
    )


def _label(text: str) -> str:
    return fit(text, 11)
