"""Groups that come into being when they are first looked at."""

from collections.abc import Callable, Iterator, Sequence

from drilltui.sandbox.holding import Holding
from drilltui.sandbox.identifiers import number_in
from drilltui.sandbox.on_demand import OnDemand


class Reserve(OnDemand[Holding]):
    """The groups of one project that are made when looked at, one for each of ``vpc_ids``.

    ``make`` makes the group at a place, from 0, whatever was made before: then the order of looks
    does not matter. The IDs of all that it makes must carry the place (``number_in``).
    """

    def __init__(
        self, project_id: str, vpc_ids: Sequence[str], make: Callable[[int], Holding]
    ) -> None:
        super().__init__(len(vpc_ids), self._holding)
        self.project_id = project_id
        self._vpc_ids = vpc_ids
        self._make = make
        self._made: dict[int, Holding] = {}

    def find(self, identifier: str) -> Holding | None:
        """The only group that ``identifier`` can be the ID of, or the ID of a part of."""
        number = number_in(identifier)
        return None if number is None or number >= len(self) else self[number]

    def in_vpc(self, vpc_id: str) -> Iterator[Holding]:
        """The groups in that VPC; those in other VPCs are not looked at."""
        return (self[place] for place, one in enumerate(self._vpc_ids) if one == vpc_id)

    def _holding(self, place: int) -> Holding:
        holding = self._made.get(place)
        if holding is None:
            holding = self._made[place] = self._make(place)
        return holding
