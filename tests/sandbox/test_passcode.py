import base64
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.sandbox.passcode import is_passcode, passcode

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_vectors_of_rfc_6238_cut_to_six_digits(seconds: int, digits: str) -> None:
    assert passcode(SECRET, datetime.fromtimestamp(seconds, UTC)) == digits


def test_a_neighbouring_step_counts_and_the_next_one_does_not() -> None:
    now = datetime(2026, 11, 23, 9, 14, 15, tzinfo=UTC)
    code = passcode(SECRET, now)
    assert [
        is_passcode(SECRET, code, now + timedelta(seconds=30 * steps)) for steps in range(-2, 3)
    ] == [False, True, True, True, False]
    assert not is_passcode(SECRET, "é00000", now)
