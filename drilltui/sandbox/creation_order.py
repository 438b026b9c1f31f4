"""What is to be created when a drill is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from drilltui.sandbox.groups import Group
from drilltui.sandbox.instances import ProtectedInstance
from drilltui.sandbox.networks import Network
from drilltui.sandbox.servers import Server
from drilltui.sandbox.stops import SERVERS, Stop


@dataclass(frozen=True, slots=True)
class CreationOrder:
    """What a drill is to be created from.

    ``templates`` are the servers that stand by, one for each instance and in their order;
    ``model`` is the group's network; ``vpc_id`` is the drill VPC that was asked for and
    ``target`` its network if it exists; without a ``vpc_id`` one is made like ``model``. ``stop``
    is where the job does not get on; with ``forgotten`` a drill that fails is not kept. Somebody
    gives an elastic IP to the first ``eips`` of its servers. It takes ``slowness`` times as long as
    usual.
    """

    group: Group
    name: str
    instances: Sequence[ProtectedInstance]
    templates: Sequence[Server]
    model: Network
    vpc_id: str | None = None
    target: Network | None = None
    stop: Stop | None = None
    forgotten: bool = False
    eips: int = 0
    slowness: int = 1

    @property
    def makes_network(self) -> bool:
        """Whether the drill VPC is to be made."""
        return self.vpc_id is None

    @property
    def stops_at_network(self) -> bool:
        """Whether the job ends while it makes the drill VPC."""
        return self.makes_network and self.stop is not None and self.stop.part != SERVERS

    @property
    def tried(self) -> int:
        """How many servers the job begins to build: up to the one where it stops."""
        if self.stop is None:
            return len(self.instances)
        return 0 if self.stops_at_network else min(self.stop.after + 1, len(self.instances))

    @property
    def built(self) -> int:
        """How many servers it gets done."""
        return self.tried if self.stop is None else max(self.tried - 1, 0)
