"""Is it ours? What a record proves of a VPC, a subnet or a snapshot; never by a name. Pure.

Whatever is deleted is deleted for this proof. What is not proven is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.leftover import LeftoverKind, Proof
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.record import Action
from drilltui.domain.resource import Resource
from drilltui.domain.sending import DONE_BY_CLOUD, Sending
from drilltui.domain.settlement import latest_by_the_cloud, meant_at
from drilltui.domain.storage import Snapshot


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure it is that a drill made something, and what says so, in a sentence."""

    proof: Proof
    words: str

    @property
    def is_ours(self) -> bool:
        """True when the record proves it: only then may it be removed here."""
        return self.proof is Proof.RECORDED


def of_vpc(vpc: Vpc, exercise: Exercise) -> Evidence:
    """Return what the record proves of the VPC.

    It is the drill's own when the record's create asked the service for a new VPC, the drill that
    the cloud told for that create names this one, and it was not there before: by the list of VPCs
    that was read just before, else by its time.
    """
    create = exercise.create
    if not same_id(vpc.id, exercise.drill_vpc_id):
        return _unproven(tr("the record's drill does not name this VPC"))
    if create is None or create.action != Action.CREATE:
        return _unproven(
            tr("the drill was made elsewhere: this record does not say by whom the VPC")
        )
    if create.vpc_id:
        return Evidence(Proof.CHOSEN, tr("a person chose it for the drill: it was there before"))
    if not create.fingerprint or create.sending not in DONE_BY_CLOUD:
        return _unproven(tr("the record does not prove which call made the drill"))
    if create.by:
        # That drill may be a colleague's, in a VPC that is as new and not the service's making.
        return _unproven(
            # Without the name: an export that hides people hides fields, and this is a sentence.
            tr("a person has said which drill it is: the record does not prove it")
        )
    if create.sending is Sending.FOUND and not create.job_id:
        # A colleague may have made a drill of the same name while ours never arrived.
        return _unproven(tr("the drill was found by its name: no job of this record made it"))
    if create.vpcs_before is not None:
        return _by_the_list(vpc, create, exercise)
    return _by_its_time(vpc, create, exercise)


def of_subnet(subnet: Subnet, vpc: Vpc, exercise: Exercise) -> Evidence:
    """Return what the record proves of a subnet: it has to have been seen with the new VPC."""
    its = of_vpc(vpc, exercise)
    if not its.is_ours:
        return its
    known = _known(exercise.resources, LeftoverKind.SUBNET, subnet.id)
    if known is None or not same_id(known.parent_id, vpc.id):
        return _unproven(tr("it was not in the VPC when the drill had been made"))
    if not known.made:
        return _unproven(tr("it came to the VPC after the drill had been made"))
    if not same_id(subnet.vpc_id, vpc.id):
        return _unproven(tr("it is in another VPC now"))
    return Evidence(Proof.RECORDED, tr("in the drill's new VPC when the drill had just been made"))


def of_snapshot(snapshot: Snapshot, parents: Iterable[str], exercise: Exercise) -> Evidence | None:
    """Return what fits of a snapshot: its disk is one of `parents`, its time that of the create.

    None when it does not fit. Others take snapshots of these disks too, so that proves nothing.
    """
    create, seen_at, made_at = exercise.create, exercise.drill_seen_at, snapshot.created_at
    if create is None or seen_at is None or made_at is None:
        return None
    fits = meant_at(create) <= made_at <= latest_by_the_cloud(create, seen_at)
    if not fits or folded(snapshot.volume_id) not in folded_all(parents):
        return None
    return Evidence(
        Proof.FITTING,
        tr(
            "of a disk of the group, taken at {at} while the drill was being made",
            at=_clock(made_at),
        ),
    )


def _by_the_list(vpc: Vpc, create: Call, exercise: Exercise) -> Evidence:
    before = create.vpcs_before or ()
    if folded(vpc.id) in folded_all(before):
        return _unproven(tr("it was there before the drill was submitted"))
    return Evidence(
        Proof.RECORDED,
        tr(
            "the drill {name} asked for a new VPC and names this one; it was none of the {count} "
            "that there were at {at}",
            name=exercise.called,
            count=len(before),
            at=_clock(create.at),
        ),
    )


def _by_its_time(vpc: Vpc, create: Call, exercise: Exercise) -> Evidence:
    made_at, seen_at = vpc.created_at, exercise.drill_seen_at
    if made_at is None or seen_at is None:
        return _unproven(
            tr("the VPCs before the drill were not read, and its own time is not told")
        )
    if not meant_at(create) <= made_at <= latest_by_the_cloud(create, seen_at):
        return _unproven(
            tr("it was made at {at}, not while the drill was being made", at=_clock(made_at))
        )
    return Evidence(
        Proof.RECORDED,
        tr(
            "the drill {name} asked for a new VPC and names this one; it was made at {at}, while "
            "the drill was being made",
            name=exercise.called,
            at=_clock(made_at),
        ),
    )


def _known(resources: Iterable[Resource], kind: LeftoverKind, id_: str) -> Resource | None:
    return next((one for one in resources if one.kind is kind and same_id(one.id, id_)), None)


def _unproven(words: str) -> Evidence:
    return Evidence(Proof.FITTING, words)


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
