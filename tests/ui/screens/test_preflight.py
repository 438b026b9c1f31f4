from __future__ import annotations

from tests.drive import Drive, rehearsal
from tests.ui.screens.wire import wired


async def open_preflight(drive: Drive, group: str) -> str:
    await drive.choose_group(group)
    await drive.press("f")
    return await drive.expect("Before it starts")


async def test_every_finding_is_there_with_its_code_and_what_helps_the_worst_first() -> None:
    async with rehearsal((120, 60), scenario="preflight") as drive:
        shown = await open_preflight(drive, "pg-syncing-63")
        rows = [row.strip() for row in shown.split("\n") if row.strip()]
        assert rows[2].startswith("stop  first sync         first sync 63 %  SDRS.1830")
        assert rows[3] == "-> wait for 100 %: servers made from half a copy may not start"
        verdicts = [row[:5].strip() for row in rows if row[:5].strip() in ("ok", "warn", "stop")]
        assert verdicts == sorted(verdicts, key=["stop", "warn", "ok"].index)


async def test_what_is_left_to_do_by_hand_stands_below() -> None:
    async with rehearsal((120, 60)) as drive:
        shown = await open_preflight(drive, "pg-payments")
        assert "Left to do by hand" in shown


async def test_n_goes_on_to_the_form() -> None:
    async with rehearsal() as drive:
        await open_preflight(drive, "pg-payments")
        await drive.press("n")
        await drive.expect("Request")
        await drive.back()
        assert "preflight" in drive.banner


async def test_a_group_that_cannot_be_read_says_why() -> None:
    async with wired() as (drive, wire):
        await drive.choose_group("pg-payments")
        wire.answer("GET .*/server-groups/", 400, "SDRS.1013", "no such group")
        await drive.press("f")
        shown = await drive.expect("Could not look at this group.")
        assert "SDRS.1013: no such group" in shown
