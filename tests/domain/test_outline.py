"""An outline says of a drill what its whole record says, but for what people ticked and noted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.job import Job, job_of_record, record_of_job, servers_in, servers_told
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import UNTOLD, Event, Kind, outlined
from tests.domain.test_folding import ROAD, START, record

Part: TypeAlias = tuple[str, dict[str, Any]]

ASIDE: st.SearchStrategy[Part] = st.sampled_from(
    [
        (Kind.PREFLIGHT, {"findings": []}),
        (Kind.STEP, {"item": "acl", "done": True, "by": "ada"}),
        (Kind.STEP, {"item": "routes", "done": False}),
        (Kind.NOTE, {"text": "it took long"}),
        (Kind.VERIFIED, {"server_id": "s1", "passed": True}),
        (Kind.VERIFIED, {"server_id": "s1", "passed": False}),
        (Kind.KEPT, {"items": [{"kind": "VPC", "id": "v1"}], "why": "shared", "by": "ada"}),
    ]
)


@st.composite
def records(draw: st.DrawFn) -> list[Event]:
    """A record of a drill up to some point, its jobs told as often as anybody looked."""
    looks, parts = draw(st.integers(0, 3)), list[Part]()
    for event in ROAD[: draw(st.integers(1, len(ROAD)))]:
        seen = _looks(event.data, looks) if event.kind == Kind.JOB else ()
        for job in seen:
            parts.append((Kind.JOB, record_of_job(job)))
            parts += draw(st.lists(ASIDE, max_size=1))
        if not seen:
            parts.append((event.kind, dict(event.data)))
        parts += draw(st.lists(ASIDE, max_size=2))
    return record(*parts)


def _looks(data: JsonObject, count: int) -> Sequence[Job]:
    """What was seen of a job until it was as in `data`: never less than before."""
    told = job_of_record(data)
    assert told is not None
    subs = tuple(Job(f"s{one}", "createDrillServer", told.status) for one in range(count))
    last = replace(told, begin=START, sub_jobs=subs)
    return (*[replace(last, status="RUNNING", drill_id="")] * count, last)


@given(events=records())
def test_the_outline_says_how_a_drill_stands(events: list[Event]) -> None:
    assert _standing(fold(outlined(events))) == _standing(fold(events))


@given(events=records())
def test_the_outline_leaves_out_what_people_ticked_and_noted(events: list[Event]) -> None:
    assert not UNTOLD & {event.kind for event in outlined(events)[:-1]}


def _standing(exercise: Exercise) -> Exercise:
    """Return what the overview may use: what an outline leaves out is blanked."""
    return replace(exercise, preflight={}, ticks={}, events=0)


def test_what_is_read_on_later_leaves_what_was_read_before_as_it_was() -> None:
    before = fold(ROAD[:5])
    kept = replace(before)

    assert fold(ROAD[5:], before) == fold(ROAD)
    assert before == kept


@pytest.mark.parametrize("sub_jobs", [[], "no list", [None, {"type": "createDrillServer"}], None])
def test_servers_of_a_kept_job_are_those_of_the_job(sub_jobs: Any) -> None:
    subs = tuple(Job(f"s{n}", kind, "") for n, kind in enumerate(("aServer", "SERVERb", "vpc")))
    whole = record_of_job(Job("j", "", "", begin=START + timedelta(1), sub_jobs=subs))
    assert servers_told(whole) == 2

    odd: dict[str, Any] = {"job_id": "j", "sub_jobs": sub_jobs}
    read = job_of_record(odd)
    assert read is not None
    assert servers_told(odd) == servers_in(read) == 0
