"""The whole guide; and where no runbook is followed, the runbooks to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.palette import scope_of
from drilltui.ui.present import guide_whole as present
from drilltui.ui.present.guide import View, said
from drilltui.ui.present.guide_way import GUIDE, Hint, hint
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.frame import Frame
from drilltui.ui.screens.guide_tick import GuideTickScreen
from drilltui.ui.widgets.below import Below
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from drilltui.guide.bookshelf import Bookshelf
    from drilltui.guide.progress import StepProgress
    from drilltui.ui.desk import Desk


class GuideScreen(Frame[None]):
    """All steps with how they stand. It changes with the record, as every screen does."""

    SCOPE: ClassVar[str] = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    GuideScreen #whole { height: 1fr; margin: 0 1; }
    GuideScreen #runbooks { height: auto; max-height: 40%; }
    GuideScreen #offer, GuideScreen #about { margin: 0 1; }
    GuideScreen #about { height: 1fr; }
    GuideScreen.-led #offer, GuideScreen.-led #runbooks, GuideScreen.-led #about { display: none; }
    GuideScreen.-unled #whole, GuideScreen.-unled Below { display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, [tr("guide")])
        self._reasons = False
        self._bookshelf: Bookshelf | None = None

    def body(self) -> Iterator[Widget]:
        """The steps; or the runbooks, with what the one under the cursor is for."""
        whole = Sheet(scrolls=True, wraps=True, id="whole")
        yield whole
        yield Below(whole)
        yield Sheet(id="offer")
        columns = (
            Column(tr("RUNBOOK"), 30, share=1, most=50),
            Column(tr("STEPS"), 5),
            Column(tr("NAME"), 24, share=1),
        )
        yield LineTable(columns, id="runbooks")
        yield Sheet(wraps=True, id="about")

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def show_guide(self) -> None:
        """Show the steps as they stand now."""
        super().show_guide()
        if self.is_mounted and self.query("#whole"):
            self._show()

    def _show(self) -> None:
        progress = self.desk.progress
        self.set_class(progress is not None, "-led")
        self.set_class(progress is None, "-unled")
        if progress is None:
            self._offer()
        else:
            view = View(progress, self.hint, self.SCOPE, self.desk.group_aside)
            reading = present.Reading(self.desk.now(), self.desk.zone, self._reasons)
            sheet = self.query_one("#whole", Sheet)
            sheet.show(present.page(view, reading))
            sheet.focus()
        self.show_keys()

    @property
    def hint(self) -> Hint:
        """What is to be pressed here for the step of now."""
        progress = self.desk.progress
        if progress is None:
            return Hint()
        stack = [scope_of(one) for one in self.app.screen_stack]
        followed = bool(self.session.watcher.sights())
        return hint(progress, stack, followed=followed, wanted=self.desk.wanted_group)

    def _offer(self) -> None:
        """List the runbooks; own files are read when this is opened."""
        if self._bookshelf is None:
            self._bookshelf = self.session.guiding.bookshelf()
        found = self._bookshelf.runbooks
        head = tr("No runbook is followed. Choose one: Enter begins a record with it.")
        self.query_one("#offer", Sheet).show([line((head, Role.STRONG))])
        table = self.query_one("#runbooks", LineTable)
        table.set_rows([one.key for one in found], lambda n: present.offered(found[n]))
        table.focus()
        self._describe()

    @on(LineTable.Highlighted)
    def _describe(self) -> None:
        if self._bookshelf is None:
            return
        key = self.query_one("#runbooks", LineTable).cursor_key or ""
        lines = present.about(self._bookshelf.find(key), self._bookshelf)
        self.query_one("#about", Sheet).show(lines)

    def idle_keys(self) -> Collection[str]:
        """Return the keys that the step of now has no use for."""
        if self.desk.progress is None:
            return {"guide.tick", "guide.why", "guide.away"}
        current = self.desk.progress.current
        idle = set() if current and current.step.done.tick else {"guide.tick"}
        return idle if current and current.step.choices else {*idle, "guide.decide"}

    @on(LineTable.Chosen)
    def action_guide_decide(self) -> None:
        """Follow the runbook under the cursor; or decide, where the step of now asks."""
        if self.desk.progress is None:
            if key := self.query_one("#runbooks", LineTable).cursor_key:
                self._do(self.session.guiding.start(key), leave=True)
        elif (current := self._current()) and current.step.choices:
            self.app.push_screen(GuideTickScreen(self.desk, current.step))
        elif current:
            self.say(tr("This step asks for no decision."))

    def action_guide_tick(self) -> None:
        """Say that the step of now is done, or is not needed."""
        current = self._current()
        if current is None:
            return
        if current.step.done.tick:
            self.app.push_screen(GuideTickScreen(self.desk, current.step))
        elif current.step.choices:
            self.say(tr("This step asks for a decision: d."))
        else:
            self.say(tr("This step is not ticked by hand: the record shows when it is done."))

    def action_guide_why(self) -> None:
        """Unfold why every step is there, or fold it again."""
        self._reasons = not self._reasons
        self._show()

    def action_guide_away(self) -> None:
        """Follow the runbook no more, after a question."""
        if self.desk.progress is None:
            self.say(tr("No runbook is followed."))
        else:
            self.run_worker(self._put_away(), group="guide", description="put the guide away")

    async def _put_away(self) -> None:
        progress, guiding = self.desk.progress, self.session.guiding
        if progress is None or guiding.runbook is None:
            return
        if progress.current is not None or guiding.is_aside:
            lines = _what_stays(said(guiding.runbook.title), guiding.record_id)
            question = ConfirmScreen(
                self.desk, self.crumbs, lines, tr("Go on with it"), tr("Put it away")
            )
            if not await self.app.push_screen_wait(question):
                return
        await self._done(self.session.guiding.put_away(), leave=True)

    def _current(self) -> StepProgress | None:
        progress = self.desk.progress
        if progress is None:
            self.say(tr("No runbook is followed."))
        elif progress.current is None:
            self.say(tr("All steps are behind you: x puts the guide away."))
        return progress.current if progress else None

    def _do(self, work: Awaitable[None], *, leave: bool) -> None:
        self.run_worker(self._done(work, leave=leave), group="guide", description="guide")

    async def _done(self, work: Awaitable[None], *, leave: bool) -> None:
        try:
            await work
        except DrilltuiError as error:
            self.complain(error)
            return
        if leave:
            self.when_on_top(lambda: self.leave(None))


def _what_stays(title: str, record_id: str) -> tuple[Line, ...]:
    return (
        line((tr("{title} is not at its end.", title=title), Role.STRONG)),
        line(tr("Put away, it leads no more. Nothing in the cloud changes.")),
        line(tr("The record {record} stays as it is: o lists the records.", record=record_id)),
    )
