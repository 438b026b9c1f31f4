from __future__ import annotations

import re

from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired


def names(drive: Drive) -> list[str]:
    return re.findall(r"^ [ >] (drill-\S+)", drive.screen_text(), re.MULTILINE)


async def test_lists_all_drills_with_state_group_and_age() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.open_drills()
        shown = drive.screen_text()
        assert re.search(r"drill-relay +! error-deleting +pg-mailrelay +1 +8 d ago", shown)
        assert re.search(r"drill-0911 +\+ available +pg-payroll +3 +12 d ago", shown)
        assert drive.banner.endswith("newest first   3")


async def test_sorts_and_filters() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        assert names(drive) == ["drill-relay", "drill-0911", "drill-ledger-2"]
        await drive.press("s")
        assert names(drive) == ["drill-0911", "drill-ledger-2", "drill-relay"]
        assert "by name" in drive.banner
        await drive.filter("payroll")
        assert names(drive) == ["drill-0911"]
        assert "1 of 3" in drive.banner
        await drive.back()
        assert len(names(drive)) == 3
        await drive.back()
        await drive.expect("pg-archive")


async def test_enter_opens_and_escape_comes_back_to_the_same_row() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.open_drill("drill-ledger-2")
        assert "drills > drill-ledger-2" in drive.banner
        await drive.back()
        assert drive.cursor_row.startswith("drill-ledger-2")


async def test_a_drill_that_is_being_made_cannot_be_deleted_and_says_why() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments", seconds=10)
        await drive.back()
        await drive.open_drills()
        await drive.move_to("drill-pg-payments-20261123")
        assert "~ creating" in drive.cursor_row
        await drive.press("D")
        assert "cannot be deleted: it is still being made" in drive.key_line
        assert "> delete" not in drive.banner
        await drive.let_time_pass(180)
        assert "+ available" in drive.cursor_row  # read again when the job had ended


async def test_renaming_shows_the_new_name_in_the_list() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.move_to("drill-0911")
        await drive.rename("drill-september")
        await drive.expect("drill-september")
        assert drive.cursor_row.startswith("drill-september")
        assert "drill-0911" not in drive.screen_text()


async def test_raw_and_ids_are_those_of_the_drill_under_the_cursor() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.move_to("drill-0911")
        copied = clipboard_of(drive)
        await drive.press("c", "y")
        shown = await drive.expect("drill-0911 raw")
        assert f'"id": "{copied[0]}"' in shown


async def test_drills_that_cannot_be_read_say_why_and_r_reads_again() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/disaster-recovery-drills", 400, "SDRS.0501", "not today")
        await drive.press("d")
        shown = await drive.expect("Could not read the drills.")
        assert "SDRS.0501: not today" in shown
        wire.mend()
        await drive.press("r")
        await drive.expect("drill-relay")


async def test_a_filter_that_no_drill_passes_says_so() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.press("/")
        await drive.paste("qqq")
        shown = await drive.expect("No drill has 'qqq' in it. Esc clears the filter.")
        assert "There is no drill" not in shown
