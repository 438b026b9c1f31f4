"""What holds on every screen: leaving, the palette, bursts of keys, resizing, early keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError, JournalError, UsageError
from drilltui.services.session import Session
from drilltui.ui.journeys import CopyText, OpenClearing, OpenReason, OpenSettle
from drilltui.ui.keys import EVERYWHERE, SCOPES, keys_on
from drilltui.ui.line import Role, line
from drilltui.ui.screens.frame import Frame
from drilltui.ui.screens.help import Help
from drilltui.ui.screens.override import OverrideScreen
from tests.drive import Drive, rehearsal
from tests.live import LiveWorld
from tests.ui.present.things import CLEAN_UP
from tests.ui.screens.clipboard import clipboard_of

Usual = Callable[[], Awaitable[Session]]
Way = Callable[[Drive], Awaitable[None]]


async def to_groups(drive: Drive) -> None:
    await drive.expect("pg-archive")


async def to_group(drive: Drive) -> None:
    await drive.choose_group("pg-payments")


async def to_preflight(drive: Drive) -> None:
    await to_group(drive)
    await drive.press("f")
    await drive.expect("Before it starts")


async def to_form(drive: Drive) -> None:
    await drive.new_drill()


async def to_confirmation(drive: Drive) -> None:
    await drive.move_to("pg-crm")
    await drive.new_drill()
    await drive.start()
    await drive.expect("This starts a drill.")


async def to_override(drive: Drive) -> None:
    lines = (line("This starts a drill."),)
    drive.app.push_screen(OverrideScreen(drive.app.desk, ("groups",), lines))
    await drive.expect("Preflight stops it")


async def to_monitor(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=5)


async def to_drills(drive: Drive) -> None:
    await drive.open_drills()


async def to_drill(drive: Drive) -> None:
    await drive.open_drills()
    await drive.open_drill("drill-0911")


async def to_remark(drive: Drive) -> None:
    await to_drill(drive)
    await drive.press("v")
    await drive.expect("Remark")


async def to_probe(drive: Drive) -> None:
    await to_drill(drive)
    await drive.press("P")
    await drive.expect("WHAT IS RUN")


async def to_rename(drive: Drive) -> None:
    await drive.open_drills()
    await drive.press("R")


async def to_delete(drive: Drive) -> None:
    await drive.open_drills()
    await drive.press("D")


async def to_cleanup(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=300)
    await drive.press("C")
    await drive.expect("Next  delete the drill first")


async def to_clearing(drive: Drive) -> None:
    drive.app.on_open_clearing(OpenClearing(CLEAN_UP))
    await drive.expect("Type the VPC's name: vpc-drill-1")


async def to_reason(drive: Drive) -> None:
    drive.app.on_open_reason(OpenReason("record-1", "drill-1", (("VPC", "vpc-1"),)))
    await drive.expect("You let this be:")


async def to_raw(drive: Drive) -> None:
    await drive.press("y")


async def to_explain(drive: Drive) -> None:
    await drive.move_to("pg-kiosk")
    await drive.press("e")
    await drive.expect("SDRS.1002")


async def to_requests(drive: Drive) -> None:
    await drive.press("@")


async def to_records(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=300)
    await drive.open_records()


async def to_overview(drive: Drive) -> None:
    await drive.press("O")
    await drive.expect("groups overdue")


async def to_settle(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=300)
    drive.app.on_open_settle(OpenSettle(await drive.exercise()))
    await drive.expect("none of these")


async def to_profiles(drive: Drive) -> None:
    await drive.press("p")
    await drive.expect("SIGNS IN")


async def to_sign_in(drive: Drive) -> None:
    await to_profiles(drive)
    await drive.press("a")
    await drive.expect("a new profile")


async def to_passcode(drive: Drive) -> None:
    drive.app.run_worker(drive.app.person.passcode("ada", "It is asked for."), description="ask")
    await drive.expect("The passcode of ada")


async def to_guide(drive: Drive) -> None:
    await drive.press("f2")
    await drive.expect("No runbook is followed.")


async def to_guide_tick(drive: Drive) -> None:
    await to_guide(drive)
    await drive.move_to("Clean")
    await drive.press("enter", "f2")
    await drive.expect("0 of 5")
    await drive.press("t")
    await drive.expect("Initials")


async def to_lesson(drive: Drive) -> None:
    await drive.press("f8")
    await drive.expect("A drill where all goes well")


async def to_exercise(drive: Drive) -> None:
    await drive.run_drill("pg-crm", seconds=300)
    await drive.press("X")
    await drive.expect("FINDING")


async def to_checklist(drive: Drive) -> None:
    await to_exercise(drive)
    await drive.press("t")
    await drive.expect("TO DO 0/")


async def to_paper(drive: Drive) -> None:
    await to_exercise(drive)
    await drive.press("b")
    await drive.expect("Objective")


async def to_closing(drive: Drive) -> None:
    await to_cleanup(drive)
    await drive.press("z")
    await drive.expect("Differs")


WAYS: dict[str, Way] = {
    "groups": to_groups,
    "group": to_group,
    "preflight": to_preflight,
    "drill_form": to_form,
    "confirm": to_confirmation,
    "override": to_override,
    "monitor": to_monitor,
    "drills": to_drills,
    "drill": to_drill,
    "remark": to_remark,
    "probe": to_probe,
    "rename": to_rename,
    "delete": to_delete,
    "cleanup": to_cleanup,
    "clearing": to_clearing,
    "reason": to_reason,
    "raw": to_raw,
    "explain": to_explain,
    "requests": to_requests,
    "records": to_records,
    "overview": to_overview,
    "settle": to_settle,
    "profiles": to_profiles,
    "sign_in": to_sign_in,
    "passcode": to_passcode,
    "guide": to_guide,
    "guide_tick": to_guide_tick,
    "lesson": to_lesson,
    "exercise": to_exercise,
    "checklist": to_checklist,
    "paper": to_paper,
    "closing": to_closing,
}


def test_there_is_a_way_to_every_screen() -> None:
    assert set(WAYS) | {"help", "welcome", EVERYWHERE} == set(SCOPES)


@pytest.mark.parametrize("scope", WAYS)
async def test_every_screen_has_help_and_commands_and_survives_every_size_and_a_burst(
    scope: str,
) -> None:
    async with rehearsal((120, 40), world=LiveWorld()) as drive:
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
        await drive.press("f1")
        await drive.expect(f"Keys of: {SCOPES[scope]}")
        await drive.back()
        await drive.press("ctrl+p")
        shown = await drive.expect("Leave drilltui.")
        assert all(entry.label in shown for entry in keys_on(scope) if entry.bound)
        await drive.back()
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


async def test_leaving_is_asked_once_however_often_the_key_is_pressed() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments", seconds=5)
        await drive.press("q")
        await drive.expect("1 job is running.")
        await drive.press("q")
        assert "Stay or leave" in drive.key_line
        await drive.press("enter")
        await drive.expect("RUNNING")
        await drive.press("q")
        await drive.confirm()
        assert not drive.app.is_running


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
        assert drive.key_line == (
            " Nothing is followed: no job was started here, and no record is unfinished."
        )
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


EARLY = ("enter", "n", "d", "y", "c", "r", "s", "m", "o", "@", "?", "j", "G", "ctrl+l", "/", "p")


async def test_no_key_is_too_early() -> None:
    released = asyncio.Event()

    async def late(usual: Usual) -> Session:
        await released.wait()
        return await usual()

    async with rehearsal(opening=late, ready=False) as drive:
        for key in EARLY:
            await drive.press_quickly(key, 2)
            await drive.press("escape", "escape")
            assert drive.banner.endswith(" groups")
        released.set()
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


async def test_a_session_that_opens_while_a_screen_is_made_is_said_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = asyncio.Event()
    sessions: list[Session] = []

    async def late(usual: Usual) -> Session:
        sessions.append(await usual())
        await released.wait()
        return sessions[0]

    async with rehearsal(opening=late, ready=False) as drive:
        body = Help.body

        def slow(screen: Help) -> Iterator[Widget]:
            drive.app.desk.open(sessions[0])
            for frame in drive.app.frames():
                frame.session_opened()
            yield from body(screen)

        monkeypatch.setattr(Help, "body", slow)
        await drive.press("?")
        assert "eu-demo-1   keys" in drive.banner
        released.set()
        await drive.settle()


async def test_a_line_break_from_the_cloud_does_not_reach_the_clipboard() -> None:
    async with rehearsal() as drive:
        copied = clipboard_of(drive)
        drive.app.on_copy_text(CopyText(("id-1\nrm -rf\x1b[2J", "id-2")))
        assert copied == ["id-1?rm -rf?[2J\nid-2"]


async def test_what_was_said_makes_way_for_the_keys_after_some_seconds() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-paydesk")
        await drive.press("ctrl+t")
        assert "The mouse works here now." in drive.key_line
        await drive.let_time_pass(60)  # a fast rehearsal's minute: one second of the person
        for _ in range(8):
            drive.app.tick()
        await drive.settle()
        assert "The mouse works here now." in drive.key_line
        drive.app.tick()
        await drive.settle()
        assert "? keys" in drive.key_line


async def test_what_went_wrong_and_what_goes_on_stay_until_a_key_is_pressed() -> None:
    async with rehearsal() as drive:
        for text, role in (("It failed.", Role.STOP), ("Reading ...", Role.TEXT)):
            frame = drive.app.screen
            assert isinstance(frame, Frame)
            frame.say(text, role)
            await drive.let_time_pass(60)
            assert text in drive.key_line
            await drive.press("down")
            assert "? keys" in drive.key_line
