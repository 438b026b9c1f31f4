"""Network ACLs, which the service calls firewalls.

Source: VPC API reference v3, "Network ACL".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

DIRECTIONS: Final = ("ingress", "egress")
ACTIONS: Final = ("allow", "deny")
PROTOCOLS: Final = ("any", "tcp", "udp", "icmp")


@dataclass(frozen=True, slots=True)
class FirewallRule:
    """A rule; ``ports`` of the destination, empty for all."""

    id: str
    direction: str
    action: str
    protocol: str
    source: str
    destination: str
    ports: str


@dataclass(frozen=True, slots=True)
class Firewall:
    """A network ACL over ``subnet_ids``, whose rules count in their order."""

    id: str
    project_id: str
    name: str
    description: str
    enabled: bool
    subnet_ids: tuple[str, ...]
    rules: tuple[FirewallRule, ...]
    created: datetime

    def towards(self, direction: str) -> Sequence[FirewallRule]:
        """The rules for what comes in (``ingress``) or goes out (``egress``)."""
        return [rule for rule in self.rules if rule.direction == direction]
