"""The rules of creating a drill: what each forbids, its code, and when the service asks it.

Source: API reference, "Creating a DR Drill" and "Error Codes". Which rules are asked when the
request is taken and which only in the job is not confirmed there: ``late`` holds the reading of
its section 6, and a scenario may say otherwise. Either way the world counts as it is when the
request is taken. That an instance, a pair or a disk amiss is refused at all is our reading too.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from drilltui.sandbox.drill_case import Case
from drilltui.sandbox.groups import DRILLABLE, Failure
from drilltui.sandbox.instances import is_amiss
from drilltui.sandbox.pairs import ReplicationPair
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.stops import SERVERS, SUBNETS, VPC, Stop


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule is broken: what is to be said, and how far a job gets that meets it.

    ``inner`` is the message of an inner service, which the job's reason quotes as a document.
    """

    message: str
    part: str = SERVERS
    after: int = 0
    inner: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the task of the job that meets it, and the test for its breach.

    Without a ``vital`` one kept no drill can be built, so that it is always asked.
    """

    code: str
    task: str
    test: Callable[[Case], Breach | None]
    late: bool = False
    vital: bool = False

    def is_late(self, case: Case) -> bool:
        """Whether it is asked in the job rather than when the request is taken."""
        service = case.service
        return self.code in service.late or (self.late and self.code not in service.early)

    def reason(self, breach: Breach) -> str:
        """The ``fail_reason`` of a job that meets the breach."""
        text = breach.message
        if breach.inner:
            inner = json.dumps({"badRequest": {"message": breach.inner, "code": 400}})
            text = f"Client error : {inner}"
        return f"{self.task}-fail:{self.code}:{text}"


def check_early(case: Case) -> None:
    """Raise the refusal of the first broken rule that is asked when the request is taken."""
    for rule, breach in _broken(case, late=False):
        raise Refusal(rule.code, breach.message)


def late_stop(case: Case) -> Stop | None:
    """Where the job stops for the first broken rule that is asked in it, if any is."""
    for rule, breach in _broken(case, late=True):
        return Stop(Failure(rule.code, rule.reason(breach)), breach.part, breach.after)
    return None


def _broken(case: Case, *, late: bool) -> Iterator[tuple[Rule, Breach]]:
    for rule in RULES:
        if rule.code in case.service.off or rule.is_late(case) is not late:
            continue
        breach = rule.test(case)
        if breach is not None:
            yield rule, breach


# -- the group and what is in it -------------------------------------------------------------------


def _group_status(case: Case) -> Breach | None:
    if case.group.status not in DRILLABLE:
        return Breach(f"The protection group is {case.group.status}: no DR drill can be created.")
    if case.going is not None and case.service.one_at_a_time:
        return Breach(f"DR drill {case.going.name} of the protection group is in progress.")
    return None


def _instances(case: Case) -> Breach | None:
    return None if case.instances else Breach("The protection group has no protected instance.")


def _instance_status(case: Case) -> Breach | None:
    for place, one in enumerate(case.instances):
        if is_amiss(one.status, case.group.status):
            return Breach(f"Protected instance {one.name} is {one.status}.", after=place)
    return None


def _frozen(case: Case) -> Breach | None:
    owners = {pair.instance_id for pair in case.pairs if pair.frozen}
    for place, one in enumerate(case.instances):
        if one.frozen or one.id in owners:
            return Breach(f"A disk of protected instance {one.name} is frozen.", after=place)
    return None


def _synchronised(case: Case) -> Breach | None:
    def lags(pair: ReplicationPair) -> bool:
        stalled = case.group.status == "protected" and pair.replication_status != "active"
        return pair.is_syncing or (stalled and pair.progress < 100)

    status = case.group.status
    return _pair_breach(case, lambda one: lags(one) or one.is_broken(status), "not synchronized")


def _readable(case: Case) -> Breach | None:
    return _pair_breach(case, lambda one: not one.readable, "attached in a way that is unreadable")


def _attached(case: Case) -> Breach | None:
    return _pair_breach(case, lambda one: not one.attached, "attached to no instance")


def _pair_breach(case: Case, test: Callable[[ReplicationPair], bool], what: str) -> Breach | None:
    for pair in case.pairs:
        if test(pair):
            message = f"Replication pair {pair.name} is {what}."
            return Breach(message, after=case.place_of((pair.instance_id,)))
    return None


# -- the drill VPC ---------------------------------------------------------------------------------


def _known_vpc(code: str) -> Callable[[Case], Breach | None]:
    def test(case: Case) -> Breach | None:
        if case.vpc_id is None or case.target is not None or case.service.unknown_vpc != code:
            return None
        return Breach("The drill VPC does not exist.")

    return test


def _other_vpc(case: Case) -> Breach | None:
    if case.vpc_id in (case.group.vpc_id, case.group.recovery_vpc_id):
        return Breach("The drill VPC is the VPC of the protection group.")
    return None


def _has_subnets(case: Case) -> Breach | None:
    if case.target is None or case.target.subnets:
        return None
    return Breach("The drill VPC has no subnet.")


def _same_blocks(case: Case) -> Breach | None:
    model, target = case.model, case.target
    if target is None or not target.subnets:
        return None
    if target.vpc.cidr == model.vpc.cidr and model.subnet_cidrs <= target.subnet_cidrs:
        return None
    return Breach("The drill VPC lacks a CIDR block of the protection group's VPC.")


def _unoccupied(case: Case) -> Breach | None:
    if case.occupants and case.service.busy_vpc in ("any", *case.occupants):
        return Breach("The drill VPC is already used for a DR drill.")
    return None


def _free_addresses(case: Case) -> Breach | None:
    if case.target is None:
        return None
    cidrs = {subnet.id: subnet.cidr for subnet in case.model.subnets}
    taken = {subnet.cidr: case.taken[subnet.id] for subnet in case.target.subnets}
    for place, template in enumerate(case.templates):
        for nic in template.nics:
            if nic.address in taken.get(cidrs[nic.subnet_id], ()):
                return Breach(f"{nic.address} is in use in the drill VPC.", after=place)
    return None


def _recovery_subnets(case: Case) -> Breach | None:
    if case.recovery.subnets:
        return None
    return Breach("The VPC of the DR site has no subnet.")


# -- quotas, and what else a server needs ----------------------------------------------------------


def _room_for_vpc(case: Case) -> Breach | None:
    if case.vpc_id is not None or case.room.get("vpc", 1) >= 1:
        return None
    return Breach("The quota of VPCs is used up.", part=VPC)


def _room_for_subnets(case: Case) -> Breach | None:
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


_ROOM_FOR_DISKS: Final = _room_for(
    "A disk could not be created from a snapshot.",
    {"volumes": _disks, "gigabytes": Case.gigabytes, "snapshots": _disks},
    "VolumeLimitExceeded: Maximum number of volumes allowed exceeded for quota 'volumes'.",
)
_ROOM_FOR_PORTS: Final = _room_for(
    "The quota of ports is used up.",
    {"port": lambda case: [len(template.nics) for template in case.templates]},
)
_ROOM_FOR_SERVERS: Final = _room_for(
    "The quota of servers is used up.",
    {
        "instances": lambda case: [1 for _ in case.templates],
        "cores": lambda case: [template.flavor.cores for template in case.templates],
        "ram": lambda case: [template.flavor.memory for template in case.templates],
    },
)


def _key_pairs(case: Case) -> Breach | None:
    for place, template in enumerate(case.templates):
        key = template.key
        if template.system == "Windows" and key and key not in case.key_pairs:
            return Breach(f"The key pair {key} of {template.name} does not exist.", after=place)
    return None


#: In the order in which they are asked. The codes of ECS are those of its API reference, page
#: "Error Codes": Ecs.0001 is its quota of servers, Ecs.0314 a key pair that does not exist.
RULES: Final = (
    Rule("SDRS.1002", "SdrsCheckGroupTask", _group_status),
    Rule("SDRS.1015", "SdrsCheckGroupTask", _instances),
    Rule("SDRS.1314", "SdrsCheckInstanceTask", _instance_status),
    Rule("SDRS.0225", "SdrsCheckInstanceTask", _frozen),
    Rule("SDRS.1830", "SdrsCheckReplicationTask", _synchronised),
    Rule("SDRS.0204", "SdrsCheckDrillVpcTask", _known_vpc("SDRS.0204"), vital=True),
    Rule("SDRS.1928", "SdrsCheckDrillVpcTask", _known_vpc("SDRS.1928"), vital=True),
    Rule("SDRS.1907", "SdrsCheckDrillVpcTask", _other_vpc, vital=True),
    Rule("SDRS.1908", "SdrsCheckDrillVpcTask", _has_subnets, vital=True),
    Rule("SDRS.1909", "SdrsCheckDrillVpcTask", _same_blocks, vital=True),
    Rule("SDRS.1921", "SdrsCheckDrillVpcTask", _unoccupied),
    Rule("SDRS.1924", "SdrsQuerySubnetTask", _recovery_subnets, late=True),
    Rule("SDRS.1929", "SdrsCreateDrillVpcTask", _room_for_vpc, late=True),
    Rule("SDRS.1930", "SdrsCreateDrillSubnetTask", _room_for_subnets, late=True),
    Rule("SDRS.1919", "SdrsQueryAttachmentTask", _readable, late=True),
    Rule("SDRS.1920", "SdrsQueryAttachmentTask", _attached, late=True),
    Rule("SDRS.1905", "SdrsCreateDrillVolumeTask", _ROOM_FOR_DISKS, late=True),
    Rule("SDRS.1910", "SdrsCreateDrillNicTask", _free_addresses, late=True),
    Rule("SDRS.1912", "SdrsCreateDrillNicTask", _ROOM_FOR_PORTS, late=True),
    Rule("Ecs.0001", "SdrsCreateDrillServerTask", _ROOM_FOR_SERVERS, late=True),
    Rule("Ecs.0314", "SdrsCreateDrillServerTask", _key_pairs, late=True),
)  # fmt: skip
