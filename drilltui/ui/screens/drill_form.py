"""Fill in a drill: name, drill VPC, and the exact request while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from drilltui.domain.drill import DrillDraft, suggest_name
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.field import vpc_id_problem
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.vpc_choice import last_vpc_id
from drilltui.domain.told_code import ToldCode
from drilltui.domain.verdict import Verdict
from drilltui.ui.form_state import FormState, shown
from drilltui.ui.journeys import CopyText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role
from drilltui.ui.present import form as present
from drilltui.ui.present.guide import BAND
from drilltui.ui.present.preflight import in_short
from drilltui.ui.screens.agreement import agreed
from drilltui.ui.screens.blocking import BlockingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.domain.preflight.facts import Facts
    from drilltui.services.groups import GroupOverview
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("DRILL VPC"), 16, share=1, most=18),
    Column(marked("CIDR"), 15, priority=1),
    Column("", 26, share=4),
)


ROOM = ((24, 4), (21, 3), (0, 2))
"""From how many rows of the screen on there are how many lines for what speaks against it."""
WIDE_ROOM = 19
"""The same where it stands beside the request."""


class DrillFormScreen(BlockingFrame):
    """Nothing is sent from here before a confirmation; what cannot be sent says why."""

    SCOPE: ClassVar[str] = "drill_form"
    NOT_DONE: ClassVar[str] = marked("The drill was not started.")
    DOING: ClassVar[str] = marked(
        "Looking once more, then sending ... The answer may take half a minute."
    )
    DOING_SINCE: ClassVar[str] = marked(
        "Looking once more, then sending ... {seconds} s, the answer may take half a minute."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DrillFormScreen #columns { height: 1fr; margin: 1 0 0 0; }
    DrillFormScreen #fields { height: auto; }
    DrillFormScreen #name-row { height: 1; }
    DrillFormScreen #counter { width: 16; }
    DrillFormScreen #name-problem, DrillFormScreen #vpc-problem { margin: 0 1 0 11; }
    DrillFormScreen #vpcs { height: auto; max-height: 7; margin: 1 0 0 0; }
    DrillFormScreen #vpc-id { display: none; }
    DrillFormScreen #vpc-id.-on { display: block; }
    DrillFormScreen #findings { margin: 1 1 0 1; max-height: 7; }
    DrillFormScreen.-wide #findings { max-height: 22; }
    DrillFormScreen #answer { display: none; height: 1fr; margin: 0 1; }
    DrillFormScreen.-answered #findings { display: none; }
    DrillFormScreen.-wide.-answered #findings { display: block; }
    DrillFormScreen.-answered #answer { display: block; }
    DrillFormScreen.-answered #request { display: none; }
    DrillFormScreen #request { height: 1fr; margin: 1 1 0 1; }
    DrillFormScreen.-wide #columns { layout: horizontal; }
    DrillFormScreen.-wide #fields { width: 66%; }
    DrillFormScreen.-wide #vpcs { max-height: 20; }
    DrillFormScreen.-wide #request, DrillFormScreen.-wide #answer { margin: 0 1 0 2; }
    """

    def __init__(self, desk: Desk, overview: GroupOverview) -> None:
        super().__init__(desk, [tr("groups"), overview.group.name, tr("new drill")])
        self._state = FormState(overview)
        self._unread: DrilltuiError | None = None
        self._loaded = asyncio.Event()
        self._busy = False
        self._answered: DrillDraft | None = None  # what the answer that is shown is about

    def body(self) -> Iterator[Widget]:
        """Name, VPC, what stands in the way, and the request."""
        with Vertical(id="columns"):
            with Vertical(id="fields"):
                with Horizontal(id="name-row"):
                    yield Field(tr("Name"), self._suggestion(), label_width=11, id="name")
                    yield Sheet(id="counter")
                yield Sheet(wraps=True, id="name-problem")
                yield LineTable(COLUMNS, counts=True, id="vpcs")
                yield Field(tr("VPC id"), label_width=11, id="vpc-id")
                yield Sheet(wraps=True, id="vpc-problem")
                yield Sheet(wraps=True, id="findings")
            yield Sheet(wraps=True, id="answer")
            yield Sheet(wraps=True, id="request")

    def on_mount(self) -> None:
        """Show what is known, and read what VPCs there are."""
        self._show_choices()
        self.query_one("#name", Field).focus()
        self._read()

    def action_form_read(self) -> None:
        """Read again what was read, for a person: an answer was about what was there before."""
        self.forget_answer()
        self._read()

    def _read(self) -> None:
        """Read everything that preflight judges, again if it was read before."""
        self._loaded.clear()
        self._unread = None
        self._judge()
        _: Worker[None] = self.run_worker(
            self._load, group="load", exclusive=True, description="look before a drill"
        )

    def _suggestion(self) -> str:
        today = self.desk.now().astimezone(self.desk.zone).date()
        overview = self._state.overview
        taken = {drill.name for drill in overview.drills}
        return suggest_name(overview.group.name, today, taken)

    async def _load(self) -> None:
        group_id = self._state.group.id
        try:
            await self.session.guiding.choose(self._state.group)
            await self.read_blocker(group_id)
            facts = await self.session.preflight.look(group_id)
            records = await self.session.exercises.of_group(group_id)
            self._state = self._state.seen(facts, last_vpc_id(records))
        except DrilltuiError as error:
            self._unread = error
            self.complain(error)
        self._loaded.set()
        self._show_choices()
        self._judge()

    async def _look_into(self, facts: Facts, vpc_id: str) -> None:
        inside = await self.session.preflight.look_into(facts, vpc_id)
        if self._state.facts is facts:
            self._state = self._state.looked_into(vpc_id, inside)
            self._judge()

    def _show_choices(self) -> None:
        options, facts = self._state.options(), self._state.facts
        self.query_one("#vpcs", LineTable).set_rows(
            list(options), lambda number: present.vpc_row(list(options.values())[number], facts)
        )
        if self._answered is not None:
            # The list may have moved the cursor: no person has changed anything.
            self._answered = self._draft()

    def _draft(self) -> DrillDraft:
        return DrillDraft(self._state.group.id, self.query_one("#name", Field).value, self._vpc())

    def _vpc(self) -> str | None:
        key = self.query_one("#vpcs", LineTable).cursor_key
        if key == present.OTHER:
            return self.query_one("#vpc-id", Field).value
        return None if key in (None, present.AUTOMATIC) else key

    @on(Field.Changed)
    @on(LineTable.Highlighted)
    def _judge(self) -> None:
        """Show what is wrong with the fields, what speaks against it, and the request."""
        draft, state = self._draft(), self._state
        if self._answered not in (None, draft):
            self.forget_answer()
        other = self.query_one("#vpcs", LineTable).cursor_key == present.OTHER
        self.query_one("#vpc-id").set_class(other, "-on")
        self._sheet("counter").show([present.counter(draft.name)])
        problem = state.name_problem(draft.name)
        self._sheet("name-problem").show([present.problem_line(problem, "")])
        typed = vpc_id_problem(draft.vpc_id) if other and draft.vpc_id is not None else None
        self._sheet("vpc-problem").show([present.problem_line(typed, "")] if typed else [])
        self._sheet("findings").show(self._findings(draft))
        self._sheet("request").show(present.request_lines(self.session.drills.preview(draft)))
        self.note(self._word())
        if state.facts and draft.vpc_id and state.worth_a_look(draft.vpc_id):
            work = partial(self._look_into, state.facts, draft.vpc_id)
            _: Worker[None] = self.run_worker(
                work, group="inside", exclusive=True, description="look into a VPC"
            )

    def _findings(self, draft: DrillDraft) -> tuple[Line, ...]:
        """Return what speaks against it, the worst first, in the room that there is."""
        blocked = [present.blocked_line(self.blocker)] if self.blocker else []
        unread = [present.unread_line(self._unread)] if self._unread else []
        report = self._state.report(draft)
        if report is None:
            overview = self._state.overview
            judged = [present.group_line(overview.group, overview.readiness)]
            return (*blocked, *judged, *unread)
        wide = self.has_class("-wide")
        led = BAND if self.desk.progress and not wide else 0
        rows = self.size.height - led
        room = WIDE_ROOM if wide else next(lines for least, lines in ROOM if rows >= least)
        room -= len(blocked)
        found = in_short(shown(report), room, fold=not wide, of=report.findings)
        return (*blocked, *found, *unread)

    def say_whole(self, lines: Sequence[Line]) -> None:
        """Show why it was not done in the request's place."""
        super().say_whole(lines)
        self._answered = self._draft()
        self.add_class("-answered")

    def forget_answer(self) -> None:
        """Show the request again."""
        super().forget_answer()
        self._answered = None
        self.remove_class("-answered")

    def _word(self) -> str:
        """Return in two words how far this form is."""
        if self.is_sending:
            return tr("sending")
        if self.desk.why_read_only:
            return tr("read-only")
        if self.blocker:
            return tr("blocked")
        draft = self._draft()
        if problems := self._state.problems(draft):
            return tr("{count} to mend", count=len(problems))
        if self._unread:
            return tr("not all read")
        if not self._loaded.is_set():
            return tr("reading")
        return tr("needs a reason") if self._needs_reason(draft) else tr("ready")

    def _needs_reason(self, draft: DrillDraft) -> bool:
        report = self._state.report(draft)
        return report is not None and report.overridable

    def _sheet(self, name: str) -> Sheet:
        return self.query_one(f"#{name}", Sheet)

    def action_name_free(self) -> None:
        """Take the free name that is proposed."""
        field = self.query_one("#name", Field)
        if (free := self._state.free_name(field.value)) == field.value:
            self.say(tr("The group has no drill of this name: it is free."))
        else:
            field.value = free
            self._judge()

    @on(Field.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @on(LineTable.Chosen)
    def action_drill_start(self) -> None:
        """Ask for the confirmation, or say what is to be mended first."""
        if not self.may_change() or self._is_busy() or self.is_blocked():
            return
        if not self._has_problems():
            self._busy = True
            self.run_worker(self._confirm_and_send(), group="send", description="start a drill")

    def _is_busy(self) -> bool:
        if self._busy:
            self.say(tr("This drill is being submitted."))
        return self._busy

    def job_seen(self, sight: Sight) -> None:
        """Read again when a call for this group has begun or is settled: it may block, or not."""
        super().job_seen(sight)
        ours = sight.target.group_id == self._state.group.id
        if ours and not self._busy and (sight.ended or sight.seen is None):
            self._read()

    def _has_problems(self) -> bool:
        """Say the first thing that keeps the draft from being sent, if there is one."""
        problems = self._state.problems(self._draft())
        if problems:
            self.say(present.not_sent(problems[0]), Role.WARN)
        return bool(problems)

    async def _confirm_and_send(self) -> None:
        try:
            if not self._loaded.is_set():
                self.say(tr("Reading the group and the VPCs first ..."))
                await self._loaded.wait()
                if self.is_blocked() or self._has_problems():
                    return
            draft = self._draft()
            report = self._state.report(draft)
            if (reason := await agreed(self, self._state, draft, report)) is None:
                self.say(tr("Nothing was sent."))
                return
            sending = self.session.drills.start(
                draft, self._state.group, self._state.names, override=reason, confirmed=report
            )
            answer = await self.send(sending)
        finally:
            self._busy = False
        if not self.follow(answer):
            self._read()  # another drill may be what stands in the way

    def action_request_copy(self) -> None:
        """Copy the request as it would be sent."""
        text = self.session.drills.preview(self._draft()).text
        self.post_message(CopyText(tuple(text.split("\n"))))

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes that preflight speaks of, those that keep the draft back first."""
        draft = self._draft()
        report = self._state.report(draft)
        told = [problem.code for problem in self._state.problems(draft)]
        told += (
            [one.code for one in shown(report) if one.verdict is not Verdict.OK] if report else []
        )
        return tuple(ToldCode(code) for code in dict.fromkeys(told) if code)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` would copy: the group's id."""
        return (self._state.group.id,)
