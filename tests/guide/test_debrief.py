"""The debrief: from the record alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.guide.debrief import Debrief, debrief, entry
from drilltui.guide.debrief_text import lines_of
from drilltui.guide.lesson import Lesson, Strike
from drilltui.guide.words import Text

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LESSON = Lesson(
    scenario="surprise",
    title=Text("Surprise", "意外"),
    text=Text(),
    trap=Text("It was lost.", "丢失了。"),
    good=Text("Wait.", "等待。"),
    runbook="first-drill",
    group="g",
    minutes=9,
    seed=42,
    drawn="lost-accepted",
    drawn_title=Text("Lost", "丢失"),
)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def record(*said: tuple[float, str, JsonObject]) -> tuple[Event, ...]:
    events: list[Event] = []
    numbers, before = count(1), GENESIS
    for seconds, kind, data in ((0, Kind.OPENED, {"group_id": "g"}), *said):
        events.append(seal("r", next(numbers), at(seconds), kind, data, before))
        before = events[-1].hash
    return tuple(events)


def closed(*said: tuple[float, str, JsonObject], strikes: tuple[Strike, ...] = ()) -> Debrief:
    told = entry("r", LESSON, strikes).data
    found = debrief(
        record(*said, (600, Kind.CLOSED, {"outcome": "clean"}), (600, Kind.DEBRIEF, told))
    )
    assert found is not None
    return found


def test_a_record_without_its_event_has_none() -> None:
    assert debrief(record((600, Kind.CLOSED, {"outcome": "clean"}))) is None
    assert debrief(()) is None


def test_a_surprise_says_now_what_it_was() -> None:
    found = closed()
    assert (found.scenario, found.seed, found.title.en) == ("lost-accepted", 42, "Lost")


def test_a_lost_answer_is_noticed_when_the_record_says_that_nobody_knows() -> None:
    found = closed(
        (10, Kind.INTENDED, {"action": "create"}),
        (12, Kind.UNKNOWN, {"action": "create"}),
        strikes=(Strike(at(11), "lose-answer", "create-drill"),),
    )
    (trouble,) = found.troubles
    assert (trouble.what, trouble.on) == ("lose-answer", "create-drill")
    assert (trouble.seconds, trouble.by) == (1, Kind.UNKNOWN)


def test_what_leaves_no_mark_was_not_noticed() -> None:
    (trouble,) = closed(strikes=(Strike(at(11), "throttle", "show-job"),)).troubles
    assert trouble.seconds is None


def test_what_has_nothing_to_do_with_a_failed_look_is_no_notice_of_it() -> None:
    found = closed(
        (20, Kind.STEP, {"step": "tell", "done": True}),
        (30, Kind.REFUSED, {"action": "delete", "code": "SDRS.1913"}),
        strikes=(Strike(at(11), "throttle", "show-job"),),
    )
    assert (found.troubles[0].what, found.troubles[0].seconds) == ("throttle", None)
    (said,) = (one.strip() for one in lines_of(found) if "show-job" in one)
    assert said == (
        "0:11  show-job was throttled; no mark of it in the record: the program shows a failed "
        "look while it lasts"
    )


def test_a_note_is_a_notice_of_a_failed_look() -> None:
    (trouble,) = closed(
        (30, Kind.NOTE, {"text": "429"}), strikes=(Strike(at(11), "throttle", "show-job"),)
    ).troubles
    assert (trouble.seconds, trouble.by) == (19, Kind.NOTE)


@pytest.mark.parametrize(("on", "action"), [("create-drill", "create"), ("delete-drill", "delete")])
def test_a_refusal_that_a_fault_has_made_is_told_once(on: str, action: str) -> None:
    found = closed(
        (10, Kind.INTENDED, {"action": action}),
        (11, Kind.REFUSED, {"action": action, "code": "APIGW.0308"}),
        (180, Kind.INTENDED, {"action": action}),
        (181, Kind.REFUSED, {"action": action, "code": "SDRS.1913"}),
        strikes=(Strike(at(11), "throttle", on),),
    )
    assert [(one.what, one.seconds, one.by) for one in found.troubles] == [
        ("throttle", 0, Kind.REFUSED),
        ("refused", 419, Kind.CLOSED),
    ]


def test_a_fault_that_was_overcome_has_not_made_a_later_refusal() -> None:
    found = closed(
        (12, Kind.ACCEPTED, {"action": "delete"}),
        (90, Kind.REFUSED, {"action": "delete", "code": "SDRS.1913"}),
        strikes=(Strike(at(11), "expire", "delete-drill"),),
    )
    assert [(one.what, one.seconds) for one in found.troubles] == [
        ("expire", None),
        ("refused", 510),
    ]
    assert not any("a failed look" in one for one in lines_of(found))


@pytest.mark.parametrize(
    ("kind", "data", "what", "code"),
    [
        (Kind.REFUSED, {"action": "delete", "code": "SDRS.1913"}, "refused", "SDRS.1913"),
        (
            Kind.JOB,
            {"action": "create", "status": "FAIL", "error_code": "SDRS.1905"},
            "job-failed",
            "SDRS.1905",
        ),
        (Kind.VERIFIED, {"server_id": "s", "passed": False}, "server-failed", ""),
    ],
)
def test_what_the_record_itself_shows_is_answered_by_the_next_word(
    kind: Kind, data: JsonObject, what: str, code: str
) -> None:
    found = closed((60, kind, data), (90, Kind.NOTE, {"text": "seen"}))
    (trouble,) = found.troubles
    assert (trouble.what, trouble.code, trouble.seconds) == (what, code, 30)


def test_clocks_are_those_of_the_screens_from_the_intention_on() -> None:
    found = closed(
        (40, Kind.INTENDED, {"action": "create", "name": "d"}),
        (41, Kind.ACCEPTED, {"action": "create", "job_id": "j"}),
        (90, Kind.DRILL, {"drill_id": "d1", "status": "available"}),
        (100, Kind.SERVICE, {"passed": True}),
        (200, Kind.HOLD, {"on": True, "why": "lunch"}),
        (260, Kind.HOLD, {"on": False}),
    )
    assert (found.servers_after, found.service_after) == (50, 60)
    assert (found.closed_after, found.hold_seconds) == (600, 60)
    assert closed((100, Kind.SERVICE, {"passed": True})).servers_after is None


def test_that_another_group_was_drilled_is_told() -> None:
    found = closed((5, Kind.CHOSEN, {"group_id": "g2", "group_name": "pg-crm"}))

    assert found.elsewhere == ("g", "pg-crm")
    assert any("pg-crm was drilled" in said for said in lines_of(found))
    assert closed((5, Kind.CHOSEN, {"group_id": "g", "group_name": "g"})).elsewhere is None


def test_hints_are_counted() -> None:
    found = closed((5, Kind.HINT, {"number": 1}), (6, Kind.HINT, {"number": 1}))
    assert found.hints == (1, 1)
    assert "Hints: 1 of 0 asked for" in lines_of(found)


def test_odd_events_do_not_break_it() -> None:
    odd: JsonObject = {
        "scenario": 5,
        "seed": "x",
        "title": "no",
        "faults": [{"at": "never"}, 7, {"at": at(1).isoformat(), "what": "unheard-of"}],
    }
    found = debrief(record((1, "unheard-of", {}), (2, Kind.DEBRIEF, odd)))
    assert found is not None
    assert any("unheard-of" in one for one in lines_of(found))


def test_it_is_said_in_the_language_of_the_run() -> None:
    found = closed(
        (12, Kind.UNKNOWN, {"action": "create"}),
        strikes=(Strike(at(11), "lose-answer", "create-drill"),),
    )
    english = "\n".join(lines_of(found))
    speak(CHINESE)
    try:
        chinese = "\n".join(lines_of(found))
    finally:
        speak(ENGLISH)
    assert "DEBRIEF  Lost (scenario lost-accepted, seed 42)" in english
    assert "the answer to create-drill was lost; noticed after 0 min 1 s by the program" in english
    assert "复盘  丢失（场景lost-accepted，种子42）" in chinese
    assert "create-drill的应答丢失" in chinese
