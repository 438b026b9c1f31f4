"""The drills of a group, or of the whole project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.ui.journeys import OpenDelete, OpenDrill, OpenRename, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present import drills as present
from drilltui.ui.present import failure, raw
from drilltui.ui.screens.filtering import FilteringFrame, counted
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.filter import Filter
from drilltui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.domain.errors import DrilltuiError
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("NAME"), 24, share=2, most=64),
    Column(marked("STATE"), 16),
    Column(marked("GROUP"), 14, share=1, most=40),
    Column(marked("SERVERS"), 7, align="right", priority=2),
    Column(marked("MADE"), 10, priority=1),
    Column(marked("VPC"), 15, priority=3),
)

SORTS: tuple[tuple[str, Callable[[Drill], Any]], ...] = (
    (
        marked("newest first"),
        lambda drill: -(drill.created_at.timestamp() if drill.created_at else 0.0),
    ),
    (marked("by name"), lambda drill: drill.name.casefold()),
    (marked("by state"), lambda drill: drill.status),
)


class DrillsScreen(FilteringFrame[None], ReadingFrame[None]):
    """All drills of the group `group_id` or, when it is None, of the project."""

    SCOPE: ClassVar[str] = "drills"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    def __init__(self, desk: Desk, group_id: str | None, group_name: str) -> None:
        super().__init__(desk, [group_name, tr("drills")] if group_id else [tr("drills")])
        self._group_id = group_id
        self._names: Mapping[str, str] = {group_id: group_name} if group_id else {}
        self._all: tuple[Drill, ...] = ()
        self._shown: tuple[Drill, ...] = ()
        self._sort = 0

    def body(self) -> Iterator[Widget]:
        """The list."""
        yield Filter()
        yield LineTable(COLUMNS, empty=[line((f"   {tr('Reading ...')}", Role.DIM))], id="drills")

    def on_mount(self) -> None:
        """Read the drills."""
        self.query_one(LineTable).focus()
        self.read()

    async def load(self) -> None:
        """Read the drills, and the names of their groups."""
        if self._group_id is None and not self._names:
            self._names = await self.session.groups.names()
        self._all = await self.session.drills.list(self._group_id)
        self.show_rows()

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say in the list's place why there is none."""
        self.query_one(LineTable).set_empty(
            failure.lines(tr("Could not read the drills."), error, indent=3)
        )

    def show_rows(self) -> None:
        """Filter and sort what is known, and show it; a session that opens later does it too."""
        if not self.desk.is_open:
            return
        needle = self.needle.casefold()
        found = [drill for drill in self._all if needle in self._haystack(drill)]
        found.sort(key=SORTS[self._sort][1])
        none = tr("There is no drill. n on a group starts one.")
        if self._all:
            none = tr("No drill has '{needle}' in it. Esc clears the filter.", needle=self.needle)
        self.query_one(LineTable).set_empty([line(f"   {none}")])
        self._shown = tuple(found)
        shown, names, now = self._shown, self._names, self.desk.now()
        self.query_one(LineTable).set_rows(
            [drill.id for drill in shown],
            lambda number: present.row(shown[number], names.get(shown[number].group_id, ""), now),
        )
        total = len(self._all)
        self.note(f"{tr(SORTS[self._sort][0])}   {counted(len(shown), total, needle)}")

    def _haystack(self, drill: Drill) -> str:
        """Return what the filter looks at: texts as shown, for that is what people type."""
        group = self._names.get(drill.group_id, "")
        return "\n".join(
            map(plain, (drill.name, drill.status, tr(drill.status), group, drill.id))
        ).casefold()

    def concerns(self, sight: Sight) -> bool:
        """In the list of one group, only jobs of that group."""
        return self._group_id in (None, sight.target.group_id)

    @on(LineTable.Chosen)
    def action_drill_open(self) -> None:
        """Show the drill under the cursor."""
        if chosen := self._some():
            self.post_message(OpenDrill(chosen.id, chosen.name))

    def action_drill_rename(self) -> None:
        """Give the drill under the cursor another name."""
        if self.may_change() and (chosen := self._some()):
            self.post_message(OpenRename(chosen))

    def action_drill_delete(self) -> None:
        """Ask for the confirmation of a delete, or say why it would be refused."""
        chosen = self._some() if self.may_change() else None
        if chosen is None:
            return
        if reason := present.why_not_deletable(chosen):
            said = tr(
                "{name} cannot be deleted: {why} ({code}).",
                name=chosen.name,
                why=reason,
                code="SDRS.1913",
            )
            self.say(said, Role.WARN)
            return
        self.post_message(OpenDelete(chosen))

    def action_raw_open(self) -> None:
        """Show the service's own answer."""
        if chosen := self._some():
            self.post_message(OpenText(tr("{name} raw", name=chosen.name), raw.answer(chosen.raw)))

    def action_list_sort(self) -> None:
        """Take the next order."""
        self._sort = (self._sort + 1) % len(SORTS)
        self.show_rows()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        chosen = self.under_cursor(self._shown)
        return (chosen.id,) if chosen else ()

    def _some(self) -> Drill | None:
        return self.some(marked("No drill is under the cursor."), self._shown)
