from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from textual.widget import Widget

from drilltui.domain.job import FAIL, Job
from drilltui.services.sight import DrillDetail, Sight
from drilltui.ui.screens.monitor import MonitorScreen
from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import wired

JOBS = "GET .*/jobs/"


async def begin(drive: Drive, group: str = "pg-payments") -> None:
    """Start a drill and stand in its monitor."""
    await drive.run_drill(group, seconds=0)
    await drive.expect("> create")


def age(drive: Drive) -> int:
    """How many seconds ago the job was seen, as the monitor says it."""
    found = re.search(r"seen (\d+) s ago", drive.screen_text())
    assert found, drive.screen_text()
    return int(found[1])


async def test_before_the_first_look_nothing_is_claimed() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        shown = drive.screen_text()
        assert "accepted  0:00  not seen yet, next look in 3 s" in shown
        assert "The service has told no sub-jobs yet." in shown
        await drive.press("y")
        assert "The job was not seen yet." in drive.key_line
        await drive.press("enter")
        assert "wait for the job to end" in drive.key_line


async def test_steps_begin_go_on_and_end_and_changes_say_when() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.let_time_pass(21)
        shown = drive.screen_text()
        assert re.search(r"createDrillVpc +\+ SUCCESS +09:14:0\d +8 s +=+\n", shown)
        assert re.search(r"pay-app-01 +~ RUNNING +09:14:\d\d +=+>", shown)
        assert re.search(r"pay-gw-01 +- INIT *\n", shown)
        assert re.search(r"09:14:\d\d  createDrillVpc +\+ SUCCESS", shown)
        assert "CHANGES (UTC)" in shown


async def test_time_goes_on_between_looks_and_state_does_not() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.let_time_pass(45)
        state = drive.rows()[1].split("  ")[0]
        looks = len(drive.requests())
        await drive.let_time_pass(1)
        await drive.let_time_pass(1)
        assert len(drive.requests()) == looks
        assert drive.rows()[1].startswith(
            f" {state.strip()}  0:47  seen just now, next look in 3 s"
        )


async def test_a_failed_look_is_an_age_and_never_a_state() -> None:
    async with wired() as (drive, wire):
        await begin(drive)
        await drive.let_time_pass(30)
        assert "RUNNING 1 of 5" in drive.screen_text()
        wire.cut(JOBS)
        await drive.let_time_pass(90)  # the drill ends meanwhile, and nobody can see it
        shown = drive.screen_text()
        assert "RUNNING 1 of 5  2:00" in shown
        assert age(drive) >= 85
        assert re.search(r"looks? failed: The connection to 127\.0\.0\.1 failed", shown)
        assert "FAIL" not in shown
        assert "ended" not in shown
        wire.mend()
        await drive.let_time_pass(61)
        await drive.expect("SUCCESS 5 of 5")
        assert "failed" not in drive.rows()[2]


async def test_what_helps_after_a_failed_look_is_not_cut_off_and_goes_again() -> None:
    async with wired() as (drive, wire):
        await begin(drive)
        message = "securityToken expired, and a good many words more than one row has room for"
        wire.answer(JOBS, 401, "APIGW.0301", message)
        await drive.let_time_pass(4)
        shown = " ".join(drive.screen_text().split())
        assert f"The last look failed: APIGW.0301: {message}. Check the access key" in shown
        assert "lock the key for five minutes. (request request-401) SUB-JOB" in shown
        wire.mend()
        await drive.press("r")
        await drive.expect("RUNNING")
        assert drive.rows()[3] == ""
        assert "SUB-JOB" in drive.rows()[4]


async def test_an_answer_that_makes_no_sense_is_a_failed_look_too() -> None:
    async with wired() as (drive, wire):
        await begin(drive)
        wire.change(JOBS, lambda answer: ["a login page"])
        await drive.let_time_pass(10)
        shown = drive.screen_text()
        assert "accepted  0:10  not seen yet" in shown
        assert "failed: " in shown


async def test_r_looks_at_once() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.let_time_pass(46)
        looks = len(drive.requests())
        await drive.press("r")
        await drive.let_time_pass(0.01)
        assert len(drive.requests()) == looks + 1


