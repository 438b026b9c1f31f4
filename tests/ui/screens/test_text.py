from __future__ import annotations

import json

from tests.drive import rehearsal
from tests.ui.screens.clipboard import clipboard_of


async def test_the_copied_text_is_the_answer_as_it_came() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments")
        await drive.press("y")
        copied = clipboard_of(drive)
        await drive.press("c")
        group = json.loads(copied[0])
        assert (group["name"], group["status"]) == ("pg-payments", "protected")


async def test_a_long_text_scrolls_by_line_page_and_edge() -> None:
    async with rehearsal((60, 20)) as drive:
        await drive.press("y")
        first = drive.rows()[1]
        await drive.press("j")
        second = drive.rows()[1]
        await drive.press("k")
        assert (drive.rows()[1], first != second) == (first, True)
        await drive.press("G")
        assert drive.rows()[-3] == " }"
        await drive.press("pageup", "pageup", "g")
        assert drive.rows()[1] == first == " {"
