from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from drilltui.cloud.remedy import remedy, skew

NOW = datetime(2025, 9, 17, 6, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "APIGW.0301", "access key"),
        (401, "APIGW.0307", "Sign in again"),
        (403, "APIGW.0302", "SDRS Administrator"),
        (404, "APIGW.0101", "not offered at sdrs.x"),
        (404, "APIG.0101", "not offered at sdrs.x"),
        (407, "407", "HTTPS_PROXY"),
        (429, "APIGW.0308", "wait a minute"),
        (502, "502", "not available now"),
        (503, "503", "not available now"),
        (504, "504", "did not answer the gateway"),
    ],
)
def test_common_cases_have_a_remedy(status: int, code: str, words: str) -> None:
    assert words in remedy(status, code, "sdrs.x")


@pytest.mark.parametrize(("status", "code"), [(404, "Ecs.0114"), (400, "SDRS.1013"), (500, "x")])
def test_other_cases_have_none(status: int, code: str) -> None:
    assert remedy(status, code, "sdrs.x") == ""


@pytest.mark.parametrize(("minutes", "words"), [(16, "16 min behind"), (-90, "90 min ahead of")])
def test_a_wrong_clock_is_told_with_its_error(minutes: int, words: str) -> None:
    told = remedy(401, "APIGW.0301", "h", skew=timedelta(minutes=minutes))
    assert f"This host's clock is {words} the cloud's" in told


@pytest.mark.parametrize("minutes", [15, -15, 0])
def test_a_clock_within_the_tolerance_is_not_blamed(minutes: int) -> None:
    assert "clock" not in remedy(401, "APIGW.0301", "h", skew=timedelta(minutes=minutes))


def test_a_wrong_clock_is_no_matter_of_other_refusals() -> None:
    assert "clock" not in remedy(403, "APIGW.0302", "h", skew=timedelta(hours=9))


def test_skew() -> None:
    assert skew(NOW + timedelta(minutes=5), NOW) == timedelta(minutes=5)
    assert skew(None, NOW) is None
