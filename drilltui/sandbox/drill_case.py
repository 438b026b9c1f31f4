"""What a request for a drill meets: everything that the rules of creating one look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from drilltui.sandbox.drills import Drill
from drilltui.sandbox.groups import Group
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.networks import Network
from drilltui.sandbox.pairs import ReplicationPair
from drilltui.sandbox.servers import Server
from drilltui.sandbox.service_table import ServiceTable


@dataclass(frozen=True, slots=True)
class Case:
    """A request, taken for ``group``, and the world around it.

    ``templates`` are the servers that stand by, in the order of ``instances``; ``model`` is the
    group's network and ``recovery`` that of its DR site. ``vpc_id`` is the VPC asked for, or None
    for one to be made; ``target`` is that network if it exists, ``occupants`` are the statuses of
    the drills in it and ``taken`` the addresses in use, ``free`` how many more there can be, by
    subnet ID. ``going`` is a drill of the group whose job runs. ``room`` has how many more of
    each kind of resource the quotas allow, where there is one.
    """

    group: Group
    instances: Sequence[ProtectedInstance]
    pairs: Sequence[ReplicationPair]
    templates: Sequence[Server]
    model: Network
    recovery: Network
    service: ServiceTable
    vpc_id: str | None = None
    target: Network | None = None
    occupants: Sequence[str] = ()
    going: Drill | None = None
    taken: Mapping[str, Collection[str]] = field(default_factory=dict)
    free: Mapping[str, int] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)
    key_pairs: Collection[str] = ()

    def place_of(self, instance_ids: Collection[str]) -> int:
        """How many instances come before the first one of ``instance_ids``."""
        return next(place for place, one in enumerate(self.instances) if one.id in instance_ids)

    def gigabytes(self) -> list[int]:
        """How much the disks of each instance hold."""
        return [
            sum(pair.size for pair in self.pairs if pair.instance_id == one.id)
            for one in self.instances
        ]

    def servers_within(self, sizes: Sequence[int], room: int) -> int:
        """How many servers can be made when each takes its share, in ``sizes``, of ``room``."""
        for count, size in enumerate(sizes):
            room -= size
            if room < 0:
                return count
        return len(sizes)
