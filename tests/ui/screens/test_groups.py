from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import Wire, wired


def names(drive: Drive) -> list[str]:
    """The names in the list, top to bottom."""
    return re.findall(r"^ [ >] (pg-\S+)", drive.screen_text(), re.MULTILINE)


async def test_shows_every_group_with_what_decides_about_a_drill() -> None:
    async with rehearsal() as drive:
        shown = drive.screen_text()
        assert len(names(drive)) == 15
        assert drive.banner.endswith("by name   15")
        assert re.search(r"pg-payments +\+ protected .* 100 +4  ready", shown)
        assert re.search(r"pg-paydesk +~ stopping .*no: stopping", shown)
        assert re.search(r"pg-payments-batch .* 63 +2  no: first sync 63", shown)
        assert re.search(r"pg-payroll +\? failed-over .*drill-0911 is there", shown)
        assert re.search(r"pg-ledger .*drill-ledger-2 is there\n", shown)
        await drive.resize(120, 40)
        assert re.search(r"pg-payroll +\? failed-over +1b ?-> ?1a ", drive.screen_text())


async def test_the_group_under_the_cursor_says_why_it_may_not_be_drilled() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-paydesk")
        said = next(row for row in drive.rows() if row.startswith(" stop"))
        assert "protection is being disabled: wait until it is available" in said
        assert "SDRS.1002" in said


async def test_what_may_not_be_drilled_is_refused_where_one_would_try_it() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments-batch")
        await drive.new_drill()
        shown = await drive.expect("needs a reason")
        assert "stop  first sync         first sync 63 %  SDRS.1830" in shown
        await drive.start()
        await drive.expect("-> wait for 100 %")
        await drive.back()
        assert drive.requests("POST") == ()


async def test_the_filter_narrows_while_one_types_and_escape_clears_it() -> None:
    async with rehearsal() as drive:
        await drive.press("/", "p", "a", "y")
        assert "4 of 15" in drive.banner
        assert names(drive) == ["pg-paydesk", "pg-payments", "pg-payments-batch", "pg-payroll"]
        await drive.press("m")
        assert names(drive) == ["pg-payments", "pg-payments-batch"]
        await drive.press("enter", "j")
        assert drive.cursor_row.startswith("pg-payments-batch")
        await drive.back()
        assert len(names(drive)) == 15
        assert drive.cursor_row.startswith("pg-payments-batch")
        await drive.back()
        assert "q leaves" in drive.key_line


@pytest.mark.parametrize("needle", ["STOPPING", "ing disabled", "24857067-4c43-4fb5"])
async def test_the_filter_finds_states_reasons_and_ids_too(needle: str) -> None:
    async with rehearsal() as drive:
        await drive.filter(needle)
        assert "1 of 15" in drive.banner
        assert len(names(drive)) == 1


async def test_a_filter_that_finds_nothing_says_so_and_every_key_still_answers() -> None:
    async with rehearsal() as drive:
        await drive.filter("nobody has this")
        assert "No group has 'nobody has this' in it. Esc clears the filter." in drive.screen_text()
        for key in ("n", "y"):
            await drive.press(key)
            assert drive.key_line == " No group is under the cursor."
        await drive.press("s", "j", "k", "enter")
        assert "0 of 15" in drive.banner


async def test_sorting_goes_through_all_orders_and_says_which() -> None:
    async with rehearsal() as drive:
        by_name = names(drive)
        assert by_name == sorted(by_name)
        orders = [drive.banner.split("groups")[1].strip()]
        for _ in range(4):
            await drive.press("s")
            orders.append(drive.banner.split("groups")[1].strip())
            if "ready first" in orders[-1]:
                ready = [row for row in drive.rows() if row.endswith("  ready")]
                assert drive.rows()[2 : 2 + len(ready)] == ready
            if orders[-1].startswith("by state"):
                states = re.findall(r"^ [ >] pg-\S+ +. (\S+)", drive.screen_text(), re.MULTILINE)
                assert [state.rstrip("~") for state in states] == sorted(
                    state.rstrip("~") for state in states
                )
        assert len(set(orders)) == 4
        assert orders[0] == orders[-1]
        assert names(drive) == by_name


async def test_raw_shows_the_answer_as_it_came() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments")
        await drive.press("y")
        shown = await drive.expect("pg-payments raw")
        assert '"priority_station": "source"' in shown
        await drive.back()
        assert drive.cursor_row.startswith("pg-payments ")


async def test_copies_the_id_of_the_group_under_the_cursor() -> None:
    async with rehearsal() as drive:
        copied = clipboard_of(drive)
        await drive.move_to("pg-payments")
        await drive.press("c")
        assert copied == ["24857067-4c43-4fb5-a6b6-fd4833d6beca"]
        assert "clipboard" in drive.key_line


async def test_a_list_that_cannot_be_read_says_why_and_r_reads_it_again() -> None:
    wire = Wire()
    wire.answer("GET .*/server-groups", 403, "SDRS.0011", "no role for it")
    async with wired(wire=wire) as (drive, _):
        shown = await drive.expect("Could not read the protection groups.")
        assert "SDRS.0011: no role for it" in shown
        assert "SDRS Administrator" in shown
        wire.mend()
        await drive.press("r")
        await drive.expect("pg-payments")


async def test_a_list_that_cannot_be_read_again_stays_as_it_was_seen() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/server-groups", 400, "SDRS.0501", "not today")
        before = names(drive)
        await drive.press("r")
        assert "SDRS.0501: not today" in drive.key_line
        assert names(drive) == before


