"""What a person says of a drill by keys: verified, failed, ticked, noted, probed."""

from __future__ import annotations

import asyncio

import pytest

from drilltui.domain.probe import PlannedProbe, ProbeResult
from drilltui.domain.record import Kind
from drilltui.services.world_prober import WorldProber
from tests.drive import Drive, rehearsal


async def open_drill(drive: Drive) -> None:
    """Open a drill that was made elsewhere: nothing is recorded of it yet."""
    await drive.open_drills()
    await drive.open_drill("drill-0911")
    await drive.expect("TO DO")


async def say(drive: Drive, key: str, words: str = "") -> None:
    await drive.press(key)
    await drive.expect("Remark")
    await drive.paste(words)
    await drive.press("enter")
    await drive.expect("TO DO")


async def to_step(drive: Drive, title: str) -> None:
    await drive.press("tab", "home")
    for _ in range(20):
        if any(f" > [ ]  {title}" in row or f" > [x]  {title}" in row for row in drive.rows()):
            return
        await drive.press("down")
    raise AssertionError(drive.screen_text())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (72, 20)])
async def test_servers_checklist_and_next_step_are_seen_together(size: tuple[int, int]) -> None:
    async with rehearsal(size) as drive:
        await open_drill(drive)
        shown = drive.screen_text()
        assert "not verified yet" in shown
        assert shown.count("+ ACTIVE") == 3
        assert "next: " in shown
        assert shown.count("[ ]") >= 2
        assert "D delete" in drive.key_line


async def test_servers_that_work_are_no_word_on_the_service_yet() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-crm", seconds=300)
        await drive.press("enter")
        await drive.expect("+ ACTIVE")
        servers = drive.screen_text().count("+ ACTIVE")
        for _ in range(servers):
            await say(drive, "v")
            await drive.press("down")
        await drive.expect(f"{servers} of {servers} verified")
        assert "service not verified yet" in drive.screen_text()


async def test_v_sets_the_server_under_the_cursor_as_verified_with_a_remark() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("down")
        await say(drive, "v", "login ok")
        assert "verified." in drive.key_line
        await drive.expect("1 of 3 verified")
        assert "+ ok 09:14" in drive.rows()[7]
        (word,) = (await drive.exercise()).verified.values()
        assert (word.passed, word.how, word.remark) == (True, "person", "login ok")
        assert [event.kind for event in await drive.record()] == [Kind.OPENED, Kind.VERIFIED]


async def test_x_needs_words_and_fails_the_drill() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("x")
        await drive.press("enter")
        assert "Say a few words" in drive.key_line
        await drive.paste("no login")
        await drive.press("enter")
        await drive.expect("failed: payroll-")
        await drive.press("enter")
        await drive.expect("no login")


async def test_esc_records_nothing() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        for key in ("v", "x", "n"):
            await drive.press(key)
            await drive.expect("Remark")
            await drive.press("escape")
            assert drive.key_line == " Nothing was recorded."
        assert await drive.record() == ()


async def test_t_ticks_the_step_under_the_cursor_and_takes_it_back() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await to_step(drive, "Log in, check app and data")
        await say(drive, "t", "data of 09:10")
        await drive.expect("[x]  Log in, check app and data")
        await drive.expect("data of 09:10")
        await say(drive, "t")
        await drive.expect("[ ]  Log in, check app and data")
        ticks = [event.data for event in await drive.record() if event.kind == Kind.STEP]
        assert [one["done"] for one in ticks] == [True, False]


async def test_enter_on_a_step_says_why_and_how_and_on_the_last_it_deletes() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await to_step(drive, "Keep DNS names on production")
        await drive.press("enter")
        await drive.expect("Why  Drill servers have the host names of production")
        await drive.press("escape", "end", "t")
        assert "D deletes the drill" in drive.key_line
        await drive.press("enter")
        await drive.expect("This deletes the drill")


async def test_the_keys_of_a_list_act_only_where_that_list_has_the_keys() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("t")
        assert drive.key_line == " t is for the checklist: Tab goes there."
        await drive.press("tab")
        for key in ("v", "x", "P"):
            await drive.press(key)
            assert drive.key_line == f" {key} is for the servers: Tab goes there."
        await say(drive, "t")
        await drive.press("tab")
        await say(drive, "v")
        kinds = [event.kind for event in await drive.record()]
        assert kinds == [Kind.OPENED, Kind.STEP, Kind.VERIFIED]


async def test_n_writes_a_note() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await say(drive, "n", "lag was 40 s")
        assert drive.key_line == " The note is in the record."
        assert (await drive.record())[-1].data["text"] == "lag was 40 s"


async def test_a_probe_is_shown_word_by_word_and_a_no_runs_nothing() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("P")
        await drive.expect("ssh answers")
        await drive.press("enter")
        shown = await drive.expect("This probes payroll-app-01.")
        assert "TCP connection to 10.20." in shown
        assert "nothing is run and nothing connected to" in shown
        await drive.cancel()
        assert drive.key_line == " Nothing was run."
        assert await drive.record() == ()
        await drive.press("enter")
        await drive.confirm()
        await drive.expect("+ passed")
        await drive.press("escape")
        await drive.expect("1 of 3 verified")
        (word,) = (await drive.exercise()).verified.values()
        assert word.how.startswith("tcp 10.20.")


async def test_esc_ends_a_probe_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    async def run(_: WorldProber, probe: PlannedProbe) -> ProbeResult:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(probe.server_name)
        raise AssertionError("nobody sets it")

    monkeypatch.setattr(WorldProber, "run", run)
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("P", "enter")
        await drive.confirm()
        await drive.expect("~ running")
        await drive.press("enter")
        assert drive.key_line == " A probe is running. Esc ends it."
        await drive.press("escape")
        await drive.expect("TO DO")
        assert ended == ["payroll-app-01"]
        assert await drive.record() == ()


async def test_a_probe_that_cannot_be_run_says_nothing_of_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run(_: WorldProber, _probe: PlannedProbe) -> ProbeResult:
        return ProbeResult(None, "it could not be run: No such file or directory")

    monkeypatch.setattr(WorldProber, "run", run)
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press("P", "enter")
        await drive.confirm()
        await drive.expect("? not looked at")
        await drive.expect("Nothing was recorded.")
        assert await drive.record() == ()


async def test_a_burst_of_keys_asks_once() -> None:
    async with rehearsal() as drive:
        await open_drill(drive)
        await drive.press_quickly("v", 3)
        await drive.expect("Remark")
        await drive.press("escape")
        await drive.expect("TO DO")


@pytest.mark.parametrize("key", ["v", "n"])
async def test_where_words_are_typed_the_keys_of_letters_are_not_offered(key: str) -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.open_drill("drill-0911")
        assert "? keys" in drive.key_line
        await drive.press(key)
        await drive.expect("Remark")
        assert (
            drive.key_line
            == " F5 record  Esc back  F1 keys  F2 guide  Ctrl+P commands  Ctrl+Q leave"
        )
        await drive.paste("mojo?q")
        assert "Remark  mojo?q" in drive.screen_text()
