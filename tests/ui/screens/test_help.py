from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from drilltui.ui.keys import EVERYWHERE, SCOPES, keys_of, keys_on
from tests.drive import Drive, rehearsal

Way = Callable[[Drive], Awaitable[None]]


async def to_groups(drive: Drive) -> None:
    await drive.expect("pg-archive")


async def to_group(drive: Drive) -> None:
    await drive.choose_group("pg-payments")


async def to_form(drive: Drive) -> None:
    await drive.new_drill()


async def to_confirmation(drive: Drive) -> None:
    await drive.move_to("pg-crm")
    await drive.new_drill()
    await drive.start()
    await drive.expect("This starts a drill.")


async def to_monitor(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=5)


async def to_drills(drive: Drive) -> None:
    await drive.open_drills()


async def to_drill(drive: Drive) -> None:
    await drive.open_drills()
    await drive.open_drill("drill-0911")


async def to_rename(drive: Drive) -> None:
    await drive.open_drills()
    await drive.press("R")


async def to_delete(drive: Drive) -> None:
    await drive.open_drills()
    await drive.press("D")


async def to_raw(drive: Drive) -> None:
    await drive.press("y")


async def to_requests(drive: Drive) -> None:
    await drive.press("@")


WAYS: dict[str, Way] = {
    "groups": to_groups,
    "group": to_group,
    "drill_form": to_form,
    "confirm": to_confirmation,
    "monitor": to_monitor,
    "drills": to_drills,
    "drill": to_drill,
    "rename": to_rename,
    "delete": to_delete,
    "raw": to_raw,
    "requests": to_requests,
}


def test_there_is_a_way_to_every_screen() -> None:
    assert set(WAYS) | {"help", EVERYWHERE} == set(SCOPES)


@pytest.mark.parametrize("scope", WAYS)
async def test_f1_lists_every_key_of_the_screen_and_the_palette_offers_them(scope: str) -> None:
    async with rehearsal((120, 60)) as drive:
        await WAYS[scope](drive)
        before = drive.screen_text()
        await drive.press("f1")
        shown = await drive.expect(f"Keys of: {SCOPES[scope]}")
        for entry in keys_on(scope):
            assert entry.tells in shown, entry.id
            assert f"   {entry.names}" in shown, entry.id
        for entry in keys_of(EVERYWHERE):
            assert entry.tells in shown
        await drive.back()
        assert drive.screen_text() == before
        await drive.press("ctrl+p")
        shown = await drive.expect("Leave drilltui.")
        assert all(entry.label in shown for entry in keys_on(scope) if entry.bound)
        await drive.back()
        assert drive.screen_text() == before


async def test_the_question_mark_opens_and_closes_it() -> None:
    async with rehearsal() as drive:
        await drive.press("?")
        await drive.expect("Keys of: groups")
        await drive.press("?")
        await drive.expect("pg-archive")


async def test_a_question_mark_in_a_field_is_a_question_mark() -> None:
    async with rehearsal() as drive:
        await drive.new_drill()
        await drive.type_name("drill")
        await drive.press("?", "q", "m", "@")
        assert "drill?qm@" in drive.screen_text()
        assert "'?' at position 6" in drive.screen_text()


async def test_says_what_a_rehearsal_is_and_what_leaving_means() -> None:
    async with rehearsal((60, 20)) as drive:
        await drive.press("?", "G")
        shown = drive.screen_text()
        assert "REHEARSAL" in shown
        assert "Leaving drilltui stops no cloud job" in shown
