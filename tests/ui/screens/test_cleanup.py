"""After a delete, by keys: refused, failed, lost, lied about; and what is (never) cleaned up."""

from __future__ import annotations

import re

from drilltui.cloud.http import RemoteProtocolError
from drilltui.domain.record import Kind
from tests.drive import Drive, rehearsal
from tests.ui.screens.wire import wired

DELETE = "DELETE .*/disaster-recovery-drills/"
SUBNET = "DELETE .*/subnets/"


async def made(drive: Drive, group: str) -> str:
    """Make a drill with a VPC of its own and open it; return its name."""
    await drive.run_drill(group)
    await drive.press("enter")
    await drive.expect("State      + available")
    return (await drive.exercise()).name


async def clean_up(drive: Drive) -> str:
    """Open the clean-up from the monitor; return what it shows."""
    await drive.press("C")
    await drive.expect("STANDS")
    return drive.screen_text()


async def vpc_name(drive: Drive) -> str:
    leftovers = (await drive.exercise()).leftovers
    return next(one.name for one in leftovers if one.kind.value == "VPC")


async def remove(drive: Drive, name: str, seconds: float = 120) -> str:
    await drive.press("f5")
    await drive.expect("Type the VPC's name")
    await drive.paste(name)
    await drive.press("enter")
    await drive.let_time_pass(seconds)
    return drive.screen_text()


def removals(drive: Drive) -> list[str]:
    urls = (one.request.url for one in drive.requests("DELETE"))
    return [url for url in urls if "/vpcs/" in url]


async def test_what_stayed_is_proven_removed_and_the_record_closes_clean() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        shown = await clean_up(drive)
        assert re.search(r"DELETE +\d{4}-\d\d-\d\d \d\d:\d\d  accepted, job SUCCESS", shown)
        assert "the drill is gone" in shown
        assert "proven: the drill drill-pg-clean" in " ".join(shown.split())
        assert "Next  F5 removes vpc-drill-" in shown

        shown = await remove(drive, await vpc_name(drive))
        assert "Removed, and read back as gone." in shown
        await drive.back()
        await drive.expect("Next  z closes the record: clean.")
        assert "nothing is left" in drive.screen_text()
        await drive.back()
        await drive.expect("+ nothing stayed")
        await drive.press("C")
        await drive.expect("Next  z closes")
        await drive.press("z")
        await drive.expect("The record closes: clean")
        assert "Verified   not verified, " in drive.screen_text()
        await drive.press("end", "enter", "f5", "f5")
        await drive.expect("nothing: the record is closed")
        exercise = await drive.exercise()
        assert (exercise.outcome, exercise.said.result) == ("clean", "aborted")
        assert ["/subnets/" in path for path in removals(drive)] == [True, True, False]


