"""What is seen before a drill, and what becomes of it when it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Refused, SeenOtherwise, Stopped, Unreachable
from drilltui.domain.json_value import JsonObject
from drilltui.domain.network import Port, RouteTable
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.judge import report
from drilltui.domain.preflight.vpc_choice import last_vpc_id
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.record import Kind
from drilltui.domain.server import Server
from tests.services.stage import DRAFT, DRILL, GROUP, INSTANCES, NAMES, SUBNET, VPC, Stage

OWN = "5a1b0c9e-0000-4222-8333-444455556666"
CHOSEN = "5a1b0c9e-1111-4222-8333-444455556666"
NO_RIGHT = Refused(status=403, code="VPC.0010", message="rules forbid it")


def furnished() -> Stage:
    """A stage whose group has a VPC of its own, like the one that can be chosen."""
    stage = Stage()
    group = replace(GROUP, source_vpc_id=OWN, target_vpc_id=OWN)
    cloud = stage.cloud
    cloud.pages = [(group,)]
    cloud.known_instances = tuple(
        replace(one, target_server_id=f"standby-{number}", priority_station="source")
        for number, one in enumerate(INSTANCES)
    )
    cloud.known_servers = {
        f"standby-{number}": Server(f"standby-{number}", one.name, "SHUTOFF")
        for number, one in enumerate(INSTANCES)
    }
    cloud.known_vpcs = {id_: replace(VPC, id=id_, name=id_[:12]) for id_ in (OWN, CHOSEN)}
    cloud.known_subnets = {
        id_: (replace(SUBNET, id=f"subnet-{id_}", vpc_id=id_),) for id_ in (OWN, CHOSEN)
    }
    cloud.known_ports = (Port("p", f"subnet-{CHOSEN}", addresses=("10.20.0.9",)),)
    cloud.known_route_tables = (RouteTable("r-1", "rtb", OWN), RouteTable("r-2", "x", CHOSEN))
    cloud.known_network_quotas = (Quota(Counted.VPC, 4, 5),)
    cloud.skew = timedelta(seconds=1)
    return stage


async def test_a_look_brings_everything_that_rules_judge() -> None:
    stage = furnished()

    facts = await stage.session.preflight.look(GROUP.id, CHOSEN)

    assert (facts.group.name, facts.seen_at) == (GROUP.name, stage.clock.now())
    assert isinstance(facts.standby, dict)
    assert set(facts.standby) == {"standby-0", "standby-1"}
    assert facts.quotas == {Counted.VPC: Quota(Counted.VPC, 4, 5)}
    assert facts.ports == stage.cloud.known_ports
    assert facts.route_tables == stage.cloud.known_route_tables
    assert facts.skew == timedelta(seconds=1)


async def test_another_vpc_is_looked_into_without_reading_all_again() -> None:
    stage = furnished()
    facts = await stage.session.preflight.look(GROUP.id)
    stage.cloud.asked.clear()

    inside = await stage.session.preflight.look_into(facts, CHOSEN)

    assert (facts.ports, inside.ports) == ((), stage.cloud.known_ports)
    asked = {method for method, _ in stage.cloud.asked}
    assert asked == {"network_ports", "route_tables"}


READS = ("instances", "pairs", "drills", "vpcs", "subnets", "servers", "route_tables", "acls",
         "network_ports", "key_pairs", "enterprise_projects", "network_quotas", "server_quotas",
         "disk_quotas")  # fmt: skip


@pytest.mark.parametrize("method", READS)
async def test_a_read_that_is_refused_is_not_seen_and_names_the_right(method: str) -> None:
    stage = furnished()
    stage.cloud.script(method, *[NO_RIGHT] * 4)

    facts = await stage.session.preflight.look(GROUP.id, CHOSEN)

    looked = [getattr(facts, name) for name in facts.__dataclass_fields__]
    vain = [one for one in (*looked, *facts.quotas.values()) if isinstance(one, Unseen)]
    assert vain
    assert {one.code for one in vain} == {"VPC.0010"}
    assert all(one.remedy.startswith("Grant ") for one in vain)


async def test_a_read_without_an_answer_says_to_look_again() -> None:
    stage = furnished()
    stage.cloud.script("acls", Unreachable("No route.", sent=True))

    facts = await stage.session.preflight.look(GROUP.id)

    assert facts.acls == Unseen("No route.", remedy="Look again.")


async def test_only_the_group_itself_raises() -> None:
    stage = furnished()

    with pytest.raises(Refused, match=r"SDRS\.1013"):
        await stage.session.preflight.look("nobody")


async def started(stage: Stage, draft: DrillDraft = DRAFT, override: str = "") -> JsonObject:
    """Start a drill; return what its record says of preflight."""
    answer = await stage.session.drills.start(draft, GROUP, NAMES, override=override)
    assert answer.accepted
    return (await stage.last(answer.record_id, Kind.PREFLIGHT)).data


async def test_the_record_keeps_what_was_seen_before_what_was_meant() -> None:
    stage = furnished()

    told = await started(stage)

    findings = told["findings"]
    assert isinstance(findings, list)
    assert {one["rule"] for one in findings} >= {"group-state", "vpc-room"}
    assert "override" not in told
    (record_id,) = await stage.journal.records()
    assert (await stage.kinds(record_id))[:3] == ["opened", "preflight", "intended"]
    intention = (await stage.last(record_id, Kind.INTENDED)).data
    assert intention["vpcs_before"] == [OWN, CHOSEN]


async def test_vpcs_that_were_not_seen_are_not_told_as_none() -> None:
    stage = furnished()
    stage.cloud.script("vpcs", NO_RIGHT)

    await started(stage)

    (record_id,) = await stage.journal.records()
    assert "vpcs_before" not in (await stage.last(record_id, Kind.INTENDED)).data


async def test_a_stop_sends_nothing_and_writes_nothing() -> None:
    stage = furnished()
    draft = replace(DRAFT, vpc_id=OWN)

    with pytest.raises(
        Stopped, match=r"the group's own \(SDRS\.1907\)\. Nothing was sent"
    ) as caught:
        await stage.session.drills.start(draft, GROUP, NAMES, override="I know better")

    assert (caught.value.exit_code, caught.value.code) == (1, "SDRS.1907")
    assert stage.cloud.calls("create_drill") == []
    assert await stage.journal.records() == ()


async def test_a_stop_that_the_service_might_accept_is_overridden_with_a_reason() -> None:
    stage = furnished()
    stage.cloud.known_drills = {"d": replace(DRILL, id="d", group_id="other", vpc_id=CHOSEN)}
    draft = replace(DRAFT, name="drill-2", vpc_id=CHOSEN)

    with pytest.raises(Stopped, match="override it with a reason"):
        await started(stage, draft, override="  ")
    told = await started(stage, draft, override="it is over")

    assert told["override"] == {"reason": "it is over", "by": "ada", "rules": ["vpc-free"]}


async def test_what_changed_since_a_person_agreed_is_told_and_not_sent() -> None:
    stage = furnished()
    seen = report(await stage.session.preflight.look(GROUP.id), DRAFT)
    stage.cloud.known_drills = {"d": replace(DRILL, name="another")}

    with pytest.raises(SeenOtherwise, match="group's drills is warn: another is there, was ok"):
        await stage.session.drills.start(DRAFT, GROUP, NAMES, confirmed=seen)

    assert await stage.journal.records() == ()
    again = report(await stage.session.preflight.look(GROUP.id), DRAFT)
    answer = await stage.session.drills.start(DRAFT, GROUP, NAMES, confirmed=again)
    assert answer.accepted


async def test_the_vpc_of_the_groups_last_drill_is_known_from_its_records() -> None:
    stage = furnished()
    await started(stage, replace(DRAFT, vpc_id=CHOSEN))

    assert last_vpc_id(await stage.session.exercises.of_group(GROUP.id)) == CHOSEN
    assert last_vpc_id(await stage.session.exercises.of_group("another")) == ""
