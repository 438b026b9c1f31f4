from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from itertools import pairwise

import pytest
from textual.events import Unmount
from textual.message import Message

from drilltui.cloud.http import ConnectError, RemoteProtocolError, RequestError
from drilltui.domain.drill import DrillDraft
from drilltui.domain.event_data import rows, text
from drilltui.domain.plain_text import plain
from drilltui.domain.record import Kind
from drilltui.domain.sending import Sending
from drilltui.services.sending import Answer
from drilltui.services.session import Session
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from tests.drive import Drive, rehearsal
from tests.ui.screens.clipboard import clipboard_of
from tests.ui.screens.wire import Wire, wired

REFUSED = "POST .*/disaster-recovery-drills"


async def open_form(drive: Drive, group: str = "pg-payments") -> None:
    await drive.move_to(group)
    await drive.new_drill()


async def begin_elsewhere(session: Session) -> Answer:
    """Submit a drill of pg-payments past the screens, as another window would."""
    groups = await session.groups.list()
    one = next(one.group for one in groups if one.group.name == "pg-payments")
    return await session.drills.start(DrillDraft(one.id, "drill-of-another"), one, {})


async def submit(drive: Drive) -> None:
    await open_form(drive)
    await drive.start()
    await drive.confirm()


async def test_the_suggested_name_says_group_and_date_and_can_be_sent_as_it_is() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        assert "Name      drill-pg-payments-20261123" in drive.screen_text()
        assert drive.banner.endswith("ready")


WRONG_NAMES = {
    "": "a name is needed: letters, digits, . _ -",
    "a b": "a blank at position 2: only letters, digits, . _ -",
    "äpfel": "'ä' at position 1: only letters, digits, . _ -",
    "drill@pg": "'@' at position 6: only letters, digits, . _ -",
    "\u202ename": "'?' at position 1: only letters, digits, . _ -",
    "x" * 65: "'x' at position 65: 65 bytes, at most 64",
}


async def test_a_wrong_name_shows_what_and_where_and_is_not_sent() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        for name, said in WRONG_NAMES.items():
            await drive.type_name(name)
            assert f"stop  {said}" in drive.screen_text()
            assert f"{len(plain(name).encode())} of 64 bytes" in drive.screen_text()
            assert "1 to mend" in drive.banner
            await drive.start()
            assert drive.key_line.startswith(" Not sent, SDRS.0202: ")
            assert "new drill" in drive.banner


async def test_the_request_follows_every_key() -> None:
    async with rehearsal((120, 40)) as drive:
        await open_form(drive)
        copied = clipboard_of(drive)
        await drive.type_name("drill-x")
        await drive.press("f6", "y", "f6")
        await drive.choose_vpc("vpc-drill-a")
        await drive.press("f6")
        bodies = [json.loads(text.split("\n")[1]) for text in copied]
        drafts = [body["disaster_recovery_drill"] for body in bodies]
        assert [draft["name"] for draft in drafts] == ["drill-x", "drill-xy", "drill-xy"]
        assert "drill_vpc_id" not in drafts[1]
        assert len(drafts[2]["drill_vpc_id"]) == 36
        assert copied[0].startswith("POST http://127.0.0.1/v1/")


async def test_the_groups_own_vpc_is_listed_last_and_refused_with_its_code() -> None:
    async with rehearsal((120, 40)) as drive:
        await open_form(drive)
        await drive.choose_vpc("vpc-prod")
        assert "stop  SDRS.1907  the group's own" in drive.cursor_row
        await drive.press("enter")
        assert drive.key_line == " Not sent, SDRS.1907: the group's own"
        await drive.choose_vpc("vpc-drill-a")
        assert "stop" not in drive.cursor_row


WRONG_VPC_IDS = {
    "": "a VPC id is needed, or choose from the list",
    "65ce8f85-7c06": "13 of 36 characters (8-4-4-4-12)",
    "65ce8f85_7c06": "'_' at position 9: a dash belongs here",
    "xyz": "'x' at position 1: only 0-9 and a-f",
}


