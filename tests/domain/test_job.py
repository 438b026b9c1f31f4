from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.job import Job, job_of_record, record_of_job


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        ("INIT", False),
        ("RUNNING", False),
        ("SUCCESS", True),
        ("FAIL", True),
        ("", False),
        ("success", False),
        ("PAUSED", False),
    ],
)
def test_only_success_and_failure_are_an_end(status: str, ended: bool) -> None:
    assert Job("j", "createDisasterRecoveryDrill", status).ended is ended


def test_progress_is_the_number_of_ended_sub_jobs() -> None:
    statuses = ("SUCCESS", "FAIL", "RUNNING", "INIT", "PENDING")
    subs = tuple(Job(f"s{n}", "sub", status) for n, status in enumerate(statuses))

    assert Job("j", "t", "RUNNING", sub_jobs=subs).finished_sub_jobs == 2
    assert Job("j", "t", "RUNNING").finished_sub_jobs == 0


WORD = st.text(max_size=6)
TIME = st.none() | st.datetimes(timezones=st.just(UTC))


def jobs(subs: st.SearchStrategy[tuple[Job, ...]]) -> st.SearchStrategy[Job]:
    return st.builds(
        Job,
        st.text(min_size=1, max_size=6),
        WORD,
        WORD,
        begin=TIME,
        end=TIME,
        error_code=WORD,
        fail_reason=WORD,
        drill_id=WORD,
        subject=WORD,
        sub_jobs=subs,
    )


@given(job=jobs(st.lists(jobs(st.just(())), max_size=2).map(tuple)))
def test_a_job_is_read_from_a_record_as_it_was_written(job: Job) -> None:
    assert job_of_record(json.loads(json.dumps(record_of_job(job)))) == job


@pytest.mark.parametrize("data", [{}, {"job_id": ""}, {"job_id": 1}, {"job_id": None}])
def test_a_record_without_a_job_has_none(data: dict[str, Any]) -> None:
    assert job_of_record(data) is None


@pytest.mark.parametrize("odd", [None, 1, "x", {"a": 1}, ["x", {}, {"job_id": 2}]])
def test_what_is_odd_in_a_record_is_passed_over(odd: Any) -> None:
    data = {"job_id": "j", "type": odd, "begin": odd, "end": "2026-11-23T09:14:00", "sub_jobs": odd}

    assert job_of_record(data) == Job("j", odd if isinstance(odd, str) else "", "")


def test_a_time_keeps_its_zone() -> None:
    begin = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
    found = job_of_record({"job_id": "j", "begin": begin.isoformat()})

    assert found is not None
    assert found.begin == begin
