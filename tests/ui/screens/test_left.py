"""What an earlier run left unfinished is followed, shown and told at the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.record import Tail
from drilltui.services.session import Session
from drilltui.store.memory_journal import MemoryJournal
from tests.drive import live, rehearsal
from tests.live import LiveWorld
from tests.ui.screens.lost import DRILLS, NAME, SIZES, doubled, lose, posts, prod, said

sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


@sizes
async def test_an_unknown_outcome_is_found_by_the_next_run_after_a_kill(
    size: tuple[int, int],
) -> None:
    world = prod()
    async with live(size, world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world)
    async with live(size, world, profile="prod") as (drive, _):
        shown = await drive.expect("You left 1 thing unfinished.")
        assert drive.cursor_row.startswith(NAME)
        assert "09:14 create unknown" in drive.cursor_row
        assert "unknown: looking ..." in drive.cursor_row
        assert "Left    create, unknown at 09:14, 23 Nov" in shown
        assert ("pg-payments " in drive.cursor_row) is (size[0] == 120)
        await drive.let_time_pass(4)
        assert drive.cursor_row.endswith("creating")
        await drive.press("enter")
        await drive.expect(f"drills > {NAME} > create")
        await drive.let_time_pass(80)
        await drive.expect("available")
        await drive.back()
        assert drive.cursor_row.endswith("available, 4 servers")
        await drive.back()
        await drive.expect("A DRILL NOW?")
    assert posts(world) == 1


async def test_a_running_job_is_followed_by_the_next_run_after_a_kill() -> None:
    world = prod()
    async with live(world=world, profile="prod", killed=True) as (drive, _):
        await drive.submit("pg-payments")
        await drive.let_time_pass(20)
        await drive.expect("RUNNING")
    async with live(world=world, profile="prod") as (drive, _):
        shown = await drive.expect("You left 1 thing unfinished.")
        assert "Left    create, job RUNNING at 09:14, 23 Nov" in shown
        await drive.let_time_pass(4)
        assert "RUNNING 1 of 5" in drive.cursor_row
        await drive.let_time_pass(80)
        assert "SUCCESS, 4 servers" in drive.cursor_row
        await drive.press("enter")
        await drive.expect("pay-app-01")
    assert posts(world) == 1


@sizes
async def test_absence_is_counted_down_and_told(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world, arrives=False)
    async with live(size, world, profile="prod") as (drive, _):
        await drive.let_time_pass(7)
        assert drive.cursor_row.endswith("looking, 116 s left")
        await drive.expect("Now     looking: 2 looks, 116 s until absence is proven")
        await drive.resize(60, 20)
        assert drive.cursor_row.endswith("looking, 116 s left")
        await drive.resize(*size)
        await drive.let_time_pass(130)
        assert drive.cursor_row.endswith("absent: not done")


async def test_what_a_person_has_to_say_leads_to_the_settle_screen() -> None:
    world = prod()
    async with live(world=world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world)
        world.wire.change(DRILLS, doubled)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.let_time_pass(4)
        assert drive.cursor_row.endswith("2 fit: Enter decides")
        assert "you decide: m" in drive.job_line
        await drive.press("enter")
        await drive.expect("2 drills could be it: a person has to say.")
        await drive.press("enter")
        await drive.expect("none of these")


async def test_another_drilltui_that_follows_it_is_said() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (first, _):
        await first.submit("pg-payments")
        await first.let_time_pass(20)
        world.another()
        async with live(world=world, profile="prod") as (second, _):
            await second.expect("You left 1 thing unfinished.")
            await second.let_time_pass(4)
            assert second.cursor_row.endswith("followed elsewhere")
            await second.press("enter")
            await second.expect("Another drilltui follows it; what is seen here")
            assert "pay-app-01" in second.screen_text()
            await first.let_time_pass(90)
            await second.let_time_pass(10)
            await second.expect("ended")
            await second.press("q")
            assert not second.app.is_running
    assert posts(world) == 1


async def test_wrong_keys_do_no_harm_and_the_other_keys_lead_on() -> None:
    world = prod()
    async with live(world=world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("You left 1 thing unfinished.")
        await drive.press_quickly("x", 3)
        await drive.press_quickly("down", 5)
        await drive.press("f5", "n", "R", "D")
        await drive.expect("You left 1 thing unfinished.")
        assert "intended" in await drive.read_record()
        await drive.back()
        await drive.press("/", "z", "z", "enter")
        await drive.expect("No record has 'zz' in it.")
        await drive.press("enter")
        assert "No record is under the cursor." in drive.key_line
        await drive.press("escape", "o")
        await drive.expect("STATE")
        await drive.press("escape")
        await drive.expect("A DRILL NOW?")
    assert posts(world) == 1


@pytest.mark.parametrize("keys", [("n",), ("/", "p"), ("d",)], ids="-".join)
async def test_who_is_somewhere_else_or_types_is_told_only(keys: tuple[str, ...]) -> None:
    world = prod()
    async with live(world=world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world)

    class Slow(MemoryJournal):
        async def unfinished(self) -> tuple[str, ...]:
            await released.wait()
            return await super().unfinished()

    released = asyncio.Event()
    world.journal = Slow(world.shelf)
    async with live(world=world, profile="prod", ready=False) as (drive, _):
        await drive.settle()
        await drive.expect("pg-payments")
        await drive.press(*keys)
        released.set()
        await drive.expect("1 left unfinished by an earlier run: o lists them.")
        assert "left unfinished" not in drive.banner
        await drive.back()
        await drive.press("o")
        await drive.expect("unknown")


async def test_nothing_left_shows_nothing() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("A DRILL NOW?")
        assert "unfinished" not in drive.screen_text()


async def test_a_rehearsal_knows_nothing_of_what_other_worlds_left() -> None:
    world = prod()
    async with live(world=world, profile="prod", killed=True) as (drive, _):
        await lose(drive, world)
    async with rehearsal(world=world) as drive:
        await drive.expect("A DRILL NOW?")
        await drive.press("m")
        assert "Nothing is followed" in drive.key_line
        await drive.open_records()
        await drive.expect("No drill was begun here yet.")
        await drive.back()
        world.another()
        await drive.turn_to("prod")
        await drive.expect("You left 1 thing unfinished.")


async def test_a_sentence_of_the_session_is_told_whole_once() -> None:
    told = (
        "The journal was damaged: it was set aside as journal.db.damaged-1, and a new one was "
        "begun. What could be read of it is in the new one."
    )
    world = prod(notices=[told])
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("The journal was damaged")
        assert told in said(drive)
        await drive.expect("Nothing was left unfinished. Esc goes to the groups.")
        await drive.back()
        await drive.expect("A DRILL NOW?")


class Unwritable(MemoryJournal):
    """A journal on a disk that takes nothing."""

    refusal = JournalError("The journal cannot be written: read-only file system.", "Make room.")


async def test_a_journal_that_cannot_be_written_makes_the_run_read_only_and_says_why() -> None:
    world = prod()
    world.journal = Unwritable(world.shelf)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("READ-ONLY")
        reason = "Read-only: nothing can be recorded. The journal cannot be written: read-only"
        assert reason in said(drive)
        await drive.back()
        await drive.move_to("pg-payments")
        await drive.new_drill()
        assert drive.banner.endswith("read-only")
        await drive.start()
        assert drive.key_line.startswith(" Read-only: nothing can be recorded.")
        await drive.back()
        await drive.open_drills()
        await drive.open_drill("drill-0911")
        await drive.expect("ACTIVE")
    assert posts(world) == 0


async def test_a_journal_that_cannot_be_read_is_said_and_the_groups_are_there() -> None:
    class Unreadable(MemoryJournal):
        async def since(self, position: int) -> Tail:
            raise JournalError("The journal cannot be read.", "Look at the disk.")

    world: LiveWorld = prod()
    world.journal = Unreadable(world.shelf)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("pg-payments")
        assert "The journal cannot be read. Look at the disk." in drive.key_line


async def test_that_a_rehearsal_goes_on_is_said_without_a_page_of_nothing() -> None:
    async def resumed(usual: Callable[[], Awaitable[Session]]) -> Session:
        session = await usual()
        place = replace(session.place, resumed=True)
        return replace(session, place=place, notices=("The rehearsal goes on.",))

    async with rehearsal(opening=resumed) as drive:
        assert "The rehearsal goes on." in drive.key_line
        assert "left unfinished" not in drive.screen_text()