async def test_a_wrong_vpc_id_shows_what_and_where() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        for vpc_id, said in WRONG_VPC_IDS.items():
            await drive.type_vpc_id(vpc_id)
            assert f"stop  {said}" in drive.screen_text()
            await drive.start()
            assert "SDRS.0204" in drive.key_line
        await drive.choose_vpc("automatic")
        assert "ready" in drive.banner


async def test_a_typed_id_of_a_listed_vpc_is_judged_like_the_listed_one() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        await drive.type_vpc_id("65ce8f85-7c06-49c3-8fd8-994dc5c2dd7f")
        await drive.expect("stop  other VPC          the group's own  SDRS.1907")
        await drive.start()
        assert "Not sent" in drive.key_line


async def test_every_field_is_reached_with_tab_and_enter_goes_on() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        seen = []
        for _ in range(3):
            seen.append(drive.app.focused)
            await drive.press("tab")
        assert seen[0] is seen[2] is not seen[1]
        await drive.press("tab", "enter")  # from the name to the VPCs
        assert drive.app.focused is seen[1]


async def test_a_refusal_shows_code_message_request_id_and_record() -> None:
    async with wired() as (drive, wire):
        wire.answer(REFUSED, 400, "SDRS.1002", "the group is not in a state for it")
        await submit(drive)
        shown = await drive.expect("refused  SDRS.1002")
        assert "the group is not in a state for it" in shown
        assert "request request-400" in shown
        assert "The drill was not started." in drive.key_line
        event = (await drive.record())[-1]
        assert event.kind == Kind.REFUSED
        assert event.data["code"] == "SDRS.1002"
        assert f"record {event.record_id}" in shown
        assert len(drive.requests("POST")) == 1


async def test_led_at_80x24_every_warning_is_in_sight() -> None:
    async with rehearsal((80, 24), runbook="first-drill") as drive:
        await open_form(drive)
        await drive.expect("in all  warn 2")

        assert sum(row.startswith(" warn ") for row in drive.rows()) == 2


async def test_form_confirmation_and_record_count_the_same_findings() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        await drive.expect("in all")
        counted = [row for row in drive.rows() if "in all" in row]
        await drive.start()
        await drive.expect("This starts a drill.")

        assert [row for row in drive.rows() if "in all" in row] == counted
        await drive.confirm()
        await drive.settle()
        (kept,) = (one for one in await drive.record() if one.kind == Kind.PREFLIGHT)
        told = Counter(text(finding, "verdict") for finding in rows(kept.data, "findings"))
        words = counted[0].split()
        assert {verdict: int(words[words.index(verdict) + 1]) for verdict in told} == told


@pytest.mark.parametrize("error", [RemoteProtocolError, ConnectError])
async def test_only_a_request_that_surely_never_left_is_said_not_to_be_sent(
    error: type[RequestError],
) -> None:
    async with wired() as (drive, wire):
        wire.cut(REFUSED, error)
        await submit(drive)
        never_left = error is ConnectError
        shown = await drive.expect("not sent" if never_left else "unknown")
        assert "cut by the test" in shown
        if never_left:
            assert drive.key_line == " The drill was not started."
        else:
            assert (
                "Nobody knows yet whether the drill drill-pg-payments-20261123 was made." in shown
            )
        kinds = [event.kind for event in await drive.record()]
        assert kinds[-1] == (Kind.NOT_SENT if never_left else Kind.UNKNOWN)


async def test_a_lost_answer_leads_to_the_look_up_and_is_never_sent_again_by_itself() -> None:
    async with wired() as (drive, wire):
        wire.lose_answer(REFUSED, RemoteProtocolError)
        await submit(drive)
        await drive.expect("drills > drill-pg-payments-20261123 > create")
        exercise = await drive.exercise()
        assert exercise.unsettled
        assert exercise.unsettled.sending is Sending.UNKNOWN
        await drive.let_time_pass(120)
        await drive.expect("available")
        assert len(drive.requests("POST")) == 1
        exercise = await drive.exercise()
        assert exercise.create
        assert exercise.create.sending is Sending.FOUND


