"""Rules about the drill VPC that was chosen, and about the VPC it has to be like.

They speak of one VPC, so that a list of VPCs is judged by the very same.
"""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.cloud_id import folded
from drilltui.domain.drill import CREATING, DELETING, Drill
from drilltui.domain.language import marked, tr
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
        return could_not_look(marked("VPCs"), found)
    if found is None:
        return stop(tr("the project has no VPC {vpc}", vpc=vpc_id or tr("(no id)")))
    return ok(found.name or found.id)


def vpc_other(facts: Facts, vpc_id: str) -> Judgement:
    """Judge whether it is another one than the group's: its addresses are in use there."""
    if folded(vpc_id) in {folded(own) for own in facts.group.vpc_ids}:
        return stop(tr("the group's own"))
    return ok(tr("not the group's own"))


def vpc_status(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the VPC's own status: OK once it is made."""
    found = vpc_of(facts, vpc_id)
    if isinstance(found, Unseen) or found is None or not found.status:
        return None  # said by vpc_exists, or not told
    if found.status == "OK":
        return ok("OK")
    return warn(tr("the VPC is {status}", status=found.status))


def vpc_subnets(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge whether it has any subnet."""
    if _gone(facts, vpc_id):
        return None
    found = subnets_of(facts, vpc_id)
    if isinstance(found, Unseen):
        return could_not_look(marked("subnets"), found)
    return ok(_subnets(len(found))) if found else stop(tr("no subnets"))


def vpc_cidr(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the CIDR block of the VPC against that of the group's."""
    chosen, model = vpc_of(facts, vpc_id), vpc_of(facts, model_vpc_id(facts.group))
    if isinstance(chosen, Unseen):
        return could_not_look(marked("VPCs"), chosen)
    if chosen is None:
        return None
    if model is None:
        return warn(
            tr("the group's VPC is not among those of the project"), tr("compare them by hand")
        )
    if isinstance(model, Unseen):
        return could_not_look(marked("VPCs"), model)
    if block(chosen.cidr) == block(model.cidr):
        return ok(chosen.cidr or tr("none, like the group's"))
    return stop(
        tr("other CIDR {cidr}", cidr=chosen.cidr or tr("(none)")),
        tr("take a VPC with {cidr}", cidr=model.cidr),
    )


def subnet_cidrs(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the blocks of its subnets: each that a standby server is in has to be there."""
    compared = _compared(facts, vpc_id)
    if not isinstance(compared, _Blocks):
        return compared
    if lacking := sorted(compared.lacking & compared.held):
        return stop(
            tr("no subnet {cidrs}", cidrs=some(lacking)),
            tr("make {cidrs} in it, or take another", cidrs=some(lacking)),
        )
    if extra := sorted(compared.has - compared.model):
        return warn(
            tr("also has {cidrs}", cidrs=some(extra)),
            tr("the service may want the same subnets and no others"),
        )
    if compared.lacking:
        return ok(tr("all that servers are in ({count})", count=len(compared.held)))
    one, many = marked("the same {number} subnet block"), marked("the same {number} subnet blocks")
    return ok(counted(len(compared.model), one, many))


def other_subnets(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge the blocks of the group's VPC that no standby server has an address in."""
    compared = _compared(facts, vpc_id)
    if not isinstance(compared, _Blocks):
        return None  # said by subnet_cidrs
    if lacking := sorted(compared.lacking - compared.held):
        return stop(tr("no subnet {cidrs}, which no server is in", cidrs=some(lacking)))
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
        return could_not_look(marked("subnets"), chosen)
    if isinstance(model, Unseen):
        return could_not_look(marked("subnets"), model)
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
        return could_not_look(marked("drills"), users)
    if not users:
        return ok(tr("no drill uses it"))
    first = min(users, key=lambda one: (not _is_busy(one), one.name))
    return stop(tr("in use by drill {name}", name=first.name), firm=_is_busy(first))


def _is_busy(drill: Drill) -> bool:
    return drill.status in (CREATING, DELETING)


def recovery_subnets(facts: Facts) -> Judgement | None:
    """Judge whether the VPC that drill servers are made like has subnets."""
    recovery = recovery_vpc_id(facts.group)
    if not recovery:
        return None
    found = subnets_of(facts, recovery)
    if isinstance(found, Unseen):
        return could_not_look(marked("subnets"), found)
    if found:
        return ok(_subnets(len(found)))
    return stop(tr("the group's VPC at the recovery site has no subnets"))


def _subnets(number: int) -> str:
    return counted(number, marked("{number} subnet"), marked("{number} subnets"))


def _gone(facts: Facts, vpc_id: str) -> bool:
    found: Vpc | Unseen | None = vpc_of(facts, vpc_id)
    return found is None
