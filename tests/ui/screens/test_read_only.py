"""Where nothing may be changed, every key that would change something says why it does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from drilltui.domain.drill import Drill
from drilltui.ui.journeys import OpenCleanup, OpenClearing, OpenDelete, OpenRename
from drilltui.ui.keys import KEYS, Key
from drilltui.ui.screens.monitor import MonitorScreen
from tests.drive import Drive, live
from tests.live import LiveWorld
from tests.ui.present.things import CLEAN_UP, sight

FILE = "Read-only: profile prod says so in config.toml."
OPTION = "Read-only: --readonly of this start says so."

CHANGING = [(entry, scope) for entry in KEYS if entry.changes for scope in entry.scopes]

Way = Callable[[Drive], Awaitable[None]]


async def drill_0911(drive: Drive) -> Drill:
    return next(one for one in await drive.app.desk.session.drills.list() if "0911" in one.name)


async def to_form(drive: Drive) -> None:
    await drive.move_to("pg-crm")
    await drive.new_drill()


async def to_drills(drive: Drive) -> None:
    await drive.open_drills()


async def to_drill(drive: Drive) -> None:
    await drive.open_drills()
    await drive.open_drill("drill-0911")


async def to_rename(drive: Drive) -> None:
    drive.app.on_open_rename(OpenRename(await drill_0911(drive)))
    await drive.expect("New name")
    await drive.press("x")


async def to_delete(drive: Drive) -> None:
    drive.app.on_open_delete(OpenDelete(await drill_0911(drive)))
    await drive.expect("This deletes the drill")
    await drive.paste("drill-0911")


async def to_clearing(drive: Drive) -> None:
    drive.app.on_open_clearing(OpenClearing(CLEAN_UP))
    await drive.expect("Type the VPC's name: vpc-drill-1")
    await drive.paste("vpc-drill-1")


async def to_cleanup(drive: Drive) -> None:
    drive.app.on_open_cleanup(OpenCleanup("record-1", "drill-1"))
    await drive.expect("Could not look at what the drill left.")
    await drive.press("x")


async def to_monitor(drive: Drive) -> None:
    drive.app.push_screen(MonitorScreen(drive.app.desk, sight()))
    await drive.expect("> create")


WAYS: dict[str, Way] = {
    "drill_form": to_form,
    "drills": to_drills,
    "drill": to_drill,
    "rename": to_rename,
    "delete": to_delete,
    "cleanup": to_cleanup,
    "clearing": to_clearing,
    "monitor": to_monitor,
}
"""How to come to each screen that has a key which changes something, ready to be pressed."""


def read_only() -> LiveWorld:
    world = LiveWorld(kept=["prod"])
    world.profiles.profiles = {"prod": world.profile(readonly=True)}
    return world


def test_the_keys_that_change_the_cloud_are_known() -> None:
    assert {entry.id for entry, _ in CHANGING} == {
        "drill.start",
        "drill.again",
        "drill.rename",
        "drill.rename_now",
        "drill.delete",
        "drill.delete_now",
        "cleanup.remove",
        "clearing.remove_now",
    }
    assert {scope for _, scope in CHANGING} == set(WAYS)


@pytest.mark.parametrize(
    ("entry", "scope"), CHANGING, ids=lambda value: value if isinstance(value, str) else value.id
)
async def test_a_key_that_would_change_something_says_why_it_does_not(
    entry: Key, scope: str
) -> None:
    world = read_only()
    async with live((120, 40), world, profile="prod") as (drive, _):
        await WAYS[scope](drive)
        before, sent = drive.rows()[:-1], list(world.line.sent)
        for key in entry.keys:
            await drive.press(key)
            assert drive.key_line == f" {FILE}"
            assert drive.rows()[:-1] == before
        await drive.let_time_pass(30)
        assert [line for line in world.line.sent if not line.startswith("GET")] == []
        assert world.line.sent == sent


@pytest.mark.parametrize("scope", ["drill_form", "rename", "delete", "clearing"])
async def test_enter_does_not_get_around_it(scope: str) -> None:
    world = read_only()
    async with live((120, 40), world, profile="prod") as (drive, _):
        await WAYS[scope](drive)
        await drive.press("tab", "enter") if scope == "drill_form" else await drive.press("enter")
        assert drive.key_line == f" {FILE}"
        assert [line for line in world.line.sent if not line.startswith("GET")] == []


async def test_the_banner_says_it_on_every_screen_and_the_palette_does_not_get_around_it() -> None:
    world = read_only()
    async with live((120, 40), world, profile="prod") as (drive, _):
        assert drive.banner.startswith(" LIVE  READ-ONLY  prod   eu-demo-1 ")
        await drive.new_drill()
        assert drive.banner.startswith(" LIVE  READ-ONLY  prod ")
        await drive.press("ctrl+p")
        assert "READ-ONLY" in drive.banner
        await drive.paste("Start the drill, after")
        await drive.expect_gone("Copy the request")
        await drive.press("enter")
        await drive.expect(FILE)


async def test_an_option_of_this_start_is_named_as_the_reason() -> None:
    world = LiveWorld(kept=["prod"])
    world.profiles.profiles = {"prod": world.profile()}
    world.readonly_option = True
    async with live(world=world, profile="prod") as (drive, _):
        await drive.open_drills()
        await drive.press("D")
        assert drive.key_line == f" {OPTION}"