async def test_a_gateway_timeout_is_an_unknown_outcome_too() -> None:
    async with wired() as (drive, wire):
        wire.answer(REFUSED, 504, "APIGW.0308", "backend timeout")
        await submit(drive)
        await drive.expect("APIGW.0308: backend timeout")
        await drive.expect("Nobody knows yet")
        assert len(drive.requests("POST")) == 1


async def test_a_second_enter_on_the_confirmation_sends_nothing_more() -> None:
    async with wired() as (drive, wire):
        answer = wire.hold(REFUSED)
        await open_form(drive)
        await drive.start()
        await drive.press("down")
        await drive.press_quickly("enter", 3)
        assert "sending" in drive.key_line
        await drive.start()
        assert "being submitted" in drive.key_line
        answer.set()
        await drive.expect("> create")
        await drive.let_time_pass(10)
        assert len(drive.requests("POST")) == 1
        assert len(await drive.journal.records()) == 1


async def test_what_is_seen_while_the_answer_is_out_is_what_was_sent() -> None:
    async with wired() as (drive, wire):
        answer = wire.hold(REFUSED)
        await submit(drive)
        shown = drive.screen_text().split("\n")[1:20]
        await drive.press("x", "backspace", "tab", "down", "z")
        assert drive.screen_text().split("\n")[1:20] == shown
        assert drive.banner.endswith("sending")
        assert "answer may take half a minute." in drive.key_line
        await drive.let_time_pass(12)
        await drive.press("x")
        assert "s, the answer may take half a minute." in drive.key_line
        wire.mend()
        answer.set()
        await drive.expect("> create")


async def test_after_a_refusal_the_field_that_had_the_keys_has_them_again() -> None:
    async with wired() as (drive, wire):
        wire.answer(REFUSED, 400, "SDRS.1002", "the group is not in a state for it")
        await submit(drive)
        await drive.expect("refused  SDRS.1002")
        await drive.press("x")
        assert "drill-pg-payments-20261123x" in drive.screen_text()


async def refused(drive: Drive, wire: Wire) -> None:
    """Submit a drill that the service refuses, and read the refusal."""
    wire.answer(REFUSED, 400, "SDRS.1002", "the group is not in a state for it")
    await submit(drive)
    await drive.expect("refused  SDRS.1002")


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_a_refusal_goes_when_another_name_is_typed(size: tuple[int, int]) -> None:
    async with wired(size) as (drive, wire):
        await refused(drive, wire)
        await drive.press("x")

        assert "SDRS.1002" not in drive.screen_text()
        assert "Request  POST" in drive.screen_text()


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_a_refusal_goes_when_another_vpc_is_chosen(size: tuple[int, int]) -> None:
    async with wired(size) as (drive, wire):
        await refused(drive, wire)
        await drive.choose_vpc("vpc-drill-a")

        assert "SDRS.1002" not in drive.screen_text()
        assert "Request  POST" in drive.screen_text()


async def test_a_refusal_goes_when_a_person_reads_the_group_again() -> None:
    async with wired() as (drive, wire):
        await refused(drive, wire)
        await drive.press("f4")

        await drive.expect_gone("SDRS.1002")


async def test_a_refusal_stays_while_the_form_reads_again_what_a_person_has_not_changed() -> None:
    async with wired() as (drive, wire):
        await open_form(drive)
        await drive.choose_vpc("vpc-drill-a")
        listed = tuple(drive.app.screen.query_one("#vpcs", LineTable).keys)
        on_its_way = wire.hold(REFUSED)
        wire.answer(REFUSED, 400, "SDRS.1914", "the VPC does not exist")
        await drive.start()
        await drive.confirm()
        wire.change("GET .*/vpcs$", lambda told: {"vpcs": []})
        on_its_way.set()

        await drive.expect("refused  SDRS.1914")
        assert tuple(drive.app.screen.query_one("#vpcs", LineTable).keys) != listed


