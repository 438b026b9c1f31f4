from __future__ import annotations

import pytest

from drilltui.domain.fault import DEBUG, LEFT_OUT, report

SECRET = "hunter2"


def lose(value: str) -> None:
    raise KeyError(value)


def fail(form: str) -> None:
    held = f"{SECRET}-held"
    try:
        lose(SECRET if held else "")
    except KeyError as error:
        error.add_note(f"a note of {SECRET}")
        if form == "context":
            raise ValueError(SECRET) from error
        if form == "group":
            raise ExceptionGroup(SECRET, [error, ValueError(SECRET)]) from None
        raise


def caught(form: str) -> BaseException:
    """A fault whose words hold a secret, and that of what led to it."""
    with pytest.raises((KeyError, ValueError, ExceptionGroup)) as fault:
        fail(form)
    return fault.value


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("alone", ["KeyError"]),
        ("context", ["KeyError", "ValueError"]),
        ("group", ["ExceptionGroup", "KeyError", "ValueError"]),
    ],
)
def test_kinds_and_places_are_told_and_no_values(form: str, kinds: list[str]) -> None:
    told = report(caught(form), words=False)
    assert [line for line in told.split("\n") if line in kinds] == kinds
    assert "in lose" in told
    assert SECRET not in told
    assert told.endswith(LEFT_OUT.format(variable=DEBUG))


@pytest.mark.parametrize("form", ["alone", "context", "group"])
def test_who_works_on_the_program_is_told_the_words_but_no_variables(form: str) -> None:
    told = report(caught(form), words=True)
    assert f"KeyError: '{SECRET}'" in told
    assert f"{SECRET}-held" not in told
    assert "left out" not in told


def test_a_fault_that_led_to_itself_is_told_once() -> None:
    first, second = KeyError("1"), ValueError("2")
    first.__context__, second.__context__ = second, first
    assert report(first, words=False).count("Traceback") == 2


def test_no_escape_code_comes_through() -> None:
    with pytest.raises(KeyError) as fault:
        lose("\x1b[2J")
    assert "\x1b" not in report(fault.value, words=True)
