import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drilltui.domain.record import GENESIS, Event, Kind, broken_at, canonical, holds, seal

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
WORD = st.text(st.characters(), max_size=6)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | WORD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
DATA = st.dictionaries(WORD, JSON, max_size=3)
TIME = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
KIND = st.sampled_from(list(Kind)) | WORD


def chain(parts: list[tuple[str, dict[str, Any], datetime]], record_id: str = "r") -> list[Event]:
    """Seal `parts` into one record."""
    events: list[Event] = []
    for seq, (kind, data, at) in enumerate(parts, start=1):
        before = events[-1].hash if events else GENESIS
        events.append(seal(record_id, seq, at, kind, data, before))
    return events


FLAT = st.dictionaries(WORD, st.none() | st.booleans() | st.integers() | WORD, max_size=2)
RECORD = st.lists(st.tuples(KIND, FLAT, TIME), max_size=5).map(chain)
FULL_RECORD = st.lists(st.tuples(KIND, FLAT, TIME), min_size=2, max_size=5).map(chain)


class TestCanonical:
    @given(data=JSON)
    def test_is_compact_sorted_ascii_json_that_says_the_same(self, data: Any) -> None:
        text = canonical(data)

        assert text.isascii()
        assert canonical(json.loads(text)) == canonical(json.loads(canonical(json.loads(text))))
        assert json.loads(text) == json.loads(json.dumps(data))

    @given(data=st.dictionaries(WORD, JSON, min_size=2))
    def test_does_not_depend_on_the_order_of_keys(self, data: dict[str, Any]) -> None:
        turned = dict(reversed(data.items()))

        assert canonical(turned) == canonical(data)

    def test_form(self) -> None:
        assert canonical({"b": [1, 2.5, None], "a": "é\n", "ä": True}) == (
            '{"a":"\\u00e9\\n","b":[1,2.5,null],"\\u00e4":true}'
        )

    @pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
    def test_refuses_numbers_that_json_has_not(self, number: float) -> None:
        with pytest.raises(ValueError, match="JSON"):
            canonical({"x": [number]})

    @pytest.mark.parametrize("value", [object(), b"x", {1, 2}, MOMENT])
    def test_refuses_what_is_not_json(self, value: object) -> None:
        with pytest.raises(TypeError):
            canonical({"x": value})


class TestSeal:
    def test_keeps_what_it_was_given(self) -> None:
        event = seal("r", 3, MOMENT, Kind.NOTE, {"text": "x"}, "f" * 64)

        assert (event.record_id, event.seq, event.at, event.kind) == ("r", 3, MOMENT, "note")
        assert (event.data, event.before) == ({"text": "x"}, "f" * 64)
        assert len(event.hash) == 64

    def test_hash_stays_the_same_between_versions(self) -> None:
        # Records are on disk for years: a change of the formula would break every one of them.
        event = seal("r", 1, MOMENT, Kind.OPENED, {"name": "é"}, GENESIS)

        assert event.hash == "49f6e526f8d4d1aff8a7c85bd6c19b2368aa89410dd5fbdbd18403dd0c592a9c"

    @given(minutes=st.integers(-14 * 60, 14 * 60), at=TIME)
    def test_time_is_kept_in_utc_wherever_it_was_told(self, minutes: int, at: datetime) -> None:
        there = at.astimezone(timezone(timedelta(minutes=minutes)))
        event = seal("r", 1, there, "note", {}, GENESIS)

        assert event == seal("r", 1, at, "note", {}, GENESIS)
        assert event.at.utcoffset() == timedelta(0)

    def test_refuses_a_time_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="zone"):
            seal("r", 1, MOMENT.replace(tzinfo=None), "note", {}, GENESIS)

    def test_refuses_data_that_is_not_json(self) -> None:
        with pytest.raises(ValueError, match="JSON"):
            seal("r", 1, MOMENT, "note", {"x": math.nan}, GENESIS)


