from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.domain.job import Job
from drilltui.services.sight import Change
from drilltui.ui.line import Line, Role
from drilltui.ui.present import jobs
from tests.ui.present.things import BEGUN, NOW, USUAL, job, later, sight, sub_job, texts


def rows(*sub_jobs: Job, seen: float, width: int = 78) -> list[str]:
    """The steps of a job that was looked at `seen` seconds after its begin."""
    return texts(jobs.steps(sight(job(*sub_jobs), seen=BEGUN + seen), UTC, width))


def bar(row: str) -> str:
    return row[57:]


def test_the_heading_says_when_the_next_look_is() -> None:
    seen = sight(job(), seen=BEGUN + 69, next_look=BEGUN + 74.4)
    top, remark = texts(jobs.heading(seen, BEGUN + 72))
    assert top == "RUNNING  1:12  seen just now, next look in 2 s"
    assert remark == ""
    assert "next look in 0 s" in texts(jobs.heading(seen, BEGUN + 99))[0]


@pytest.mark.parametrize(
    ("failures", "said"), [(1, "The last look failed: no route"), (3, "3 looks failed: no route")]
)
def test_failed_looks_are_told_below_the_state(failures: int, said: str) -> None:
    missed = sight(job(), seen=BEGUN, failures=failures, failure="no route")
    assert jobs.heading(missed, BEGUN)[1].plain == said
    assert jobs.heading(missed, BEGUN)[0].plain.startswith("RUNNING")


def test_a_slow_job_is_told_to_be_slow_and_an_ended_one_is_not() -> None:
    assert "the job goes on" in jobs.heading(sight(job(), seen=BEGUN), BEGUN + 600)[1].plain
    assert jobs.heading(sight(job(), seen=BEGUN), BEGUN + 599)[1].plain == ""
    ended = sight(job(status="SUCCESS"), seen=BEGUN, ended_at=BEGUN + 700)
    top, remark = texts(jobs.heading(ended, BEGUN + 800))
    assert (top, remark) == ("SUCCESS  11:40  ended", "")


def test_steps_that_are_not_told_yet_are_not_made_up() -> None:
    assert texts(jobs.steps(sight(), UTC, 78))[1:] == ["The service has told no sub-jobs yet."]


def test_bars_stand_on_one_axis_as_of_the_last_look() -> None:
    head, done, running, waiting = rows(
        sub_job("vpc", "SUCCESS", 0, 30),
        sub_job("app-01", "RUNNING", 30),
        sub_job("app-02", "INIT"),
        seen=60,
        width=57 + 22,
    )
    assert head[57:].split() == ["0:00", "0:30", "1:00"]
    assert head.index("0:30") == 57 + 22 // 2
    assert bar(done) == "=" * 11
    assert "30 s" in done
    assert bar(running).strip().endswith(">")
    assert len(bar(done)) == bar(running).index("=")  # one begins where the other ends
    assert bar(waiting).strip() == ""
    assert "09:14:30" in running


def test_a_running_step_says_its_length_in_figures_where_there_is_no_room_for_a_bar() -> None:
    assert "12 s+" in rows(sub_job("a", "RUNNING", 0), seen=12, width=40)[1]
    assert "12 s" not in rows(sub_job("a", "RUNNING", 0), seen=12)[1]


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.floats(0, 5000)), min_size=1, max_size=5),
    st.integers(0, 160),
)
def test_no_bar_leaves_its_room_and_columns_are_straight(
    spans: list[tuple[float, float]], width: int
) -> None:
    steps = [
        sub_job(name, "SUCCESS", begin, begin + length)
        for name, (begin, length) in zip("演b🦊de", spans, strict=False)
    ]
    seen = max(begin + length for begin, length in spans)
    head, *shown = rows(*steps, seen=seen, width=width)
    for row in shown:
        assert cell_len(row.rstrip()) <= max(width, 57)
        assert cell_len(row[: row.index("+ SUCCESS")]) == head.index("STATE")


def test_changes_are_told_in_order_below_what_was_accepted() -> None:
    told = tuple(
        Change(later(second), f"step-{second}", "RUNNING", "EVS.1" if second == 2 else "")
        for second in (1, 2, 3)
    )
    head, accepted, *lines = texts(jobs.changes(sight(changes=told), NOW, UTC, 20))
    assert head == "CHANGES (UTC)"
    assert accepted.split() == [
        *("09:14:00", "accepted", "job", "ff808082..3d7a", "request", "555ac612..de0f"),
    ]
    assert [line.split()[0] for line in lines] == ["09:14:01", "09:14:02", "09:14:03"]
    assert lines[1].endswith("~ RUNNING  EVS.1")


