from __future__ import annotations

import dataclasses

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.record import Event
from drilltui.store.memory_journal import MemoryJournal
from tests.drive import live, rehearsal
from tests.live import LiveWorld
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.lost import NAME, SIZES, lose, prod


async def test_without_records_it_says_how_to_get_one() -> None:
    async with rehearsal() as drive:
        await drive.open_records()
        await drive.expect("No drill was begun here yet. n on a group starts one.")
        await drive.press("enter")
        assert "No record is under the cursor." in drive.key_line
        await drive.press("y")
        assert "No record is under the cursor." in drive.key_line


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_row_tells_drill_group_begin_state_and_who(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await drive.run_drill("pg-payments", seconds=300)
        await drive.back()
        await drive.run_drill("pg-crm", seconds=10)
        await drive.back()
        await drive.open_records()
        assert drive.banner.endswith(" 2")
        assert drive.cursor_row.split()[:3] == ["drill-pg-crm-20261123", "pg-crm", "2026-11-23"]
        assert "RUNNING" in drive.cursor_row
        assert drive.cursor_row.endswith("ada") is (size[0] == 120)
        await drive.let_time_pass(80)
        assert "RUNNING" not in drive.cursor_row
        await drive.move_to(NAME)
        assert "available" in drive.cursor_row
        shown = await drive.expect("Stands  available, 2026-11-23 09:1")
        assert "begun 2026-11-23 09:14 by ada" in shown


async def test_enter_opens_the_monitor_of_this_run_and_the_record_of_an_earlier_one() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await drive.run_drill("pg-payments", seconds=300)
        await drive.back()
        await drive.open_records()
        await drive.press("enter")
        await drive.expect(f"drills > {NAME} > create")
    world.another()
    async with live(world=world, profile="prod") as (drive, _):
        await drive.press("o", "enter")
        shown = await drive.expect("hash chain whole")
        for kind in ("opened", "intended", "accepted", "job", "drill"):
            assert f"  {kind}" in shown or kind == "drill"
        assert f"create {NAME}" in shown
        await drive.press("G")
        await drive.expect("4 servers")


async def test_what_another_run_left_meanwhile_is_followed_when_it_is_opened() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (first, _):
        world.another()
        async with live(world=world, profile="prod", killed=True) as (second, _):
            await lose(second, world)
        await first.press("m")
        await first.expect("You left 1 thing unfinished.")
        assert "nobody follows it" in first.cursor_row
        await first.press("enter")
        await first.expect("Nobody knows yet")
        await first.let_time_pass(80)
        await first.expect("available")


async def test_a_broken_chain_is_said_with_the_event() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await drive.run_drill("pg-payments", seconds=300)
        await drive.back()
        record_id = (await drive.record())[0].record_id
        events = world.shelf.records[record_id]
        changed = dataclasses.replace(events[2], data={**events[2].data, "name": "[/x] \x1b[2J"})
        world.shelf.records[record_id] = [*events[:2], changed, *events[3:]]
        await drive.open_records()
        shown = await drive.read_record()
        assert "stop  hash chain broken at event 3" in shown
        assert "create [/x] ?[2J" in shown


async def test_c_copies_record_drill_and_job() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-crm", seconds=300)
        await drive.back()
        await drive.open_records()
        copied = clipboard_of(drive)
        await drive.press("c")
        exercise = await drive.exercise()
        assert exercise.create
        wanted = [exercise.record_id, exercise.drill_id, exercise.create.job_id]
        assert copied == ["\n".join(wanted)]


async def test_the_filter_looks_at_what_is_shown() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-crm", seconds=300)
        await drive.back()
        await drive.run_drill("pg-payments", seconds=300)
        await drive.back()
        await drive.open_records()
        await drive.filter("crm")
        assert drive.banner.endswith("1 of 2")
        assert "pg-crm" in drive.cursor_row
        await drive.back()
        assert drive.banner.endswith(" 2")


async def test_records_that_cannot_be_read_say_so_in_their_place() -> None:
    class Unreadable(MemoryJournal):
        async def outline(self) -> tuple[Event, ...]:
            raise JournalError("The journal cannot be read.", "Look at the disk.")

    world: LiveWorld = prod()
    world.journal = Unreadable(world.shelf)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.open_records()
        await drive.expect("Could not read the records.")
        await drive.expect("The journal cannot be read. Look at the disk.")
