from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain import sign_in_field as rules

HEX_ID = "0123456789abcdef0123456789abcdef"


@given(st.text(max_size=40) | st.from_regex(r"[A-Za-z0-9._-]{1,40}", fullmatch=True))
def test_a_profiles_name_is_one_that_can_be_typed_anywhere(value: str) -> None:
    assert (rules.profile_name_problem(value) is None) == bool(
        re.fullmatch(r"[A-Za-z0-9._-]{1,32}", value)
    )


@pytest.mark.parametrize("value", ["eu-de", "cn-north-4", "eu-west-101", "moon-base-9"])
def test_a_region_need_not_be_known(value: str) -> None:
    assert rules.region_problem(value) is None


@pytest.mark.parametrize("value", ["", "EU-DE", "eu de", "eude", "-eu-de", "eu-de-", "eu-de_x"])
def test_what_is_no_region_is_told_so(value: str) -> None:
    assert rules.region_problem(value)


def test_a_strange_character_is_named_with_its_place() -> None:
    problem = rules.region_problem("eu-De")

    assert problem
    assert (problem.character, problem.position) == ("D", 4)


@pytest.mark.parametrize("value", [HEX_ID[:-1], HEX_ID + "0", HEX_ID.upper(), "g" * 32, "x"])
def test_ids_have_32_lower_case_hex_digits(value: str) -> None:
    assert rules.project_id_problem(value)
    assert rules.user_id_problem(value)


def test_a_project_may_be_found_but_a_user_id_must_be_given() -> None:
    assert rules.project_id_problem("") is None
    assert rules.user_id_problem("")
    assert rules.project_id_problem(HEX_ID) is None
    assert rules.user_id_problem(HEX_ID) is None


@given(st.text(min_size=1, max_size=60))
def test_a_key_with_what_no_key_holds_says_where_and_never_shows_the_key(value: str) -> None:
    problem = rules.key_problem(value, "secret key")

    assert (problem is None) == bool(re.fullmatch(r"[!-~]+", value))
    if problem:
        assert problem.character is None
        assert re.fullmatch(r"character \d+ is in no secret key: copy it again", problem.text)


@pytest.mark.parametrize(
    ("value", "fine"),
    [("123456", True), ("000000", True), ("12345", False), ("1234567", False), ("12345a", False),
     ("", False), ("１２３４５６", False)],
)  # fmt: skip
def test_a_passcode_has_six_digits(value: str, fine: bool) -> None:
    assert (rules.passcode_problem(value) is None) == fine


def test_what_must_not_be_empty() -> None:
    assert rules.user_problem(" ")
    assert rules.domain_problem("")
    assert rules.password_problem("")
    assert rules.password_problem(" ") is None  # a password may be a blank
    assert rules.user_problem("drill-operator") is None
    assert rules.domain_problem("OTC00000000001000000001") is None
