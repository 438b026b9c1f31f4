"""Groups whose disks are still being copied when the sandbox opens, and get done with it."""

from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.holding import Contents, Holding, Outline
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.pairs import ReplicationPair


@dataclass(frozen=True, slots=True)
class Synchronisation:
    """The first copy of a group's disks: ``holding`` as it is at ``begins``, whole at ``ends``."""

    holding: Holding
    begins: datetime
    ends: datetime

    def at(self, now: datetime) -> Holding:
        """The group as it is at ``now``."""
        part = (now - self.begins) / (self.ends - self.begins)
        contents = self.holding.contents
        pairs = tuple(_further(pair, part) for pair in contents.pairs)
        progress = {
            one.id: min((pair.progress for pair in pairs if pair.instance_id == one.id), default=0)
            for one in contents.instances
        }
        made = Contents(
            tuple(replace(one, progress=progress[one.id]) for one in contents.instances),
            pairs,
            contents.servers,
        )
        whole = min((pair.progress for pair in pairs), default=0)
        outline = Outline(len(made.instances), len(pairs), whole)
        return Holding(self.holding.group, outline, lambda: made)


class Synchronisations:
    """All of a world. The world is told the time with every request, and looks no more often."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._going: list[Synchronisation] = []

    def add(self, going: Synchronisation) -> None:
        """Take in a group that is being synchronized."""
        self._going.append(going)

    def turn(self, now: datetime) -> None:
        """Let every such group be as it is at ``now``."""
        for one in self._going:
            self._holdings.renew(one.at(now))
        self._going = [one for one in self._going if now < one.ends]


def _further(pair: ReplicationPair, part: float) -> ReplicationPair:
    if part >= 1:
        return replace(pair, progress=100, replication_status="active")
    if pair.progress >= 100:
        return pair
    return replace(pair, progress=int(pair.progress + (100 - pair.progress) * max(part, 0.0)))
