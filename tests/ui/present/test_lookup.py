from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from drilltui.domain.call import Call
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement
from drilltui.services.sight import Search, Sight
from drilltui.ui.line import Role
from drilltui.ui.present import lookup
from tests.ui.present.things import BEGUN, NOW, drill, job, sight


def looked(sending: Sending = Sending.UNKNOWN, why: str = "nothing yet", **more: Any) -> Sight:
    """A create of which nobody knows, after three looks in ten seconds."""
    candidates = more.pop("candidates", ())
    search = Search(BEGUN + 3, 3, Settlement(sending, why, candidates=candidates))
    one = sight(seen=BEGUN + 13, next_look=BEGUN + 18, **more)
    return replace(one, target=replace(one.target, unsettled=True), search=search)


def call(sending: Sending = Sending.UNKNOWN, **more: Any) -> Call:
    return Call("create", sending, NOW, name="drill-1", **more)


def heading(one: Sight, made: Call | None, now: float) -> list[str]:
    return [line.plain for line in lookup.heading(one, made, now)]


def body(one: Sight, made: Call | None, **more: Any) -> str:
    lines = lookup.body(one, made, "pg-payments", UTC, **more)
    return "\n".join(line.plain for line in lines)


def test_the_heading_counts_down_to_absence() -> None:
    state, bar, remark = heading(looked(), call(), BEGUN + 33)
    assert state == "unknown  0:33  seen 20 s ago, next look in 0 s"
    assert bar == "[======..................]  3 looks, 90 s until absence is proven"
    assert remark == ""


def test_when_there_was_enough_looking_the_next_look_tells() -> None:
    assert heading(looked(), call(), BEGUN + 500)[1].endswith("3 looks, it is looked on")


def test_before_the_first_look_it_says_how_long_the_proof_takes() -> None:
    fresh = replace(looked(), search=None, seen=None)
    state, bar, _ = heading(fresh, None, BEGUN)
    assert state == "unknown  0:00  not seen yet, next look in 18 s"
    assert bar == "Not looked yet. Absence takes 120 s of looking to prove."


def test_failed_looks_are_told_with_their_reason() -> None:
    failed = replace(looked(), failures=4, failure="No route.")
    assert heading(failed, call(), BEGUN + 33)[2] == "4 looks failed: No route."


def test_what_stands_still_does_not_tick() -> None:
    absent = replace(looked(Sending.ABSENT), ended_at=BEGUN + 130)
    assert heading(absent, call(), BEGUN + 140) == heading(absent, call(), BEGUN + 900)
    assert heading(absent, call(), BEGUN + 140)[0] == "absent  2:10"


def test_an_unknown_outcome_says_what_is_sought_what_was_seen_and_what_went_wrong() -> None:
    text = body(looked(), call(code="APIGW.0308", message="backend timeout", request_id="r-1"))
    assert "Nobody knows yet whether the drill drill-1 was made." in text
    assert "No other drill of this group is started before it is settled." in text
    assert "a drill called drill-1 that group pg-payments did not have before" in text
    assert "LAST LOOK\n  nothing yet" in text
    assert "SENT at 09:14:00\n  APIGW.0308: backend timeout\n  request r-1" in text


def test_an_intention_without_an_answer_says_that_the_program_had_ended() -> None:
    assert "drilltui ended before there was an answer" in body(looked(), call(Sending.INTENDED))


def test_absence_says_how_much_was_looked_and_how_to_go_on() -> None:
    absent = replace(looked(Sending.ABSENT, "no drill of this name"), ended_at=BEGUN + 130)
    text = body(absent, call(Sending.ABSENT, message="no drill"))
    assert "The drill drill-1 was not made.\n3 looks in 0:10: No drill of this name." in text
    assert "F5 sends it again" in text
    assert "F5" not in body(absent, call(Sending.ABSENT), changeable=False)


@pytest.mark.parametrize(
    ("action", "not_done", "then"),
    [
        ("rename", "The drill was not renamed to drill-1.", "R there"),
        ("delete", "The drill drill-1 was not deleted.", "D there"),
    ],
)
def test_what_can_be_repeated_leads_to_the_drill(action: str, not_done: str, then: str) -> None:
    one = looked(Sending.ABSENT)
    one = replace(one, target=replace(one.target, action=action), ended_at=BEGUN + 30)
    text = body(one, replace(call(Sending.ABSENT), action=action))
    assert not_done in text
    assert then in text


