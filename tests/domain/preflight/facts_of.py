"""A world in which nothing speaks against a drill, to be broken by tests one thing at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from drilltui.domain.drill import DrillDraft
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts
from drilltui.domain.preflight.finding import PreflightFinding
from drilltui.domain.preflight.judge import judge
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.server import Address, Server

OWN = "aaaaaaaa-0000-4000-8000-000000000001"
OTHER = "aaaaaaaa-0000-4000-8000-000000000002"
GROUP = ProtectionGroup(
    "g-1",
    "pg-payments",
    "protected",
    progress=100,
    priority_station="source",
    source_vpc_id=OWN,
    target_vpc_id=OWN,
    instance_count=1,
    pair_count=1,
)
AUTOMATIC = DrillDraft(GROUP.id, "drill-1")
CHOSEN = DrillDraft(GROUP.id, "drill-1", OTHER)
INSTANCE = ProtectedInstance(
    "i-1",
    "pay-app-01",
    GROUP.id,
    "protected",
    source_server_id="s-1",
    target_server_id="s-2",
    priority_station="source",
    pair_ids=("p-1",),
)
PAIR = ReplicationPair(
    "p-1",
    "pay-app-01-sys",
    GROUP.id,
    "protected",
    progress=100,
    replication_status="active",
    fault_level="0",
    instance_ids=("i-1",),
    volume_gb=40,
)
STANDBY = Server(
    "s-2",
    "pay-app-01",
    "SHUTOFF",
    (Address("10.20.0.17", port_id="port-1"),),
    vpc_id=OWN,
    system="Linux",
    cores=2,
    memory_mb=4096,
)
FACTS = Facts(
    group=GROUP,
    seen_at=datetime(2026, 11, 23, 9, 14, tzinfo=UTC),
    drills=(),
    instances=(INSTANCE,),
    pairs=(PAIR,),
    vpcs=(
        Vpc(OWN, "vpc-prod", "10.20.0.0/16", "OK"),
        Vpc(OTHER, "vpc-drill-a", "10.20.0.0/16", "OK"),
    ),
    subnets=(
        Subnet("n-1", "app", OWN, "10.20.0.0/24", free_addresses=200),
        Subnet("n-2", "app", OTHER, "10.20.0.0/24", free_addresses=250),
    ),
    standby={"s-2": STANDBY},
    quotas={kind: Quota(kind, 4, None) for kind in Counted},
    key_pairs=frozenset(),
    route_tables=(),
    acls=(),
    ports=(),
    enterprise_projects=(),
    skew=timedelta(),
)


def found(rule: str, facts: Facts, draft: DrillDraft) -> PreflightFinding:
    """What this rule finds; it has to find something."""
    return next(one for one in judge(facts, draft) if one.rule == rule)
