"""What people said is told in words: every kind of it, and of odd data nothing that is not true."""

from __future__ import annotations

import pytest

from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import Kind
from drilltui.domain.said import SAYING
from drilltui.domain.said_words import result_words, said_words

TOLD: list[tuple[str, JsonObject, list[str]]] = [
    (Kind.GUIDED, {"runbook": "first", "title": "First drill"}, ["led by First drill"]),
    (Kind.CHOSEN, {"group_name": "pg-payments"}, ["the group is pg-payments"]),
    (Kind.BRIEF, {"objective": "an hour", "rto_minutes": 60, "by": "ada"},
     ["Objective: an hour", "RTO minutes: 60", "by ada"]),
    (Kind.HINT, {"scenario": "smooth", "number": 2, "asked": True},
     ["hint 2 of smooth, asked for"]),
    (Kind.HOLD, {"on": True, "why": "incident", "by": "ada"}, ["on hold: incident", "by ada"]),
    (Kind.HOLD, {"on": False, "by": "ada"}, ["it goes on", "by ada"]),
    (Kind.SERVICE, {"passed": True, "seen": "ok", "data_point": "tx 17"},
     ["the service works", "seen: ok", "newest data: tx 17"]),
    (Kind.SERVICE, {"passed": False}, ["the service does not work"]),
    (Kind.FINDING, {"number": 1, "text": "DNS", "severity": "high", "due": "2026-12-15"},
     ["finding 1: DNS", "high, to be mended", "due 2026-12-15"]),
    (Kind.HANDED_OVER, {"by": "ada", "to": "bob", "why": "shift", "open": ["a call"]},
     ["ada gives it to bob: shift", "open: a call"]),
    (Kind.TAKEN_OVER, {"by": "bob", "from": "ada", "host": "jump-2"},
     ["bob takes it over from ada", "on jump-2"]),
    (Kind.RESUMED, {"by": "bob", "host": "jump-2"}, ["bob goes on with it on jump-2"]),
    (Kind.SIGNED, {"name": "Eve", "role": "witness", "by": "ada"}, ["Eve, witness", "by ada"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "words"), TOLD, ids=lambda part: str(part)[:20])
def test_it_is_told_in_words(kind: str, data: JsonObject, words: list[str]) -> None:
    assert said_words(kind, data) == words


def test_every_kind_has_its_words() -> None:
    assert {kind for kind, _, _ in TOLD} >= SAYING - {Kind.CLOSED}
    assert said_words(Kind.JOB, {"status": "SUCCESS"}) is None


@pytest.mark.parametrize("kind", sorted(SAYING - {Kind.CLOSED}))
def test_odd_data_is_no_error(kind: str) -> None:
    odd_ones: list[JsonObject] = [{}, {"by": 7, "open": "x", "number": True, "why": None}]
    for odd in odd_ones:
        assert all(isinstance(word, str) for word in said_words(kind, odd) or [])


def test_a_result_is_told_and_none_where_there_was_none() -> None:
    assert result_words({"result": "passed", "compared": "slower"}) == [
        "result: passed",
        "differs: slower",
    ]
    assert result_words({"outcome": "clean"}) == []
