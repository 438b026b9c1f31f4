"""One protection group in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.domain.told_code import ToldCode
from drilltui.ui.journeys import OpenDrills, OpenForm, OpenPreflight, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Role, line
from drilltui.ui.present import failure, raw
from drilltui.ui.present import groups as present
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.errors import DrilltuiError
    from drilltui.services.groups import GroupDetail, GroupOverview
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk


class GroupScreen(ReadingFrame[None]):
    """State, direction, instances, pairs and drills of a group."""

    SCOPE: ClassVar[str] = "group"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    GroupScreen #detail { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, overview: GroupOverview) -> None:
        super().__init__(desk, [tr("groups"), overview.group.name])
        self._overview = overview
        self._detail: GroupDetail | None = None

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet([line((tr("Reading ..."), Role.DIM))], scrolls=True, wraps=True, id="detail")

    def on_mount(self) -> None:
        """Read the group."""
        self.query_one("#detail").focus()
        self.read()

    async def load(self) -> None:
        """Read the group and what belongs to it."""
        self._detail = await self.session.groups.detail(self._overview.group.id)
        self._overview = self._detail.overview
        lines = present.detail(self._detail, self.desk.now(), self.desk.zone)
        self.query_one("#detail", Sheet).show(lines)

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why there is nothing to see."""
        if self._detail is None:
            self.query_one("#detail", Sheet).show(
                failure.lines(tr("Could not read this group."), error)
            )

    def concerns(self, sight: Sight) -> bool:
        """Only jobs of this group change what is shown."""
        return sight.target.group_id == self._overview.group.id

    def action_drill_new(self) -> None:
        """Prepare a drill of this group."""
        self.post_message(OpenForm(self._overview))

    def action_preflight_open(self) -> None:
        """Show everything that a drill of this group would meet."""
        self.post_message(OpenPreflight(self._overview))

    def action_drills_open(self) -> None:
        """List the drills of this group."""
        self.post_message(OpenDrills(self._overview))

    def action_raw_open(self) -> None:
        """Show the service's own answers: the group, its instances, its pairs."""
        found = self._detail
        if found is None:
            self.say(tr("Nothing was read yet."))
            return
        answers = {
            "server_group": found.overview.group.raw,
            "protected_instances": [instance.raw for instance in found.instances],
            "replications": [pair.raw for pair in found.pairs],
        }
        self.post_message(
            OpenText(tr("{name} raw", name=found.overview.group.name), raw.answer(answers))
        )

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the code that a drill of this group would be refused with, if it would."""
        code = self._overview.readiness.code
        return (ToldCode(code),) if code else ()

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        found = self._detail
        instances = [instance.id for instance in found.instances] if found else []
        return (self._overview.group.id, *instances)
