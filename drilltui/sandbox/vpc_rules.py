"""Rules of creating a drill about the VPC to drill in, and about that of the DR site."""

from collections.abc import Callable

from drilltui.sandbox.breach import Breach
from drilltui.sandbox.drill_case import Case


def known_vpc(code: str) -> Callable[[Case], Breach | None]:
    """The test that the drill VPC exists, for the code that the service says it with."""

    def test(case: Case) -> Breach | None:
        if case.vpc_id is None or case.target is not None or case.service.unknown_vpc != code:
            return None
        return Breach("The drill VPC does not exist.")

    return test


def other_vpc(case: Case) -> Breach | None:
    """It is not one of the group's own."""
    if case.vpc_id in (case.group.vpc_id, case.group.recovery_vpc_id):
        return Breach("The drill VPC is the VPC of the protection group.")
    return None


def has_subnets(case: Case) -> Breach | None:
    """It has subnets."""
    if case.target is None or case.target.subnets:
        return None
    return Breach("The drill VPC has no subnet.")


def same_blocks(case: Case) -> Breach | None:
    """Its block is that of the group's VPC, and the group's subnets are in it once more."""
    model, target = case.model, case.target
    if target is None or not target.subnets:
        return None
    if target.vpc.cidr == model.vpc.cidr and model.subnet_cidrs <= target.subnet_cidrs:
        return None
    return Breach("The drill VPC lacks a CIDR block of the protection group's VPC.")


def unoccupied(case: Case) -> Breach | None:
    """No drill keeps others out of it."""
    if case.occupants and case.service.busy_vpc in ("any", *case.occupants):
        return Breach("The drill VPC is already used for a DR drill.")
    return None


def free_addresses(case: Case) -> Breach | None:
    """The addresses that servers will have are free in it, and it has room for them."""
    if case.target is None:
        return None
    cidrs = {subnet.id: subnet.cidr for subnet in case.model.subnets}
    twins = {subnet.cidr: subnet.id for subnet in case.target.subnets}
    free = dict(case.free)
    for place, template in enumerate(case.templates):
        for nic in template.nics:
            twin = twins.get(cidrs[nic.subnet_id])
            if twin is None:
                continue
            free[twin] -= 1
            if nic.address in case.taken[twin]:
                return Breach(f"{nic.address} is in use in the drill VPC.", after=place)
            if free[twin] < 0:
                return Breach("A subnet of the drill VPC has no address left.", after=place)
    return None


def recovery_subnets(case: Case) -> Breach | None:
    """The VPC of the DR site has subnets."""
    if case.recovery.subnets:
        return None
    return Breach("The VPC of the DR site has no subnet.")
