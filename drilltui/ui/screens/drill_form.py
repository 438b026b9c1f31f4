"""Fill in a drill: name, drill VPC, and the exact request while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from drilltui.domain.drill import DrillDraft, free_name, suggest_name
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.field import Problem, name_problem, vpc_id_problem
from drilltui.domain.told_code import ToldCode
from drilltui.ui.journeys import CopyText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import form as present
from drilltui.ui.screens.blocking import BlockingFrame
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.services.groups import GroupOverview
    from drilltui.services.networks import VpcChoice
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column("DRILL VPC", 16, share=1, most=18),
    Column("CIDR", 15, priority=1),
    Column("", 26, share=4),
)


class DrillFormScreen(BlockingFrame):
    """Nothing is sent from here before a confirmation; what cannot be sent says why."""

    SCOPE: ClassVar[str] = "drill_form"
    NOT_DONE: ClassVar[str] = "The drill was not started."
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
    DrillFormScreen #group { margin: 1 1 0 1; }
    DrillFormScreen #answer { display: none; height: 1fr; margin: 0 1; }
    DrillFormScreen.-answered #answer { display: block; }
    DrillFormScreen.-answered #request { display: none; }
    DrillFormScreen #request { height: 1fr; margin: 1 1 0 1; }
    DrillFormScreen.-wide #columns { layout: horizontal; }
    DrillFormScreen.-wide #fields { width: 66%; }
    DrillFormScreen.-wide #vpcs { max-height: 20; }
    DrillFormScreen.-wide #request, DrillFormScreen.-wide #answer { margin: 0 1 0 2; }
    """

    def __init__(self, desk: Desk, overview: GroupOverview) -> None:
        super().__init__(desk, ["groups", overview.group.name, "new drill"])
        self._overview = overview
        self._choices: tuple[VpcChoice, ...] = ()
        self._names: Mapping[str, str] = {}
        self._unread: DrilltuiError | None = None
        self._loaded = asyncio.Event()
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """Name, VPC, what stands in the way, and the request."""
        with Vertical(id="columns"):
            with Vertical(id="fields"):
                with Horizontal(id="name-row"):
                    yield Field("Name", self._suggestion(), label_width=11, id="name")
                    yield Sheet(id="counter")
                yield Sheet(wraps=True, id="name-problem")
                yield LineTable(COLUMNS, id="vpcs")
                yield Field("VPC id", label_width=11, id="vpc-id")
                yield Sheet(wraps=True, id="vpc-problem")
                yield Sheet(wraps=True, id="group")
            yield Sheet(wraps=True, id="answer")
            yield Sheet(wraps=True, id="request")

    def on_mount(self) -> None:
        """Show what is known, and read what VPCs there are."""
        self._show_choices()
        self.query_one("#name", Field).focus()
        self.action_form_read()

    def action_form_read(self) -> None:
        """Read the group and the VPCs, again if they were read before."""
        self._loaded.clear()
        self._unread = None
        self._judge()
        _: Worker[None] = self.run_worker(
            self._load, group="load", exclusive=True, description="read the VPCs"
        )

    def _suggestion(self) -> str:
        today = self.desk.now().astimezone(self.desk.zone).date()
        taken = {drill.name for drill in self._overview.drills}
        return suggest_name(self._overview.group.name, today, taken)

    async def _load(self) -> None:
        group_id = self._overview.group.id
        try:
            detail = await self.session.groups.detail(group_id)
            self._overview, self._names = detail.overview, detail.names
            await self.read_blocker(group_id)
            self._choices = await self.session.networks.choices(detail.overview.group)
        except DrilltuiError as error:
            self._unread = error
            self.complain(error)
        self._loaded.set()
        self._show_choices()
        self._judge()

    def _show_choices(self) -> None:
        options = self._options()
        self.query_one("#vpcs", LineTable).set_rows(
            list(options), lambda number: present.vpc_row(list(options.values())[number])
        )

    def _options(self) -> dict[str, VpcChoice | str]:
        """Return what can be chosen as drill VPC, by key."""
        listed = {choice.vpc.id: choice for choice in self._choices}
        return {present.AUTOMATIC: present.AUTOMATIC, **listed, present.OTHER: present.OTHER}

    def _draft(self) -> DrillDraft:
        return DrillDraft(
            self._overview.group.id, self.query_one("#name", Field).value, self._vpc()
        )

    def _vpc(self) -> str | None:
        key = self.query_one("#vpcs", LineTable).cursor_key
        if key == present.OTHER:
            return self.query_one("#vpc-id", Field).value
        return None if key in (None, present.AUTOMATIC) else key

    @on(Field.Changed)
    @on(LineTable.Highlighted)
    def _judge(self) -> None:
        """Show what is wrong with the fields, and the request as it would be sent."""
        draft = self._draft()
        other = self.query_one("#vpcs", LineTable).cursor_key == present.OTHER
        self.query_one("#vpc-id").set_class(other, "-on")
        self._sheet("counter").show([present.counter(draft.name)])
        self._sheet("name-problem").show([present.problem_line(self._name_problem(), "")])
        self._sheet("vpc-problem").show(self._vpc_lines(draft))
        group = self._overview.group
        unread = [present.unread_line(self._unread)] if self._unread else []
        blocked = [present.blocked_line(self.blocker)] if self.blocker else []
        judged = present.group_line(group, self._overview.readiness)
        self._sheet("group").show([*blocked, judged, *unread])
        self._sheet("request").show(present.request_lines(self.session.drills.preview(draft)))
        self.note(self._state())

    @on(Field.Changed)
    def _edited(self) -> None:
        """Show the request again: what was said of the last one is no more about this one."""
        self.remove_class("-answered")

    def say_whole(self, lines: Sequence[Line]) -> None:
        """Show why it was not done in the request's place."""
        super().say_whole(lines)
        self.add_class("-answered")

    def _state(self) -> str:
        """Return in two words how far this form is."""
        if self.is_sending:
            return "sending"
        if self.desk.why_read_only:
            return "read-only"
        if self.blocker:
            return "blocked"
        if problems := self._problems():
            return f"{len(problems)} to mend"
        if self._unread:
            return "not all read"
        return "ready" if self._loaded.is_set() else "reading"

    def _sheet(self, name: str) -> Sheet:
        return self.query_one(f"#{name}", Sheet)

    def _name_problem(self) -> Problem | None:
        """Return what is wrong with the name: by itself, or because the group has it already."""
        name = self.query_one("#name", Field).value
        free = self._free_name(name)
        return name_problem(name) or (present.in_use(free) if free != name else None)

    def _free_name(self, name: str) -> str:
        """Return `name`, or the next one that no drill of the group has."""
        taken = {drill.name for drill in self._overview.drills}
        return free_name(name, taken) if name in taken else name

    def action_name_free(self) -> None:
        """Take the free name that is proposed."""
        field = self.query_one("#name", Field)
        if (free := self._free_name(field.value)) == field.value:
            self.say("The group has no drill of this name: it is free.")
        else:
            field.value = free
            self._edited()
            self._judge()

    def _vpc_lines(self, draft: DrillDraft) -> tuple[Line, ...]:
        """Return what is to be said of the chosen VPC."""
        if draft.vpc_id is None:
            return ()
        listed = self._listed(draft)
        if listed is not None and listed.code:
            return (line(("stop  ", Role.STOP), f"{listed.reason}  {listed.code}"),)
        return (present.problem_line(vpc_id_problem(draft.vpc_id), draft.vpc_id),)

    def _problems(self) -> tuple[Problem, ...]:
        """Return everything that keeps the draft from being sent."""
        judged, draft = self._overview.readiness, self._draft()
        found = list(draft.problems())
        if (taken := self._name_problem()) and not name_problem(draft.name):
            found.append(taken)
        listed = self._listed(draft)
        if listed is not None and listed.code:
            found.append(Problem(f"{listed.vpc.name} is {listed.reason}", listed.code))
        if not judged.ready:
            found.append(Problem(f"{judged.reason}: {judged.remedy}", judged.code))
        return tuple(found)

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
            self.say("This drill is being submitted.")
        return self._busy

    def job_seen(self, sight: Sight) -> None:
        """Read again when a call for this group has begun or is settled: it may block, or not."""
        super().job_seen(sight)
        ours = sight.target.group_id == self._overview.group.id
        if ours and not self._busy and (sight.ended or sight.seen is None):
            self.action_form_read()

    def _has_problems(self) -> bool:
        """Say the first thing that keeps the draft from being sent, if there is one."""
        problems = self._problems()
        if problems:
            self.say(f"Not sent: {problems[0].text} {problems[0].code}", Role.WARN)
        return bool(problems)

    async def _confirm_and_send(self) -> None:
        try:
            if not self._loaded.is_set():
                self.say("Reading the group and the VPCs first ...")
                await self._loaded.wait()
                if self.is_blocked() or self._has_problems():
                    return
            draft, group = self._draft(), self._overview.group
            if not await self.app.push_screen_wait(self._confirmation(draft)):
                self.say("Nothing was sent.")
                return
            answer = await self.send(self.session.drills.start(draft, group, self._names))
        finally:
            self._busy = False
        if not self.follow(answer):
            self.action_form_read()  # another drill may be what stands in the way

    def _confirmation(self, draft: DrillDraft) -> ConfirmScreen:
        listed = self._listed(draft)
        lines = present.confirmation(
            self.session.place,
            self._overview.group,
            draft,
            listed.vpc if listed else None,
            self.session.drills.preview(draft),
        )
        lines = (*present.caution(self._overview.readiness), *lines)
        return ConfirmScreen(self.desk, self.crumbs, lines, "Cancel", "Start the drill")

    def _listed(self, draft: DrillDraft) -> VpcChoice | None:
        """Return the choice that is meant, typed in whatever case."""
        wanted = (draft.vpc_id or "").lower()
        return next((one for one in self._choices if one.vpc.id.lower() == wanted), None)

    def action_request_copy(self) -> None:
        """Copy the request as it would be sent."""
        text = self.session.drills.preview(self._draft()).text
        self.post_message(CopyText(tuple(text.split("\n"))))

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes that the draft would be refused with as it stands."""
        return tuple(ToldCode(found.code) for found in self._problems() if found.code)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` would copy: the group's id."""
        return (self._overview.group.id,)
