"""Choose a protection group."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.cloud_id import folded
from drilltui.domain.errors import JournalError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.verdict import Verdict
from drilltui.ui.journeys import OpenDrills, OpenForm, OpenGroup, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import failure
from drilltui.ui.present import groups as present
from drilltui.ui.screens.filtering import FilteringFrame, counted
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.filter import Filter
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.blocking import Blocker
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.told_code import ToldCode
    from drilltui.services.groups import GroupOverview
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("NAME"), 16, share=2, most=40),
    Column(marked("STATE"), 13, share=1, most=24),
    Column(marked("FROM-TO"), 7, priority=4, share=1, most=14),
    Column(marked("SYNC"), 4, align="right", priority=1),
    Column(marked("INST"), 4, align="right", priority=2),
    Column(marked("PAIRS"), 5, align="right", priority=5),
    Column(marked("DRILL MADE"), 10, priority=6),
    Column(marked("A DRILL NOW?"), 24, share=6),
)

_ORDER = {Verdict.OK: 0, Verdict.WARN: 1, Verdict.UNKNOWN: 2, Verdict.STOP: 3}

SORTS: tuple[tuple[str, Callable[[GroupOverview], Any]], ...] = (
    (marked("by name"), lambda overview: overview.group.name.casefold()),
    (marked("ready first"), lambda overview: _ORDER[overview.readiness.verdict]),
    (marked("by state"), attrgetter("group.status")),
    (marked("oldest drill first"), lambda overview: str(overview.last_drill_at or "")),
)
"""The orders that `s` goes through; equal ones stay by name."""


class GroupsScreen(FilteringFrame[None], ReadingFrame[None]):
    """All protection groups of the project, and whether a drill may be started now."""

    SCOPE: ClassVar[str] = "groups"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    GroupsScreen #summary { height: 2; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, [tr("groups")])
        self._all: tuple[GroupOverview, ...] = ()
        self._whole = False
        self._haystacks: list[str] = []
        self._shown: tuple[GroupOverview, ...] = ()
        self._sort = 0
        self._blockers: Mapping[str, Blocker] = {}
        self._open: Mapping[str, Exercise] = {}
        """The record of each group that was begun last and nobody has closed, by the group's id."""
        self._moved = False  # whether the cursor has left the row that it began on

    def body(self) -> Iterator[Widget]:
        """The list, with the group under the cursor in two lines below it."""
        yield Filter()
        yield LineTable(COLUMNS, empty=[line((f"   {tr('Reading ...')}", Role.DIM))], id="groups")
        yield Sheet(id="summary")

    def on_mount(self) -> None:
        """Read the groups as soon as there is somebody to ask."""
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read the groups; the first page is shown before the last is there.

        What is shown already is replaced at once when all pages are there: a list that shrinks
        would move the cursor to another group.
        """
        await asyncio.gather(self._read_groups(), self._read_blockers())

    async def _read_groups(self) -> None:
        first, read = not self._all, self._all
        async for read in self.session.groups.growing():
            if first:
                self._take(read)
            await self.painted()
        self._whole = True
        self._take(read)
        if not read:
            self._say_empty()

    async def _read_blockers(self) -> None:
        """Look into the records for groups whose last submission is open; the list needs none."""
        from drilltui.domain.blocking import blocker
        from drilltui.domain.record import Action

        try:
            here = await self.session.exercises.here()
        except JournalError as error:
            self.complain(error)
            return
        found = ((one.group_id, blocker(Action.CREATE, one.group_id, [one])) for one in here)
        self._blockers = {group_id: stands for group_id, stands in found if stands}
        self._open = {folded(one.group_id): one for one in reversed(here) if one.group_id}
        self.session.guiding.look_again()
        self.show_rows()

    def _take(self, overviews: tuple[GroupOverview, ...]) -> None:
        self._all, self._haystacks = overviews, []
        self.show_rows()

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say in the list's place why there is none."""
        self.query_one(LineTable).set_empty(
            failure.lines(tr("Could not read the protection groups."), error, indent=3)
        )

    def _say_empty(self) -> None:
        self.query_one(LineTable).set_empty(
            [
                line(f"   {tr('This project has no protection group.')}"),
                line(f"   {tr('r looks again.')}"),
            ]
        )

    def show_rows(self) -> None:
        """Filter and sort what is known, and show it; a session that opens later does it too."""
        if not self.desk.is_open:
            return
        found = self._matching(self.needle.casefold())
        found.sort(key=SORTS[self._sort][1])
        self._shown = tuple(found)
        now = self.desk.now()
        table = self.query_one(LineTable)
        if self._all and not found:
            none = tr("No group has '{needle}' in it. Esc clears the filter.", needle=self.needle)
            table.set_empty([line(f"   {none}")])
        table.set_rows([overview.group.id for overview in found], self._cells(now))
        self._summarise()
        total = len(self._all)
        count = counted(len(found), total, self.needle)
        if self._all and not self._whole:
            count = tr("{count} so far", count=count)
        self.note(f"{tr(SORTS[self._sort][0])}   {count}")

    def _matching(self, needle: str) -> list[GroupOverview]:
        if not needle:
            return list(self._all)
        if len(self._haystacks) != len(self._all):
            self._haystacks = [_haystack(overview) for overview in self._all]
        pairs = zip(self._all, self._haystacks, strict=True)
        return [overview for overview, haystack in pairs if needle in haystack]

    def _cells(self, now: datetime) -> Callable[[int], tuple[Span, ...]]:
        shown, blockers = self._shown, self._blockers
        return lambda number: present.row(shown[number], now, blockers.get(shown[number].group.id))

    @on(LineTable.Highlighted)
    def _cursor_moved(self) -> None:
        """Let the guide speak of the group that the cursor was put on.

        Where it stands at first nobody has put it.
        """
        self._summarise()
        chosen = self._chosen()
        if self._moved and chosen is not None:
            self.session.guiding.turn_to(self._open.get(folded(chosen.group.id)))
        self._moved = True

    def _summarise(self) -> None:
        chosen = self._chosen()
        lines: tuple[Line, ...] = ()
        if chosen is not None:
            lines = present.summary(chosen, self._blockers.get(chosen.group.id))
        self.query_one("#summary", Sheet).show(tuple(line(" ", *shown.spans) for shown in lines))

    def _chosen(self) -> GroupOverview | None:
        return self.under_cursor(self._shown)

    @on(LineTable.Chosen)
    def action_group_open(self) -> None:
        """Show the group under the cursor in full."""
        if chosen := self._some():
            self.post_message(OpenGroup(chosen))

    def action_drill_new(self) -> None:
        """Prepare a drill of the group under the cursor."""
        if chosen := self._some():
            self.post_message(OpenForm(chosen))

    def action_drills_open(self) -> None:
        """List all drills of the project."""
        self.post_message(OpenDrills(None))

    def action_raw_open(self) -> None:
        """Show the service's own answer."""
        from drilltui.ui.present import raw

        if chosen := self._some():
            self.post_message(OpenText(_raw_of(chosen), raw.answer(chosen.group.raw)))

    def action_list_sort(self) -> None:
        """Take the next order."""
        self._sort = (self._sort + 1) % len(SORTS)
        self.show_rows()

    def action_filter_clear(self) -> None:
        """Clear the filter. There is nothing behind this screen: `q` leaves the program."""
        if not self.clear_filter():
            self.say(tr("This is the first screen. q leaves."))

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the code that a drill of the group under the cursor would be refused with."""
        from drilltui.domain.told_code import ToldCode

        chosen = self._chosen()
        return (ToldCode(chosen.readiness.code),) if chosen and chosen.readiness.code else ()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        chosen = self._chosen()
        return (chosen.group.id,) if chosen else ()

    def _some(self) -> GroupOverview | None:
        return self.some(marked("No group is under the cursor."), self._shown)


def _raw_of(overview: GroupOverview) -> str:
    return tr("{name} raw", name=overview.group.name)


def _haystack(overview: GroupOverview) -> str:
    """Return what the filter looks at: texts as they are shown, for that is what people type."""
    group = overview.group
    texts = (group.name, group.status, tr(group.status), group.id, overview.readiness.reason)
    return plain("  ".join(texts)).casefold()