async def test_a_success_shows_the_servers_and_enter_opens_the_drill() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments")
        shown = await drive.expect("SUCCESS 5 of 5")
        assert re.search(r"pay-app-01 +pay-app-01 +\+ ACTIVE +10\.20\.0\.10", shown)
        await drive.press("r")
        assert "This has ended" in drive.key_line
        await drive.press("m")
        assert "This is the job." in drive.key_line
        await drive.press("enter")
        await drive.expect("State      + available")


async def test_a_failure_shows_the_services_own_code_and_reason() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-ledger")
        shown = await drive.expect("FAIL")
        assert "SDRS.1905" in shown
        assert "VolumeLimitExceeded" in shown
        assert re.search(r"\bjob ff80", shown)
        await drive.back()
        assert re.search(r"create drill-pg-ledger-20261123  FAIL", drive.job_line)


async def test_a_failed_deletion_shows_code_and_what_is_still_there() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-mailrelay")
        await drive.press("enter")
        await drive.delete("drill-pg-mailrelay-20261123")
        await drive.let_time_pass(120)
        shown = await drive.expect("! still there")
        assert "FAIL" in shown
        assert "SDRS.1918" in shown
        await drive.press("enter")  # it is there, so it can be opened, and deleted again
        await drive.expect("! error-deleting")
        await drive.delete("drill-pg-mailrelay-20261123")
        await drive.let_time_pass(120)
        await drive.expect("+ gone")
        await drive.press("enter")
        assert "C opens the clean-up" in drive.key_line


async def test_raw_shows_the_job_and_the_monitor_goes_on_below() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.let_time_pass(5)
        await drive.press("y")
        await drive.expect('"status": "RUNNING"')
        await drive.let_time_pass(100)
        assert "SUCCESS" in drive.job_line
        await drive.back()
        await drive.expect("SUCCESS 5 of 5")


async def test_copies_job_drill_and_record() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments")
        copied = clipboard_of(drive)
        await drive.press("c")
        job_id, drill_id, record_id = copied[0].splitlines()
        exercise = await drive.exercise()
        assert exercise.create
        assert (job_id, drill_id) == (exercise.create.job_id, exercise.drill_id)
        assert record_id == exercise.record_id


async def test_two_jobs_are_both_watched_and_the_job_line_counts_them() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.back()
        await drive.move_to("pg-crm")
        await drive.new_drill()
        await drive.start()
        await drive.confirm()
        assert "create drill-pg-payments-20261123" in drive.job_line
        await drive.back()
        await drive.let_time_pass(10)
        assert "create drill-pg-crm-20261123" in drive.job_line
        assert "+1 more" in drive.job_line
        await drive.let_time_pass(120)
        assert "SUCCESS" in drive.job_line
        assert "more" not in drive.job_line
        assert len(drive.requests("POST")) == 2


async def test_bars_are_drawn_for_the_width_there_is() -> None:
    async with rehearsal((120, 40)) as drive:
        await begin(drive)
        await drive.let_time_pass(40)
        wide = drive.screen_text()
        await drive.resize(60, 20)
        narrow = drive.screen_text()
        assert "RUNNING" in narrow
        assert all(len(row) <= 60 for row in drive.rows())
        await drive.resize(120, 40)
        assert drive.screen_text() == wide


async def test_a_look_that_ends_while_the_monitor_is_made_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.back()
        body, watcher = MonitorScreen.body, drive.app.desk.session.watcher
        (sight,) = watcher.sights()

        def slow(screen: MonitorScreen) -> Iterator[Widget]:
            watcher._keep(replace(sight, failures=1, failure="seen meanwhile"))
            yield from body(screen)

        monkeypatch.setattr(MonitorScreen, "body", slow)
        await drive.open_monitor()
        await drive.expect("The last look failed: seen meanwhile")


async def known_drill(drive: Drive, name: str) -> DrillDetail:
    """Read a drill of the scenario; the calls wait for a clock that `settle` moves."""
    drills = drive.app.desk.session.drills
    listing = asyncio.ensure_future(drills.list())
    await drive.settle()
    known = next(drill for drill in await listing if drill.name == name)
    showing = asyncio.ensure_future(drills.show(known.id))
    await drive.settle()
    return await showing