async def test_a_passing_fault_is_waited_out() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/server-groups", 503, "APIGW.0201", "backend away")
        await drive.press("r")
        assert "Reading" in drive.key_line
        wire.mend()
        await drive.let_time_pass(5)
        assert "Read at" in drive.key_line


@pytest.fixture
def empty_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A scenario without groups, in the folder where drilltui is started."""
    monkeypatch.chdir(tmp_path)
    Path("empty.toml").write_text(EMPTY)
    return "empty.toml"


async def test_an_empty_project_says_so(empty_project: str) -> None:
    async with rehearsal(scenario=empty_project) as drive:
        await drive.expect("This project has no protection group.")
        for key in ("n", "y"):
            await drive.press(key)
            assert drive.key_line == " No group is under the cursor."
        await drive.press("/", "x", "enter", "s", "escape")
        await drive.open_drills()
        await drive.expect("There is no drill.")
        for key in ("R", "D", "y"):
            await drive.press(key)
            assert drive.key_line == " No drill is under the cursor."


EMPTY = """
title = "Nothing here yet"
vpcs = []

[account]
name = "new-customer"
region = "eu-demo-1"
projects = ["eu-demo-1"]
zones = ["eu-demo-1a", "eu-demo-1b"]

[[users]]
name = "drill-operator"
password = "Sandbox-Operator-1"
keys = [{ ak = "SANDBOXACCESSKEY0001", sk = "sandbox-secret-key-not-real-00000000001" }]
"""


async def test_many_groups_come_in_pages_and_the_last_one_is_reached() -> None:
    async with rehearsal(groups=300) as drive:
        await drive.expect("315")
        await drive.press("G")
        last = drive.cursor_row
        await drive.press("k")
        assert drive.cursor_row != last
        await drive.press("home")
        assert drive.cursor_row.startswith("pg-archive")


GROUPS = "GET .*/server-groups$"


async def test_reading_many_groups_again_keeps_the_cursor_and_is_never_a_part() -> None:
    async with wired(groups=400) as (drive, wire):
        await drive.expect("by name   415")
        await drive.press("G")
        last, pages = drive.cursor_row, len(drive.requests())
        await drive.press("r")
        await drive.expect("Read at")
        assert len(drive.requests()) - pages == 3  # two pages of groups, and the drills
        assert drive.cursor_row == last
        wire.answer_after(GROUPS, 1, 400, "SDRS.0501", "not today")
        await drive.press("r")
        await drive.expect("SDRS.0501: not today")
        assert drive.banner.endswith("by name   415")
        assert drive.cursor_row == last


async def test_a_first_list_that_is_cut_off_says_that_it_is_not_all() -> None:
    wire = Wire()
    wire.answer_after(GROUPS, 1, 400, "SDRS.0501", "not today")
    async with wired(wire=wire, groups=400) as (drive, _):
        await drive.expect("SDRS.0501: not today")
        await drive.press("j")
        assert drive.banner.endswith("100 so far")
        wire.mend()
        await drive.press("r")
        await drive.expect("by name   415")


async def test_a_covered_list_is_read_once_when_it_is_seen_again() -> None:
    async with rehearsal() as drive:
        for group in ("pg-payments", "pg-crm"):
            await drive.run_drill(group, seconds=0)
            await drive.back()
        await drive.open_drills()
        await drive.press("y")

        def lists() -> int:
            return sum("/server-groups?" in one.request.url for one in drive.requests("GET"))

        before = lists()
        await drive.let_time_pass(300)
        assert lists() == before
        await drive.back()
        await drive.back()
        await drive.expect("drill-pg-crm-2026")
        assert lists() == before + 1


async def test_a_drill_that_has_just_begun_is_seen_in_the_list_at_once() -> None:
    async with rehearsal() as drive:
        await drive.run_drill("pg-payments", seconds=1)
        await drive.back()
        shown = await drive.expect("drill-pg-payments-20261123 is being made")
        assert "RUNNING" in shown or "accepted" in shown
        await drive.press("n")
        shown = await drive.expect("drill-pg-payments-20261123 is being made")
        assert drive.banner.endswith("blocked")
        await drive.press("f5")
        await drive.expect("drills > drill-pg-payments-20261123 > create")


async def test_while_a_read_is_repeated_the_reason_is_said() -> None:
    async with wired() as (drive, wire):
        wire.cut("GET .*/server-groups")
        await drive.press("r")
        await drive.expect("The connection to 127.0.0.1 failed (cut by the test). Trying again")
        assert names(drive), "what was read before stays"
        wire.mend()
        seconds = 0
        while "Trying again" in drive.key_line:
            seconds += 1
            assert seconds < 30
            await drive.let_time_pass(1)
        await drive.expect("Read at ")


async def test_a_read_that_ends_in_a_failure_is_not_said_to_go_on() -> None:
    async with wired() as (drive, wire):
        wire.cut("GET .*/server-groups")
        await drive.press("r")
        await drive.let_time_pass(120)
        assert "The connection to 127.0.0.1 failed (cut by the test)." in drive.key_line
        assert "Trying again" not in drive.screen_text()


async def test_a_read_that_is_given_up_for_another_is_not_said_to_go_on() -> None:
    async with wired() as (drive, wire):
        released = wire.hold("GET .*/server-groups")
        await drive.press("r")
        await drive.press("r")
        assert any(one.failure.startswith("Nobody waited") for one in drive.requests())
        assert "Trying again" not in drive.screen_text()
        released.set()
        await drive.expect("Read at ")
