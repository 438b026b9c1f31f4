import base64
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.sandbox.passcode import Passcodes, passcode

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 23, 9, 14, 15, tzinfo=UTC)
CODE = passcode(SECRET, NOW)


def accepted(code: str, now: datetime) -> bool:
    return Passcodes().accept("somebody", SECRET, code, now)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_vectors_of_rfc_6238_cut_to_six_digits(seconds: int, digits: str) -> None:
    assert passcode(SECRET, datetime.fromtimestamp(seconds, UTC)) == digits[2:]


def test_a_neighbouring_step_counts_and_the_next_one_does_not() -> None:
    moments = [NOW + timedelta(seconds=30 * steps) for steps in range(-2, 3)]
    assert [accepted(CODE, now) for now in moments] == [False, True, True, True, False]


@pytest.mark.parametrize("code", ["é00000", "", CODE[:5], CODE + "0", f" {CODE}"])
def test_what_is_no_passcode(code: str) -> None:
    assert not accepted(code, NOW)


def test_a_passcode_serves_once_and_older_ones_are_past_with_it() -> None:
    passcodes = Passcodes()
    older = passcode(SECRET, NOW - timedelta(seconds=30))
    newer = passcode(SECRET, NOW + timedelta(seconds=30))
    assert passcodes.accept("somebody", SECRET, CODE, NOW)
    assert not passcodes.accept("somebody", SECRET, CODE, NOW)
    assert not passcodes.accept("somebody", SECRET, older, NOW)
    assert passcodes.accept("somebody", SECRET, newer, NOW)
    assert passcodes.accept("somebody else", SECRET, CODE, NOW)


def test_a_wrong_passcode_uses_none_up() -> None:
    passcodes = Passcodes()
    assert not passcodes.accept("somebody", SECRET, "000000", NOW)
    assert passcodes.accept("somebody", SECRET, CODE, NOW)