@pytest.mark.parametrize(
    ("room", "head"), [(4, "CHANGES (UTC)"), (3, "CHANGES (UTC)  below: PgDn")]
)
def test_where_the_last_change_has_no_room_the_head_says_how_to_get_there(
    room: int, head: str
) -> None:
    told = tuple(Change(later(n), f"step-{n}", "RUNNING") for n in range(30))

    assert texts(jobs.changes(sight(changes=told), NOW, UTC, room))[0] == head


def test_of_many_changes_the_latest_are_kept_and_the_others_counted() -> None:
    told = tuple(Change(later(n), f"step-{n}", "RUNNING") for n in range(30))
    lines = texts(jobs.changes(sight(changes=told), NOW, UTC, 10))
    assert len(lines) == 10
    assert "23 earlier" in lines[2]
    assert "step-29" in lines[-1]
    assert "step-29" in texts(jobs.changes(sight(changes=told), NOW, UTC, -5))[-1]


def test_a_failure_has_the_services_code_and_reason_of_every_part() -> None:
    failed = job(
        Job("s", "volume", "FAIL", error_code="EVS.2024", fail_reason="quota"),
        sub_job("fine", "SUCCESS"),
        status="FAIL",
        error_code="SDRS.1905",
    )
    lines = jobs.failure(failed)
    assert texts(lines) == ["SDRS.1905  no reason told", "EVS.2024  quota"]
    assert lines[0].spans[0].role is Role.STOP
    assert texts(jobs.failure(job(status="FAIL"))) == ["The service told neither code nor reason."]


@pytest.mark.parametrize("skew", [-300, 0, 300])
def test_a_clock_that_is_off_moves_no_bar(skew: float) -> None:
    """`skew`: seconds that the cloud's clock is ahead of this machine's."""
    head, done, running, waiting = rows(
        sub_job("vpc", "SUCCESS", skew, skew + 30),
        sub_job("app-01", "RUNNING", skew + 50),
        sub_job("app-02", "INIT"),
        seen=60,
        width=57 + 22,
    )
    assert head[57:].split() == ["0:00", "0:30", "1:00"]
    assert "30 s" in done
    assert bar(done) == "=" * 11
    assert bar(running) == " " * 18 + "===>"
    assert bar(waiting).strip() == ""


def test_the_axis_begins_with_the_job_itself_when_that_is_told() -> None:
    told = job(sub_job("vpc", "RUNNING", 330), begin=later(300))
    _, running = texts(jobs.steps(sight(told, seen=BEGUN + 60), UTC, 57 + 20))
    assert bar(running) == " " * 10 + "=" * 9 + ">"


def test_no_length_is_negative_and_the_axis_holds_what_came_before_the_look() -> None:
    head, late = rows(sub_job("vpc", "SUCCESS", 0, 100), seen=20, width=57 + 20)
    assert head.endswith("2:00")
    assert bar(late) == "=" * 17
    assert "5 s" not in rows(sub_job("vpc", "SUCCESS", 5, 0), seen=20)[1]


def test_a_failed_look_at_what_was_left_is_told_when_the_job_has_ended() -> None:
    ended = sight(
        job(status="SUCCESS"), seen=BEGUN, ended_at=BEGUN + 9, failures=1, failure="no route"
    )
    remark = jobs.heading(ended, BEGUN + 9)[1]
    assert remark.plain == "What it left could not be read: no route"


def test_the_heading_says_how_long_it_usually_takes() -> None:
    seen = sight(job(), seen=BEGUN + 69, next_look=BEGUN + 74.4, usual=USUAL)
    top, remark = texts(jobs.heading(seen, BEGUN + 72))
    assert top == "RUNNING  1:12  seen just now, next look in 2 s  usually 2:10"
    assert remark == ""


def test_what_is_slower_than_usual_is_a_warning_and_never_more() -> None:
    line = jobs.heading(sight(job(), seen=BEGUN, usual=USUAL), BEGUN + 360)[1]
    assert line.plain == ("Slower than usual (usually 2 min 10 s, now 6 min); the job goes on.")
    assert line.spans[0].role is Role.WARN


def test_where_drills_usually_take_long_ten_minutes_are_no_reason_to_warn() -> None:
    long = replace(USUAL, usual=timedelta(minutes=30), high=timedelta(minutes=40))
    assert jobs.heading(sight(job(), seen=BEGUN, usual=long), BEGUN + 700)[1].plain == ""


def test_the_clocks_stand_under_the_state_and_above_what_is_wrong() -> None:
    seen, clocks = sight(job(), seen=BEGUN), (Line(),)
    assert jobs.heading(seen, BEGUN, clocks)[1:] == (*clocks, *jobs.heading(seen, BEGUN)[1:])
