"""The whole road of a drill, by keys alone: from the groups to the proof that it is gone."""

from __future__ import annotations

import json
import re

import pytest

from drilltui.domain.field import NAME_BYTES
from drilltui.domain.record import Kind, broken_at
from drilltui.domain.sending import Sending
from tests.drive import Drive, rehearsal

SIZES = ((80, 24), (120, 40))
NAME = "drill-pg-payments-autumn"


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_whole_road(size: tuple[int, int]) -> None:
    async with rehearsal(size) as drive:
        await find_the_group(drive)
        await fill_in_the_form(drive)
        await submit(drive)
        await watch(drive)
        await look_at_the_servers_and_rename(drive)
        await delete_and_read_back(drive)
        await check_the_record(drive)


async def find_the_group(drive: Drive) -> None:
    await drive.filter("pay")
    assert "4 of 15" in drive.banner
    await drive.choose_group("pg-payments")
    shown = drive.screen_text()
    assert "groups > pg-payments" in drive.banner
    for text in ("+ protected   sync 100 %", "4 protected instances", "9 replication pairs"):
        assert text in shown
    assert drive.job_line == ""


async def fill_in_the_form(drive: Drive) -> None:
    await drive.new_drill()
    await drive.expect("drill-pg-payments-20261123")
    assert "ready" in drive.banner

    await drive.type_name("drill pg/payments")
    await drive.expect("stop  a blank at position 6: only letters, digits, . _ -")
    await drive.type_name("drill-pg/payments")
    await drive.expect("stop  '/' at position 9: only letters, digits, . _ -")
    await drive.start()
    assert "Not sent" in drive.key_line

    await drive.type_name("d" * (NAME_BYTES + 1))
    await drive.expect("65 bytes, at most 64")
    await drive.start()
    assert "Not sent" in drive.key_line

    await drive.type_name(NAME)
    await drive.choose_vpc("vpc-prod")
    await drive.expect("stop  other VPC          the group's own  SDRS.1907")
    await drive.start()
    assert "Not sent, SDRS.1907: the group's own" in drive.key_line

    await drive.type_vpc_id("65ce8f85-7c06-49c3-8fd8-994dc5c2dd7")
    await drive.expect("stop  35 of 36 characters (8-4-4-4-12)")
    await drive.choose_vpc("automatic")
    await drive.expect_gone("drill_vpc_id")
    assert "ready" in drive.banner
    assert drive.requests("POST") == ()


async def submit(drive: Drive) -> None:
    await drive.start()
    shown = await drive.expect("This starts a drill.")
    assert "4 drill servers in eu-demo-1b" in shown
    assert "nothing leaves this machine" in shown
    assert drive.cursor_row == "Cancel"
    await drive.cancel()
    assert "Nothing was sent." in drive.key_line
    assert drive.requests("POST") == ()
    assert await drive.journal.records() == ()

    await drive.start()
    await drive.confirm()
    await drive.expect("accepted")
    assert len(drive.requests("POST")) == 1


async def watch(drive: Drive) -> None:
    await drive.let_time_pass(30)
    shown = drive.screen_text()
    assert "RUNNING 1 of 5  0:30" in shown
    assert re.search(r"pay-app-01 +~ RUNNING +09:14:\d\d +=+>", shown)

    await drive.back()  # out of the monitor: the job line goes on, and so does the watching
    assert f"create {NAME}  RUNNING 1 of 5  0:30" in drive.job_line
    looks = len(drive.requests("GET"))
    await drive.let_time_pass(10)
    assert f"create {NAME}  RUNNING" in drive.job_line
    assert "0:40" in drive.job_line
    assert len(drive.requests("GET")) > looks
    await drive.back()
    assert f"create {NAME}  RUNNING" in drive.job_line

    await drive.open_monitor()
    await drive.let_time_pass(60)
    shown = await drive.expect("SUCCESS 5 of 5")
    assert "ended" in shown
    assert "10.20.16.10" in shown
    assert len(drive.requests("POST")) == 1


