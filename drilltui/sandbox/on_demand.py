"""Sequences whose items are asked for one by one."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

_Item = TypeVar("_Item", covariant=True)


class OnDemand(Sequence[_Item]):
    """``size`` items, of which ``at`` tells the one at a place from 0 whenever it is looked at."""

    def __init__(self, size: int, at: Callable[[int], _Item]) -> None:
        self._places = range(size)
        self._at = at

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, key: int) -> _Item: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[_Item]: ...
    def __getitem__(self, key: int | slice) -> _Item | Sequence[_Item]:
        if isinstance(key, slice):
            return [self._at(place) for place in self._places[key]]
        return self._at(self._places[key])
