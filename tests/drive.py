"""Drives drilltui as a person does: with keys, looking at what the screen shows.

    async with rehearsal() as drive:
        await drive.choose_group("pg-payments")
        await drive.new_drill()
        await drive.start()
        await drive.confirm()
        await drive.let_time_pass(180)
        await drive.expect("SUCCESS")

The cloud is the embedded one and time is the test's own (see `tests.keyboard`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC

from textual.pilot import Pilot

from drilltui.domain.exchange import Exchange
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.language import tr
from drilltui.domain.record import Event
from drilltui.services.session import Session
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.ui.app import DrillApp
from drilltui.ui.desk import Desk
from drilltui.wiring import open_rehearsal
from tests.chance import Even
from tests.clock import FakeClock
from tests.keyboard import Keyboard
from tests.live import LiveWorld

Opening = Callable[[Callable[[], Awaitable[Session]]], Awaitable[Session]]
"""Opens a session its own way: it is given what would open it the usual way."""


@asynccontextmanager
async def rehearsal(
    size: tuple[int, int] = (80, 24),
    scenario: str = "smooth",
    *,
    groups: int = 0,
    rto_minutes: int | None = None,
    opening: Opening | None = None,
    world: LiveWorld | None = None,
    ready: bool = True,
    runbook: str | None = "",
) -> AsyncIterator[Drive]:
    """Start a rehearsal on a terminal of `size` (columns, rows); `groups` adds generated ones.

    `rto_minutes` is how soon the servers of a drill should be up.
    `world` has the profiles that one can turn to; without it there are none.
    Without `ready` the driver does not wait for the first list, for tests of what comes before it.
    """
    clock = world.clock if world else FakeClock()
    journal = world.journal if world else MemoryJournal()
    settings = RehearsalSettings(scenario, groups=groups, rto_minutes=rto_minutes)

    async def usual() -> Session:
        return await open_rehearsal(settings, clock=clock, journal=journal, chance=Even(1))

    async def special() -> Session:
        return await (opening(usual) if opening else usual())

    desk = Desk(live=False, source=scenario, zone=UTC)
    entrance = (lambda: world.entrance) if world else None
    app = DrillApp(desk, special, entrance=entrance, ticking=False, runbook=runbook)
    async with app.run_test(size=size) as pilot:
        drive = Drive(app, pilot, clock, journal)
        await drive.settle()
        if ready:
            await drive.expect_gone("Reading ...")
        yield drive
    await app.close_session()


@asynccontextmanager
async def live(
    size: tuple[int, int] = (80, 24),
    world: LiveWorld | None = None,
    *,
    profile: str = "",
    ready: bool = True,
    killed: bool = False,
    runbook: str = "",
) -> AsyncIterator[tuple[Drive, LiveWorld]]:
    """Start a live run of `world` in `profile`; with none, where a first start begins."""
    known = world or LiveWorld()
    doors = known.entrance
    desk = Desk.of(doors.profile(profile), UTC) if profile else Desk(live=None, zone=UTC)
    app = DrillApp(desk, entrance=lambda: doors, ticking=False, runbook=runbook)
    async with app.run_test(size=size) as pilot:
        drive = Drive(app, pilot, known.clock, known.journal)
        await drive.settle()
        if ready:
            await drive.expect_gone("Reading ...")
        yield drive, known
    if killed:
        known.killed()
    else:
        await app.close_session()


class Drive(Keyboard):
    """What a person does with drilltui, in the person's words."""

    def __init__(
        self, app: DrillApp, pilot: Pilot[None], clock: FakeClock, journal: MemoryJournal
    ) -> None:
        super().__init__(app, pilot, clock)
        self.journal = journal

    # -- lists

    async def filter(self, text: str) -> None:
        """Narrow the list to rows with `text`, and go back to the list."""
        await self.press("/")
        await self.paste(text)
        await self.press("enter")

    async def move_to(self, name: str) -> None:
        """Put the cursor of the list on the row that begins with the word `name`, as it is said."""
        await self.press("home")
        wanted = re.compile(rf" [ >] {re.escape(tr(name))}(\s|$)")
        while (steps := self._steps_to(wanted)) is None:
            before = self.rows()
            await self.press("pagedown")
            assert self.rows() != before, f"no row {name!r}; the screen:\n{self.screen_text()}"
        await self.press_quickly("down" if steps > 0 else "up", abs(steps))

    def _steps_to(self, wanted: re.Pattern[str]) -> int | None:
        """How many rows below the cursor the `wanted` one stands; None while it is not in sight."""
        rows = self.list_rows().items()
        here = next((y for y, row in rows if row.startswith(" > ")), None)
        there = next((y for y, row in rows if wanted.match(row)), None)
        return None if here is None or there is None else there - here

    async def choose_group(self, name: str) -> None:
        """Open the group `name` from the list of groups."""
        await self.move_to(name)
        await self.press("enter")
        await self.expect("Direction")

    # -- a new drill

    async def new_drill(self) -> None:
        """Open the form for a drill of the group at hand."""
        await self.press("n")
        await self.expect("Request")

    async def type_name(self, name: str) -> None:
        """Replace what stands in the name field."""
        await self._tab_to("name")
        await self.press("end", "ctrl+u")
        await self.paste(name)

    async def choose_vpc(self, name: str) -> None:
        """Choose a drill VPC: "automatic", the name of a listed one, or "another id"."""
        await self._tab_to("vpcs")
        await self.move_to(name)

    async def type_vpc_id(self, vpc_id: str) -> None:
        """Choose "another id" and replace what stands in its field."""
        await self.choose_vpc("another id")
        await self._tab_to("vpc-id")
        await self.press("end", "ctrl+u")
        await self.paste(vpc_id)

    async def start(self) -> None:
        """Ask for the drill to be started; with a sound form this leads to the confirmation."""
        await self.press("f5")

    async def confirm(self) -> None:
        """Take the second choice of a confirmation, the one that does something."""
        await self.press("down", "enter")

    async def cancel(self) -> None:
        """Take the first choice of a confirmation, the one under the cursor."""
        await self.press("enter")

    # -- jobs and drills

    async def open_monitor(self) -> None:
        """Show the job that matters most."""
        await self.press("m")

    async def open_drills(self) -> None:
        """List the drills, of the group at hand or of the project."""
        await self.press("d")
        await self.expect_gone("Reading ...")

    async def open_drill(self, name: str) -> None:
        """Open the drill `name` from the list of drills."""
        await self.move_to(name)
        await self.press("enter")
        await self.expect_gone("Reading ...")

    async def submit(self, group: str) -> None:
        """Start a drill of `group`, as suggested; whatever comes back is on the screen then."""
        await self.move_to(group)
        await self.new_drill()
        await self.start()
        await self.expect("This starts a drill.")
        await self.confirm()

    async def open_records(self) -> None:
        """List the records."""
        await self.press("o")
        await self.expect_gone("Reading ...")

    async def read_record(self) -> str:
        """Read the events of the record at hand; return what is shown."""
        await self.press("y")
        return await self.expect("EVENT")

    async def settle_as(self, choice: str) -> None:
        """Say, from the monitor, which drill it is: `choice` is how its row begins."""
        await self.press("enter")
        await self.expect("none of these")
        await self.move_to(choice)
        await self.press("enter")
        await self.expect("Sends")
        await self.confirm()

    async def rename(self, name: str) -> None:
        """Give the drill at hand another name."""
        await self.press("R")
        await self.expect("New name")
        await self.press("end", "ctrl+u")
        await self.paste(name)
        await self.press("enter")

    async def delete(self, name: str) -> None:
        """Ask to delete the drill at hand, typing `name` as the confirmation."""
        await self.press("D")
        await self.expect("Production and its replication are not touched.")
        await self.paste(name)
        await self.press("enter")

    async def run_drill(self, group: str, seconds: float = 300) -> None:
        """Start a drill of `group` from the list of groups, as suggested, and see it end."""
        await self.move_to(group)
        await self.new_drill()
        await self.start()
        await self.expect("This starts a drill.")
        await self.confirm()
        await self.expect("accepted")
        await self.let_time_pass(seconds)

    async def run_and_delete(self, group: str) -> None:
        """Start a drill of `group`, see it end, delete it, and see that to its end."""
        await self.run_drill(group)
        name = (await self.exercise()).name
        await self.press("enter")
        await self.expect_gone("Reading ...")
        await self.delete(name)
        await self.let_time_pass(300)

    # -- signing in

    async def fill(self, field: str, text: str) -> None:
        """Replace what stands in a field of the form, as pasted."""
        await self._tab_to(field)
        await self.press("end", "ctrl+u")
        await self.paste(text)

    async def choose_method(self, method: str) -> None:
        """Choose how to sign in: by the words of the list."""
        await self._tab_to("method")
        await self.move_to(method)

    async def check(self) -> None:
        """Check what is typed, and wait for what that proved."""
        await self.press("f5")
        await self.expect_gone("Checking ...")

    async def turn_to(self, profile: str) -> None:
        """Switch to a profile, or to "rehearsal", by the list of profiles."""
        await self.press("p")
        await self.expect("SIGNS IN")
        await self.move_to(profile)
        await self.press("enter")

    # -- what was really done

    def picture(self) -> str:
        """Return the screen as Textual would save it."""
        return self.app.export_screenshot()

    def requests(self, method: str = "") -> tuple[Exchange, ...]:
        """Return what was sent, oldest first; with `method` only those."""
        latest = self.app.desk.session.requests.latest()
        return tuple(one for one in latest if method in ("", one.request.method))

    async def record(self) -> tuple[Event, ...]:
        """Return the events of the record that was begun last."""
        records = await self.journal.records()
        return await self.journal.read(records[0]) if records else ()

    async def exercise(self) -> Exercise:
        """Return what the record that was begun last says."""
        return fold(await self.record())

    async def _tab_to(self, field: str) -> None:
        """Go from field to field until the keys belong to `field`."""
        for _ in range(12):
            focused = self.app.focused
            if focused is not None and any(one.id == field for one in focused.ancestors_with_self):
                return
            await self.press("tab")
        raise AssertionError(f"Tab never comes to {field!r}; the screen:\n{self.screen_text()}")
