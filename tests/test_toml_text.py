"""TOML that was made to harm its reader."""

from __future__ import annotations

import tomllib

import pytest

from drilltui.toml_text import NumberTooLong, TooDeep, parsed


def test_what_people_write_is_what_the_library_says() -> None:
    text = f"a = [1, {{b = 'c'}}]\nd.e = {2**63 - 1}\nf = {-(2**63)}\ng = true"

    assert parsed(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a = " + "[" * 20_000 + "]" * 20_000, TooDeep),
        ("a = " + "{a = " * 5_000 + "1" + "}" * 5_000, TooDeep),
        ("a." * 10_000 + "a = 1", TooDeep),
        ("a = " + "1" * 5_000, NumberTooLong),
        ("a = 0x" + "f" * 5_000, NumberTooLong),
        ("a = [{b = [9223372036854775808]}]", NumberTooLong),
        ("a = ", tomllib.TOMLDecodeError),
    ],
    ids=["lists", "tables", "keys", "digits", "hexadecimal", "one more than 64 bits", "none"],
)
def test_each_fault_is_told_from_the_others(text: str, kind: type[ValueError]) -> None:
    with pytest.raises(kind):
        parsed(text)
