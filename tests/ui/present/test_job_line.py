from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement
from drilltui.services.sight import Search, Sight
from drilltui.ui.line import Line, Role
from drilltui.ui.present.job_line import by_weight, job_line
from tests.ui.present.things import BEGUN, USUAL, job, role_of_text, sight, sub_job


def test_without_a_job_it_is_empty() -> None:
    assert job_line(None, 0, BEGUN) == Line()


def test_before_the_first_look() -> None:
    assert job_line(sight(), 0, BEGUN + 2).plain == " create drill-1  accepted  0:02  not seen yet"


def test_state_progress_time_age_and_how_many_more() -> None:
    seen = sight(job(sub_job("a", "SUCCESS"), sub_job("b", "INIT")), seen=BEGUN + 69)
    line = job_line(seen, 2, BEGUN + 72)
    assert line.plain == " create drill-1  RUNNING 1 of 2  1:12  seen just now   +2 more"
    assert role_of_text(line, "RUNNING 1 of 2") is Role.BUSY


def test_a_failed_look_makes_the_sight_older_and_changes_nothing_else() -> None:
    fine = sight(job(), seen=BEGUN + 5)
    failed = sight(job(), seen=BEGUN + 5, failures=3, failure="no route")
    assert job_line(failed, 0, BEGUN + 60).plain == job_line(fine, 0, BEGUN + 60).plain
    assert role_of_text(job_line(failed, 0, BEGUN + 60), "seen 55 s ago") is Role.WARN


@pytest.mark.parametrize(("status", "role"), [("SUCCESS", Role.OK), ("FAIL", Role.STOP)])
def test_an_ended_job_stands_still(status: str, role: Role) -> None:
    ended = sight(job(status=status), seen=BEGUN + 60, ended_at=BEGUN + 60)
    assert job_line(ended, 0, BEGUN + 60) == job_line(ended, 0, BEGUN + 9999)
    assert job_line(ended, 0, BEGUN).plain == f" create drill-1  {status}  1:00  ended"
    assert role_of_text(job_line(ended, 0, BEGUN), status) is role


def unsettled(name: str, *, ended: bool = False, begun: float = BEGUN) -> Sight:
    """A call of which nobody knows; one that has `ended` is for a person to settle."""
    settlement = Settlement(Sending.AMBIGUOUS if ended else Sending.UNKNOWN, "why")
    one = sight(seen=BEGUN, ended_at=BEGUN if ended else None)
    target = replace(one.target, drill_name=name, unsettled=True, begun=begun)
    return replace(one, target=target, search=Search(BEGUN, 1, settlement))


def test_what_a_person_has_to_settle_matters_most_then_what_is_unknown_then_what_runs() -> None:
    ended = sight(job(status="SUCCESS"), seen=BEGUN, ended_at=BEGUN)
    running, unknown = sight(job(), seen=BEGUN), unsettled("unknown", begun=BEGUN - 50)
    decide = unsettled("decide", ended=True, begun=BEGUN - 90)
    assert by_weight([ended, running, unknown, decide]) == [decide, unknown, running, ended]
    later = replace(running, target=replace(running.target, begun=BEGUN + 5))
    assert by_weight([running, later]) == [later, running]


def test_what_a_person_has_to_settle_says_how() -> None:
    line = job_line(unsettled("drill-9", ended=True), 1, BEGUN)
    assert line.plain == " create drill-9  ambiguous  you decide: m   +1 more"


def test_it_says_how_long_it_usually_takes_and_when_it_is_slower() -> None:
    seen = sight(job(), seen=BEGUN + 5, usual=USUAL)
    assert job_line(seen, 0, BEGUN + 9).plain.endswith("seen just now  usually 2:10")
    late = job_line(seen, 0, BEGUN + 360)
    assert late.plain.endswith("slower than usual  usually 2:10")
    assert role_of_text(late, "slower than usual") is Role.WARN
    ended = sight(job(status="SUCCESS"), seen=BEGUN, ended_at=BEGUN + 360, usual=USUAL)
    assert "usual" not in job_line(ended, 0, BEGUN + 400).plain
