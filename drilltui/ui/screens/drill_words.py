"""What a person says of a drill on its screen: servers verified, steps ticked, notes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.ui.keys import key
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import checklist as step_texts
from drilltui.ui.present import servers as server_texts
from drilltui.ui.screens.reading import ReadingFrame
from drilltui.ui.screens.remark import RemarkScreen
from drilltui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from drilltui.domain.checklist import Step
    from drilltui.domain.drill import DrillServer
    from drilltui.domain.exercise import Exercise
    from drilltui.services.sight import DrillDetail
    from drilltui.services.steps import Checklist
    from drilltui.ui.desk import Desk


class DrillWords(ReadingFrame[None]):
    """The part of the drill's screen that writes to its record. The cloud is not changed by it.

    It has the tables `servers` and `steps`; `detail`, `said` and `steps` are None until read.
    """

    def __init__(self, desk: Desk, crumbs: list[str]) -> None:
        super().__init__(desk, crumbs)
        self.detail: DrillDetail | None = None
        self.said: Exercise | None = None
        self.steps: Checklist | None = None
        self._group_name = ""
        self._busy = False

    def words_changed(self) -> None:
        """Show what was just said."""

    def some_detail(self) -> DrillDetail | None:
        """Return the drill; where there is none, say so."""
        if self.detail is None:
            self.say(tr("There is no drill here to act on."))
        return self.detail

    def server_under_cursor(self) -> DrillServer | None:
        """Return the server under the cursor; where there is none, say so."""
        chosen = self.query_one("#servers", LineTable).cursor_key
        servers = self.detail.drill.servers if self.detail else ()
        found = next((one for one in servers if one.server_id == chosen), None)
        if found is None:
            self.say(tr("There is no server here to act on."))
        return found

    def _is_for_servers(self, key_id: str) -> bool:
        """Whether the servers have the keys; if not, say that this key is theirs."""
        said = tr("{key} is for the servers: Tab goes there.", key=key(key_id).name)
        return self._has_keys("servers", said)

    def _is_for_steps(self, key_id: str) -> bool:
        """Whether the checklist has the keys; if not, say that this key is for it."""
        said = tr("{key} is for the checklist: Tab goes there.", key=key(key_id).name)
        return self._has_keys("steps", said)

    def _has_keys(self, table: str, otherwise: str) -> bool:
        """Whether this list has the keys, or there is no drill to say anything of."""
        if self.detail is None or self.query_one(f"#{table}", LineTable).has_focus:
            return True
        self.say(otherwise, Role.WARN)
        return False

    def action_server_verified(self) -> None:
        """Say that the server under the cursor works."""
        if self._is_for_servers("server.verified"):
            self._verify(passed=True)

    def action_server_failed(self) -> None:
        """Say that the server under the cursor does not work, and how that shows."""
        if self._is_for_servers("server.failed"):
            self._verify(passed=False)

    def _verify(self, *, passed: bool) -> None:
        detail = self.some_detail()
        made = self.server_under_cursor() if detail else None
        if detail is None or made is None:
            return
        name = self._name_of(detail, made)
        what = tr("This records that {server} does not work.", server=name)
        done = tr("{server}: failed.", server=name)
        if passed:
            what = tr("This records that {server} works.", server=name)
            done = tr("{server}: verified.", server=name)
        lines = (line((what, Role.STRONG)),)

        async def say(words: str) -> None:
            await self.session.verifying.say(
                detail.drill, made.server_id, passed=passed, remark=words
            )

        self._ask(lines, say, done, needed=not passed)

    def action_step_tick(self) -> None:
        """Say that the step under the cursor is done, or that it is not after all."""
        detail = self.some_detail()
        step = self._step_under_cursor() if detail and self._is_for_steps("step.tick") else None
        if detail is None or step is None:
            return

        async def say(words: str) -> None:
            await self.session.steps.tick(
                detail.drill, step.item.key, done=not step.done, remark=words
            )

        self._ask(step_texts.to_record(step), say, step_texts.recorded(step))

    def _step_under_cursor(self) -> Step | None:
        chosen = self.query_one("#steps", LineTable).cursor_key
        if chosen == step_texts.DELETE:
            self.say(tr("D deletes the drill: that is seen in the cloud, and not ticked by hand."))
            return None
        step = self.steps.step(chosen) if self.steps and chosen else None
        if step is None:
            self.say(tr("The checklist is not read yet."))
        return step

    def action_drill_note(self) -> None:
        """Write a note into the record of the drill."""
        if detail := self.some_detail():
            lines = (line((tr("This writes a note into the drill's record."), Role.STRONG)),)

            async def say(words: str) -> None:
                await self.session.steps.note(detail.drill, words)

            self._ask(lines, say, tr("The note is in the record."), needed=True)

    def action_server_probe(self) -> None:
        """Open the probes of the server under the cursor; nothing is run yet."""
        if not self._is_for_servers("server.probe"):
            return
        detail = self.some_detail()
        made = self.server_under_cursor() if detail else None
        if detail is None or made is None:
            return
        server = server_texts.server_of(detail, made)
        if server is None or server.gone:
            self.say(
                tr("The service does not have this server: there is nothing to probe."), Role.WARN
            )
            return
        from drilltui.ui.screens.probe import ProbeScreen

        self.app.push_screen(ProbeScreen(self.desk, detail.drill, server), self._probed)

    def _probed(self, _: None) -> None:
        self.run_worker(self._catch_up(), group="word", description="read the record")

    def _name_of(self, detail: DrillDetail, made: DrillServer) -> str:
        server = server_texts.server_of(detail, made)
        return (server.name if server else "") or made.server_id

    def _ask(
        self,
        lines: tuple[Line, ...],
        say: Callable[[str], Awaitable[None]],
        done: str,
        *,
        needed: bool = False,
    ) -> None:
        """Let a person add a remark, and write it. One at a time: keys come in bursts."""
        if not self._busy:
            self._busy = True
            work = self._written(
                RemarkScreen(self.desk, self.crumbs, lines, needed=needed), say, done
            )
            self.run_worker(work, group="word", description="write to the record")

    async def _written(
        self, screen: RemarkScreen, say: Callable[[str], Awaitable[None]], done: str
    ) -> None:
        try:
            words: str | None = await self.app.push_screen_wait(screen)
            if words is None:
                self.say(tr("Nothing was recorded."))
                return
            await say(words)
            await self._catch_up()
            self.say(done)
        except DrilltuiError as error:
            self.complain(error)
        finally:
            self._busy = False

    async def _catch_up(self) -> None:
        """Show what the record says by now; the cloud is not asked for it."""
        if self.detail is None:
            return
        self.said = said = await self.session.exercises.said_of(self.detail.drill.id)
        if self.steps:
            steps = tuple(
                replace(step, tick=said.ticks.get(step.item.key, step.tick))
                for step in self.steps.steps
            )
            self.steps = replace(self.steps, steps=steps, exercise=said)
        self.words_changed()
