"""Whose turn it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drilltui.services.turns import Turns


def order(turns: Turns, now: float) -> list[str]:
    found = []
    while (key := turns.begin(now)) is not None:
        found.append(key)
        turns.over(key)
    return found


def test_the_earliest_due_has_its_turn_first_and_nobody_before_it_is_due() -> None:
    turns = Turns(1)
    for key, due in (("c", 3.0), ("a", 1.0), ("b", 2.0), ("later", 9.0)):
        turns.put(key, due)

    assert order(turns, 0.5) == []
    assert order(turns, 5.0) == ["a", "b", "c"]
    assert turns.wait(5.0) == 4.0


def test_of_equal_ones_who_came_first_is_first() -> None:
    turns = Turns(1)
    for key in "zyx":
        turns.put(key, 1.0)

    assert order(turns, 1.0) == ["z", "y", "x"]


def test_no_more_have_their_turn_than_may_at_once() -> None:
    turns = Turns(2)
    for key in "abc":
        turns.put(key, 0.0)

    assert [turns.begin(1.0), turns.begin(1.0), turns.begin(1.0)] == ["a", "b", None]
    assert turns.wait(1.0) is None
    turns.over("a")
    assert turns.begin(1.0) == "c"


def test_one_that_a_person_asks_for_comes_before_all_and_beside_a_full_house() -> None:
    turns = Turns(1)
    for key in "abc":
        turns.put(key, 0.0)
    assert turns.begin(1.0) == "a"
    turns.put("c", 1.0, asked=True)
    turns.put("b", 1.0, asked=True)

    assert turns.begin(1.0) == "c"
    assert turns.begin(1.0) is None
    turns.over("c")
    assert turns.begin(1.0) == "b"


def test_a_new_time_replaces_the_one_before() -> None:
    turns = Turns(1)
    turns.put("a", 1.0)
    turns.put("a", 5.0)

    assert (len(turns), turns.wait(1.0)) == (1, 4.0)
    turns.remove("a")
    assert (len(turns), turns.wait(9.0)) == (0, None)


def test_a_hold_holds_all_and_a_shorter_one_ends_no_longer_one() -> None:
    turns = Turns(1)
    turns.put("a", 0.0)
    turns.put("b", 0.0, asked=True)
    turns.hold(10.0)
    turns.hold(4.0)

    assert (turns.wait(3.0), order(turns, 9.9), order(turns, 10.0)) == (7.0, [], ["b", "a"])


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 100)), max_size=60))
def test_however_often_times_change_each_key_has_one_turn_in_the_order_of_the_last(
    puts: list[tuple[str, float]],
) -> None:
    turns = Turns(1)
    last = {}
    for key, due in puts:
        turns.put(key, due)
        last[key] = due

    found = order(turns, 100.0)
    assert sorted(found) == sorted(last)
    assert [last[key] for key in found] == sorted(last.values())


class Lane(RuleBasedStateMachine):
    """Anything that may happen to a lane of three."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = Turns(3)
        self.now = 0.0
        self.waiting: dict[str, tuple[float, bool]] = {}
        self.having: set[str] = set()

    @rule(key=st.sampled_from("abcdefgh"), wait=st.floats(0, 5), asked=st.booleans())
    def put(self, key: str, wait: float, asked: bool) -> None:
        self.turns.put(key, self.now + wait * (not asked), asked=asked)
        if key not in self.having:
            self.waiting[key] = (self.now + wait * (not asked), asked)

    @rule(seconds=st.floats(0, 5))
    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def begin(self) -> None:
        key = self.turns.begin(self.now)
        asked = any(is_asked for _, is_asked in self.waiting.values())
        due = [at for at, _ in self.waiting.values() if at <= self.now]
        if key is None:
            assert not due or len(self.having) >= 3 + asked
            return
        at, is_asked = self.waiting.pop(key)
        assert (is_asked, at <= self.now) == (asked, True)
        self.having.add(key)

    @precondition(lambda self: self.having)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.having)))
        self.turns.over(key)
        self.having.discard(key)

    @invariant()
    def counts(self) -> None:
        assert len(self.having) <= 4
        assert len(self.turns) == len(self.waiting) + len(self.having)


TestLane = Lane.TestCase
