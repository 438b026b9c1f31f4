from __future__ import annotations

import pytest

from drilltui.cloud.remedy import lacks_role, remedy


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "APIGW.0302", "SDRS Administrator"),
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


@pytest.mark.parametrize(("status", "code"), [(404, "Ecs.0114"), (400, "SDRS.1013"), (500, "x")])
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
