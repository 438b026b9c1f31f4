"""A large group in a large project is looked at within the time that a person waits for."""

from __future__ import annotations

from pathlib import Path

from drilltui.services.preflight import AT_ONCE
from tests.preflight.crowd import measured


def test_two_hundred_instances_and_a_hundred_vpcs_take_less_than_a_second_and_a_half(
    tmp_path: Path,
) -> None:
    found = measured(tmp_path)

    assert found.seconds < 1.5
    assert found.requests <= 24
    assert found.most <= AT_ONCE + 1