class TestBrokenAt:
    @given(events=RECORD)
    def test_a_record_is_unbroken_and_so_is_each_beginning_of_it(self, events: list[Event]) -> None:
        # So a tail that was cut off is not found: the chain only proves what comes before.
        for size in range(1, len(events) + 1):
            assert broken_at(events[:size]) is None

    @given(events=FULL_RECORD, data=st.data())
    def test_any_change_of_any_field_is_found(self, events: list[Event], data: Any) -> None:
        place = data.draw(st.integers(0, len(events) - 1))
        event = events[place]
        changed = data.draw(
            st.one_of(
                WORD.map(lambda text: replace(event, record_id=text)),
                st.integers().map(lambda seq: replace(event, seq=seq)),
                TIME.map(lambda at: replace(event, at=at)),
                WORD.map(lambda kind: replace(event, kind=kind)),
                DATA.map(lambda content: replace(event, data=content)),
                WORD.map(lambda before: replace(event, before=before)),
                WORD.map(lambda own: replace(event, hash=own)),
            )
        )
        same = canonical(changed.data) == canonical(event.data)
        assume(replace(changed, data={}) != replace(event, data={}) or not same)

        found = broken_at([*events[:place], changed, *events[place + 1 :]])

        assert found == changed.seq

    @given(events=FULL_RECORD, data=st.data())
    def test_an_event_that_was_sealed_again_breaks_the_next_one(
        self, events: list[Event], data: Any
    ) -> None:
        place = data.draw(st.integers(0, len(events) - 2))
        old = events[place]
        forged = seal(old.record_id, old.seq, old.at, "forged", old.data, old.before)
        assume(forged != old)

        assert broken_at([*events[:place], forged, *events[place + 1 :]]) == place + 2

    @given(events=FULL_RECORD, data=st.data())
    def test_a_dropped_event_is_found(self, events: list[Event], data: Any) -> None:
        place = data.draw(st.integers(0, len(events) - 2))

        assert broken_at(events[:place] + events[place + 1 :]) == place + 2

    @given(events=FULL_RECORD, data=st.data())
    def test_a_doubled_event_is_found(self, events: list[Event], data: Any) -> None:
        place = data.draw(st.integers(0, len(events) - 1))

        assert broken_at([*events[: place + 1], *events[place:]]) == place + 1

    @given(events=FULL_RECORD, data=st.data())
    def test_swapped_events_are_found(self, events: list[Event], data: Any) -> None:
        one, two = sorted(
            data.draw(
                st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True)
            )
        )
        events[one], events[two] = events[two], events[one]

        assert broken_at(events) == two + 1

    @given(events=FULL_RECORD, other=FULL_RECORD)
    def test_an_event_of_another_record_is_found(
        self, events: list[Event], other: list[Event]
    ) -> None:
        stranger = replace(other[1], record_id="s")

        assert broken_at([events[0], stranger, *events[2:]]) == 2

    def test_an_event_of_another_record_is_found_though_it_was_chained_on(self) -> None:
        (first,) = chain([("note", {}, MOMENT)])
        stranger = seal("s", 2, MOMENT, "note", {}, first.hash)

        assert broken_at([first, stranger]) == 2
        assert broken_at([first, seal(first.record_id, 2, MOMENT, "note", {}, first.hash)]) is None

    def test_a_record_of_nothing_is_not_whole(self) -> None:
        assert broken_at([]) == 1

    @pytest.mark.parametrize("seq", [0, 1, 3, -1])
    def test_a_true_hash_at_a_wrong_place_is_found(self, seq: int) -> None:
        (first,) = chain([("note", {}, MOMENT)])

        assert broken_at([first, seal("r", seq, MOMENT, "note", {}, first.hash)]) == seq
        assert broken_at([first, seal("r", 2, MOMENT, "note", {}, first.hash)]) is None

    def test_a_time_that_lost_its_zone_is_found(self) -> None:
        (event,) = chain([("note", {}, MOMENT)])

        assert broken_at([replace(event, at=MOMENT.replace(tzinfo=None))]) == 1

    def test_a_truth_is_not_a_number(self) -> None:
        (event,) = chain([("note", {"gone": True}, MOMENT)])

        assert broken_at([replace(event, data={"gone": 1})]) == 1


def test_words_that_are_on_disk_never_change() -> None:
    assert [kind.value for kind in Kind] == [
        "opened",
        "preflight",
        "intended",
        "accepted",
        "refused",
        "not-sent",
        "unknown",
        "found",
        "absent",
        "ambiguous",
        "job",
        "drill",
        "read-back",
        "step",
        "verified",
        "kept",
        "note",
        "cut",
        "closed",
        "guided",
        "chosen",
        "brief",
        "hint",
        "hold",
        "service",
        "finding",
        "handed-over",
        "taken-over",
        "resumed",
        "signed",
        "debrief",
    ]


def test_an_event_holds_while_it_says_what_it_was_sealed_with() -> None:
    event = seal("r", 1, MOMENT, "note", {"n": 1}, GENESIS)
    assert holds(event)
    for change in ({"kind": "job"}, {"data": {"n": 2}}, {"seq": 2}, {"before": "0"}, {"hash": ""}):
        assert not holds(replace(event, **change))


def test_a_number_beyond_all_numbers_breaks_its_event_and_nothing_else() -> None:
    event = seal("r", 1, MOMENT, "note", {"n": 1}, GENESIS)
    endless = replace(event, data={"n": json.loads("1e999")})
    assert not holds(endless)
    assert broken_at([endless]) == 1
