"""One drill with its servers and what is to be done by hand; after its deletion, what stayed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from drilltui.domain.clocks import clocks
from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Action
from drilltui.domain.told_code import ToldCode
from drilltui.services.remains import DRILL_NOT_FOUND
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from drilltui.ui.journeys import OpenCleanup, OpenDelete, OpenExercise, OpenRename, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import checklist, failure, raw
from drilltui.ui.present import clocks as clock_texts
from drilltui.ui.present import drills as present
from drilltui.ui.present import servers as server_texts
from drilltui.ui.screens.drill_words import DrillWords
from drilltui.ui.widgets.banner import Banner
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.services.steps import Checklist
    from drilltui.ui.desk import Desk

SERVERS = (
    Column(marked("SERVER"), 14, share=2, most=40),
    Column(marked("STANDS FOR"), 13, share=1, most=30),
    Column(marked("STATE"), 9, share=1, most=14),
    Column(marked("ADDRESS"), 13, share=1, most=22),
    Column(marked("VERIFIED"), 11),
    Column(marked("FLAVOR"), 12, priority=1),
    Column(marked("IMAGE"), 16, share=1, most=30, priority=2),
    Column(marked("PROJECT"), 14, priority=3),
)

NOT_DELETABLE = "SDRS.1913"
"""What the service answers to a delete that comes too early."""

_NEED_A_DRILL = frozenset(
    {
        "work.read", "work.next", "server.verified", "server.failed", "server.probe", "step.tick",
        "drill.note", "drill.rename", "drill.delete", "raw.open",
    }
)  # fmt: skip
"""Keys that act on a drill, or on what it is made of."""

STEPS = (Column("", 3), Column("", 24, share=1), Column("", 10, share=1, most=16, priority=1))


class DrillScreen(DrillWords):
    """State, clocks, servers and checklist of a drill. Tab goes from the servers to the list."""

    SCOPE: ClassVar[str] = "drill"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DrillScreen #drill { height: auto; margin: 0 1; }
    DrillScreen #work { height: 1fr; }
    DrillScreen #servers { height: auto; max-height: 45%; margin: 1 0 0 0; }
    DrillScreen #todo { height: 1fr; margin: 1 0 0 0; }
    DrillScreen #steps { height: 1fr; min-height: 3; }
    DrillScreen #todo-head, DrillScreen #doubts { margin: 0 1; }
    DrillScreen #about { margin: 0 1; max-height: 3; }
    DrillScreen.-wide #work { layout: horizontal; }
    DrillScreen.-wide #servers { width: 59%; height: 100%; max-height: 100%; }
    DrillScreen.-gone #work { display: none; }
    DrillScreen.-gone #drill { height: 1fr; }
    """

    def __init__(self, desk: Desk, drill_id: str, name: str) -> None:
        super().__init__(desk, [tr("drills"), name])
        self._drill_id = drill_id
        self._was_read = False

    def body(self) -> Iterator[Widget]:
        """The drill itself, its servers, what is to be done."""
        yield Sheet([line((tr("Reading ..."), Role.DIM))], scrolls=True, wraps=True, id="drill")
        with Container(id="work"):
            yield LineTable(SERVERS, counts=True, id="servers")
            with Vertical(id="todo"):
                yield Sheet(id="todo-head")
                yield LineTable(STEPS, header=False, id="steps")
                yield Sheet(wraps=True, id="about")
                yield Sheet(id="doubts")

    def on_mount(self) -> None:
        """Show what the deletion left if it was deleted in this run, else read the drill."""
        self.set_class(True, "-gone")
        self.query_one("#drill").focus()
        self.read()

    def on_screen_resume(self) -> None:
        """Show what was said of the drill on another screen. `Frame` has its part in this event."""
        if self.detail is not None:
            _: Worker[None] = self.run_worker(
                self._hear, group="hear", exclusive=True, description="read what was said"
            )

    async def _hear(self) -> None:
        """Read the record alone; the drill itself is as it was."""
        detail = self.detail
        if detail is None:
            return
        try:
            self.said = await self.session.exercises.said_of(detail.drill.id)
        except DrilltuiError as error:
            self.complain(error)
            return
        self._show_servers(detail, self.said)

    async def load(self) -> None:
        """Read the drill, then its checklist; of a drill that is gone show what it left."""
        try:
            detail = await self.session.drills.show(self._drill_id)
        except Refused as error:
            if error.code != DRILL_NOT_FOUND:
                raise
            self.complaint = error
            self._is_gone(error)
            return
        self._group_name = await self.session.groups.name(detail.drill.group_id)
        self.detail = detail
        self.query_one(Banner).say(crumbs=(tr("drills"), detail.drill.name))  # it may be renamed
        self.said = await self.session.exercises.said_of(detail.drill.id)
        self._show_servers(detail, self.said)
        await self._load_steps(detail)

    async def _load_steps(self, detail: DrillDetail) -> None:
        steps = self.query_one("#steps", LineTable)
        if self.steps is None:
            steps.set_empty([line((f"   {tr('Reading ...')}", Role.DIM))])
        try:
            self.steps = await self.session.steps.open(detail.drill, detail.servers)
        except DrilltuiError as error:
            steps.set_empty(failure.lines(tr("Could not read the checklist."), error, indent=3))
            self.complain(error)
            return
        self._show_steps(self.steps)

    def _show_servers(self, detail: DrillDetail, said: Exercise) -> None:
        zone, made = self.desk.zone, detail.drill.servers
        table = self.query_one("#servers", LineTable)
        table.set_empty(
            [line((f"   {tr('The service tells no servers of this drill.')}", Role.DIM))]
        )
        table.set_rows(
            [one.server_id for one in made],
            lambda n: server_texts.row(detail, made[n], said.verified.get(made[n].server_id), zone),
        )
        self._show(self._head(detail, said), gone=False)

    def _head(self, detail: DrillDetail, said: Exercise) -> tuple[Line, ...]:
        """Return the drill itself, and both clocks where they have begun."""
        standing, zone = server_texts.standing_span(detail, said), self.desk.zone
        head = present.head(detail, self._group_name, standing, zone)
        found = clocks(said, self.session.place.rto_minutes)
        return (*head, *clock_texts.lines(found, self.desk.now()))

    @property
    def counts(self) -> bool:
        """Whether a clock of this drill runs."""
        if self.detail is None or self.said is None or not self._was_read:
            return False
        return clocks(self.said, self.session.place.rto_minutes).running

    def tick(self) -> None:
        """Let the clocks go on."""
        super().tick()
        if self.counts and self.detail and self.said:
            self.query_one("#drill", Sheet).show(self._head(self.detail, self.said))

    def _show_steps(self, found: Checklist) -> None:
        zone = self.desk.zone
        self.query_one("#todo-head", Sheet).show([checklist.heading(found)])
        self.query_one("#steps", LineTable).set_rows(
            checklist.keys(found), lambda n: checklist.row(found, n, zone)
        )
        self.query_one("#doubts", Sheet).show(checklist.doubts(found.doubts))
        self._describe()

    def words_changed(self) -> None:
        """Show what was just said of servers and steps."""
        if self.detail and self.said:
            self._show_servers(self.detail, self.said)
        if self.steps:
            self._show_steps(self.steps)

    @on(LineTable.Highlighted, "#steps")
    def _describe(self) -> None:
        if self.steps is None:
            return
        key = self.query_one("#steps", LineTable).cursor_key
        self.query_one("#about", Sheet).show(checklist.about(self.steps, key))

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why there is nothing to see; what was read before stays."""
        if not self._was_read:
            self.query_one("#drill", Sheet).show(
                failure.lines(tr("Could not read this drill."), error)
            )

    def _is_gone(self, error: Refused) -> None:
        self.detail = None
        found = self._read_back()
        if found is not None:
            self._show(present.read_back(found), gone=True)
            return
        self._show((line((str(error), Role.STOP)),), gone=True)

    def _read_back(self) -> ReadBack | None:
        """Return what the deletion of this drill left, if it was deleted in this run."""
        for sight in reversed(self.session.watcher.sights()):
            target = sight.target
            if target.action == Action.DELETE and target.drill_id == self._drill_id:
                return sight.result if isinstance(sight.result, ReadBack) else None
        return None

    def _show(self, lines: tuple[Line, ...], *, gone: bool) -> None:
        drill = self.query_one("#drill", Sheet)
        drill.show(lines)
        if not self._was_read or gone is not self.has_class("-gone"):
            self.set_class(gone, "-gone")
            drill.can_focus = gone
            (drill if gone else self.query_one("#servers")).focus()
        self._was_read = True
        self.show_keys()

    def idle_keys(self) -> Collection[str]:
        """Return the keys that need a drill, where there is none any more."""
        return _NEED_A_DRILL if self.has_class("-gone") else ()

    def concerns(self, sight: Sight) -> bool:
        """Only what happens to this drill."""
        return sight.target.drill_id == self._drill_id

    @on(LineTable.Chosen)
    def action_work_read(self) -> None:
        """Show the server under the cursor in full, or why and how of the step."""
        detail = self.some_detail()
        if detail is None:
            return
        if self.focused is self.query_one("#steps"):
            self._read_step()
        elif made := self.server_under_cursor():
            server = server_texts.server_of(detail, made)
            word = self.said.verified.get(made.server_id) if self.said else None
            lines = server_texts.in_full(detail, made, word, self.desk.zone)
            name = server.name if server else made.server_id
            self.post_message(OpenText(name or made.server_id, lines))

    def _read_step(self) -> None:
        key = self.query_one("#steps", LineTable).cursor_key
        if key == checklist.DELETE:
            self.action_drill_delete()
        elif step := self.steps.step(key) if self.steps and key else None:
            self.post_message(OpenText(tr("to do"), checklist.in_full(step, self.desk.zone)))

    def action_drill_rename(self) -> None:
        """Give the drill another name."""
        if self.may_change() and (detail := self.some_detail()):
            self.post_message(OpenRename(detail.drill))

    def action_drill_delete(self) -> None:
        """Ask for the confirmation of a delete, or say why it would be refused."""
        detail = self.some_detail() if self.may_change() else None
        if detail is None:
            return
        if reason := present.why_not_deletable(detail.drill):
            said = tr("It cannot be deleted: {why} ({code}).", why=reason, code=NOT_DELETABLE)
            self.say(said, Role.WARN)
            return
        self.post_message(OpenDelete(detail.drill, detail.names))

    def action_cleanup_open(self) -> None:
        """Show what it left, or will leave: its record tells."""
        self.run_worker(
            self._open_record(OpenCleanup), group="open", exclusive=True, description="clean up"
        )

    def action_exercise_open(self) -> None:
        """Show what people say around it."""
        self.run_worker(
            self._open_record(OpenExercise), group="open", exclusive=True, description="exercise"
        )

    async def _open_record(self, wish: type[OpenCleanup] | type[OpenExercise]) -> None:
        """Go where the record of this drill is shown, if there is one."""
        try:
            record_id = await self.session.exercises.of_drill(self._drill_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        if record_id is None:
            self.say(tr("There is no open record of this drill: it was not made or deleted here."))
            return
        name = self.detail.drill.name if self.detail else self.crumbs[-1]
        self.post_message(wish(record_id, name))

    def action_raw_open(self) -> None:
        """Show the service's own answers: the drill and its servers."""
        if detail := self.some_detail():
            answers = {
                "disaster_recovery_drill": detail.drill.raw,
                "servers": [server.raw for server in detail.servers],
            }
            self.post_message(
                OpenText(tr("{name} raw", name=detail.drill.name), raw.answer(answers))
            )

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the code that a delete of this drill would be refused with, if it would."""
        drill = self.detail.drill if self.detail else None
        refused = drill is not None and present.why_not_deletable(drill)
        return (ToldCode(NOT_DELETABLE),) if refused else ()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        if self.detail is None:
            return (self._drill_id,)
        drill = self.detail.drill
        servers = [server.server_id for server in drill.servers]
        return (drill.id, drill.vpc_id, *servers)
