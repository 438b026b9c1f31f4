import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.sandbox.on_demand import OnDemand


@given(st.integers(0, 7), st.slices(9))
def test_it_is_a_sequence_like_any_other(size: int, cut: slice) -> None:
    squares = OnDemand(size, lambda place: place * place)
    told = [place * place for place in range(size)]
    assert (len(squares), list(squares), squares[cut]) == (size, told, told[cut])
    assert list(reversed(squares)) == told[::-1]


def test_only_what_is_looked_at_is_asked_for() -> None:
    asked: list[int] = []

    def item(place: int) -> str:
        asked.append(place)
        return chr(ord("a") + place)

    letters = OnDemand(26, item)
    assert (len(letters), asked) == (26, [])
    assert (letters[3:5], letters[-1]) == (["d", "e"], "z")
    assert asked == [3, 4, 25]
    with pytest.raises(IndexError):
        letters[26]
    assert letters[30:] == []
    assert asked == [3, 4, 25]
