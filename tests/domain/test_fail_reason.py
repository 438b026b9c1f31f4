from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.fail_reason import codes_in, lifted

QUOTA = (
    "SdrsCreateDrillVolumeTask-fail:SDRS.0011:Client error : "
    '{"badRequest": {"message": "snapshot quota exceeded", "code": 400}}'
)
NESTED = (
    'A-fail:SDRS.0011:no {"error":{"code":"Ecs.0202","message":'
    '"B-fail:EVS.2024:see {\\"message\\": \\"all sold\\", \\"code\\": \\"EVS.2072\\"}"}}'
)


def test_the_message_of_the_inner_service_is_lifted_out() -> None:
    found = lifted(QUOTA)
    assert found.task == "SdrsCreateDrillVolumeTask"
    assert found.codes == ("SDRS.0011",)
    assert found.message == "snapshot quota exceeded"
    assert found.whole == QUOTA


def test_several_levels_are_read_and_the_innermost_counts() -> None:
    found = lifted(NESTED)
    assert found.task == "A"
    assert found.codes == ("SDRS.0011", "Ecs.0202", "EVS.2024", "EVS.2072")
    assert (found.code, found.message) == ("EVS.2072", "all sold")


@pytest.mark.parametrize(
    ("text", "task", "code", "message"),
    [
        ("XTask-fail:volume is error!", "XTask", "", "volume is error!"),
        ("XTask-fail:EVS.2024:volume is error!", "XTask", "EVS.2024", "volume is error!"),
        ("plain words", "", "", "plain words"),
        ("quota of VPC.0114 is used up", "", "VPC.0114", "quota of VPC.0114 is used up"),
        ('{"itemNotFound": {"message": "gone", "code": 404}}', "", "", "gone"),
        ('{"error_code": "EVS.5404", "error_msg": "gone"}', "", "EVS.5404", "gone"),
        ('{"NeutronError": {"message": "no room", "type": "X"}}', "", "", "no room"),
        ('T-fail:x {\\"error\\": {\\"message\\": \\"escaped\\"}}', "T", "", "escaped"),
        ("T-fail:SDRS.0011:{not json", "T", "SDRS.0011", "{not json"),
        ("{}", "", "", "{}"),
        ("", "", "", ""),
    ],
)
def test_other_forms_are_read_as_far_as_they_go(
    text: str, task: str, code: str, message: str
) -> None:
    found = lifted(text)
    assert (found.task, found.code, found.message) == (task, code, message)


def test_what_is_plain_needs_no_lifting() -> None:
    assert not lifted("plain words").is_nested
    assert lifted(QUOTA).is_nested


@pytest.mark.parametrize(
    "text", ["{" * 5000, '{"a":' * 5000, "[" * 9000 + "{", '{"a":1' + "0" * 9999]
)
def test_hostile_documents_are_no_reason_to_fail(text: str) -> None:
    assert lifted(text).whole == text


def test_a_document_that_is_very_deep_is_read_so_far_and_no_further() -> None:
    text = "innermost"
    for _ in range(20):
        text = json.dumps({"message": f"x {text}"})
    assert lifted(text).message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["message", "code", "error", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.text(), VALUES)
def test_any_text_is_read_and_none_is_lost(before: str, document: object) -> None:
    for text in (before, before + json.dumps(document), json.dumps(document) + before):
        found = lifted(text)
        assert found.whole == text
        assert found.message or not text.strip() or found.task or found.codes


def test_codes_anywhere_in_a_text_are_found_once_and_in_order() -> None:
    assert codes_in('{"code": "VPC.0114"}\nSDRS.1929, VPC.0114, v1.2024') == (
        "VPC.0114",
        "SDRS.1929",
    )
