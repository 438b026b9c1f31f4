"""What a drill is of, as it was seen just before it was sent: zones, members, pairs, nets. Pure.

The cloud tells only what there is now. Months later only the record can say what was copied, and
how far, when the drill began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from drilltui.domain.drill import DrillDraft
from drilltui.domain.group import ProtectedInstance, ReplicationPair
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import NetworkAcl, RouteTable, Subnet
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.preflight.selection import model_vpc_id, subnets_of, vpc_of

_T = TypeVar("_T")


def record_of_scope(facts: Facts, draft: DrillDraft) -> dict[str, JsonValue]:
    """Return what the record keeps of `facts`; lists that could not be read are left out.

    ``chosen_vpc`` is there only where a VPC was chosen, and ``skew`` only where it was measured.
    """
    group = facts.group
    model = model_vpc_id(group)
    told: dict[str, JsonValue] = {
        "production_zone": group.production_zone,
        "recovery_zone": group.recovery_zone,
        "model_vpc": _network(facts, model),
        "skew": None if facts.skew is None else facts.skew.total_seconds(),
    }
    if draft.vpc_id:
        told["chosen_vpc"] = _network(facts, draft.vpc_id)
    told |= _rows("members", facts.instances, _member)
    told |= _rows("pairs", facts.pairs, _pair)
    told |= _rows("route_tables", facts.route_tables, _table)
    told |= _rows("acls", facts.acls, _acl)
    return told


def _rows(
    name: str, seen: Looked[tuple[_T, ...]], row: Callable[[_T], dict[str, JsonValue]]
) -> dict[str, JsonValue]:
    return {} if isinstance(seen, Unseen) else {name: [row(one) for one in seen]}


def _network(facts: Facts, vpc_id: str) -> dict[str, JsonValue]:
    vpc = vpc_of(facts, vpc_id)
    known = None if isinstance(vpc, Unseen) else vpc
    subnets = subnets_of(facts, vpc_id)
    listed: Iterable[Subnet] = () if isinstance(subnets, Unseen) else subnets
    return {
        "id": vpc_id,
        "name": known.name if known else "",
        "cidr": known.cidr if known else "",
        "subnets": [{"id": one.id, "name": one.name, "cidr": one.cidr} for one in listed],
    }


def _member(one: ProtectedInstance) -> dict[str, JsonValue]:
    return {
        "id": one.id,
        "name": one.name,
        "status": one.status,
        "standby_server_id": one.standby_server_id,
    }


def _pair(one: ReplicationPair) -> dict[str, JsonValue]:
    return {
        "id": one.id,
        "name": one.name,
        "status": one.status,
        "replication_status": one.replication_status,
        "progress": one.progress,
        "gb": one.volume_gb,
    }


def _table(one: RouteTable) -> dict[str, JsonValue]:
    return {
        "name": one.name,
        "vpc_id": one.vpc_id,
        "default": one.default,
        "routes": [f"{route.destination} via {route.nexthop}" for route in one.routes],
    }


def _acl(one: NetworkAcl) -> dict[str, JsonValue]:
    return {"name": one.name, "subnet_ids": list(one.subnet_ids), "enabled": one.enabled}
