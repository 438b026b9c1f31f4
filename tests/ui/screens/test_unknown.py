"""An outcome that nobody knows, from the lost answer to the proof: what each screen says of it."""

from __future__ import annotations

import pytest

from drilltui.cloud.http import RemoteProtocolError
from drilltui.domain.record import Kind
from drilltui.domain.sending import Sending
from tests.drive import live
from tests.ui.screens.lost import CREATE, DRILLS, NAME, SIZES, lose, posts, prod, said

sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


@sizes
async def test_what_is_proven_absent_is_sent_again_in_the_same_record(
    size: tuple[int, int],
) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.press("f5")
        assert "Only what is proven not to have been made is sent again." in drive.key_line
        await drive.let_time_pass(20)
        assert "until absence is proven" in drive.screen_text()
        await drive.let_time_pass(120)
        await drive.expect(f"The drill {NAME} was not made.")
        await drive.press("j")  # what was said makes way for the keys
        assert "F5 send again" in drive.key_line
        await drive.press("enter")
        assert "F5 sends it again" in drive.key_line
        await drive.press("f5")
        await drive.expect("This is the next intention of record")
        await drive.cancel()
        assert "Nothing was sent." in drive.key_line
        assert posts(world) == 1
        await drive.press("f5")
        await drive.expect("This is the next intention of record")
        await drive.confirm()
        await drive.let_time_pass(120)
        await drive.expect("SUCCESS 5 of 5")
        assert posts(world) == 2
        assert len(world.shelf.records) == 1
        create = (await drive.exercise()).create
        assert create
        assert create.sending is Sending.ACCEPTED


async def test_a_refusal_of_the_second_try_is_told_whole_where_it_was_asked_for() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.let_time_pass(140)
        world.wire.answer("POST", 400, "SDRS.1002", "the group is not in a state for it")
        await drive.press("f5")
        await drive.expect("This is the next intention of record")
        await drive.confirm()
        await drive.expect("refused  SDRS.1002")
        assert "the group is not in a state for it" in said(drive)
        assert "It was not sent again." in drive.key_line


async def test_sending_again_asks_with_what_preflight_sees_now() -> None:
    def fewer(answer: dict[str, list[object]]) -> object:
        return answer | {"replications": answer["replications"][1:]}

    world = prod()
    async with live((120, 40), world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.let_time_pass(140)
        await drive.press("f5")
        shown = await drive.expect("This is the next intention of record")
        assert "2 subnets are made" in shown  # it knows what an automatic VPC leaves
        assert " in all" in shown.partition("This is the next")[2]  # what is ok is counted
        world.wire.change("GET .*/replications", fewer)
        await drive.confirm()
        await drive.expect("not sent again.")
        assert "This could not be read once more: pairs" in said(drive)
        assert posts(world) == 1


async def test_sending_again_in_spite_of_a_stop_needs_a_reason_and_records_it() -> None:
    def occupied(answer: dict[str, list[dict[str, object]]]) -> object:
        (vpc,) = (one for one in vpcs if one["name"] == "vpc-drill-a")
        drills = answer["disaster_recovery_drills"]
        return answer | {
            "disaster_recovery_drills": [one | {"drill_vpc_id": vpc["id"]} for one in drills]
        }

    vpcs: list[dict[str, object]] = []

    def listed(answer: dict[str, list[dict[str, object]]]) -> object:
        vpcs[:] = answer["vpcs"]
        return answer

    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        world.wire.change("GET .*/vpcs$", listed)
        world.wire.cut(CREATE, RemoteProtocolError)
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.choose_vpc("vpc-drill-a")
        await drive.start()
        await drive.expect("This starts a drill.")
        await drive.confirm()
        await drive.expect("Nobody knows yet")
        world.wire.mend()
        await drive.let_time_pass(140)
        world.wire.change(DRILLS, occupied)
        await drive.press("f5")
        await drive.expect("Preflight stops it")
        assert "SDRS.1921" in drive.screen_text()
        await drive.paste("that drill is over")
        await drive.press("enter")
        await drive.let_time_pass(5)
        told = [one.data for one in await drive.record() if one.kind == Kind.PREFLIGHT][-1]
        override = told["override"]
        assert isinstance(override, dict)
        assert override["reason"] == "that drill is over"
        assert posts(world) == 2


async def test_what_no_reason_overrides_is_told_before_sending_again_is_asked() -> None:
    def stopping(answer: dict[str, dict[str, object]]) -> object:
        return {"server_group": answer["server_group"] | {"status": "stopping"}}

    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.let_time_pass(140)
        world.wire.change("GET .*/server-groups/[^/]+$", stopping)
        await drive.press("f5")
        await drive.expect("It was not sent again.")
        assert "SDRS.1002" in drive.screen_text()
        assert posts(world) == 1


@sizes
async def test_leaving_asks_and_names_what_nobody_knows(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        for way in ("ctrl+q", "q"):
            await drive.press(way)
            await drive.expect(f"Nobody knows yet whether the drill {NAME} was made.")
            assert "when it is started again, or 'drilltui resume' does." in said(drive)
            assert drive.cursor_row == "Stay"
            await drive.back()
            assert drive.app.is_running
        await drive.let_time_pass(140)
        await drive.press("q")  # it is settled now
        assert not drive.app.is_running


async def test_turning_to_another_profile_asks_too() -> None:
    world = prod()
    world.profiles.profiles["other"] = world.profile("other")
    world.keyring.entries["other"] = world.key
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.turn_to("other")
        await drive.expect(f"Nobody knows yet whether the drill {NAME} was made.")
        assert "drilltui looks it up when it is back here" in said(drive)
        await drive.cancel()
        assert "prod" in drive.banner


async def test_m_opens_what_matters_most_and_the_job_line_shows_it() -> None:
    world = prod()
    async with live(world=world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.back()
        await drive.submit("pg-crm")
        await drive.let_time_pass(5)
        await drive.expect("drill-pg-crm-20261123 > create")
        await drive.back()
        assert drive.job_line.startswith(f" create {NAME}  unknown")
        assert drive.job_line.endswith("+1 more")
        await drive.open_monitor()
        await drive.expect(f"drills > {NAME} > create")
        await drive.back()
        await drive.let_time_pass(150)
        await drive.open_monitor()
        await drive.expect("drill-pg-crm-20261123 > create")  # the last of two that have ended


@sizes
async def test_the_group_says_unknown_in_place_of_ready(size: tuple[int, int]) -> None:
    world = prod()
    async with live(size, world, profile="prod") as (drive, _):
        await lose(drive, world, arrives=False)
        await drive.back()
        await drive.expect("unknown: looked up")
        assert "unknown: looked up" in drive.cursor_row
        assert f"n shows how far it is: whether {NAME} was made" in drive.screen_text()
        await drive.let_time_pass(140)
        await drive.expect_gone("unknown: looked up")
        assert drive.cursor_row.endswith("ready")
