"""Rules of creating a drill about quotas, and about what else its servers need."""

from collections.abc import Callable, Mapping
from typing import Final

from drilltui.sandbox.breach import Breach
from drilltui.sandbox.drill_case import Case
from drilltui.sandbox.stops import SUBNETS, VPC


def room_for_vpc(case: Case) -> Breach | None:
    """The quota allows for an automatic VPC."""
    if case.vpc_id is not None or case.room.get("vpc", 1) >= 1:
        return None
    return Breach("The quota of VPCs is used up.", part=VPC)


def room_for_subnets(case: Case) -> Breach | None:
    """The quota allows for the subnets of an automatic VPC; as many are made as it does."""
    needed = len(case.model.subnets)
    room = case.room.get("subnet", needed)
    if case.vpc_id is not None or room >= needed:
        return None
    return Breach("The quota of subnets is used up.", part=SUBNETS, after=max(room, 0))


def _room_for(
    message: str, sizes: Mapping[str, Callable[[Case], list[int]]], inner: str = ""
) -> Callable[[Case], Breach | None]:
    """The test for the quotas of ``sizes``, which tell what each server takes of them."""

    def test(case: Case) -> Breach | None:
        fitting = len(case.templates)
        for kind, size in sizes.items():
            if kind in case.room:
                fitting = min(fitting, case.servers_within(size(case), case.room[kind]))
        if fitting == len(case.templates):
            return None
        return Breach(message, after=fitting, inner=inner)

    return test


def _disks(case: Case) -> list[int]:
    return [len(template.volumes) for template in case.templates]


ROOM_FOR_DISKS: Final = _room_for(
    "A disk could not be created from a snapshot.",
    {"volumes": _disks, "gigabytes": Case.gigabytes, "snapshots": _disks},
    "VolumeLimitExceeded: Maximum number of volumes allowed exceeded for quota 'volumes'.",
)
ROOM_FOR_PORTS: Final = _room_for(
    "The quota of ports is used up.",
    {"port": lambda case: [len(template.nics) for template in case.templates]},
)
ROOM_FOR_SERVERS: Final = _room_for(
    "The quota of servers is used up.",
    {
        "instances": lambda case: [1 for _ in case.templates],
        "cores": lambda case: [template.flavor.cores for template in case.templates],
        "ram_mb": lambda case: [template.flavor.memory for template in case.templates],
    },
)


def key_pairs(case: Case) -> Breach | None:
    """A Windows server that is signed in to with a key pair needs it to be built."""
    for place, template in enumerate(case.templates):
        key = template.key
        if template.system == "Windows" and key and key not in case.key_pairs:
            return Breach(f"The key pair {key} of {template.name} does not exist.", after=place)
    return None
