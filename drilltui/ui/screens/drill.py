"""One drill with its servers; after its deletion, what stayed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.record import Action
from drilltui.services.remains import DRILL_NOT_FOUND
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from drilltui.ui.journeys import OpenCleanup, OpenDelete, OpenRename, OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import drills as present
from drilltui.ui.present import failure, raw
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.widgets.banner import Banner
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk


class DrillScreen(ReadingFrame[None]):
    """State, VPC and servers of a drill."""

    SCOPE: ClassVar[str] = "drill"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    DrillScreen #drill { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, drill_id: str, name: str) -> None:
        super().__init__(desk, ["drills", name])
        self._drill_id = drill_id
        self._detail: DrillDetail | None = None
        self._was_read = False

    def body(self) -> Iterator[Widget]:
        """One sheet that scrolls."""
        yield Sheet([line(("Reading ...", Role.DIM))], scrolls=True, wraps=True, id="drill")

    def on_mount(self) -> None:
        """Show what the deletion left if it was deleted in this run, else read the drill."""
        self.query_one("#drill").focus()
        self.read()

    async def load(self) -> None:
        """Read the drill and its servers; one that is gone shows what it left."""
        try:
            detail = await self.session.drills.show(self._drill_id)
        except Refused as error:
            if error.code != DRILL_NOT_FOUND:
                raise
            self._is_gone(error)
            return
        name = await self.session.groups.name(detail.drill.group_id)
        self._detail = detail
        self.query_one(Banner).say(crumbs=("drills", detail.drill.name))  # it may be renamed
        self._show(present.detail(detail, name, self.desk.zone))

    def could_not_read(self, error: DrilltuiError) -> None:
        """Say why there is nothing to see; what was read before stays."""
        if not self._was_read:
            self.query_one("#drill", Sheet).show(failure.lines("Could not read this drill.", error))

    def _is_gone(self, error: Refused) -> None:
        self._detail = None
        found = self._read_back()
        if found is not None:
            self._show(present.read_back(found))
            return
        self._show((line((str(error), Role.STOP)),))

    def _read_back(self) -> ReadBack | None:
        """Return what the deletion of this drill left, if it was deleted in this run."""
        for sight in reversed(self.session.watcher.sights()):
            target = sight.target
            if target.action == Action.DELETE and target.drill_id == self._drill_id:
                return sight.result if isinstance(sight.result, ReadBack) else None
        return None

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._was_read = True
        self.query_one("#drill", Sheet).show(lines)

    def concerns(self, sight: Sight) -> bool:
        """Only what happens to this drill."""
        return sight.target.drill_id == self._drill_id

    def action_drill_rename(self) -> None:
        """Give the drill another name."""
        if self.may_change() and (detail := self._some()):
            self.post_message(OpenRename(detail.drill))

    def action_drill_delete(self) -> None:
        """Ask for the confirmation of a delete, or say why it would be refused."""
        detail = self._some() if self.may_change() else None
        if detail is None:
            return
        if reason := present.why_not_deletable(detail.drill):
            self.say(f"It cannot be deleted: {reason} (SDRS.1913).", Role.WARN)
            return
        self.post_message(OpenDelete(detail.drill, detail.names))

    def action_cleanup_open(self) -> None:
        """Show what it left, or will leave: its record tells."""
        self.run_worker(self._clean_up(), group="open", exclusive=True, description="clean up")

    async def _clean_up(self) -> None:
        try:
            record_id = await self.session.exercises.of_drill(self._drill_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        if record_id is None:
            self.say("There is no open record of this drill: it was not made or deleted here.")
            return
        name = self._detail.drill.name if self._detail else self.crumbs[-1]
        self.post_message(OpenCleanup(record_id, name))

    def action_raw_open(self) -> None:
        """Show the service's own answers: the drill and its servers."""
        if detail := self._some():
            answers = {
                "disaster_recovery_drill": detail.drill.raw,
                "servers": [server.raw for server in detail.servers],
            }
            self.post_message(OpenText(f"{detail.drill.name} raw", raw.answer(answers)))

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here."""
        if self._detail is None:
            return (self._drill_id,)
        drill = self._detail.drill
        servers = [server.server_id for server in drill.servers]
        return (drill.id, drill.vpc_id, *servers)

    def _some(self) -> DrillDetail | None:
        if self._detail is None:
            self.say("There is no drill here to act on.")
        return self._detail
