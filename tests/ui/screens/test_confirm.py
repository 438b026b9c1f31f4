from __future__ import annotations

import pytest

from tests.drive import Drive, rehearsal


async def ask(drive: Drive) -> None:
    await drive.move_to("pg-payments")
    await drive.new_drill()
    await drive.start()
    await drive.expect("This starts a drill.")


async def test_repeats_in_words_what_will_happen_and_to_what() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        shown = drive.screen_text()
        for text in (
            "Group      pg-payments  24857067-4c43-4fb5-a6b6-fd4833d6beca",
            "Name       drill-pg-payments-20261123",
            "Drill VPC  automatic: a new VPC and 2 subnets are made, and stay",
            "Makes      4 drill servers in eu-demo-1b",
            "Where      smooth, eu-demo-1, project c4ecb372bac7a93d8b23b346605e15a0",
            "REHEARSAL   nothing leaves this machine",
            "Request  POST",
        ):
            assert text in shown


async def test_cancel_is_the_default_and_escape_does_the_same() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        assert drive.cursor_row == "Cancel"
        await drive.cancel()
        assert "Nothing was sent." in drive.key_line
        await drive.start()
        await drive.press("down")
        assert drive.cursor_row == "Start the drill"
        await drive.back()
        assert "Nothing was sent." in drive.key_line
        assert drive.requests("POST") == ()
        assert await drive.journal.records() == ()


async def test_both_choices_are_seen_on_a_small_terminal() -> None:
    async with rehearsal((60, 20)) as drive:
        await ask(drive)
        assert drive.cursor_row == "Cancel"
        assert "   Start the drill" in drive.rows()
        assert "Enter choose" in drive.key_line
        await drive.press("shift+tab", "G")
        assert '"server_group_id":"24857067' in drive.screen_text()
        await drive.press("tab", "down")
        assert drive.cursor_row == "Start the drill"


async def test_letters_of_other_screens_do_nothing_here() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.press("n", "d", "y", "D", "R", "r", "s", "f5")
        assert drive.cursor_row == "Cancel"
        assert drive.requests("POST") == ()


async def test_enter_over_the_text_leads_back_to_the_choices() -> None:
    async with rehearsal() as drive:
        await ask(drive)
        await drive.press("tab", "enter")
        assert "Choose with Up and Down, then Enter." in drive.key_line
        await drive.confirm()
        await drive.expect("accepted")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_agreed_to_is_in_sight_before_what_preflight_found(
    size: tuple[int, int],
) -> None:
    async with rehearsal(size, "preflight") as drive:
        await drive.move_to("pg-ready")
        await drive.new_drill()
        await drive.choose_vpc("vpc-in-use")
        await drive.start()
        shown = await drive.expect("This starts a drill.")
        for label in ("Drill VPC  vpc-in-use", "Makes  ", "Where  ", "REHEARSAL"):
            assert label in shown
        assert "stop  " not in shown.partition("REHEARSAL")[0]
        assert drive.rows()[1].startswith(" This starts a drill.")
        assert "F1 keys" in drive.key_line
        assert "Ctrl+Q leave" in drive.key_line
        assert "? keys" not in drive.key_line
        await drive.paste("pay")
        await drive.press("pagedown")
        assert ("This starts a drill." in drive.screen_text()) is (size[1] == 24)  # all is seen
        await drive.press("pageup")
        assert "This starts a drill." in drive.screen_text()
        assert "Reason    pay" in drive.screen_text()


async def test_paging_reads_the_text_and_never_moves_the_choice() -> None:
    async with rehearsal((60, 20)) as drive:
        await ask(drive)
        shown = drive.screen_text()
        assert "more lines, PgDn" in shown
        for text in ("Drill VPC  automatic", "Where  ", "REHEARSAL"):
            assert text in shown
        for key in ("pagedown", "end", "home", "pageup", "end"):
            await drive.press(key)
            assert drive.cursor_row == "Cancel"
        assert '"server_group_id":"24857067' in drive.screen_text()
        assert "PgDn" not in "\n".join(drive.rows()[:-1])
        await drive.resize(60, 16)
        assert "more lines, PgDn" in drive.screen_text()
