from __future__ import annotations

from drilltui.domain.errors import JournalError, Refused
from drilltui.domain.job import Job
from drilltui.domain.told_code import ToldCode, of_error, of_job, of_text, once


def test_what_failed_inside_a_job_comes_before_the_job() -> None:
    job = Job(
        "j", "create", "FAIL", error_code="SDRS.1905", fail_reason="no disk",
        sub_jobs=(
            Job("a", "createVolume", "FAIL", error_code="EVS.2024", subject="vol-1"),
            Job("b", "createServer", "SUCCESS"),
        ),
    )  # fmt: skip
    assert of_job(job, {"vol-1": "data"}) == (
        ToldCode("EVS.2024", by="createVolume data"),
        ToldCode("SDRS.1905", reason="no disk", by="create"),
    )


def test_only_a_refusal_has_a_code() -> None:
    refused = Refused(status=400, code="SDRS.1002", message="state")
    assert of_error(refused) == (ToldCode("SDRS.1002", 400, "state"),)
    assert of_error(JournalError("no room")) == of_error(None) == ()


def test_an_answer_without_a_code_has_its_status_for_one() -> None:
    assert ToldCode("403", 403).is_status
    assert not ToldCode("SDRS.1002", 400).is_status


def test_codes_in_a_text_are_found_and_each_is_told_once() -> None:
    text = "SDRS.0008: timed out"
    assert of_text(text) == (ToldCode("SDRS.0008", reason=text),)
    assert once([*of_text(text), *of_text(text), ToldCode("")]) == of_text(text)