async def test_on_a_low_terminal_the_end_of_a_removal_is_in_sight_and_its_key_is_gone() -> None:
    async with rehearsal((80, 20), scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        await clean_up(drive)
        await drive.press("f5")
        assert "F5 remove" in drive.key_line

        shown = await remove(drive, await vpc_name(drive))
        assert "Removed, and read back as gone." in shown
        assert "F5 remove" not in drive.key_line


async def test_what_stands_below_the_screen_is_counted_until_it_is_seen() -> None:
    async with rehearsal((80, 24), scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        shown = await clean_up(drive)
        assert re.search(r"\d+ more lines?, PgDn", shown)
        await drive.press("end")
        shown = drive.screen_text()
        assert "TO BE REMOVED HERE, IN THIS ORDER" in shown
        assert "PgDn" not in shown
        await drive.resize(80, 20)
        await drive.press("f5")
        assert "more lines, PgDn" in drive.screen_text()
        await drive.resize(80, 24)
        assert "PgDn" not in drive.screen_text()  # all of what goes, before it goes
        await drive.resize(120, 40)
        assert "PgDn" not in drive.screen_text()


async def test_another_name_removes_nothing() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        await clean_up(drive)
        await drive.press("f5")
        for typed in ("", "vpc-prod", (await vpc_name(drive)).upper()):
            await drive.press("end", "ctrl+u")
            await drive.paste(typed)
            await drive.press("enter")
            assert "Not removed: the typed name is not the VPC's name." in drive.key_line
        assert removals(drive) == []


async def test_a_server_of_somebody_else_in_it_keeps_the_vpc() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-stranger")
        await clean_up(drive)
        await drive.press("f5")
        assert "Nothing is removed here. In it: server " in drive.key_line
        assert removals(drive) == []


async def test_a_subnet_that_needs_a_second_try_gets_it() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-two-tries")
        await clean_up(drive)
        shown = await remove(drive, await vpc_name(drive))
        assert "+ gone, call 2" in shown
        assert "Removed, and read back as gone." in shown
        kinds = [event.kind for event in await drive.record()]
        assert kinds.count(Kind.REFUSED) == 1


async def test_a_vpc_that_stays_though_it_was_answered_as_done() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-vpc-stays")
        await clean_up(drive)
        shown = await remove(drive, await vpc_name(drive))
        assert "! stays" in shown
        assert "the service took it, and still shows it" in shown
        await drive.back()
        await drive.expect("Next  F5 removes vpc-")


async def test_a_lost_answer_of_a_removal_is_looked_up_and_settled() -> None:
    async with wired(scenario="leftovers") as (drive, wire):
        await drive.run_and_delete("pg-clean")
        await clean_up(drive)
        wire.lose_answer(SUBNET, RemoteProtocolError)
        shown = await remove(drive, await vpc_name(drive))
        assert "Removed, and read back as gone." in shown
        kinds = [event.kind for event in await drive.record()]
        assert kinds.count(Kind.UNKNOWN) == kinds.count(Kind.FOUND) > 0


async def test_a_delete_that_is_refused_leaves_the_drill_and_nothing_is_cleaned_up() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.delete(await made(drive, "pg-delete-refused"))
        await drive.expect("SDRS.1913")
        await drive.back()
        await drive.press("C")
        await drive.expect("Next  delete the drill first")
        await drive.press("f5")
        assert "Nothing is removed here. The drill" in drive.key_line
        assert removals(drive) == []


async def test_a_delete_that_fails_in_the_job_says_so_in_the_chain() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-delete-fails")
        shown = await clean_up(drive)
        assert "job FAIL" in shown
        assert "the drill is still there" in shown
        assert "Next  delete the drill first" in shown
        assert removals(drive) == []


async def test_a_delete_that_lies_is_no_clean_up() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-never-goes")
        await drive.expect("still there")
        exercise = await drive.exercise()
        assert not exercise.gone
        assert removals(drive) == []


async def test_a_delete_lost_on_the_wire_is_settled_before_the_clean_up() -> None:
    async with wired(scenario="leftovers") as (drive, wire):
        name = await made(drive, "pg-clean")
        wire.lose_answer(DELETE, RemoteProtocolError)
        await drive.delete(name)
        await drive.let_time_pass(300)
        assert (await drive.exercise()).gone
        shown = await clean_up(drive)
        assert "found" in shown
        assert "Next  F5 removes vpc-drill-" in shown


async def test_what_is_left_is_accepted_with_a_reason_and_a_day() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        await clean_up(drive)
        await drive.press("a")
        await drive.expect("You let this be:")
        await drive.press("enter")
        assert "Say why." in drive.key_line
        await drive.paste("forensics")
        await drive.press("tab")
        await drive.paste("soon")
        await drive.press("enter")
        assert "That is no day" in drive.key_line
        await drive.press("end", "ctrl+u")
        await drive.paste("2099-12-01")
        await drive.press("enter")
        await drive.expect("until 2099-12-01")
        (word,) = (await drive.exercise()).accepted
        assert word.why == "forensics"
        await drive.expect("Next  z closes the record: clean with accepted leftovers. F5 would")
        await drive.back()
        shown = await drive.expect(", accepted")
        assert "things stayed" not in shown


async def test_a_record_closes_as_not_clean_for_a_reason_only() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        await clean_up(drive)
        await drive.press("z")
        await drive.expect("The record closes: not clean")
        assert "Verified   not verified, " in drive.screen_text()
        await drive.press("end", "enter")
        await drive.paste("handed over")
        await drive.press("f5", "f5")
        await drive.expect("nothing: the record is closed")
        exercise = await drive.exercise()
        assert (exercise.outcome, exercise.closed_why) == ("not clean", "handed over")
        for label in ("F5 remove", "a accept", "z close record"):
            assert label not in drive.key_line
        assert "r look now" in drive.key_line
        await drive.press("z")
        assert "the record is closed" in drive.key_line  # pressed all the same, it says why


async def test_from_the_records_and_from_the_drill() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_and_delete("pg-clean")
        await drive.back()
        await drive.open_records()
        await drive.press("C")
        await drive.expect("Next  F5 removes vpc-")


async def test_a_drill_that_was_made_elsewhere_has_no_record_to_clean_by() -> None:
    async with rehearsal() as drive:
        await drive.open_drills()
        await drive.open_drill("drill-0911")
        await drive.press("C")
        await drive.expect("There is no open record of this drill")