async def test_a_refusal_that_is_gone_is_not_explained_any_more() -> None:
    async with wired() as (drive, wire):
        await refused(drive, wire)
        await drive.press("x", "f7")

        assert "SDRS.1002" not in drive.screen_text()


async def test_escape_does_not_leave_a_request_that_is_on_its_way() -> None:
    async with wired() as (drive, wire):
        answer = wire.hold(REFUSED)
        await submit(drive)
        await drive.back()
        assert "The request is on its way: wait for its answer." in drive.key_line
        assert "new drill" in drive.banner
        answer.set()
        await drive.expect("> create")
        await drive.back()
        await drive.let_time_pass(20)
        assert "create drill-pg-payments-20261123  RUNNING" in drive.job_line
        exercise = await drive.exercise()
        assert exercise.create
        assert exercise.create.sending is Sending.ACCEPTED


async def test_vpcs_that_cannot_be_read_leave_the_automatic_one() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/vpcs", 403, "VPC.0010", "rules forbid it")
        await open_form(drive)
        await drive.expect("VPCs could not be read: rules forbid it")
        await drive.start()
        await drive.confirm()
        await drive.expect("accepted")


async def test_a_vpc_that_the_service_would_refuse_says_so_and_is_not_sent() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        await drive.choose_vpc("vpc-drill-half")
        await drive.expect("stop  subnets' CIDRs     no subnet 10.20.16.0/24  SDRS.1909")
        assert drive.banner.endswith("1 to mend")
        await drive.start()
        assert drive.key_line == " Not sent, SDRS.1909: no subnet 10.20.16.0/24"
        assert drive.requests("POST") == ()


async def test_usable_vpcs_come_first_and_automatic_says_what_it_leaves() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        rows = drive.rows()
        listed = [row for row in rows if "usable" in row or "stop  SDRS" in row]
        assert "usable" in listed[0]
        assert all("stop" in row for row in listed[1:])
        assert "a VPC and 2 subnets, which stay" in drive.screen_text()


async def test_what_a_person_knows_better_is_sent_with_the_reason_and_recorded() -> None:
    async with rehearsal(scenario="preflight") as drive:
        await open_form(drive, "pg-ready")
        await drive.choose_vpc("vpc-in-use")
        await drive.expect("needs a reason")
        await drive.start()
        await drive.expect("stop  VPC in use")
        await drive.press("enter")
        assert "the record keeps the reason" in drive.key_line
        await drive.paste("the other drill is over")
        await drive.press("enter")
        await drive.expect("refused  SDRS.1921")
        told = next(one.data for one in await drive.record() if one.kind == Kind.PREFLIGHT)
        override = told["override"]
        assert isinstance(override, dict)
        assert override["reason"] == "the other drill is over"
        assert override["rules"] == ["vpc-free"]


async def test_a_reason_that_is_not_given_sends_nothing() -> None:
    async with rehearsal(scenario="preflight") as drive:
        await open_form(drive, "pg-ready")
        await drive.choose_vpc("vpc-in-use")
        await drive.start()
        await drive.back()
        assert "Nothing was sent." in drive.key_line
        assert drive.requests("POST") == ()


async def test_what_has_changed_since_the_confirmation_is_told_and_not_sent() -> None:
    def stopping(answer: dict[str, dict[str, object]]) -> object:
        return answer | {"server_group": answer["server_group"] | {"description": "x"}}

    def fewer(answer: dict[str, list[object]]) -> object:
        return answer | {"replications": answer["replications"][1:]}

    async with wired() as (drive, wire):
        await open_form(drive)
        await drive.start()
        await drive.expect("This starts a drill.")
        wire.change("GET .*/server-groups/", stopping)
        wire.change("GET .*/replications", fewer)
        await drive.confirm()
        said = " ".join((await drive.expect("The drill was not started.")).split())
        assert "This could not be read once more: pairs" in said
        assert drive.requests("POST") == ()
        assert await drive.journal.records() == ()


