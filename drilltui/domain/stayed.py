"""From what is there to what was left: each thing with its evidence, age and remedy. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain import ownership
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import Drill
from drilltui.domain.drill_vpc import NO_VPC, VpcLook, foreign, holder
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Leftover, LeftoverKind, Proof
from drilltui.domain.network import PublicIp, SecurityGroup
from drilltui.domain.resource import Resource
from drilltui.domain.server import Server
from drilltui.domain.storage import Snapshot, Volume

_HERE = marked("The clean-up removes it.")
_CONSOLE = marked("Look at it in the console: who knows whose it is may delete it there.")


@dataclass(frozen=True, slots=True)
class Stayed:
    """What there is, of all that a drill had. What could not be read is empty here.

    `security_groups` are those of the drill servers that are there, `others_groups` the ids of
    security groups that the group's own servers have. `parents` are the disks whose `snapshots`
    were read.
    """

    drill: Drill | None = None
    network: VpcLook = NO_VPC
    servers: tuple[Server, ...] = ()
    public_ips: tuple[PublicIp, ...] = ()
    volumes: tuple[Volume, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = ()
    others_groups: frozenset[str] = frozenset()
    parents: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()


def leftovers(exercise: Exercise, stayed: Stayed) -> tuple[Leftover, ...]:
    """Return what a drill left, the drill itself and its network first."""
    return (
        *_drill(stayed.drill),
        *_network(exercise, stayed.network),
        *_servers(stayed.servers),
        *_security_groups(exercise, stayed),
        *_public_ips(exercise, stayed.public_ips),
        *_volumes(exercise, stayed.volumes),
        *_snapshots(exercise, stayed),
    )


def _drill(drill: Drill | None) -> Iterable[Leftover]:
    if drill is not None:
        yield Leftover(
            LeftoverKind.DRILL,
            drill.id,
            drill.name,
            drill.status,
            evidence=tr("the service shows the drill of this record"),
            remedy=tr("Delete the drill."),
            parent_id=drill.group_id,
            created_at=drill.created_at,
        )


def _network(exercise: Exercise, look: VpcLook) -> Iterable[Leftover]:
    if (vpc := look.vpc) is None:
        return
    its = ownership.of_vpc(vpc, exercise)
    yield Leftover(
        LeftoverKind.VPC,
        vpc.id,
        vpc.name,
        vpc.cidr,
        its.proof,
        its.words,
        _remedy(its),
        created_at=vpc.created_at,
        holds=tuple(holder(port, exercise) for port in foreign(look.ports)),
    )
    if its.proof is Proof.CHOSEN:
        return  # what is in somebody's VPC is theirs
    for subnet in look.subnets:
        its = ownership.of_subnet(subnet, vpc, exercise)
        yield Leftover(
            LeftoverKind.SUBNET,
            subnet.id,
            subnet.name,
            subnet.cidr,
            its.proof,
            its.words,
            _remedy(its),
            vpc.id,
            holds=tuple(holder(port, exercise) for port in foreign(look.ports, subnet.id)),
        )


def _remedy(its: ownership.Evidence) -> str:
    if its.proof is Proof.CHOSEN:
        return tr("Nothing: it was there before the drill.")
    return tr(_HERE if its.is_ours else _CONSOLE)


def _servers(servers: Iterable[Server]) -> Iterable[Leftover]:
    for server in servers:
        yield Leftover(
            LeftoverKind.SERVER,
            server.id,
            server.name,
            server.status,
            evidence=tr("the drill listed it as its own"),
            remedy=tr("Delete it in the console, once the drill is gone: the service should have."),
            created_at=server.created_at,
        )


def _security_groups(exercise: Exercise, stayed: Stayed) -> Iterable[Leftover]:
    """Groups of the drill's servers that the group's own servers do not have."""
    others = folded_all(stayed.others_groups)
    for group in stayed.security_groups:
        known = _recorded(exercise, LeftoverKind.SECURITY_GROUP, group.id)
        if known is None or folded(group.id) in others or group.name == "default":
            continue
        yield Leftover(
            LeftoverKind.SECURITY_GROUP,
            group.id,
            group.name,
            proof=Proof.FITTING,
            evidence=tr("the drill servers had it, and the group's own servers do not"),
            remedy=tr("Delete it in the console, if no other server has it."),
            parent_id=group.vpc_id,
        )


def _public_ips(exercise: Exercise, ips: Iterable[PublicIp]) -> Iterable[Leftover]:
    for ip in ips:
        known = _recorded(exercise, LeftoverKind.PUBLIC_IP, ip.id)
        if known is None or ip.bound:
            continue
        yield Leftover(
            LeftoverKind.PUBLIC_IP,
            ip.id,
            ip.address,
            tr("unbound, costs all the same"),
            evidence=tr("it was {detail}", detail=known.detail)
            if known.detail
            else tr("a drill server had it"),
            remedy=tr("Release it in the console, or bind it where it belongs."),
            parent_id=known.parent_id,
            created_at=ip.created_at,
        )


def _volumes(exercise: Exercise, volumes: Iterable[Volume]) -> Iterable[Leftover]:
    for volume in volumes:
        known = _recorded(exercise, LeftoverKind.VOLUME, volume.id)
        if known is None:
            continue
        size = f"{volume.size_gb} GB, " if volume.size_gb is not None else ""
        made = tr("a disk of a drill server when the drill had been made")
        yield Leftover(
            LeftoverKind.VOLUME,
            volume.id,
            volume.name,
            f"{size}{volume.status}",
            Proof.RECORDED if known.made else Proof.FITTING,
            made if known.made else tr("attached to a drill server later, by somebody"),
            tr("Delete it in the console.") if known.made else tr(_CONSOLE),
            known.parent_id,
            volume.created_at,
            tuple(tr("server {name}", name=one) for one in volume.server_ids),
        )


def _snapshots(exercise: Exercise, stayed: Stayed) -> Iterable[Leftover]:
    for snapshot in stayed.snapshots:
        its = ownership.of_snapshot(snapshot, stayed.parents, exercise)
        if its is not None:
            yield Leftover(
                LeftoverKind.SNAPSHOT,
                snapshot.id,
                snapshot.name,
                snapshot.status,
                its.proof,
                its.words,
                tr(_CONSOLE),
                snapshot.volume_id,
                snapshot.created_at,
            )


def _recorded(exercise: Exercise, kind: LeftoverKind, id_: str) -> Resource | None:
    found = (one for one in exercise.resources if one.kind is kind and same_id(one.id, id_))
    return next(found, None)
