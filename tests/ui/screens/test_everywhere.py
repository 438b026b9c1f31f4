"""What holds on every screen: leaving, the palette, bursts of keys, resizing, early keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from drilltui.domain.errors import DrilltuiError, JournalError, UsageError
from drilltui.services.session import Session
from tests.drive import rehearsal
from tests.ui.screens.test_help import WAYS

Usual = Callable[[], Awaitable[Session]]


@pytest.mark.parametrize("scope", WAYS)
async def test_every_screen_survives_every_size_and_a_burst_of_escapes(scope: str) -> None:
    async with rehearsal((120, 40)) as drive:
        await WAYS[scope](drive)
        before = drive.screen_text()
        for size in ((60, 20), (80, 24), (40, 10), (120, 40)):
            await drive.resize(*size)
            rows = drive.rows()
            assert len(rows) == size[1]
            assert all(len(row) <= size[0] for row in rows)
            assert rows[0].startswith(" REHEARSAL ")
            assert drive.key_line.strip()
        assert drive.screen_text() == before
        for _ in range(3):
            await drive.press_quickly("escape", 4)
        assert " groups " in drive.banner
        await drive.move_to("pg-payments")


async def test_q_with_nothing_running_leaves_at_once() -> None:
    async with rehearsal() as drive:
        await drive.press("q")
        assert not drive.app.is_running
        assert drive.app.exit_status == 0


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_with_a_running_job_asks_and_says_what_becomes_of_it(key: str) -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments", seconds=5)
        await drive.press(key)
        shown = await drive.expect("1 job is running.")
        assert "cloud job would go on" in shown
        assert drive.cursor_row == "Stay"
        await drive.press("enter")
        await drive.expect("RUNNING")
        await drive.press(key)
        await drive.confirm()
        assert not drive.app.is_running
        assert drive.app.exit_status == 0


async def test_ctrl_c_does_not_leave_and_says_what_does() -> None:
    async with rehearsal() as drive:
        await drive.press("ctrl+c")
        assert drive.app.is_running
        assert "Ctrl+Q leaves" in drive.key_line
        await drive.new_drill()
        await drive.press("ctrl+c")
        assert drive.app.is_running
        assert "new drill" in drive.banner


async def test_what_was_said_makes_way_for_the_keys_again() -> None:
    async with rehearsal() as drive:
        keys = drive.key_line
        await drive.press("m")
        assert drive.key_line == " No job was started in this run."
        await drive.press("j")
        assert drive.key_line == keys


async def test_the_palette_finds_and_runs_a_command_of_this_screen() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-crm")
        await drive.press("ctrl+p")
        await drive.expect("Prepare a drill of this group")
        await drive.paste("new dr")
        await drive.expect_gone("List the drills.")
        await drive.press("enter")
        await drive.expect("pg-crm > new drill")


async def test_repainting_and_the_mouse_change_nothing_on_the_screen() -> None:
    async with rehearsal() as drive:
        before = drive.rows()[:-1]
        await drive.press("ctrl+l", "ctrl+t")
        assert "mouse works here" in drive.key_line
        await drive.press("ctrl+t")
        assert "mouse is the terminal's" in drive.key_line
        assert drive.rows()[:-1] == before


EARLY = ["enter", "n", "d", "y", "c", "r", "s", "m", "at", "question_mark", "j", "G", "ctrl+l"]


@pytest.mark.parametrize("key", EARLY)
async def test_no_key_is_too_early(key: str) -> None:
    released = asyncio.Event()

    async def late(usual: Usual) -> Session:
        await released.wait()
        return await usual()

    async with rehearsal(opening=late, ready=False) as drive:
        await drive.press(key, key)
        await drive.press("escape", "escape", "slash", "p", "a", "y")
        released.set()
        await drive.expect("eu-demo-1")
        await drive.press("escape", "escape")
        await drive.expect("pg-payments-batch")


async def test_what_is_typed_into_the_filter_early_holds_when_the_list_comes() -> None:
    released = asyncio.Event()

    async def late(usual: Usual) -> Session:
        await released.wait()
        return await usual()

    async with rehearsal(opening=late, ready=False) as drive:
        await drive.press("/", "p", "a", "y", "enter", "s")
        released.set()
        await drive.expect("4 of 15")


@pytest.mark.parametrize(
    "error", [UsageError("There is no scenario 'x'.", "Known: smooth."), JournalError("No room.")]
)
async def test_a_session_that_cannot_be_opened_ends_the_program(error: DrilltuiError) -> None:
    async def fails(usual: Usual) -> Session:
        raise error

    async with rehearsal(opening=fails, ready=False) as drive:
        assert not drive.app.is_running
        assert drive.app.failure is error
        assert drive.app.exit_status == error.exit_code
