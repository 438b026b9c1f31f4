"""Two ids are the same however they are spelled; one that is not known is nobody's."""

from __future__ import annotations

import pytest

from drilltui.domain.cloud_id import folded, folded_all, same_id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("ab-1", "ab-1", True), ("AB-1", "ab-1", True), ("ab-1", "ab-2", False), ("", "", False)],
)
def test_capitals_make_no_other_id(one: str, other: str, same: bool) -> None:
    assert same_id(one, other) is same_id(other, one) is same


def test_ids_are_looked_up_in_one_form() -> None:
    assert folded_all(["AB-1", "ab-1", "", "Cd"]) == {"ab-1", "cd"}
    assert folded("Ab-1") in folded_all(["aB-1"])