def test_an_ambiguous_one_shows_each_drill_whole() -> None:
    two = (drill(vpc_id="vpc-1"), drill(id="another-id", status="creating", created_at=None))
    text = body(looked(Sending.AMBIGUOUS, "two", candidates=two), call())
    assert "2 drills could be it: a person has to say." in text
    assert f"id    {two[0].id}  made 2026-11-23 08:14" in text
    assert "VPC   vpc-1" in text
    assert "id    another-id  made -" in text
    assert "VPC   not told yet" in text


def test_one_that_is_not_provable_says_why() -> None:
    text = body(looked(Sending.AMBIGUOUS, "the group counts 7 drills and lists 6"), call())
    assert "The group counts 7 drills and lists 6: a person has to say." in text


def test_a_persons_word_counts_more_than_the_last_look() -> None:
    decided = call(Sending.ABSENT, by="ada", message="looked, nothing there")
    ambiguous = looked(Sending.AMBIGUOUS, candidates=(drill(), drill(id="another")))
    assert lookup.sending_of(ambiguous, decided) is Sending.ABSENT
    text = body(ambiguous, decided)
    assert "ada has decided so: Looked, nothing there." in text
    assert "could be it" not in text


def test_what_is_seen_by_a_job_or_a_drill_is_no_look_up() -> None:
    assert lookup.is_looked_up(looked())
    assert not lookup.is_looked_up(replace(looked(), job=job()))
    assert not lookup.is_looked_up(replace(looked(), drill=drill()))
    assert not lookup.is_looked_up(sight())


def test_why_a_call_is_followed_by_its_drill() -> None:
    alone = replace(sight(), drill=drill(), target=replace(sight().target, job_id=""))
    said = lookup.by_drill(alone, None, UTC)[0].plain
    assert said.startswith("The service does not know its job any more")
    found = replace(alone, search=looked(Sending.FOUND).search)
    assert lookup.by_drill(found, None, UTC)[0].plain.startswith("It was found, and its job was")
    chosen = lookup.by_drill(found, call(Sending.FOUND, by="ada"), UTC)
    assert chosen[0].plain.startswith("ada has decided that it is this drill")
    assert any("drill-1  + available" in line.plain for line in chosen)


WORDS = [
    (None, "nobody follows it", "nobody follows it"),
    (looked(), "looking, 100 s left", "looking: 3 looks, 100 s until absence is proven"),
    (replace(looked(), search=None, seen=None), "unknown: looking ...", "unknown: looking ..."),
    (replace(looked(), failures=2, failure="No."), "2 looks failed", "2 looks failed: No."),
    (looked(Sending.ABSENT), "absent: not done", "absent: it was not done"),
    (looked(Sending.FOUND), "found: it was done", "found: it was done"),
    (
        looked(Sending.AMBIGUOUS, candidates=(drill(), drill(id="2"))),
        "2 fit: Enter decides",
        "2 drills could be it: Enter decides",
    ),
    (
        looked(Sending.AMBIGUOUS),
        "you decide: Enter",
        "a drill that is not listed could be it: Enter decides",
    ),
    (
        sight(job(), elsewhere="create RUNNING"),
        "followed elsewhere",
        "another drilltui follows it, seen through the record: create RUNNING",
    ),
    (sight(), "looking ...", "looking ..."),
    (sight(job(), seen=BEGUN), "", ""),
]


@pytest.mark.parametrize(("one", "short", "full"), WORDS, ids=[short for _, short, _ in WORDS])
def test_the_words_of_a_row_are_few_and_those_in_full_say_all(
    one: Sight | None, short: str, full: str
) -> None:
    assert lookup.now_words(one, BEGUN + 23)[0] == short
    assert lookup.now_words(one, BEGUN + 23, full=True)[0] == full
    assert len(short) <= 24


def test_what_a_person_has_to_do_looks_like_it() -> None:
    assert lookup.now_words(looked(Sending.AMBIGUOUS), BEGUN)[1] is Role.STOP
