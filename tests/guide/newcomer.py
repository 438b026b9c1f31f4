"""A person who knows nothing of drilltui and does only what the guide says on the screen."""

from __future__ import annotations

import re

from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.guide.progress import Progress
from drilltui.ui.present.guide import press_sentence
from drilltui.ui.present.guide_way import Hint
from drilltui.ui.widgets.guide_panel import GuidePanel
from drilltui.ui.widgets.key_line import KeyLine
from drilltui.ui.widgets.line_table import LineTable
from tests.drive import Drive

_KEYS = {"Esc": "escape", "Enter": "enter", "Down": "down", "Up": "up", "Tab": "tab"}
INITIALS = "op"
_MINUTES = {"said-rto_minutes": "60", "said-rpo_minutes": "15"}
"""What is typed where a number is asked for."""
BUSY = (
    "Sending ... The answer may take half a minute.",
    "This drill is being submitted.",
    "Looking at everything that the drill had ...",
)
"""What screens say while a person has to wait."""

MOST = 150
"""More than any runbook asks for: who presses on for ever has not been led."""


class Newcomer:
    """Reads the guide, does what it says, and reads again."""

    def __init__(
        self, drive: Drive, *, group: str = "pg-payments", vpc: str = "", way: str = ""
    ) -> None:
        """Begin to be led. Which group, which VPC, which way to go on, no guide can say."""
        self.drive = drive
        self._group = group
        self._vpc = vpc
        self._way = way
        self.steps: list[str] = []
        """Keys of the steps that were led through, in order."""

    async def follow(self, until: str = "", *, steps: int = 0) -> Exercise:
        """Do what the guide says until it is at its end, or the step `until` is the next one.

        With `steps` only so many are led through, each to its end.
        """
        await self._until_read()
        await self._until_led()
        for _ in range(MOST):
            progress = self.progress()
            if progress.current is None or progress.current.step.key == until:
                return progress.exercise
            is_next = self.steps[-1:] != [progress.current.step.key]
            if is_next and steps and len(self.steps) == steps:
                return progress.exercise
            if is_next:
                self.steps.append(progress.current.step.key)
            await self._act()
        raise AssertionError(f"led in circles: {self.steps}\n{self.drive.screen_text()}")

    async def _until_led(self) -> None:
        for _ in range(20):
            if self.drive.app.desk.progress is not None:
                return
            await self.drive.settle()

    def progress(self) -> Progress:
        found = self.drive.app.desk.progress
        assert found is not None, self.drive.screen_text()
        return found

    @property
    def hint(self) -> Hint:
        """What the guide says on this screen; it has to stand there in words."""
        screen = self.drive.app.screen
        panels = list(screen.query(GuidePanel))
        if panels:
            view = panels[0].view
            hint, scope = view.hint, view.scope
        else:
            from drilltui.ui.screens.guide import GuideScreen

            assert isinstance(screen, GuideScreen), self.drive.screen_text()
            hint, scope = screen.hint, "guide"
        keys = screen.query_one(KeyLine).region
        assert keys, self.drive.screen_text()
        assert screen.region.contains_region(keys), self.drive.screen_text()
        said = _bare(press_sentence(hint, scope))
        assert said in _bare(self._shown()), (
            f"{said!r} does not stand on the screen:\n{self.drive.screen_text()}"
        )
        return hint

    def _shown(self) -> str:
        """The text of the guide on this screen, or of the whole screen where it is the guide."""
        panels = list(self.drive.app.screen.query(GuidePanel))
        if not panels:
            return self.drive.screen_text()
        region = panels[0].region
        rows = self.drive.rows()[region.y : region.bottom]
        return "\n".join(_cells(row, region.x, region.right) for row in rows)

    async def _act(self) -> None:
        for _ in range(20):
            if not self._is_busy():
                break
            await self.drive.let_time_pass(10)
        hint = self.hint
        if hint.waits:
            await self.drive.let_time_pass(20)
            return
        if hint.each:
            await self._each(hint)
            return
        if hint.row:
            await self._press(hint.presses[:-1])
            await self.drive.move_to(hint.row)
            if (
                tr("no: {why}", why="") in self.drive.cursor_row
            ):  # the last column says what it waits for
                await self.drive.let_time_pass(120)
                await self.drive.press("r")
                return
            await self._press(hint.presses[-1:])
            return
        if hint.field:
            await self._fill(hint)
        if hint.chooses and hint.also:
            await self._press(hint.presses[:-1])
            await self._write(hint.also)
            await self._press(hint.presses[-1:])
            return
        if hint.key == "drill.new" and self._steps_at("group"):
            await self.drive.move_to(self._group)
        if self._steps_at("form") and self._is_stopped():
            await self.drive._tab_to("vpcs")
            await self._choose("vpcs")
        assert hint.presses, f"nothing to press:\n{self.drive.screen_text()}"
        await self._press(hint.presses)

    def _is_busy(self) -> bool:
        """Whether the screen says that something is on its way."""
        shown = self.drive.screen_text()
        return any(tr(one) in shown for one in BUSY)

    def _is_stopped(self) -> bool:
        """Whether the form shows a finding that stops the drill."""
        return any(row.startswith(f" {tr('stop')} ") for row in self.drive.rows())

    def _steps_at(self, key: str) -> bool:
        return self.steps[-1] == key

    async def _fill(self, hint: Hint) -> None:
        await self._decide()
        await self.drive._tab_to(hint.field)
        if isinstance(self.drive.app.focused, LineTable):
            await self._choose(hint.field)
            return
        await self._write((hint.field,), hint.typed)
        await self._write(hint.also)

    async def _write(self, fields: tuple[str, ...], typed: str = "") -> None:
        for field in fields:
            await self.drive._tab_to(field)
            await self.drive.press("end", "ctrl+u")
            await self.drive.paste(typed or _MINUTES.get(field, INITIALS))

    async def _choose(self, field: str) -> None:
        """Put the cursor on a row that can be taken: who reads the screen sees which."""
        if field == "vpcs":
            await self.drive.move_to(self._vpc or await self._usable())
        if field == "results":
            await self.drive.press("home")
            while "( )" not in self.drive.cursor_row and "(x)" not in self.drive.cursor_row:
                await self.drive.press("down")

    async def _usable(self) -> str:
        """Return the first VPC that the list calls usable."""
        rows = self.drive.rows()
        return next(row.split()[0] for row in rows if f" {tr('usable')}" in row)

    async def _decide(self) -> None:
        """Take the way that was meant, where a step asks for one."""
        current = self.progress().current
        choices = current.step.choices if current else ()
        wanted = next((n for n, one in enumerate(choices) if one.key == self._way), 0)
        if choices and isinstance(self.drive.app.focused, LineTable):
            await self.drive.press("home", *["down"] * wanted)

    async def _each(self, hint: Hint) -> None:
        """Go to the first row that is not done, and press the key there."""
        await self.drive._tab_to(hint.field)
        await self.drive.press("home")
        for _ in range(40):
            row = self.drive.cursor_row
            if "[ ]" in row or re.search(r" -(\s|$)", row):
                await self._press(hint.presses)
                return
            await self.drive.press("down")
        raise AssertionError(f"no row is open:\n{self.drive.screen_text()}")

    async def _press(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self.drive.press(_KEYS.get(name, name if len(name) == 1 else name.lower()))
        await self.drive.settle()
        await self._until_read()

    async def _until_read(self) -> None:
        """Wait as a person does for an answer that takes its time."""
        for _ in range(100):
            if tr("Reading ...") not in self.drive.screen_text():
                return
            await self.drive.let_time_pass(2)
        raise AssertionError(f"nothing comes:\n{self.drive.screen_text()}")


def _bare(text: str) -> str:
    """Text without blanks: where it is broken to the width says nothing."""
    return "".join(text.split())


def _cells(row: str, begin: int, end: int) -> str:
    from rich.cells import cell_len

    found, at = "", 0
    for character in row:
        if begin <= at < end:
            found += character
        at += cell_len(character)
    return found