async def test_one_can_type_while_everything_is_being_read() -> None:
    async with wired() as (drive, wire):
        held = wire.hold("GET .*")
        await open_form(drive)
        assert drive.banner.endswith("reading")
        await drive.type_name("drill-typed-meanwhile")
        assert '"name":"drill-typed-meanwhile"' in "".join(drive.screen_text().split())
        held.set()
        await drive.expect("custom routes")
        assert "drill-typed-meanwhile" in drive.screen_text()


async def test_the_form_stays_whole_from_wide_to_narrow_and_back() -> None:
    async with rehearsal((120, 40)) as drive:
        await open_form(drive)
        await drive.type_name("drill-kept")
        before = drive.screen_text()
        for size in ((60, 20), (120, 40)):
            await drive.resize(*size)
            assert "drill-kept" in drive.screen_text()
            assert "10 of 64 bytes" in drive.screen_text()
            await drive.press("end")
        assert drive.screen_text() == before
        await drive.resize(60, 20)
        await drive.press("!")
        assert "stop  '!' at position 11" in drive.screen_text()


async def test_the_vpc_table_is_straight() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        header = next(row for row in drive.rows() if "DRILL VPC" in row)
        cidr = header.index("CIDR")
        rows = [row for row in drive.rows() if row.startswith("   vpc-")]
        assert rows
        assert all(row[cidr - 1] == " " and row[cidr].isdigit() for row in rows)
        assert all(a[:cidr] != b[:cidr] for a, b in pairwise(rows))


async def test_what_cannot_be_read_stays_said_until_f4_has_read_it() -> None:
    async with wired() as (drive, wire):
        wire.answer("GET .*/vpcs", 403, "VPC.0010", "rules forbid it")
        await open_form(drive)
        await drive.press("x")
        assert "VPCs could not be read: rules forbid it" in drive.screen_text()
        wire.mend()
        await drive.press("f4")
        await drive.expect("vpc-drill-a")
        assert "could not be read" not in drive.screen_text()
        assert drive.banner.endswith("ready")
        assert "20261123x" in drive.screen_text()


async def test_an_early_start_waits_for_the_names_of_the_instances() -> None:
    async with wired() as (drive, wire):
        held = wire.hold("GET .*/protected-instances")
        await open_form(drive)
        assert drive.banner.endswith("reading")
        await drive.start()
        assert "Reading the group and the VPCs first" in drive.key_line
        held.set()
        await drive.expect("This starts a drill.")
        await drive.confirm()
        await drive.let_time_pass(21)
        await drive.expect("pay-app-01")


async def test_an_unknown_outcome_is_told_whole_and_advises_no_second_try() -> None:
    async with wired() as (drive, wire):
        wire.lose_answer(REFUSED, RemoteProtocolError)
        await submit(drive)
        said = " ".join((await drive.expect("Nobody knows yet")).split())
        assert "The connection to 127.0.0.1 failed (lost by the test)." in said
        assert "No other drill of this group is started before it is settled." in said
        assert "until absence" in said or "Absence takes 120 s of looking to prove." in said
        assert "try again" not in said
        assert "~" not in said


async def test_a_name_in_use_is_refused_while_it_is_typed_and_f3_takes_the_free_one() -> None:
    async with rehearsal() as drive:
        await drive.move_to("pg-payroll")
        await drive.new_drill()
        await drive.press("f3")
        assert "it is free" in drive.key_line
        await drive.type_name("drill-0911")
        await drive.expect("stop  the group has a drill of this name; F3 takes drill-0911-2")
        assert drive.banner.endswith("1 to mend")
        await drive.start()
        assert "Not sent: the group has a drill of this name" in drive.key_line
        await drive.press("f3")
        await drive.expect("drill-0911-2  ")
        await drive.expect('"name":"drill-0911-2"')
        assert drive.banner.endswith("ready")
        assert drive.requests("POST") == ()


