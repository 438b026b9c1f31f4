"""A record as a Gantt chart: what has a bar, where it stands, and that much stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.clocks import clocks
from drilltui.domain.folding import fold
from drilltui.domain.gantt import Gantt, gantt
from drilltui.domain.gantt_bar import Bar, BarKind, Tone
from drilltui.domain.job import Job, record_of_job
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import CHINESE, tr, words_of
from drilltui.domain.record import Kind
from tests.domain.test_clocks import (
    ABSENT,
    ACCEPTED,
    DELETE,
    DELETED,
    MADE,
    OPENED,
    Told,
    hold,
    meant,
    minute,
    record,
    service,
)


def chart(*told: Told, at: float = 30, rto: int | None = None, **others: Any) -> Gantt:
    events = record(*told)
    exercise = fold(events)
    return gantt(events, exercise, clocks(exercise, rto), minute(at), **others)


def bars(found: Gantt, kind: BarKind) -> list[Bar]:
    return [bar for bar in found.bars if bar.kind is kind]


def bar(found: Gantt, label: str) -> Bar:
    [one] = [bar for bar in found.bars if bar.label == label]
    return one


def job(
    at: float,
    status: str,
    begin: float,
    end: float | None = None,
    subs: Sequence[Job] = (),
    cloud: float = 0.0,
) -> Told:
    """A look at the job of the create; its times by a clock that is `cloud` minutes ahead."""
    ended = None if end is None else minute(end + cloud)
    told = Job("j1", "create", status, minute(begin + cloud), ended, sub_jobs=tuple(subs))
    return at, Kind.JOB, {**record_of_job(told), "action": "create"}


def sub(number: int, status: str, begin: float | None = None, end: float | None = None) -> Job:
    began, ended = (None if one is None else minute(one) for one in (begin, end))
    return Job(f"s{number}", "createDrillServer", status, began, ended, subject=f"i{number}")


def step(at: float, key: str, done: bool = True) -> Told:
    return at, Kind.STEP, {"item": key, "done": done, "by": "ops"}


def test_a_create_its_job_and_its_sub_jobs_stand_under_each_other() -> None:
    names = {"i1": "web-01"}
    told = (0, Kind.INTENDED, {"action": "create", "name": "drill-a", "skew": 0, "names": names})
    subs = [sub(1, "SUCCESS", 1, 3), sub(2, "FAIL", 2, 4), sub(3, "INIT")]

    found = chart(OPENED, told, ACCEPTED, job(6, "FAIL", 0.5, 5, subs))

    rows = [(one.label, one.depth, one.state, one.tone, one.spans) for one in found.bars[2:]]
    assert rows == [
        ("create drill-a", 0, "accepted", Tone.GOOD, ((0.0, 6.0),)),
        ("job", 1, "FAIL", Tone.BAD, ((30.0, 300.0),)),
        ("web-01", 2, "SUCCESS", Tone.GOOD, ((60.0, 180.0),)),
        ("createDrillServer", 2, "FAIL", Tone.BAD, ((120.0, 240.0),)),
        ("createDrillServer", 2, "INIT", Tone.BUSY, ()),
    ]


@pytest.mark.parametrize(
    ("skew", "cloud", "span", "is_noted"),
    [
        (0.0, 0.0, (60.0, 240.0), False),
        (600.0, 10.0, (60.0, 240.0), False),  # the cloud is ten minutes ahead
        (-600.0, -10.0, (60.0, 240.0), False),
        (None, 10.0, (6.0, 186.0), True),  # laid where it was accepted, its length is true
        (0.0, 10.0, (300.0, 300.0), False),  # never after this host saw its end
        (0.0, -10.0, (0.0, 0.0), False),  # nor before it was meant
    ],
)
def test_the_times_of_the_cloud_stand_on_the_axis_of_this_host(
    skew: float | None, cloud: float, span: tuple[float, float], is_noted: bool
) -> None:
    found = chart(OPENED, meant(0, skew), ACCEPTED, job(5, "SUCCESS", 1, 4, cloud=cloud))

    assert bar(found, "job").spans == (span,)
    assert bool(found.notes) is is_noted


def test_what_lasts_has_no_end_and_ends_at_the_present() -> None:
    found = chart(OPENED, meant(0), ACCEPTED, job(2, "RUNNING", 1), at=7)

    running = bar(found, "job")
    assert (running.spans, running.lasts, running.end) == (((60.0, None),), True, None)
    assert (found.now, found.until(running.spans[0])) == (420.0, 420.0)


def test_of_an_exercise_that_is_over_nothing_lasts() -> None:
    gone = (22, Kind.READ_BACK, {"gone": True, "leftovers": []})
    closed = (25, Kind.CLOSED, {"outcome": "clean", "result": "passed"})

    found = chart(*MADE, service(9, True), DELETE, DELETED, gone, closed, at=900)

    assert not [one.label for one in found.bars if one.lasts]
    assert (found.now, found.end) == (None, 25 * 60)
    assert bar(found, "drill").spans == ((300.0, 22 * 60.0),)
    assert bar(found, "record closed").state == "passed"


VPC_LEFT: JsonObject = {"kind": "VPC", "id": "v", "name": "vpc-drill", "proof": "recorded"}


@pytest.mark.parametrize(
    ("seen", "state", "tone"),
    [
        ({"gone": False, "leftovers": [VPC_LEFT]}, "still there", Tone.DOUBT),
        ({"gone": True, "leftovers": [VPC_LEFT]}, "drill gone", Tone.DOUBT),
        ({"gone": True, "leftovers": [], "doubts": ["disks"]}, "drill gone", Tone.DOUBT),
        ({"gone": True, "leftovers": [{"kind": "comet", "id": "c"}]}, "drill gone", Tone.DOUBT),
        ({"gone": True, "leftovers": [{**VPC_LEFT, "proof": "chosen"}]}, "clean", Tone.GOOD),
        ({"gone": True, "leftovers": [], "doubts": []}, "clean", Tone.GOOD),
    ],
)
def test_a_look_at_what_stayed_tells_the_drill_from_its_leftovers(
    seen: JsonObject, state: str, tone: Tone
) -> None:
    found = chart(*MADE, DELETE, DELETED, (22, Kind.READ_BACK, dict(seen)))

    look = bar(found, "look at what stayed")
    assert (look.state, look.tone) == (state, tone)


def test_a_lost_create_and_the_one_after_it_have_a_bar_each() -> None:
    found = chart(OPENED, meant(0), ABSENT, meant(15))

    assert [(one.state, one.spans) for one in bars(found, BarKind.CALL)] == [
        ("absent", ((0.0, 600.0),)),
        ("intended", ((900.0, None),)),
    ]


def test_holds_and_words_of_people_are_drawn_where_they_were() -> None:
    verified = (12, Kind.VERIFIED, {"server_id": "s1", "passed": False, "by": "ops"})

    found = chart(*MADE, hold(7, True, "lunch"), hold(9, False), verified, service(13, True))

    assert bar(found, "hold: lunch").spans == ((420.0, 540.0),)
    assert (bar(found, "s1").tone, bar(found, "s1").moment) == (Tone.BAD, True)
    assert bar(found, "service").spans == ((780.0, 780.0),)


def test_steps_have_their_titles_and_stand_before_the_intention_where_they_were() -> None:
    told = {"step": "choose", "title": "Choose it", "runbook": "first", "done": True}
    older = (-1, Kind.STEP, {"step": "read", "runbook": "first", "done": True})
    out = (0, Kind.STEP, {"step": "say", "title": "Say it", "done": True, "needed": False})

    found = chart(OPENED, (-2, Kind.STEP, told), older, out, meant(0), step(1, "custom_routes"))

    assert found.zero == 120.0
    assert found.told(bar(found, "Choose it").spans[0][0]) == "-2:00"
    assert found.told(bar(found, "read").spans[0][0]) == "-1:00"
    assert (bar(found, "Choose it").state, bar(found, "Say it").state) == ("done", "not needed")
    assert bar(found, "custom_routes").spans == ((180.0, 180.0),)


def test_what_was_long_before_does_not_take_the_room_of_what_came_after() -> None:
    found = chart((-600, Kind.OPENED, {}), step(-500, "early"), meant(0), at=8)

    assert found.zero == 120.0
    begin = bar(found, "early").begin
    assert begin is not None
    assert begin < 0


@pytest.mark.parametrize(
    ("rto", "targets", "notes"),
    [
        (None, [], 0),
        (4, [240.0], 0),
        (20, [1200.0], 0),  # it is to come: the axis goes on until then
        (600, [], 1),  # too far off to be drawn: it is said
    ],
)
def test_a_target_is_a_line_on_the_axis(rto: int | None, targets: list[float], notes: int) -> None:
    found = chart(OPENED, meant(0), ACCEPTED, at=10, rto=rto)

    assert [line.at for line in found.targets] == targets
    assert found.end >= max(targets, default=0.0)
    assert len(found.notes) == notes


@pytest.mark.parametrize(
    ("rto", "at", "states"),
    [
        (None, 30, ["reached", "running"]),
        (60, 30, ["met", "running"]),
        (3, 30, ["missed", "late"]),
    ],
)
def test_the_clocks_come_first_and_say_how_they_stand(
    rto: int | None, at: float, states: list[str]
) -> None:
    found = chart(*MADE, at=at, rto=rto)

    assert [one.state for one in found.bars[:2]] == states
    assert {one.kind for one in found.bars[:2]} == {BarKind.CLOCK}


@pytest.mark.parametrize(
    ("minutes", "ticks"),
    [
        (1, [0, 10, 20, 30, 40, 50, 60]),
        (10, [0, 120, 240, 360, 480, 600]),
        (90, [0, 900, 1800, 2700, 3600, 4500, 5400]),
        (60 * 24 * 30, [day * 5 * 86_400 for day in range(7)]),
    ],
)
def test_ticks_are_round_and_few(minutes: float, ticks: list[float]) -> None:
    assert list(chart(OPENED, meant(0), at=minutes).ticks) == ticks


def test_more_than_can_be_read_has_one_row_together_and_hides_no_failure() -> None:
    subs = [sub(one, "FAIL" if one == 40 else "SUCCESS", 1, 3) for one in range(50)]

    found = chart(OPENED, meant(0), ACCEPTED, job(6, "FAIL", 0.5, 5, subs))

    rows = bars(found, BarKind.SUB_JOB)
    assert len(rows) == 25
    assert (rows[-1].label, rows[-1].count, rows[-1].tone) == ("and 26 more", 26, Tone.BAD)


def test_one_too_many_is_no_reason_to_hide_it() -> None:
    ticks = [step(10 + one, f"own.{one}") for one in range(13)]

    assert len(bars(chart(*MADE, *ticks), BarKind.STEP)) == 13


def test_five_thousand_events_make_a_chart_of_a_few_rows() -> None:
    told: list[Told] = [*MADE]
    told += [step(10 + one / 60, f"own.{one}") for one in range(2000)]
    told += [hold(50 + one / 60, one % 2 == 0, "why") for one in range(1000)]
    told += [(70 + one / 60, Kind.INTENDED, {"action": "rename"}) for one in range(1000)]
    told += [job(90 + one / 60, "RUNNING", 1) for one in range(1000)]

    found = chart(*told, at=200)

    assert len(found.bars) < 60
    assert max(len(one.spans) for one in found.bars) <= 200
    assert bars(found, BarKind.STEP)[-1].count == 1988


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*Kind, "unheard-of"]),
            st.dictionaries(
                st.sampled_from(["action", "job_id", "status", "begin", "end", "skew", "on"]),
                st.sampled_from(
                    ["create", "j1", "SUCCESS", "0001-01-01T00:00:00+00:00", 1e308, True, None, []]
                ),
            ),
        ),
        max_size=12,
    )
)
def test_whatever_a_record_says_the_chart_has_a_length(parts: list[tuple[str, Any]]) -> None:
    found = chart(*((number, kind, data) for number, (kind, data) in enumerate(parts)))

    assert found.end >= 60
    assert all(0 <= tick <= found.end for tick in found.ticks)


def test_it_is_said_in_the_language_that_was_asked_for() -> None:
    events = record(*MADE)
    exercise = fold(events)

    found = gantt(events, exercise, clocks(exercise), minute(9), words=words_of(CHINESE))

    assert found.bars[0].label == "服务器就绪"
    assert tr("servers up") == "servers up"


def test_a_record_with_nothing_to_draw_has_an_axis_all_the_same() -> None:
    assert chart(OPENED).bars == ()
    assert chart().end == 60.0
