from __future__ import annotations

import pytest

from drilltui.cloud.remedy import _ROLE_CODES, lacks_role, remedy
from drilltui.domain.error_book import entry


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "APIGW.0302", "SDRS Administrator"),
        (403, "SDRS.0011", "SDRS Administrator"),
        (400, "SDRS.0003", "SDRS Administrator"),
        (400, "SDRS.0004", "SDRS Administrator"),
        (400, "SDRS.0005", "SDRS Administrator"),
        (500, "SDRS.0009", "SDRS Administrator"),
        (403, "VPC.0010", "Tenant Guest"),
        (400, "VPC.0010", "Tenant Guest"),
        (401, "VPC.0005", "Tenant Guest"),
        (400, "SDRS.0001", "project id"),
        (400, "VPC.0007", "project id"),
        (400, "Ecs.0023", "project id"),
        (404, "APIGW.0101", "VPC is not offered at vpc.x: check the region"),
        (404, "APIG.0101", "VPC is not offered at vpc.x: check the region"),
        (429, "APIGW.0308", "wait a minute"),
        (502, "502", "not available now"),
        (503, "503", "not available now"),
        (504, "504", "did not answer the gateway"),
    ],
)
def test_common_cases_have_a_remedy(status: int, code: str, words: str) -> None:
    assert words in remedy(status, code, "vpc.x", "VPC")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "SDRS.1909"),
        (404, "Ecs.0114"),
        (403, "IAM.0082"),
        (404, "VPC.0101"),
        (500, "EVS.2024"),
    ],
)
def test_what_the_book_knows_is_said_in_its_words(status: int, code: str) -> None:
    known = entry(code)
    assert known
    assert remedy(status, code, "vpc.x", "VPC") == known.remedy


def test_where_the_status_decides_the_books_entry_of_that_status_is_taken() -> None:
    assert "proxy on the way" in remedy(400, "APIGW.0201", "vpc.x")
    assert "looked up" in remedy(504, "APIGW.0201", "vpc.x")


@pytest.mark.parametrize("code", sorted(_ROLE_CODES))
def test_a_missing_role_is_asked_for_by_name_whatever_code_says_so(code: str) -> None:
    assert "SDRS Administrator, with Tenant Guest" in remedy(400, code, "sdrs.x")


@pytest.mark.parametrize(("status", "code"), [(404, "Ecs.9114"), (400, "SDRS.9013"), (500, "x")])
def test_other_cases_have_none(status: int, code: str) -> None:
    assert remedy(status, code, "vpc.x") == ""


@pytest.mark.parametrize(
    ("status", "code", "lacks"),
    [(403, "x", True), (400, "SDRS.0004", True), (400, "SDRS.1002", False), (401, "x", False)],
)
def test_a_role_that_is_missing_is_told_by_status_or_code(
    status: int, code: str, lacks: bool
) -> None:
    assert lacks_role(status, code) is lacks
