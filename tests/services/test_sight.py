"""What is told of a job: what changed, in whose words, and how old it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drilltui.domain.job import Job
from drilltui.domain.record import Action
from drilltui.services.sight import Change, Seen, Sight, label
from drilltui.services.sight import differences as differences_seen
from tests.services.stage import job, target

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
NAMES = {"instance-1": "pay-app-01"}


def sub(status: str, subject: str = "") -> Job:
    return Job("sub-1", "createServer", status, subject=subject)


def differences(
    before: Job | None, after: Job, names: Mapping[str, str], at: datetime
) -> tuple[Change, ...]:
    """What a look at a job shows to who has seen it as `before`."""
    followed = replace(target(Action.CREATE), names=names)
    return differences_seen(Sight(followed, 1003.0, job=before), Seen(followed, job=after), at)


def test_before_the_first_look_a_job_is_accepted_and_nothing_more() -> None:
    sight = Sight(target(Action.CREATE), next_look=1003.0)

    assert sight.status == "accepted"
    assert not sight.ended


def test_the_status_is_the_services_own_word() -> None:
    sight = Sight(target(Action.CREATE), 1003.0, job=job(Action.CREATE, "PENDING-REVIEW"))

    assert sight.status == "PENDING-REVIEW"


def test_time_runs_from_the_acceptance_to_now_and_stops_at_the_end() -> None:
    going = Sight(target(Action.CREATE), 1003.0)
    over = replace(going, ended_at=1057.0)

    assert going.elapsed(1012.5) == 12.5
    assert over.elapsed(4000.0) == 57.0
    assert over.ended


def test_a_job_that_ended_at_second_zero_of_the_machine_has_ended() -> None:
    assert Sight(replace(target(Action.CREATE), begun=-5.0), 0.0, ended_at=0.0).elapsed(9.0) == 5.0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (sub("RUNNING", "instance-1"), "pay-app-01"),
        (sub("RUNNING", "instance-9"), "createServer"),
        (sub("RUNNING"), "createServer"),
        (Job("sub-1", "", "RUNNING"), "sub-1"),
    ],
)
def test_a_sub_job_is_called_by_its_subject_its_type_or_its_id(told: Job, words: str) -> None:
    assert label(told, NAMES) == words


def test_the_first_look_tells_everything_sub_jobs_first() -> None:
    seen = Job("job-1", "createDrill", "RUNNING", sub_jobs=(sub("RUNNING", "instance-1"), sub("")))

    assert differences(None, seen, NAMES, AT) == (
        Change(AT, "pay-app-01", "RUNNING"),
        Change(AT, "createServer", ""),
        Change(AT, "job", "RUNNING"),
    )


def test_a_later_look_tells_only_what_is_different() -> None:
    one, other = sub("RUNNING"), Job("sub-2", "createVpc", "RUNNING")
    before = Job("job-1", "createDrill", "RUNNING", sub_jobs=(one, other))
    after = replace(before, sub_jobs=(replace(one, status="FAIL", error_code="EVS.2024"), other))

    assert differences(before, after, {}, AT) == (Change(AT, "createServer", "FAIL", "EVS.2024"),)
    assert differences(after, after, {}, AT) == ()


def test_the_end_of_a_job_tells_its_error_code() -> None:
    before = job(Action.CREATE, "RUNNING")
    after = job(Action.CREATE, "FAIL", code="SDRS.1905")

    assert differences(before, after, {}, AT) == (Change(AT, "job", "FAIL", "SDRS.1905"),)


def test_a_sub_job_that_turns_up_later_is_news() -> None:
    before = job(Action.CREATE, "RUNNING")
    after = replace(before, sub_jobs=(sub("RUNNING"),))

    assert differences(before, after, {}, AT) == (Change(AT, "createServer", "RUNNING"),)


def test_a_sub_job_that_has_not_begun_is_no_news_until_it_does() -> None:
    before = job(Action.CREATE, "RUNNING")
    waiting = replace(before, sub_jobs=(sub("INIT"),))
    begun = replace(before, sub_jobs=(sub("RUNNING"),))

    assert differences(before, waiting, {}, AT) == ()
    assert differences(waiting, begun, {}, AT) == (Change(AT, "createServer", "RUNNING"),)
