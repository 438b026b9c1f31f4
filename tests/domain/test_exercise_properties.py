"""What is true of reading any record, sensible or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.folding import fold
from drilltui.domain.record import Event, Kind
from tests.domain.test_folding import RECORD_ID, ROAD, START

KEY = st.sampled_from(
    ["action", "job_id", "status", "drill_id", "name", "vpc_id", "outcome", "gone", "leftovers"]
) | st.text(max_size=3)
WORD = st.sampled_from(["create", "rename", "delete", "j1", "j2", "SUCCESS", "FAIL", ""])
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORD | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEY, inner, max_size=2),
    max_leaves=4,
)
EVENT = st.builds(
    Event,
    record_id=st.text(max_size=2),
    seq=st.integers(),
    at=st.datetimes(timezones=st.none() | st.just(UTC)),
    kind=st.sampled_from(list(Kind)) | st.sampled_from([kind.value for kind in Kind]) | st.text(),
    data=st.dictionaries(KEY, JUNK, max_size=5),
    before=st.text(max_size=2),
    hash=st.text(max_size=2),
)
EVENTS = st.lists(EVENT, max_size=8) | st.permutations(ROAD) | st.lists(st.sampled_from(ROAD))


@given(events=EVENTS)
def test_any_events_in_any_order_fold_and_always_to_the_same(events: Sequence[Event]) -> None:
    exercise = fold(events)

    assert fold(iter(events)) == exercise
    assert exercise.events == len(events)
    assert exercise.changed_at == (events[-1].at if events else None)


@given(events=EVENTS, data=st.data())
def test_reading_can_stop_anywhere_and_go_on_later(events: Sequence[Event], data: Any) -> None:
    place = data.draw(st.integers(0, len(events)))

    assert fold(events[place:], start=fold(events[:place])) == fold(events)


@given(kind=st.text(), data=st.dictionaries(KEY, JUNK, max_size=4), place=st.integers(0, 15))
def test_an_event_of_a_later_version_changes_nothing_but_the_count(
    kind: str, data: dict[str, Any], place: int
) -> None:
    stranger = Event(RECORD_ID, 1, START, f"later {kind}", data, "", "")

    assert fold([*ROAD[:place], stranger, *ROAD[place:]]) == replace(fold(ROAD), events=17)
