"""What people say of an exercise around its drill, read from its record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from drilltui.domain.brief import Brief, brief_of_record, record_of_brief
from drilltui.domain.drill_finding import (
    DrillFinding,
    FindingStatus,
    Severity,
    finding_of_record,
    record_of_finding,
)
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.domain.said import Hold, Said, Signature

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPENED = (Kind.OPENED, {"mode": "live"})


def told(*events: tuple[str, dict[str, Any]]) -> Exercise:
    """The exercise of a record with these events, a minute apart from 09:00."""
    found: list[Event] = []
    for number, (kind, data) in enumerate(events):
        before = found[-1].hash if found else GENESIS
        found.append(seal("r", number + 1, AT + number * MINUTE, kind, data, before))
    return fold(found)


def test_a_brief_comes_back_as_it_was_said_and_the_last_one_counts() -> None:
    brief = Brief(
        objective="prove the runbook",
        rto_minutes=30,
        participants=("Ada", "Lin"),
        keep_until=date(2031, 12, 31),
        by="ada",
    )
    first = (Kind.BRIEF, {"objective": "older", "ticket": "CHG-1"})

    assert brief_of_record(record_of_brief(brief)) == brief
    assert told(OPENED, first, (Kind.BRIEF, record_of_brief(brief))).said.brief == brief
    assert brief_of_record({"rto_minutes": -1, "participants": "all", "objective": 7}) == Brief()


def test_a_group_is_chosen_before_the_create_and_not_after_it() -> None:
    chosen = (Kind.CHOSEN, {"group_id": "g1", "group_name": "pg"})
    create = (Kind.INTENDED, {"action": "create", "name": "d"})
    other = (Kind.CHOSEN, {"group_id": "g2", "group_name": "other"})

    assert told(OPENED, chosen).group_id == "g1"
    assert told(OPENED, other, chosen).group_name == "pg"
    assert told(OPENED, chosen, create, other).group_id == "g1"


def test_holds_come_and_end_and_do_not_overlap() -> None:
    on, off = (Kind.HOLD, {"on": True, "why": "lunch", "by": "ada"}), (Kind.HOLD, {"on": False})

    said = told(OPENED, off, on, on, off, on).said

    assert said.holds == (
        Hold(AT + 2 * MINUTE, "lunch", "ada", AT + 4 * MINUTE),
        Hold(AT + 5 * MINUTE, "lunch", "ada"),
    )
    assert said.on_hold
    assert not told(OPENED, on, off).said.on_hold


def test_the_first_word_that_the_service_works_stops_its_clock() -> None:
    no = (Kind.SERVICE, {"passed": False, "by": "ada", "seen": "login fails"})
    yes = (Kind.SERVICE, {"passed": True, "by": "ada", "data_point": "order 4711"})

    said = told(OPENED, no, yes, yes).said

    assert said.service_at == AT + 2 * MINUTE
    assert [word.passed for word in said.services] == [False, True, True]
    assert said.services[1].data_point == "order 4711"
    assert told(OPENED, no).said.service_at is None


def test_a_finding_is_what_was_said_of_it_last() -> None:
    finding = DrillFinding(1, "DNS was stale", Severity.HIGH, "Lin", date(2027, 1, 31), by="ada")
    mended = DrillFinding(1, "DNS was stale", status=FindingStatus.MENDED, retest="r2")

    said = told(
        OPENED,
        (Kind.FINDING, record_of_finding(finding)),
        (Kind.FINDING, {"number": 2}),
        (Kind.FINDING, record_of_finding(mended)),
    ).said

    assert dict(said.findings) == {1: mended}
    assert finding_of_record(record_of_finding(finding)) == finding
    assert finding_of_record({"number": True, "text": "x"}) is None
    odd = finding_of_record({"number": 3, "text": "x", "severity": "enormous"})
    assert odd is not None
    assert odd.severity is Severity.MEDIUM


def test_a_handover_waits_for_somebody_who_takes_it() -> None:
    given = (Kind.HANDED_OVER, {"by": "ada", "to": "Lin", "why": "shift", "open": ["verify"]})
    taken = (Kind.TAKEN_OVER, {"by": "lin"})

    waiting, done = told(OPENED, given).said, told(OPENED, given, taken).said

    assert (waiting.handed_to, done.handed_to) == ("Lin", "")
    assert (done.handovers[0].taken_by, done.handovers[0].open) == ("lin", ("verify",))
    unasked = told(OPENED, taken).said.handovers[0]
    assert (unasked.by, unasked.taken_by) == ("", "lin")


def test_the_end_has_a_result_and_signatures_also_after_it() -> None:
    closed = (Kind.CLOSED, {"outcome": "clean", "result": "passed", "compared": "as planned"})
    signed = (Kind.SIGNED, {"name": "Ada", "role": "operator", "by": "ada"})

    said = told(OPENED, closed, signed).said

    assert (said.result, said.compared) == ("passed", "as planned")
    assert said.signatures == (Signature("Ada", "operator", AT + 2 * MINUTE, "ada"),)


def test_a_runbook_is_followed_until_it_is_put_away_and_resumptions_are_kept() -> None:
    guided = (Kind.GUIDED, {"runbook": "first-drill"})

    assert told(OPENED, guided).said.runbook == "first-drill"
    assert told(OPENED, guided, (Kind.GUIDED, {})).said.runbook == ""
    assert told(OPENED, (Kind.RESUMED, {"by": "ada"})).said.resumed == (AT + MINUTE,)
    assert told(OPENED, (Kind.NOTE, {"text": "x"})).said == Said()


def test_when_it_was_gone_and_when_it_was_closed_are_not_moved_by_what_comes_later() -> None:
    gone = (Kind.READ_BACK, {"gone": True})
    closed = (Kind.CLOSED, {"outcome": "clean"})

    exercise = told(OPENED, gone, gone, closed, (Kind.SIGNED, {"name": "Ada", "role": "x"}))

    assert (exercise.gone_at, exercise.read_back_at) == (AT + MINUTE, AT + 2 * MINUTE)
    assert (exercise.closed_at, exercise.changed_at) == (AT + 3 * MINUTE, AT + 4 * MINUTE)
    assert told(OPENED, gone, (Kind.READ_BACK, {"gone": False})).gone_at is None


def test_a_runbook_that_was_put_away_has_led_all_the_same() -> None:
    said = told(OPENED, (Kind.GUIDED, {"runbook": "first-drill"}), (Kind.GUIDED, {})).said

    assert (said.runbook, said.led_by) == ("", "first-drill")
