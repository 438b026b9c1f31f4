import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.field import Problem, name_bytes, name_problem, vpc_id_problem

# The rules once more, in another form: over bytes, and by a template.
VALID_NAME = re.compile(rb"[A-Za-z0-9._-]{1,64}")
VALID_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TEMPLATE = "00000000-0000-0000-0000-000000000000"

NAME_LIKE = st.text(
    st.sampled_from("abzAZ019._-") | st.sampled_from(" /é日🛟٣ªⅣ+\n\0\ud800"), max_size=70
)
LONG_NAME = st.text(st.sampled_from("aZ9._-"), min_size=60, max_size=70)
ANY_TEXT = st.text(st.characters(), max_size=80)


@given(value=NAME_LIKE | LONG_NAME | ANY_TEXT)
def test_a_name_is_accepted_exactly_when_its_bytes_match(value: str) -> None:
    in_bytes = value.encode("utf-8", "surrogatepass")

    assert (name_problem(value) is None) == bool(VALID_NAME.fullmatch(in_bytes))


@given(value=NAME_LIKE | LONG_NAME | ANY_TEXT)
def test_a_names_problem_is_at_the_first_character_that_cannot_be_there(value: str) -> None:
    # A wrong character is named even when it lies behind the limit: it is the plainer reason.
    wrong = [place for place, one in enumerate(value) if not re.match("[A-Za-z0-9._-]", one)]
    first = next(iter(wrong or range(64, len(value))), None)
    problem = name_problem(value)

    if first is None:
        assert problem is None or value == ""
    else:
        assert problem is not None
        assert (problem.character, problem.position) == (value[first], first + 1)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", Problem("a name is needed: letters, digits, . _ -", "SDRS.0202")),
        ("a b", Problem("only letters, digits, . _ -", "SDRS.0202", " ", 2)),
        ("żółć", Problem("only letters, digits, . _ -", "SDRS.0202", "ż", 1)),
        ("drill-１", Problem("only letters, digits, . _ -", "SDRS.0202", "１", 7)),
        ("x" * 64 + "yz", Problem("66 bytes, at most 64", "SDRS.0202", "y", 65)),
        ("x" * 64, None),
        ("-", None),
        ("a\n", Problem("only letters, digits, . _ -", "SDRS.0202", "\n", 2)),
    ],
)
def test_what_is_said_of_a_name(value: str, problem: Problem | None) -> None:
    assert name_problem(value) == problem


@given(value=ANY_TEXT)
def test_a_name_is_measured_in_bytes(value: str) -> None:
    widths = (1 + (ord(c) > 0x7F) + (ord(c) > 0x7FF) + (ord(c) > 0xFFFF) for c in value)

    assert name_bytes(value) == sum(widths)


ID_LIKE = st.one_of(
    st.uuids().map(str),
    st.uuids().map(str).map(str.upper),
    st.builds(
        lambda base, place, character: base[:place] + character + base[place + 1 :],
        st.uuids().map(str),
        st.integers(0, 40),
        st.sampled_from("-gGé0 \n٣"),
    ),
    st.builds(lambda base, size: (base * 2)[:size], st.uuids().map(str), st.integers(0, 72)),
    ANY_TEXT,
)


@given(value=ID_LIKE)
def test_a_vpc_id_is_accepted_exactly_when_it_has_the_form(value: str) -> None:
    assert (vpc_id_problem(value) is None) == bool(VALID_ID.fullmatch(value))


@given(value=st.uuids())
def test_every_uuid_is_accepted(value: uuid.UUID) -> None:
    assert vpc_id_problem(str(value)) is None
    assert vpc_id_problem(str(value).upper()) is None
    assert vpc_id_problem(value.hex) is not None
    assert vpc_id_problem(value.urn) is not None


@given(value=ID_LIKE)
def test_a_vpc_ids_problem_is_where_nothing_typed_later_can_mend_it(value: str) -> None:
    mendable = [
        bool(VALID_ID.fullmatch(value[:size] + TEMPLATE[size:])) for size in range(len(value) + 1)
    ]
    problem = vpc_id_problem(value)

    if all(mendable):
        assert problem is None or (problem.character, problem.position) == (None, None)
        assert (problem is None) == (len(value) == len(TEMPLATE))
    else:
        first = mendable.index(False)
        assert problem is not None
        assert (problem.character, problem.position) == (value[first - 1], first)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "a VPC id is needed, or choose from the list"),
        ("0" * 9, "a dash belongs here (8-4-4-4-12)"),
        ("0000000-", "only 0-9 and a-f between the dashes"),
        ("0" * 8, "8 of 36 characters (8-4-4-4-12)"),
        (TEMPLATE + "0", "37 characters, a VPC id has 36"),
        (TEMPLATE + "\n", "37 characters, a VPC id has 36"),
    ],
)
def test_what_is_said_of_a_vpc_id(value: str, said: str) -> None:
    problem = vpc_id_problem(value)

    assert problem is not None
    assert (problem.text, problem.code) == (said, "SDRS.0204")
