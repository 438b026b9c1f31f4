"""Rules about the drill VPC that was chosen, and about the VPC it has to be like.

They speak of one VPC, so that a list of VPCs is judged by the very same.
"""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import CREATING, DELETING, Drill
from drilltui.domain.network import Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.judgement import (
    Judgement,
    could_not_look,
    counted,
    ok,
    some,
    stop,
    warn,
)
from drilltui.domain.preflight.selection import (
    block,
    blocks,
    drills_in,
    held_blocks,
    model_vpc_id,
    recovery_vpc_id,
    subnets_of,
    vpc_of,
)


def vpc_exists(facts: Facts, vpc_id: str) -> Judgement:
    """Judge whether the project has this VPC."""
    found = vpc_of(facts, vpc_id)
    if isinstance(found, Unseen):
        return could_not_look("VPCs", found)
    if found is None:
        return stop(f"the project has no VPC {vpc_id or '(no id)'}")
    return ok(f"{found.name or found.id}")


def vpc_other(facts: Facts, vpc_id: str) -> Judgement:
    """Judge whether it is another one than the group's: its addresses are in use there."""
    if folded(vpc_id) in {folded(own) for own in facts.group.vpc_ids}:
        return stop("the group's own")
    return ok("not the group's own")


def vpc_status(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the VPC's own status: OK once it is made."""
    found = vpc_of(facts, vpc_id)
    if isinstance(found, Unseen) or found is None or not found.status:
        return None  # said by vpc_exists, or not told
    if found.status == "OK":
        return ok("OK")
    return warn(f"the VPC is {found.status}")


def vpc_subnets(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge whether it has any subnet."""
    if _gone(facts, vpc_id):
        return None
    found = subnets_of(facts, vpc_id)
    if isinstance(found, Unseen):
        return could_not_look("subnets", found)
    return ok(counted(len(found), "subnet")) if found else stop("no subnets")


def vpc_cidr(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the CIDR block of the VPC against that of the group's."""
    chosen, model = vpc_of(facts, vpc_id), vpc_of(facts, model_vpc_id(facts.group))
    if isinstance(chosen, Unseen):
        return could_not_look("VPCs", chosen)
    if chosen is None:
        return None
    if model is None:
        return warn("the group's VPC is not among those of the project", "compare them by hand")
    if isinstance(model, Unseen):
        return could_not_look("VPCs", model)
    if block(chosen.cidr) == block(model.cidr):
        return ok(chosen.cidr or "none, like the group's")
    return stop(f"other CIDR {chosen.cidr or '(none)'}", f"take a VPC with {model.cidr}")


def subnet_cidrs(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the blocks of its subnets: each that a standby server is in has to be there."""
    compared = _compared(facts, vpc_id)
    if not isinstance(compared, _Blocks):
        return compared
    if lacking := sorted(compared.lacking & compared.held):
        return stop(f"no subnet {some(lacking)}", f"make {some(lacking)} in it, or take another")
    if extra := sorted(compared.has - compared.model):
        return warn(
            f"also has {some(extra)}", "the service may want the same subnets and no others"
        )
    if compared.lacking:
        return ok(f"all that servers are in ({len(compared.held)})")
    return ok(f"the same {counted(len(compared.model), 'subnet block')}")


def other_subnets(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the blocks of the group's VPC that no standby server has an address in."""
    compared = _compared(facts, vpc_id)
    if not isinstance(compared, _Blocks):
        return None  # said by subnet_cidrs
    if lacking := sorted(compared.lacking - compared.held):
        return stop(f"no subnet {some(lacking)}, which no server is in")
    return None


@dataclass(frozen=True, slots=True)
class _Blocks:
    """CIDR blocks of subnets: the chosen VPC `has` these, the group's VPC those of `model`.

    `held` are those of `model` that a server standing by is in.
    """

    has: frozenset[str]
    model: frozenset[str]
    held: frozenset[str]

    @property
    def lacking(self) -> frozenset[str]:
        return self.model - self.has


def _compared(facts: Facts, vpc_id: str) -> _Blocks | Judgement | None:
    """Return both sides; None when there is nothing to compare, else why it cannot be done."""
    chosen, model = subnets_of(facts, vpc_id), subnets_of(facts, model_vpc_id(facts.group))
    if isinstance(chosen, Unseen):
        return could_not_look("subnets", chosen)
    if isinstance(model, Unseen):
        return could_not_look("subnets", model)
    if not chosen or not model:
        return None  # said by vpc_exists, vpc_subnets and recovery_subnets
    needed = blocks(one.cidr for one in model)
    return _Blocks(blocks(one.cidr for one in chosen), needed, held_blocks(facts, needed))


def vpc_free(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge whether a drill uses it.

    One that is being made keeps others out. Whether one that is there does is not confirmed: the
    error text says "already used for creating a drill".
    """
    users = drills_in(facts, vpc_id)
    if isinstance(users, Unseen):
        return could_not_look("drills", users)
    if not users:
        return ok("no drill uses it")
    first = min(users, key=lambda one: (not _is_busy(one), one.name))
    return stop(f"in use by drill {first.name}", firm=_is_busy(first))


def _is_busy(drill: Drill) -> bool:
    return drill.status in (CREATING, DELETING)


def recovery_subnets(facts: Facts) -> Judgement | None:
    """Judge whether the VPC that drill servers are made like has subnets."""
    recovery = recovery_vpc_id(facts.group)
    if not recovery:
        return None
    found = subnets_of(facts, recovery)
    if isinstance(found, Unseen):
        return could_not_look("subnets", found)
    if found:
        return ok(counted(len(found), "subnet"))
    return stop("the group's VPC at the recovery site has no subnets")


def _gone(facts: Facts, vpc_id: str) -> bool:
    found: Vpc | Unseen | None = vpc_of(facts, vpc_id)
    return found is None
