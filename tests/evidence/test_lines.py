"""A line is an event in one form, and bounded."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drilltui.evidence.export import schema
from drilltui.evidence.lines import NoEvent, event_of, line_of
from tests.evidence.story import EVENTS, record

LINE = line_of(EVENTS[0]).encode()


def test_a_line_is_read_as_the_event_that_it_is() -> None:
    assert [event_of(line_of(event).encode()) for event in EVENTS] == list(EVENTS)


def test_a_line_can_be_checked_without_drilltui() -> None:
    told = json.loads(LINE)
    parts = [told[name] for name in ("record_id", "seq", "at", "kind", "data", "before")]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))

    assert hashlib.sha256(text.encode()).hexdigest() == told["hash"]


def test_every_line_is_valid_by_the_schema_that_goes_along() -> None:
    about: dict[str, Any] = json.loads(schema())
    Draft202012Validator.check_schema(about)
    validator = Draft202012Validator(about)
    for event in EVENTS:
        validator.validate(json.loads(line_of(event)))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "it is no JSON in ASCII"),
        (b"[]", "it is no JSON object"),
        (b"{}", "it does not have the fields of an event"),
        (LINE + b" ", "it is not written in the one form of an event"),
        (LINE.replace(b'"seq":1', b'"seq":true'), "it does not have the fields of an event"),
        (LINE.replace(b'"seq":1', b'"seq":1,"seq":1'), "it is not written in the one form"),
        (LINE.replace(b'"seq":1', b'"seq":' + b"9" * 5000), "it is no JSON in ASCII"),
        (LINE.replace(b'"mode"', b'"x":1e999,"mode"'), "it is not written in the one form"),
        (LINE.replace(b'"mode"', b'"x":NaN,"mode"'), "it is no JSON in ASCII"),
        (LINE.replace(b"2026-11-26T01", b"0001-13-99T99"), "it has no time"),
        (
            LINE.replace(b"2026-11-26", b"0001-01-01").replace(b"+00:00", b"+14:00"),
            "it is not written in the one form",
        ),
        (b'{"a":' * 100_000, "it is nested too deep"),
        (b"[" * 1_000_000, "it is nested too deep"),
        (b" " * (8 * 1024 * 1024 + 1), "it is too long"),
    ],
)
def test_what_is_no_event_is_said_to_be_none(line: bytes, why: str) -> None:
    with pytest.raises(NoEvent, match=why):
        event_of(line)


def test_brackets_in_what_somebody_typed_nest_nothing() -> None:
    (event,) = record([(0, "note", {"text": '{"log": "' + "[{" * 500})])

    assert event_of(line_of(event).encode("ascii")) == event


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_none(raw: bytes) -> None:
    with pytest.raises(NoEvent):
        event_of(raw)


@given(st.text())
def test_any_text_comes_back(said: str) -> None:
    (event,) = record([(0, "note", {"text": said})])

    assert event_of(line_of(event).encode("ascii")) == event
