from __future__ import annotations

import re

import pytest

from drilltui.cloud.http import ConnectError
from drilltui.domain.record import Kind
from drilltui.domain.sending import Sending
from drilltui.store.memory_journal import Shelf
from tests.drive import Drive, live
from tests.live import LiveWorld
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.lost import DRILLS, GROUP, NAME, SIZES, TWIN, doubled, lose, posts, prod, said

sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


async def to_question(drive: Drive, world: LiveWorld) -> None:
    """Come to the monitor of a create that may have made one of two drills."""
    await lose(drive, world)
    world.wire.change(DRILLS, doubled)
    await drive.let_time_pass(4)
    await drive.expect("2 drills could be it: a person has to say.")


@sizes
async def test_the_monitor_shows_what_there_is_to_choose_from(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await to_question(drive, world)
        shown = drive.screen_text()
        assert re.search(r"1  drill-pg-payments-20261123  ~ creating\n", shown)
        assert f"id    {TWIN}  made 2026-11-23 09:14" in shown
        assert shown.count("VPC   not told yet") == 2
        await drive.back()
        assert "unknown: you decide" in drive.screen_text()


@sizes
async def test_choosing_a_drill_is_confirmed_recorded_and_followed(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await to_question(drive, world)
        await drive.press("enter")
        shown = await drive.expect("none of these")
        assert f"Which drill did the create of {NAME} make?" in shown
        chosen = clipboard_of(drive)
        await drive.press("c")
        ours = chosen[0].split("\n")[0]
        assert ours != TWIN
        await drive.press("enter")
        await drive.expect("keeps that ada has decided it")
        assert drive.cursor_row == "Cancel"
        await drive.confirm()
        await drive.expect("ada has decided that it is this drill")
        exercise = await drive.exercise()
        assert exercise.create
        assert (exercise.create.sending, exercise.create.by) == (Sending.FOUND, "ada")
        assert exercise.drill_id == ours
        await drive.let_time_pass(80)
        await drive.expect("available")
        assert "pay-app-01" in drive.screen_text()
        assert "A second drill of this name is there, and nobody asked for it." in said(drive)
        assert TWIN in drive.screen_text()
    assert posts(world) == 1


async def test_none_of_these_frees_the_group_and_says_who() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await to_question(drive, world)
        await drive.settle_as("none of these")
        await drive.expect(f"The drill {NAME} was not made.")
        assert "ada has decided so" in drive.screen_text()
        assert (await drive.record())[-1].kind == Kind.ABSENT
        assert world.shelf.takers == {}
        await drive.back()
        assert "you decide" not in drive.screen_text()
        await drive.press("q")
        assert not drive.app.is_running


async def test_cancel_and_escape_decide_nothing() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await to_question(drive, world)
        before = len(await drive.record())
        await drive.press("enter", "enter")
        await drive.expect("This settles the create of")
        await drive.cancel()
        assert "Nothing was decided." in drive.key_line
        await drive.press("enter", "escape")
        assert "Nothing was decided." in drive.key_line
        await drive.press("f5", "x", "n")
        await drive.back()
        await drive.expect("2 drills could be it: a person has to say.")
        assert len(await drive.record()) == before


async def test_what_another_drilltui_works_on_is_not_decided_and_says_why() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await to_question(drive, world)
        world.shelf.takers[(await drive.record())[0].record_id] = object()
        await drive.settle_as("none of these")
        await drive.expect("Not decided.")
        assert "Another drilltui works on the record" in said(drive)
        assert (await drive.record())[-1].kind == Kind.AMBIGUOUS


async def test_drills_that_cannot_be_read_again_stay_as_they_were_found() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await to_question(drive, world)
        world.wire.mend()
        world.wire.cut(DRILLS, ConnectError)
        await drive.press("enter")
        await drive.let_time_pass(60)
        await drive.expect("Could not read the group's drills again.")
        assert drive.screen_text().count("20261123-0914") == 0
        assert drive.screen_text().count("~ creating") == 2


async def test_where_the_group_counts_more_than_it_lists_its_new_drills_are_offered() -> None:
    def more(answer: dict[str, dict[str, object]]) -> object:
        return {"server_group": answer["server_group"] | {"disaster_recovery_drill_num": 7}}

    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        world.wire.change("GET .*/server-groups/[^/]+$", more)
        await drive.let_time_pass(260)
        await drive.expect("counts 7 drills and lists 0: a person has to say.")
        await drive.settle_as("none of these")
        await drive.expect(f"The drill {NAME} was not made.")
        world.wire.mend()
        await drive.press("f5")
        await drive.expect("This is the next intention of record")


async def test_of_a_record_without_its_end_it_is_asked_whether_it_started_a_drill() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        (record_id,) = await world.journal.records()
        opened, *_lost = await world.journal.read(record_id)
    world.shelf = Shelf()
    world.another()
    for kind, data in ((opened.kind, opened.data), (Kind.CUT, {})):
        await world.journal.append(record_id, kind, data, world.clock.now())
    async with live(world=world, profile="prod") as (drive, _):
        await drive.expect("You left 1 thing unfinished.")
        await drive.let_time_pass(5)
        await drive.press("enter")
        await drive.expect("Nobody can prove whether the drill (no name) was made.")
        await drive.press("enter")
        await drive.expect(f"Did this record start a drill of group {GROUP}?")
        await drive.press("enter")
        await drive.expect("This settles the create of (no name)")
        await drive.press("down", "enter")
        await drive.expect("The drill (no name) was not made.")
        assert "F5" not in drive.screen_text()
        await drive.press("f5")
        assert "Only what is proven not to have been made is sent again." in drive.key_line
