"""Where the creation of a drill stops when it does not get to its end."""

from dataclasses import dataclass
from typing import Final

from drilltui.sandbox.groups import Failure

#: The parts of a creation, in their order; the first two are there for an automatic VPC only.
VPC: Final = "vpc"
SUBNETS: Final = "subnets"
SERVERS: Final = "servers"


@dataclass(frozen=True, slots=True)
class Stop:
    """A creation ends with ``failure`` at one of its parts, once ``after`` of it are made.

    What is made by then stays: servers, the subnets of an automatic VPC, the VPC itself.
    """

    failure: Failure
    part: str = SERVERS
    after: int = 0
