from __future__ import annotations

import pytest

from drilltui.domain.preflight.finding import PreflightFinding
from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Role
from drilltui.ui.present import preflight
from tests.ui.present.things import texts

STOP = PreflightFinding("VPC quota", Verdict.STOP, "VPC 5 of 5", "ask for more", "SDRS.1929")
WARN = PreflightFinding("custom routes", Verdict.WARN, "2 routes", "later")
OK = PreflightFinding("clock", Verdict.OK, "right")


def test_a_finding_is_verdict_subject_what_was_seen_and_code() -> None:
    told = preflight.finding_line(STOP)
    assert told.plain == "stop  VPC quota          VPC 5 of 5  SDRS.1929"
    assert told.spans[0].role is Role.STOP


def test_good_ones_are_folded_where_there_is_no_room() -> None:
    shown = texts(preflight.in_short([STOP, WARN, *[OK] * 9], 4))
    assert [text.split()[0] for text in shown] == ["stop", "warn", "in"]
    assert shown[-1] == "in all  stop 1  warn 1  ok 9"


def test_what_does_not_fit_is_counted_with_what_does() -> None:
    shown = texts(preflight.in_short([STOP, STOP, STOP, WARN, OK], 3))
    assert len(shown) == 3
    assert shown[-1] == "in all  stop 3  warn 1  ok 1"


@pytest.mark.parametrize("room", [2, 4, 10])
def test_form_and_confirmation_count_alike(room: int) -> None:
    found = [STOP, WARN, WARN, WARN, *[OK] * 9]
    assert preflight.in_short(found, room)[-1] in preflight.caution(found)


def test_where_there_is_room_good_ones_are_shown_too() -> None:
    shown = texts(preflight.in_short([STOP, *[OK] * 9], 4, fold=False))
    assert [text.split()[0] for text in shown] == ["stop", "ok", "ok", "in"]
    assert shown[-1] == "in all  stop 1  ok 9"


def test_the_confirmation_says_what_helps_against_a_stop_and_counts_the_good_ones() -> None:
    shown = texts(preflight.caution([STOP, WARN, OK]))
    assert "-> ask for more" in shown[1]
    assert "custom routes" in shown[2]
    assert shown[3] == "in all  stop 1  warn 1  ok 1"
    assert shown[4:] == [""]


def test_the_whole_report_is_counted_where_a_field_tells_some_of_it() -> None:
    told = [WARN, *[OK] * 3]
    every = [*told, OK, OK]
    assert texts(preflight.in_short(told, 2, of=every))[-1] == "in all  warn 1  ok 5"
    assert texts(preflight.in_short(told, 5, of=every))[-1] == "in all  warn 1  ok 5"
    assert texts(preflight.caution([WARN], [WARN, OK]))[1] == "in all  warn 1  ok 1"
