"""For each rule the smallest world in which it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.sandbox.small import SUBNETS

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Pair:
    """A rule and how the small world has to differ for it to be broken.

    `vpc` names the drill VPC that is asked for; `service` holds keys of the table ``[service]``.
    """

    rule: str
    said: str
    vpc: str = ""
    name: str = "drill-1"
    service: str = ""
    world: Mapping[str, str] = field(default_factory=dict)

    def tables(self, service: str = "") -> str:
        """What stands before the world: how the service behaves, and its quotas."""
        return f"[service]\n{self.service}\n{service}\n{self.world.get('tables', '')}"


def third(more: str, disk: str = "") -> dict[str, str]:
    """A world whose third instance, or its disk, says something more."""
    disks = f"disks = [{{ size = 40{disk} }}]"
    return {"instances": f'{{ name = "i" }}, {{ name = "j" }}, {{ name = "k", {disks}{more} }}'}


def limited(quotas: str) -> dict[str, str]:
    """A world with these quotas. It has 2 VPCs, 4 subnets, 14 ports, 6 servers and 6 disks."""
    return {"tables": f"[quotas]\n{quotas}"}


def other(subnets: str) -> dict[str, str]:
    """A world whose VPC `other` has these subnets."""
    return {"other_subnets": subnets}


_DRILLED = """\
[[groups]]
project = "r-1"
name = "h"
status = "protected"
vpc = "own"
instances = [{ name = "x", subnets = ["b"] }]
drills = [{ name = "d", created = "2 days ago", vpc = "other" }]
"""
_BARE = '[[vpcs]]\nproject = "r-1"\nname = "bare"\ncidr = "10.0.0.0/16"'
_GOING = {"group": 'drills = [{ name = "d", created = "5 seconds ago" }]'}
_TAKEN = {"other": 'servers = [{ name = "x", subnet = "b", address = "10.0.1.10" }]'}

PAIRS = (
    Pair("group-state", "the group is stopping", world={"status": "stopping"}),
    Pair("group-content", "the group has no instance", world={"instances": ""}),
    Pair(
        "first-sync",
        "a pair copies for the first time",
        world=third("", ', progress = 63, replication = "copying"'),
    ),
    Pair(
        "group-drills",
        "a drill of the group is being made, and the service takes one at a time",
        service="one_at_a_time = true",
        world=_GOING,
    ),
    Pair(
        "instance-state",
        "a server of an instance was deleted",
        world=third(', status = "invalid"', ', status = "protected"'),
    ),
    Pair("instance-frozen", "an instance is frozen", world=third(", frozen = true")),
    Pair("pair-state", "the link of a pair is down", world=third("", ', fault_level = "5"')),
    Pair("pair-attached", "a pair has no instance", world=third("", ', attachment = "none"')),
    Pair(
        "windows-keys",
        "the key pair of a Windows server is gone",
        world=third(', system = "Windows", key = "gone"'),
    ),
    Pair("name", "the name has a blank", name="a drill"),
    Pair("vpc-exists", "there is no VPC of this id", vpc=NOWHERE),
    Pair("vpc-other", "the VPC is the group's", vpc="own"),
    Pair("vpc-subnets", "the VPC has no subnet", vpc="other", world=other("")),
    Pair("vpc-cidr", "the VPC is wider", vpc="other", world={"other_cidr": "10.0.0.0/15"}),
    Pair(
        "subnet-cidrs",
        "the VPC lacks a subnet that a protected server is in",
        vpc="other",
        world=other('{ name = "a", cidr = "10.0.0.0/24" }'),
    ),
    Pair(
        "other-subnets",
        "the VPC lacks a subnet that no protected server is in",
        vpc="other",
        world={
            "instances": '{ name = "i" }, { name = "j" }',
            **other('{ name = "a", cidr = "10.0.0.0/24" }'),
        },
    ),
    Pair(
        "vpc-free", "a drill of another group is in the VPC", vpc="other", world={"more": _DRILLED}
    ),
    Pair("address-clash", "a server has an address that is needed", vpc="other", world=_TAKEN),
    Pair(
        "address-room",
        "a subnet has one address left for two servers",
        vpc="other",
        world=other(SUBNETS.replace('24" }, ', '24", available = 1 }, ')),
    ),
    Pair(
        "recovery-subnets",
        "the VPC of the recovery site has no subnet",
        world={"group": 'recovery_vpc = "bare"', "more": _BARE},
    ),
    Pair("vpc-room", "2 of 2 VPCs", world=limited("vpc = 2")),
    Pair("subnet-room", "4 of 5 subnets, and 2 are needed", world=limited("subnet = 5")),
    Pair("server-room", "6 of 8 servers, and 3 are needed", world=limited("instances = 8")),
    Pair("disk-room", "6 of 7 disks, and 3 are needed", world=limited("volumes = 7")),
    Pair("port-room", "14 of 16 ports, and 3 are needed", world=limited("port = 16")),
    Pair(
        "clock",
        "the cloud is 20 minutes ahead, and requests are signed",
        world={"tables": "[gateway]\nahead_minutes = 20"},
    ),
)
"""One for each rule that prevents a code, in the order of the rules."""
