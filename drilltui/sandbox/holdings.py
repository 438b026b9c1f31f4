"""Where every protection group is found, with what belongs to it."""

from collections.abc import Iterator, Sequence
from itertools import chain

from drilltui.sandbox.groups import Group
from drilltui.sandbox.holding import Holding
from drilltui.sandbox.on_demand import OnDemand
from drilltui.sandbox.reserve import Reserve


class Holdings:
    """All groups: those that were added, in that order, and after them those of ``reserve``."""

    def __init__(self, reserve: Reserve) -> None:
        self._reserve = reserve
        self._by_id: dict[str, Holding] = {}
        self._of_project: dict[str, list[Holding]] = {}

    def add(self, holding: Holding) -> None:
        """Take in a group with what belongs to it."""
        self._of_project.setdefault(holding.group.project_id, []).append(holding)
        self._index(holding)

    def renew(self, holding: Holding) -> None:
        """Put what has become of a group in its place; nothing in it has another ID."""
        own = self._of_project[holding.group.project_id]
        place = next(at for at, one in enumerate(own) if one.group.id == holding.group.id)
        own[place] = holding
        self._index(holding)

    def find(self, identifier: str) -> Holding | None:
        """The only group that can have the ID, or hold the instance, pair or server that has it.

        Whether that is so is for the caller to see.
        """
        return self._by_id.get(identifier) or self._reserve.find(identifier)

    def groups(self, project_id: str) -> Sequence[Group]:
        """Every group of the project; those of the reserve are made when they are looked at."""
        added, reserve = self._of_project.get(project_id, ()), self._reserve_of(project_id)
        count = len(added)
        return OnDemand(
            count + len(reserve),
            lambda place: (added[place] if place < count else reserve[place - count]).group,
        )

    def of_project(self, project_id: str) -> Iterator[Holding]:
        """Every group of the project with what belongs to it: the whole reserve is made."""
        return chain(self._of_project.get(project_id, ()), self._reserve_of(project_id))

    def in_vpc(self, vpc_id: str) -> Iterator[Holding]:
        """The groups whose production is in that VPC."""
        added = chain.from_iterable(self._of_project.values())
        own = (holding for holding in added if holding.group.vpc_id == vpc_id)
        return chain(own, self._reserve.in_vpc(vpc_id))

    def _reserve_of(self, project_id: str) -> Sequence[Holding]:
        return self._reserve if project_id == self._reserve.project_id else ()

    def _index(self, holding: Holding) -> None:
        group, contents = holding.group, holding.contents
        self._by_id[group.id] = holding
        for items in (contents.instances, contents.pairs, contents.servers):
            self._by_id.update((item.id, holding) for item in items)
