from __future__ import annotations

import re

from tests.drive import rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired

SECRET = "sandbox-secret-key-not-real"


async def test_shows_every_request_the_newest_first_and_what_comes_meanwhile() -> None:
    async with rehearsal() as drive:
        await drive.press("@")
        shown = await drive.expect("PATH")
        assert re.search(r" > 09:14:00  GET +/\S+ +200 +0 ms", shown)
        assert drive.banner.endswith(str(len(drive.requests())))
        await drive.back()
        await drive.run_drill("pg-payments", seconds=0)
        await drive.press("@")
        count = len(drive.requests())
        await drive.let_time_pass(4)
        assert len(drive.requests()) > count
        assert drive.banner.endswith(str(len(drive.requests())))
        await drive.press("home")
        assert re.search(r"09:14:\d\d  GET +/jobs/", drive.screen_text())


async def test_a_request_in_full_has_no_secret() -> None:
    async with rehearsal((120, 40)) as drive:
        await drive.run_drill("pg-payments", seconds=0)
        await drive.press("@")
        await drive.filter("post ")
        assert " 1 of " in drive.banner
        await drive.press("enter")
        shown = await drive.expect("POST http://127.0.0.1/v1/")
        assert "authorization: ***" in shown.lower()
        assert "x-sdk-date: 20261123t0914" in shown.lower()
        assert '"server_group_id"' in shown
        assert re.search(r"ANSWER +200 +request [0-9a-f]{32}", shown)
        assert SECRET not in shown
        assert "Signature=" not in shown
        copied = clipboard_of(drive)
        await drive.press("c")
        assert "POST http" in copied[0]
        assert SECRET not in copied[0]
        assert "Signature=" not in copied[0]


async def test_no_request_of_a_whole_road_shows_a_secret() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments")
        for one in drive.requests():
            text = f"{one.request.text}{dict(one.headers)}{one.answer}{one.failure}"
            assert SECRET not in text
            assert "Signature=" not in text
            assert {name.lower(): value for name, value in one.headers.items()}[
                "authorization"
            ] == "***"


async def test_requests_without_an_answer_say_so() -> None:
    async with wired() as (drive, wire):
        wire.cut("GET .*/server-groups")
        await drive.press("r")
        await drive.press("@")
        shown = await drive.expect("no answer")
        await drive.filter("server-groups?")
        await drive.move_to(next(r for r in drive.rows() if "no answer" in r)[3:11])
        await drive.press("enter")
        shown = await drive.expect("ANSWER")
        assert "cut by the test" in shown


async def test_copies_the_request_id_that_support_asks_for() -> None:
    async with rehearsal() as drive:
        await drive.press("@")
        copied = clipboard_of(drive)
        await drive.press("c")
        assert copied == [drive.requests()[-1].request_id]
        assert copied[0]


async def test_the_filter_clears_first_and_then_escape_leaves() -> None:
    async with rehearsal() as drive:
        await drive.press("@")
        await drive.filter("nothing like it")
        assert "0 of" in drive.banner
        await drive.press("enter", "c", "escape")
        assert "requests" in drive.banner
        await drive.press("@", "escape")
        await drive.expect("pg-archive")
