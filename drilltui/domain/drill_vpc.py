"""What a drill VPC holds, and whether it may be removed. Pure.

The order: its subnets first, then the VPC itself. A single thing that is not the drill's keeps all
of it: half a network of somebody else is worse than a VPC too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain import ownership
from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import CREATING, GONE, Drill
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.network import Port, Subnet, Vpc
from drilltui.domain.record import Action

_COMES_WITH_A_SUBNET = ("network:dhcp", "network:router")
"""Owners of ports that the service makes with a subnet and takes away with it."""


@dataclass(frozen=True, slots=True)
class VpcLook:
    """A look at a drill VPC, all of it at one time.

    `vpc` is None when the service does not have it (any more). `ports` are all of its subnets'
    ports. `drills` are all drills of the project. `doubts` are reads that failed, in words.
    """

    vpc: Vpc | None
    subnets: tuple[Subnet, ...] = ()
    ports: tuple[Port, ...] = ()
    drills: tuple[Drill, ...] = ()
    doubts: tuple[str, ...] = ()


NO_VPC = VpcLook(None)
"""There is none."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A call of the clean-up: `why` it may be made, in a sentence."""

    action: Action
    id: str
    name: str
    vpc_id: str
    why: str

    @property
    def called(self) -> str:
        """What to call it: ``subnet subnet-app``."""
        name = self.name or self.id
        if self.action is Action.DELETE_SUBNET:
            return tr("subnet {name}", name=name)
        return tr("VPC {name}", name=name)


def foreign(ports: Iterable[Port], subnet_id: str = "") -> tuple[Port, ...]:
    """Return the ports (of one subnet, if given) that something other than the subnet needs."""
    return tuple(
        port
        for port in ports
        if not port.owner.startswith(_COMES_WITH_A_SUBNET)
        and (not subnet_id or same_id(port.subnet_id, subnet_id))
    )


def holder(port: Port, exercise: Exercise) -> str:
    """Say what uses a port: a server by its name where the record has one."""
    named = {folded(one.id): one for one in exercise.resources}
    known = named.get(folded(port.device_id)) if port.device_id else None
    address = f" ({', '.join(port.addresses)})" if port.addresses else ""
    if known is not None and known.kind is LeftoverKind.SERVER:
        return tr("drill server {name}", name=known.name or known.id) + address
    if port.owner.startswith("compute:") and port.device_id:
        return tr("server {name}", name=port.device_id) + address
    id_ = port.device_id or port.id
    if port.owner:
        return f"{port.owner} {id_}{address}"
    return tr("a port that nothing uses {id}", id=id_) + address


def keepers(exercise: Exercise, look: VpcLook, others: Iterable[Exercise]) -> tuple[str, ...]:
    """Return what keeps the drill VPC and its subnets from being removed, in sentences.

    `others` are the other records of the place that nobody has closed.
    """
    if look.vpc is None:
        return look.doubts
    return tuple(
        dict.fromkeys(
            (
                *_not_ours(exercise, look, look.vpc),
                *_drill_there(exercise, look),
                *_used_by_others(exercise, look, look.vpc, others),
                *(
                    tr("In it: {what}.", what=holder(port, exercise))
                    for port in foreign(look.ports)
                ),
                *(tr("Not known: {what}.", what=doubt) for doubt in look.doubts),
            )
        )
    )


def removals(exercise: Exercise, look: VpcLook) -> tuple[Removal, ...]:
    """Return what there is to remove, in order: the subnets, then the VPC. See `keepers`."""
    if (vpc := look.vpc) is None:
        return ()
    subnets = (
        Removal(
            Action.DELETE_SUBNET,
            subnet.id,
            subnet.name,
            vpc.id,
            ownership.of_subnet(subnet, vpc, exercise).words,
        )
        for subnet in look.subnets
    )
    why = ownership.of_vpc(vpc, exercise).words
    return (*subnets, Removal(Action.DELETE_VPC, vpc.id, vpc.name, vpc.id, why))


def _not_ours(exercise: Exercise, look: VpcLook, vpc: Vpc) -> Iterable[str]:
    its = ownership.of_vpc(vpc, exercise)
    if not its.is_ours:
        yield tr("The VPC is not proven to be the drill's: {why}.", why=its.words)
        return
    for subnet in look.subnets:
        its = ownership.of_subnet(subnet, vpc, exercise)
        if not its.is_ours:
            name = subnet.name or subnet.id
            yield tr(
                "The subnet {name} is not proven to be the drill's: {why}.",
                name=name,
                why=its.words,
            )


def _drill_there(exercise: Exercise, look: VpcLook) -> Iterable[str]:
    if exercise.unfinished:
        yield tr(
            "A call of the record is not settled yet: drilltui resume {record}.",
            record=exercise.record_id,
        )
    elif not exercise.gone and exercise.drill_status != GONE:
        yield tr(
            "The drill {name} is not read back as gone: delete it first.", name=exercise.called
        )
    elif any(same_id(drill.id, exercise.drill_id) for drill in look.drills):
        yield tr("The service shows the drill {name} again.", name=exercise.called)


def _used_by_others(
    exercise: Exercise, look: VpcLook, vpc: Vpc, others: Iterable[Exercise]
) -> Iterable[str]:
    for drill in look.drills:
        if same_id(drill.vpc_id, vpc.id) and not same_id(drill.id, exercise.drill_id):
            yield tr("The drill {name} uses the VPC.", name=drill.name or drill.id)
        elif drill.status == CREATING and not drill.vpc_id:
            yield tr(
                "The drill {name} is being made, and its VPC is not told yet.",
                name=drill.name or drill.id,
            )
    for other in others:
        its = same_id(other.vpc_id, vpc.id) or same_id(other.drill_vpc_id, vpc.id)
        if its and other.record_id != exercise.record_id and _may_be_there(other):
            yield tr(
                "The drill {name} (record {record}) was started in the VPC.",
                name=other.called,
                record=other.record_id,
            )


def _may_be_there(exercise: Exercise) -> bool:
    """Whether the drill of a record may be there, now or soon."""
    if exercise.unfinished:
        return True
    there = bool(exercise.drill_id) and not exercise.gone
    return there and exercise.drill_status != GONE