async def test_a_name_that_was_taken_meanwhile_is_told_whole_with_the_free_one() -> None:
    name = "drill-pg-payments-of-the-late-autumn-of-this-year"

    def taken(answer: dict[str, list[dict[str, object]]]) -> object:
        drills = answer["disaster_recovery_drills"]
        another = drills[0] | {"id": "another", "name": name}
        return answer | {"disaster_recovery_drills": [*drills, another]}

    async with wired() as (drive, wire):
        await open_form(drive, "pg-payroll")
        await drive.type_name(name)
        await drive.start()
        await drive.expect("This starts a drill.")
        wire.change("GET .*/disaster-recovery-drills$", taken)
        await drive.confirm()
        shown = " ".join((await drive.expect("The drill was not started.")).split())
        assert f"The group has a drill called {name} already: nothing was sent." in shown
        assert f"Take another name; {name}-2 is free." in shown
        assert "Request" not in shown
        await drive.press("f3")
        await drive.expect(f'"name":"{name}'[:30])
        assert drive.requests("POST") == ()
        assert await drive.journal.records() == ()


async def test_while_an_earlier_submission_is_open_the_form_leads_to_it() -> None:
    async with wired() as (drive, wire):
        wire.cut(REFUSED, RemoteProtocolError)
        await submit(drive)
        await drive.expect("Nobody knows yet")
        await drive.back()
        await drive.press("n")
        await drive.expect("blocked")
        assert drive.banner.endswith("blocked")
        said = " ".join(drive.screen_text().split())
        record = (await drive.record())[0].record_id
        assert f"not settled: nobody knows yet whether it arrived (record {record})." in said
        assert "Enter or F5 shows how far it is." in said
        await drive.start()
        await drive.expect("> create")
        await drive.back()
        await drive.press("tab", "enter")
        await drive.expect("> create")
        assert len(drive.requests("POST")) == 1
        await drive.back()
        await drive.let_time_pass(130)  # absent: the group is free again
        await drive.expect("ready")
        assert drive.banner.endswith("ready")


async def test_a_submission_of_another_drilltui_is_told_whole_after_the_confirmation() -> None:
    async with wired() as (drive, wire):
        await open_form(drive)
        await drive.start()
        await drive.expect("This starts a drill.")
        wire.cut(REFUSED, RemoteProtocolError)
        begun = asyncio.ensure_future(begin_elsewhere(drive.app.desk.session))
        await drive.settle()
        assert (await begun).open
        sent = len(drive.requests("POST"))
        await drive.confirm()
        await drive.expect("The drill was not started.")
        said = " ".join(drive.screen_text().split())
        assert "is not settled: nobody knows yet whether it arrived" in said
        assert "It is looked up while drilltui runs; 'drilltui resume' settles it too." in said
        assert drive.banner.endswith("blocked")
        assert len(drive.requests("POST")) == sent


async def test_a_list_of_vpcs_that_is_cut_says_so() -> None:
    async with rehearsal() as drive:
        await open_form(drive)
        await drive.choose_vpc("automatic")
        header = next(row for row in drive.rows() if "DRILL VPC" in row)
        seen, total = re.search(r"1-(\d+) of (\d+)$", header).groups()  # type: ignore[union-attr]
        assert int(seen) < int(total)
        await drive.press("G")
        assert re.search(rf"-{total} of {total}$", "\n".join(drive.rows()), re.MULTILINE)
        await drive.resize(120, 40)
        assert f" of {total}" not in next(row for row in drive.rows() if "DRILL VPC" in row)


async def test_an_answer_that_comes_while_the_form_is_taken_away_harms_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = asyncio.Event()

    async def of_group(_: object, __: str) -> tuple[()]:
        await answered.wait()
        return ()

    async with rehearsal() as drive:
        await drive.choose_group("pg-payments")
        monkeypatch.setattr(type(drive.app.desk.session.exercises), "of_group", of_group)
        await drive.press("n")
        await drive.let_time_pass(4)
        form = drive.app.screen
        dispatch = form._dispatch_message

        async def late(message: Message) -> None:
            if isinstance(message, Unmount):  # its fields are gone by now
                assert not form.query(Field)
                answered.set()
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            await dispatch(message)

        monkeypatch.setattr(form, "_dispatch_message", late)
        await drive.back()
        assert answered.is_set()
        await drive.expect("pay-db-01-data1")