def failed_create(sight: Sight, result: DrillDetail | None) -> Sight:
    job = Job("job-1", "create", FAIL, error_code="SDRS.1905", fail_reason="no room")
    return replace(sight, job=job, ended_at=sight.target.begun + 9, result=result)


async def test_a_failed_creation_opens_what_is_known_of_its_drill_or_says_that_nothing_is() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        watcher = drive.app.desk.session.watcher
        (sight,) = watcher.sights()
        watcher._keep(failed_create(sight, None))
        await drive.expect("SDRS.1905  no room")
        await drive.press("enter")
        assert "The drill was not made; nothing of it is known." in drive.key_line
        detail = await known_drill(drive, "drill-0911")
        watcher._keep(failed_create(sight, detail))
        shown = await drive.expect("STANDS FOR")
        assert "SDRS.1905  no room" in shown
        assert shown.count("+ ACTIVE") == 3
        await drive.press("enter")
        await drive.expect("+ available")


async def test_its_own_key_is_not_among_the_keys_of_the_monitor() -> None:
    async with rehearsal((120, 24)) as drive:
        await begin(drive)
        assert "m job" not in drive.key_line
        assert "? keys" in drive.key_line
        await drive.back()
        assert "m job" in drive.key_line


async def test_after_three_drills_it_says_how_long_the_fourth_usually_takes() -> None:
    async with rehearsal((120, 40)) as drive:
        for group in ("pg-crm", "pg-intranet", "pg-payroll"):
            await drive.run_drill(group)
            assert "usually" not in drive.screen_text()
            await drive.back()
        await begin(drive)
        await drive.let_time_pass(21)
        assert re.search(r"next look in \d s  usually \d:\d\d", drive.rows()[1])
        await drive.back()
        assert re.search(r"seen just now  usually \d:\d\d", drive.job_line)


async def test_the_monitor_holds_both_clocks_against_the_target() -> None:
    async with rehearsal(rto_minutes=1) as drive:
        await begin(drive)
        await drive.let_time_pass(21)
        row = "servers not up yet (target 1 min) - service not verified yet"
        assert drive.rows()[2].strip() == row
        await drive.let_time_pass(45)
        shown = " ".join(drive.screen_text().split())
        assert "servers up 55 s (target 1 min met) - service not verified yet 1 min" in shown
        assert "yet 1 min (missed)" in shown


async def test_the_second_clock_goes_on_when_no_job_runs_any_more() -> None:
    async with rehearsal() as drive:
        await begin(drive)
        await drive.let_time_pass(300)
        assert "service not verified yet 5 min" in drive.screen_text()
        await drive.let_time_pass(60)
        assert "service not verified yet 6 min" in drive.screen_text()
        await drive.press("enter")
        await drive.expect("+ ACTIVE")
        await drive.let_time_pass(60)
        assert "service not verified yet 7 min" in drive.screen_text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_t_shows_the_whole_exercise_on_one_axis_and_the_call_again(
    size: tuple[int, int],
) -> None:
    async with rehearsal(size, rto_minutes=2) as drive:
        await begin(drive)
        await drive.let_time_pass(40)
        await drive.press("t")
        await drive.expect("TIMELINE")
        shown = drive.screen_text()
        assert re.search(r"servers up +running +\d+:\d\d\+ +━+▶", shown)
        assert re.search(r"  job +RUNNING +\d+:\d\d\+ +━+▶", shown)
        assert re.search(r"    createDrillVpc +SUCCESS +0:08 +━", shown)
        assert "│ 2:00 target 2 min" in shown
        await drive.press("t")
        await drive.expect("CHANGES")
        assert "TIMELINE" not in drive.screen_text()


async def test_the_timeline_goes_on_with_each_change() -> None:
    async with rehearsal((120, 40)) as drive:
        await begin(drive)
        await drive.press("t")
        await drive.let_time_pass(300)
        shown = drive.screen_text()
        assert re.search(r"servers up +reached +\d+:\d\d +━+", shown)
        assert re.search(r"  job +SUCCESS", shown)
        assert re.search(r" drill +available +\d:\d\d\+", shown)
