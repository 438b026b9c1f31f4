"""A fingerprint of what was seen: the same for as long as nothing that matters has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.preflight.selection import block, model_vpc_id, subnets_of, vpc_of
from drilltui.domain.record import canonical

_Row = TypeVar("_Row")

_NOT_SEEN = "not seen"
"""Why it was not does not matter, and may be told in other words the next time."""


def fingerprint(facts: Facts, draft: DrillDraft) -> str:
    """Return a hash over group, instances, pairs, drills, chosen VPC and its subnets.

    Neither order counts, nor times, descriptions, or a percentage below the same hundred.
    """
    chosen = draft.vpc_id or ""
    told = {
        "group": _group(facts.group),
        "instances": _all(facts.instances, _instance),
        "pairs": _all(facts.pairs, _pair),
        "drills": _drills(facts, chosen),
        "vpc": _vpc(vpc_of(facts, chosen)) if chosen else None,
        "subnets": _all(subnets_of(facts, chosen), _subnet) if chosen else None,
        "model": _all(subnets_of(facts, model_vpc_id(facts.group)), _subnet),
    }
    return sha256(canonical(told).encode("utf-8", "surrogatepass")).hexdigest()


def _all(looked: Looked[tuple[_Row, ...]], row: Callable[[_Row], list[JsonValue]]) -> JsonValue:
    if isinstance(looked, Unseen):
        return _NOT_SEEN
    return sorted((row(one) for one in looked), key=canonical)


def _group(group: ProtectionGroup) -> list[JsonValue]:
    whole = group.progress is None or group.progress >= 100
    return [
        folded(group.id),
        group.status,
        whole,
        group.priority_station,
        [*sorted(folded_all(group.vpc_ids))],
        group.instance_count > 0 or group.pair_count > 0,
    ]


def _instance(one: ProtectedInstance) -> list[JsonValue]:
    return [folded(one.id), one.status, one.frozen]


def _pair(one: ReplicationPair) -> list[JsonValue]:
    whole = one.progress is None or one.progress >= 100
    attached: list[JsonValue] = [*sorted(folded_all(one.instance_ids))]
    return [folded(one.id), one.status, one.replication_status, one.fault_level, whole, attached]


def _subnet(one: Subnet) -> list[JsonValue]:
    return [folded(one.id), block(one.cidr)]


def _vpc(found: Vpc | Unseen | None) -> JsonValue:
    if isinstance(found, Unseen):
        return _NOT_SEEN
    return None if found is None else [folded(found.id), block(found.cidr), found.status]


def _drills(facts: Facts, chosen: str) -> JsonValue:
    """The group's drills by name, for it has to be free, and those in the chosen VPC."""
    if isinstance(facts.drills, Unseen):
        return _NOT_SEEN
    concerned = _concerned(facts.drills, facts.group.id, chosen)
    return sorted(map(_drill, concerned), key=canonical)


def _drill(one: Drill) -> list[JsonValue]:
    return [folded(one.id), one.name, one.status, folded(one.vpc_id)]


def _concerned(drills: Iterable[Drill], group_id: str, vpc_id: str) -> Iterable[Drill]:
    return (one for one in drills if same_id(one.group_id, group_id) or same_id(one.vpc_id, vpc_id))