async def look_at_the_servers_and_rename(drive: Drive) -> None:
    await drive.press("enter")
    shown = await drive.expect("SERVER ")
    assert re.search(r"pay-db-01 +pay-db-01 +\+ ACTIVE +10\.20\.16\.10", shown)
    assert f"create {NAME}  SUCCESS" in drive.job_line

    await drive.press("R")
    await drive.press("end", "_")
    await drive.expect(f"{NAME}_")
    assert "SUCCESS" in drive.job_line
    await drive.press("enter")
    await drive.expect(f"drills > {NAME}_")
    assert [one.request.method for one in drive.requests() if one.request.method != "GET"] == [
        "POST",
        "PUT",
    ]


async def delete_and_read_back(drive: Drive) -> None:
    await drive.back()  # to the monitor
    await drive.back()  # to the groups
    await drive.open_drills()
    await drive.move_to(f"{NAME}_")
    await drive.delete(NAME)
    assert "Not deleted: the typed name is not the drill's name." in drive.key_line
    assert f"create {NAME}  SUCCESS" in drive.job_line
    await drive.press("_", "enter")
    await drive.expect(f"{NAME}_ > delete")
    await drive.let_time_pass(60)
    shown = await drive.expect("+ gone")
    assert "! 3 things stayed" in shown
    assert re.search(r"VPC +vpc-drill-\w{4} +10\.20\.0\.0/16", shown)
    assert len(drive.requests("DELETE")) == 1

    await drive.back()
    await drive.expect("newest first   3")  # the list was read again
    assert all(NAME not in row for row in drive.rows()[:-2])
    assert f"delete {NAME}_  SUCCESS" in drive.job_line


async def check_the_record(drive: Drive) -> None:
    assert len(drive.requests("POST")) == 1
    assert len(await drive.journal.records()) == 1
    events = await drive.record()
    assert broken_at(events) is None
    assert [event.kind for event in events if event.kind != Kind.JOB] == [
        Kind.OPENED,
        Kind.PREFLIGHT,
        Kind.INTENDED,
        Kind.ACCEPTED,
        Kind.DRILL,
        Kind.INTENDED,
        Kind.ACCEPTED,
        Kind.INTENDED,
        Kind.ACCEPTED,
        Kind.READ_BACK,
    ]
    exercise = await drive.exercise()
    assert (exercise.mode, exercise.group_name) == ("rehearsal", "pg-payments")
    assert exercise.name == f"{NAME}_"
    calls = (exercise.create, exercise.rename, exercise.delete)
    assert [call and call.sending for call in calls] == [Sending.ACCEPTED] * 3
    assert exercise.create
    assert exercise.create.job_status == "SUCCESS"
    assert exercise.gone
    assert [one.kind for one in exercise.leftovers] == ["VPC", "subnet", "subnet"]
    sent = json.loads(drive.requests("POST")[0].request.body)["disaster_recovery_drill"]
    assert sent == {"name": NAME, "server_group_id": exercise.group_id}


async def test_the_road_on_a_small_terminal() -> None:
    async with rehearsal((60, 20)) as drive:
        await drive.filter("pg-crm")
        assert "ready" in drive.cursor_row
        await drive.run_drill("pg-crm")
        await drive.expect("SUCCESS")
        await drive.press("enter")
        await drive.expect("crm-db-01")
        await drive.delete("drill-pg-crm-20261123")
        await drive.expect("> delete")
        await drive.let_time_pass(120)
        await drive.expect("+ gone")
        assert len(drive.requests("POST")) == 1
        assert (await drive.exercise()).gone


async def test_a_drill_in_a_typed_vpc_leaves_no_new_one() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.choose_vpc("vpc-drill-a")
        found = re.search(r'"drill_vpc_id":"\s*([0-9a-f-]+)\s*([0-9a-f-]*)"', drive.screen_text())
        assert found
        await drive.type_vpc_id("".join(found.groups()))
        assert "ready" in drive.banner
        await drive.start()
        await drive.confirm()
        await drive.let_time_pass(180)
        await drive.expect("SUCCESS")
        exercise = await drive.exercise()
        assert exercise.drill_vpc_id == exercise.vpc_id == "".join(found.groups())
