"""A protection group and what belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from drilltui.sandbox.groups import Group
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.pairs import ReplicationPair
from drilltui.sandbox.servers import Server


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list of groups tells of a group's contents: how many instances and pairs.

    ``progress`` is how far it is synchronized, in per cent: as far as the pair that lags most.
    """

    instances: int
    pairs: int
    progress: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The protected instances of a group, their replication pairs and their servers."""

    instances: tuple[ProtectedInstance, ...]
    pairs: tuple[ReplicationPair, ...]
    servers: tuple[Server, ...]


class Holding:
    """A group with its ``outline``. Its contents are made, by ``make``, when first asked for."""

    def __init__(self, group: Group, outline: Outline, make: Callable[[], Contents]) -> None:
        self.group = group
        self.outline = outline
        self._make = make

    @cached_property
    def contents(self) -> Contents:
        """What belongs to the group."""
        return self._make()
