from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Refused, Unreachable
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.field import Problem, name_problem
from drilltui.domain.network import Vpc
from drilltui.domain.place import Mode, Place
from drilltui.domain.preflight.finding import PreflightFinding
from drilltui.domain.preflight.vpc_choice import VpcChoice
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.sending import Sending
from drilltui.domain.verdict import Verdict
from drilltui.services.sending import Answer
from drilltui.ui.line import Line, Role
from drilltui.ui.present import form
from tests.domain.preflight.facts_of import FACTS
from tests.ui.present.things import UUID, group, overview, role_of_text, texts

REQUEST = PlannedRequest("POST", "https://sdrs.example/v1/p/drills", '{"x":1}')


def place(mode: Mode) -> Place:
    return Place(mode, "prod", "eu-1", "p" * 32, "https://sdrs.example", "op", "jump")


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [("", "0 of 64 bytes", Role.DIM), ("x" * 64, "64 of 64 bytes", Role.DIM),
     ("x" * 65, "65 of 64 bytes", Role.STOP), ("演", "3 of 64 bytes", Role.DIM)],
)  # fmt: skip
def test_the_counter_counts_bytes_and_warns_past_the_limit(
    name: str, text: str, role: Role
) -> None:
    assert form.counter(name).plain == text
    assert form.counter(name).spans[0].role is role


@pytest.mark.parametrize(
    ("name", "where"),
    [("a b", "a blank at position 2: "), ("a/", "'/' at position 2: "),
     ("演", "'演' at position 1: "), ("a\u202e", "U+202E at position 2: "),
     ("a\xa0", "U+00A0 at position 2: "), ("\x1b", "U+001B at position 1: ")],
)  # fmt: skip
def test_a_wrong_character_is_named_even_when_it_cannot_be_seen(name: str, where: str) -> None:
    line = form.problem_line(name_problem(name), "fine")
    assert line.plain == f"stop  {where}only letters, digits, . _ -"
    assert line.spans[0].role is Role.STOP


def test_no_problem_is_ok_and_a_problem_without_a_place_is_only_a_sentence() -> None:
    assert form.problem_line(None, "fine").plain == "ok    fine"
    assert form.problem_line(Problem("too long", "SDRS.0202"), "fine").plain == "stop  too long"


def choice(verdict: Verdict, seen: str, code: str = "", *, last: bool = False) -> VpcChoice:
    finding = PreflightFinding("VPC", verdict, seen, code=code)
    return VpcChoice(Vpc(UUID, "vpc-a", "10.0.0.0/16"), finding, last)


def test_a_usable_vpc_says_so_and_whether_the_last_drill_was_there() -> None:
    row = form.vpc_row(choice(Verdict.OK, "fine"))
    assert [span.text for span in row] == ["vpc-a", "10.0.0.0/16", "usable"]
    assert row[2].role is Role.OK
    assert form.vpc_row(choice(Verdict.OK, "", last=True))[2].text == "usable, the last drill's"


def test_a_vpc_that_is_refused_says_why_with_the_code_first() -> None:
    row = form.vpc_row(choice(Verdict.STOP, "the group's own", "SDRS.1907"))
    assert row[2].text == "stop  SDRS.1907  the group's own"
    assert row[2].role is Role.STOP


def test_what_is_no_vpc_of_the_list_says_what_it_is_for() -> None:
    assert "stays after the drill" in form.vpc_row(form.AUTOMATIC)[2].text
    assert form.vpc_row(form.OTHER)[0].text == "another id"


@pytest.mark.parametrize(
    ("limit", "short", "whole"),
    [
        (5, "a VPC and 1 subnet, which stay; VPCs 4 of 5", "; VPC quota 4 of 5"),
        (None, "a VPC and 1 subnet, which stay", "after the drill"),
    ],
)
def test_automatic_says_what_it_leaves_and_how_much_room_there_is(
    limit: int | None, short: str, whole: str
) -> None:
    facts = replace(FACTS, quotas={Counted.VPC: Quota(Counted.VPC, 4, limit)})
    assert form.vpc_row(form.AUTOMATIC, facts)[2].text == short
    said = form.stays(facts)
    assert said.startswith("a new VPC and 1 subnet are made, and stay after the drill")
    assert said.endswith(whole)


def test_the_group_says_whether_it_may_be_drilled_and_what_would_help() -> None:
    ready = overview()
    line = form.group_line(ready.group, ready.readiness)
    assert line.plain == "ok    pg-payments is protected; ready"
    assert line.spans[0].role is Role.OK
    busy = overview(status="stopping")
    line = form.group_line(busy.group, busy.readiness)
    assert line.plain.startswith("stop  pg-payments is stopping; protection is being disabled: ")
    assert line.plain.endswith("  SDRS.1002")
    assert line.spans[0].role is Role.STOP


def test_the_request_is_shown_as_it_would_be_sent() -> None:
    assert texts(form.request_lines(REQUEST)) == ["Request  POST", REQUEST.url, REQUEST.body]


def confirmed(mode: Mode, vpc_id: str | None = None, vpc: Vpc | None = None) -> tuple[Line, ...]:
    return form.confirmation(
        place(mode), group(), DrillDraft(UUID, "drill-x", vpc_id), vpc, REQUEST
    )


def test_a_live_drill_says_that_it_is_one_and_what_it_costs() -> None:
    lines = confirmed(Mode.LIVE)
    mode = next(line for line in lines if "Mode" in line.plain)
    assert role_of_text(mode, "LIVE") is Role.LIVE
    assert "billed until it is deleted" in mode.plain
    assert f"Where      prod, eu-1, project {'p' * 32}" in texts(lines)
    assert "Makes      4 drill servers in eu-demo-1b" in texts(lines)
    assert texts(lines)[-3:] == texts(form.request_lines(REQUEST))


def test_a_rehearsal_says_that_nothing_leaves_this_machine() -> None:
    mode = next(line for line in confirmed(Mode.REHEARSAL) if "Mode" in line.plain)
    assert role_of_text(mode, "REHEARSAL") is Role.REHEARSAL
    assert "nothing leaves this machine" in mode.plain
    assert "billed" not in mode.plain


@pytest.mark.parametrize(
    ("vpc_id", "vpc", "said"),
    [
        (None, None, "automatic: a new VPC, which stays after the drill"),
        (UUID, None, UUID),
        (UUID, Vpc(UUID, "vpc-a", "10.0.0.0/16"), f"vpc-a 10.0.0.0/16  {UUID}"),
    ],
)
def test_the_confirmation_names_the_network(vpc_id: str | None, vpc: Vpc | None, said: str) -> None:
    assert f"Drill VPC  {said}" in texts(confirmed(Mode.LIVE, vpc_id, vpc))


def test_a_refusal_shows_code_message_remedy_request_and_record() -> None:
    error = Refused(status=400, code="SDRS.1", message="no", request_id="r1", remedy="Wait.")
    told = {"code": "SDRS.1", "request_id": "r1"}
    lines = form.refusal_lines(Answer("rec-1", Sending.REFUSED, told, error))
    assert texts(lines) == ["refused  SDRS.1", "no", "Wait.", "request r1", "record rec-1"]


def test_an_unknown_outcome_says_so_with_its_reason_once() -> None:
    error = Unreachable("No answer came.", sent=True, remedy="Try again.")
    lines = form.refusal_lines(Answer("rec-1", Sending.UNKNOWN, {}, error))
    assert [text.strip() for text in texts(lines)] == [
        "unknown",
        "No answer came.",
        "It is looked up now; nothing like it is sent before that is settled.",
        "record rec-1",
    ]
