from __future__ import annotations

from drilltui.ui.keys import keys_on
from tests.drive import rehearsal


async def test_lists_every_key_of_the_screen_and_of_everywhere_with_what_it_does() -> None:
    async with rehearsal((120, 60)) as drive:
        before = drive.screen_text()
        await drive.press("f1")
        shown = await drive.expect("Keys of: groups")
        for entry in keys_on("groups"):
            assert entry.tells in shown, entry.id
            assert f"   {entry.names}" in shown, entry.id
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
