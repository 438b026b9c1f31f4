from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given

from drilltui.cloud.answer import Answer, read_answer
from drilltui.cloud.wire_group import group
from drilltui.domain.errors import Unreadable
from drilltui.domain.json_value import JsonValue
from tests.cloud.json_values import ANY_JSON


def answer(body: JsonValue) -> Answer:
    return Answer(200, body, "req-1")


def test_json_is_read() -> None:
    assert read_answer(200, b'{"a": [1]}', "req-1") == Answer(200, {"a": [1]}, "req-1")


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_no_content_is_an_answer(body: bytes) -> None:
    assert read_answer(204, body, "") == Answer(204, None)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"<html><title>Sign in</title><p>to Hotel Wifi</html>", "Sign in"),
        (b'{"server_groups": [', '{"server_groups": ['),
        (b"\xff\xfe\xfa", "not JSON"),
        (b"[" * 100_000, "[[["),
        (b"1" * 5000, "111"),
        (b"\x1b[2J", "?[2J"),
    ],
)
def test_what_is_not_json_is_told_with_its_first_words(body: bytes, shown: str) -> None:
    with pytest.raises(Unreadable, match="The answer is not JSON") as caught:
        read_answer(200, body, "req-1")
    assert shown in caught.value.what
    assert len(caught.value.what) < 160
    assert "\x1b" not in caught.value.what
    assert (caught.value.status, caught.value.request_id) == (200, "req-1")
    assert "proxy" in caught.value.remedy


def test_one_object_is_taken() -> None:
    assert answer({"server_group": {"id": "g"}}).one("server_group", group).id == "g"


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (None, "server_group"),
        ([], "server_group"),
        ({}, "server_group"),
        ({"server_group": None}, "server_group"),
        ({"server_group": [{}]}, "server_group"),
        ({"server_group": {"name": "x"}}, "server_group.id"),
        ({"server_group": {"id": ""}}, "server_group.id"),
    ],
)
def test_a_missing_object_is_named(body: JsonValue, missing: str) -> None:
    with pytest.raises(Unreadable) as caught:
        answer(body).one("server_group", group)
    assert caught.value.what == f"The answer lacks {missing}."
    assert caught.value.request_id == "req-1"


def test_rows_are_taken_and_null_is_none() -> None:
    assert answer({"rows": [1, None]}).rows("rows") == [1, None]
    assert answer({"rows": None}).rows("rows") == []


@pytest.mark.parametrize("body", [None, {}, [], {"rows": {}}, {"rows": "x"}, {"count": 0}])
def test_an_absent_list_is_not_an_empty_one(body: JsonValue) -> None:
    with pytest.raises(Unreadable, match="lacks rows"):
        answer(body).rows("rows")


def test_a_word_is_taken() -> None:
    assert answer({"job_id": "j"}).word("job_id") == "j"


@pytest.mark.parametrize("body", [None, {}, {"job_id": None}, {"job_id": ""}, {"job_id": ["j"]}])
def test_a_missing_word_is_named(body: JsonValue) -> None:
    with pytest.raises(Unreadable, match="lacks job_id"):
        answer(body).word("job_id")


def test_the_whole_answer_must_be_an_object() -> None:
    assert answer({"a": 1}).record() == {"a": 1}
    with pytest.raises(Unreadable, match="JSON object"):
        answer(["a"]).record()


@given(ANY_JSON)
def test_any_json_gives_a_value_or_unreadable(body: JsonValue) -> None:
    read = read_answer(200, json.dumps(body).encode(), "")
    with suppress(Unreadable):
        assert read.one("server_group", group).id
    with suppress(Unreadable):
        assert isinstance(read.rows("rows"), list)
    with suppress(Unreadable):
        assert read.word("job_id")
    with suppress(Unreadable):
        assert read.record() == read.body


def test_an_object_is_taken_that_has_no_id() -> None:
    assert answer({"quotas": {"resources": []}}).object("quotas") == {"resources": []}
    bodies: list[JsonValue] = [None, [], {}, {"quotas": None}, {"quotas": [1]}]
    for body in bodies:
        with pytest.raises(Unreadable, match="The answer lacks quotas"):
            answer(body).object("quotas")


@pytest.mark.parametrize("status", [200, 204])
def test_a_removal_is_told_by_an_empty_answer(status: int) -> None:
    Answer(status, None).nothing()


@pytest.mark.parametrize(("status", "body"), [(202, None), (200, {}), (200, {"job_id": "j"})])
def test_any_other_answer_tells_of_no_removal(status: int, body: JsonValue) -> None:
    with pytest.raises(Unreadable, match="not the empty one") as caught:
        Answer(status, body, "req-1").nothing()
    assert (caught.value.status, caught.value.request_id) == (status, "req-1")
