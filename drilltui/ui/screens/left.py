"""What an earlier run has left unfinished: shown at the start, with how it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from drilltui.domain.call import removed_by
from drilltui.domain.language import marked, tr
from drilltui.services.sight import key_of
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import records as present
from drilltui.ui.screens.records import RecordsScreen
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.exercise import Exercise
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("DRILL"), 26, share=2, most=40),
    Column(marked("GROUP"), 12, priority=2, share=1, most=24),
    Column(marked("LEFT"), 21, priority=1, share=1, most=24),
    Column(marked("NOW"), 24, share=1),
)


class LeftScreen(RecordsScreen):
    """The same list, of what was unfinished when this run began. It is taken up already."""

    SCOPE: ClassVar[str] = "records"
    CSS = RecordsScreen.CSS.replace("RecordsScreen", "LeftScreen")  # a screen's own are scoped
    columns: ClassVar[Sequence[Column]] = COLUMNS

    def __init__(self, desk: Desk, left: Sequence[Exercise]) -> None:
        super().__init__(desk, [tr("groups"), tr("left unfinished")])
        self._left = {one.record_id: one for one in left}

    def above(self) -> tuple[Line, ...]:
        """Return what a person has to be told at the start, then how much was left."""
        notices = [line((told, Role.WARN)) for told in self.desk.notices()]
        left = (present.title(len(self._left)), Line()) if self._left else ()
        return (*notices, *((Line(),) if notices else ()), *left)

    async def load(self) -> None:
        """Show what was left, as it was then: how it is now is what is seen of it."""
        self._all = tuple(self._left.values())
        self.show_rows()
        if not self._left:
            said = line(f"   {tr('Nothing was left unfinished. Esc goes to the groups.')}")
            self.query_one(LineTable).set_empty([said])

    def row(self, exercise: Exercise) -> tuple[Span, ...]:
        """Return the cells of what was left."""
        now, sight = self.session.clock.monotonic(), self.sight_of(exercise)
        return present.left_row(exercise, self._call(exercise), sight, now, self.desk.zone)

    def sight_of(self, exercise: Exercise) -> Sight | None:
        """Return what is seen of the call that was unfinished."""
        call = self._call(exercise)
        key = key_of(exercise.record_id, call.action, removed_by(call))
        return self.session.watcher.sight(key)

    def _call(self, exercise: Exercise) -> Call:
        return exercise.unfinished or exercise.calls[-1]
