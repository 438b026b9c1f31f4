import pytest

from drilltui.domain.job import Job


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
