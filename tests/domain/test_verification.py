from __future__ import annotations

from datetime import UTC, datetime

import pytest

from drilltui.domain.verification import Standing, Verification, Verified, standing


def said(server_id: str, minute: int, *, passed: bool = True) -> Verification:
    return Verification(server_id, passed, datetime(2026, 11, 23, 9, minute, tzinfo=UTC), "ada")


@pytest.mark.parametrize(
    ("words", "verified", "passed"),
    [
        ((), Verified.NONE, 0),
        ((said("a", 1),), Verified.SOME, 1),
        ((said("a", 1), said("b", 2, passed=False)), Verified.FAILED, 1),
        ((said("gone", 1),), Verified.NONE, 0),
    ],
)
def test_a_drill_is_verified_when_all_its_servers_are(
    words: tuple[Verification, ...], verified: Verified, passed: int
) -> None:
    found = standing(("a", "b"), {one.server_id: one for one in words})
    assert (found.verified, found.passed, found.total, found.at) == (verified, passed, 2, None)


def test_it_is_verified_since_the_last_of_them_passed() -> None:
    found = standing(("a", "b"), {"a": said("a", 31), "b": said("b", 30)})
    assert found == Standing(Verified.ALL, 2, 2, at=datetime(2026, 11, 23, 9, 31, tzinfo=UTC))


def test_a_drill_without_servers_is_never_verified() -> None:
    assert standing((), {}).verified is Verified.NONE


def test_the_failed_ones_are_named() -> None:
    assert standing(("a", "b"), {"b": said("b", 1, passed=False)}).failed == ("b",)
