"""One protection group in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.services.groups import GroupDetail, GroupOverview
from drilltui.services.sight import Sight
from drilltui.ui.desk import Desk
from drilltui.ui.journeys import OpenDrills, OpenForm, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import groups as present
from drilltui.ui.present import raw
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.sheet import Sheet


class GroupScreen(Frame[None]):
    """State, direction, instances, pairs and drills of a group."""

    SCOPE: ClassVar[str] = "group"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    GroupScreen #detail { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, overview: GroupOverview) -> None:
        super().__init__(desk, ["groups", overview.group.name])
        self._overview = overview
        self._detail: GroupDetail | None = None

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet([line(("Reading ...", Role.DIM))], scrolls=True, wraps=True, id="detail")

    def on_mount(self) -> None:
        """Read the group."""
        self.query_one("#detail").focus()
        self.action_look_now()

    def action_look_now(self) -> None:
        """Read the group again."""
        self.run_worker(self._load(), group="load", exclusive=True, description="read a group")

    async def _load(self) -> None:
        sheet = self.query_one("#detail", Sheet)
        try:
            self._detail = await self.session.groups.detail(self._overview.group.id)
        except DrilltuiError as error:
            self.complain(error)
            if self._detail is None:
                sheet.show([line(("Could not read this group.", Role.STOP)), line(str(error))])
            return
        self._overview = self._detail.overview
        lines: tuple[Line, ...] = present.detail(self._detail, self.desk.now(), self.desk.zone)
        sheet.show(lines)

    def job_seen(self, sight: Sight) -> None:
        """Read the group again when one of its drills has come or gone."""
        super().job_seen(sight)
        if sight.ended and sight.target.group_id == self._overview.group.id:
            self.action_look_now()

    def action_drill_new(self) -> None:
        """Prepare a drill of this group."""
        self.post_message(OpenForm(self._overview))

    def action_drills_open(self) -> None:
        """List the drills of this group."""
        self.post_message(OpenDrills(self._overview))

    def action_raw_open(self) -> None:
        """Show the service's own answers: the group, its instances, its pairs."""
        found = self._detail
        if found is None:
            self.say("Nothing was read yet.")
            return
        answers = {
            "server_group": found.overview.group.raw,
            "protected_instances": [instance.raw for instance in found.instances],
            "replications": [pair.raw for pair in found.pairs],
        }
        self.post_message(OpenText(f"{found.overview.group.name} raw", raw.answer(answers)))

    def ids(self) -> str:
        """Return what `c` copies here."""
        found = self._detail
        instances = [instance.id for instance in found.instances] if found else []
        return "\n".join([self._overview.group.id, *instances])
