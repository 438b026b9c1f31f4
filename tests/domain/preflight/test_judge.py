from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.network import NetworkAcl, Port, Route, RouteTable, Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.finding import said
from drilltui.domain.preflight.judge import CHECKS, judge, report, vpc_verdict
from drilltui.domain.project import EnterpriseProject
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.readiness import readiness
from drilltui.domain.rules import rules
from drilltui.domain.server import Address
from drilltui.domain.verdict import Verdict
from tests.domain.preflight.facts_of import (
    AUTOMATIC,
    CHOSEN,
    FACTS,
    GROUP,
    INSTANCE,
    OTHER,
    OWN,
    PAIR,
    STANDBY,
    found,
)

OK, WARN, STOP, UNKNOWN = Verdict.OK, Verdict.WARN, Verdict.STOP, Verdict.UNKNOWN


def with_group(**changes: Any) -> Facts:
    return replace(FACTS, group=replace(GROUP, **changes))


def with_pair(**changes: Any) -> Facts:
    return replace(FACTS, pairs=(replace(PAIR, **changes),))


def with_instance(**changes: Any) -> Facts:
    return replace(FACTS, instances=(replace(INSTANCE, **changes),))


def with_standby(**changes: Any) -> Facts:
    return replace(FACTS, standby={"s-2": replace(STANDBY, **changes)})


def with_chosen(vpc: Mapping[str, Any] | None = None, cidrs: tuple[str, ...] = ()) -> Facts:
    own = FACTS.vpcs, FACTS.subnets
    assert isinstance(own[0], tuple)
    assert isinstance(own[1], tuple)
    chosen = replace(own[0][1], **(vpc or {}))
    subnets = tuple(Subnet(f"x-{cidr}", cidr, OTHER, cidr) for cidr in cidrs)
    return replace(FACTS, vpcs=(own[0][0], chosen), subnets=(own[1][0], *subnets))


def with_quota(kind: Counted, used: int, limit: int) -> Facts:
    return replace(FACTS, quotas={kind: Quota(kind, used, limit)})


def with_drill(
    name: str = "old", group_id: str = "g-2", status: str = "available", vpc_id: str = ""
) -> Facts:
    return replace(FACTS, drills=(Drill("d", name, group_id, status, vpc_id),))


def _subnets(facts: Facts) -> tuple[Subnet, ...]:
    assert isinstance(facts.subnets, tuple)
    return facts.subnets


SUBNETS = _subnets(FACTS)
MANAGEMENT = Subnet("n-3", "management", OWN, "10.20.99.0/24")
NO_ROOM = replace(FACTS, subnets=(SUBNETS[0], replace(SUBNETS[1], free_addresses=0)))
CLASH = Port("port", "n-2", "server", "compute:az", ("10.20.0.17",))
KEYED = {"system": "Windows", "key_name": "key-ops"}

BROKEN: list[tuple[str, Facts, DrillDraft, Verdict, str, str]] = [
    ("group-state", with_group(status="stopping"), AUTOMATIC, STOP, "SDRS.1002", "disabled"),
    (
        "group-content",
        with_group(instance_count=0, pair_count=0),
        AUTOMATIC,
        STOP,
        "SDRS.1015",
        "nothing",
    ),
    ("first-sync", with_group(progress=63), AUTOMATIC, STOP, "SDRS.1830", "63 %"),
    (
        "group-drills",
        with_drill(group_id="g-1", status="creating"),
        AUTOMATIC,
        WARN,
        "SDRS.1002",
        "old is being made",
    ),
    (
        "group-drills",
        with_drill(group_id="g-1", status="available"),
        AUTOMATIC,
        WARN,
        "",
        "old is there",
    ),
    (
        "instance-state",
        with_instance(status="invalid"),
        AUTOMATIC,
        STOP,
        "SDRS.1314",
        "pay-app-01 is invalid",
    ),
    ("instance-state", with_instance(status="resizing"), AUTOMATIC, WARN, "", "resizing"),
    ("instance-state", with_standby(status=""), AUTOMATIC, STOP, "SDRS.1314", "no standby server"),
    (
        "instance-frozen",
        with_instance(metadata={"__system__frozen": "true"}),
        AUTOMATIC,
        STOP,
        "SDRS.0225",
        "pay-app-01",
    ),
    (
        "pair-state",
        with_pair(progress=63, replication_status="copying"),
        AUTOMATIC,
        STOP,
        "SDRS.1830",
        "63 % (copying)",
    ),
    (
        "pair-state",
        with_pair(progress=63, replication_status="inactive"),
        AUTOMATIC,
        STOP,
        "SDRS.1830",
        "inactive",
    ),
    (
        "pair-state",
        with_pair(progress=63, replication_status="active-stopped"),
        AUTOMATIC,
        STOP,
        "SDRS.1830",
        "stopped",
    ),
    ("pair-state", with_pair(progress=63), AUTOMATIC, WARN, "", "cannot tell"),
    ("pair-state", with_pair(status="fault"), AUTOMATIC, STOP, "SDRS.1830", "is fault"),
    (
        "pair-state",
        with_pair(status="error-attaching"),
        AUTOMATIC,
        STOP,
        "SDRS.1830",
        "error-attaching",
    ),
    ("pair-state", with_pair(fault_level="2"), AUTOMATIC, STOP, "SDRS.1830", "fault level 2"),
    (
        "pair-attached",
        replace(with_pair(instance_ids=()), instances=()),
        AUTOMATIC,
        STOP,
        "SDRS.1920",
        "pay-app-01-sys",
    ),
    ("windows-keys", with_standby(**KEYED), AUTOMATIC, STOP, "Ecs.0314", "key-ops of pay-app-01"),
    ("name", FACTS, replace(AUTOMATIC, name="a b"), STOP, "SDRS.0202", "only letters"),
    (
        "name-free",
        with_drill(group_id="g-1", name="drill-1", status="error"),
        AUTOMATIC,
        STOP,
        "",
        "drill-1",
    ),
    ("vpc-exists", FACTS, replace(CHOSEN, vpc_id="nobody"), STOP, "SDRS.0204", "no VPC nobody"),
    ("vpc-other", FACTS, replace(CHOSEN, vpc_id=OWN.upper()), STOP, "SDRS.1907", "own"),
    ("vpc-status", with_chosen({"status": "CREATING"}), CHOSEN, WARN, "", "CREATING"),
    ("vpc-subnets", with_chosen(), CHOSEN, STOP, "SDRS.1908", "no subnets"),
    (
        "vpc-cidr",
        with_chosen({"cidr": "10.1.0.0/16"}),
        CHOSEN,
        STOP,
        "SDRS.1909",
        "other CIDR 10.1.0.0/16",
    ),
    (
        "subnet-cidrs",
        with_chosen(cidrs=("10.20.1.0/24",)),
        CHOSEN,
        STOP,
        "SDRS.1909",
        "no subnet 10.20.0.0/24",
    ),
    (
        "subnet-cidrs",
        with_chosen(cidrs=("10.20.1.0/24", "10.20.0.0/24")),
        CHOSEN,
        WARN,
        "",
        "10.20.1.0/24",
    ),
    (
        "other-subnets",
        replace(FACTS, subnets=(*SUBNETS, MANAGEMENT)),
        CHOSEN,
        STOP,
        "SDRS.1909",
        "no subnet 10.20.99.0/24",
    ),
    ("address-room", NO_ROOM, CHOSEN, STOP, "SDRS.1910", "app has 0 free, 1 needed"),
    (
        "vpc-free",
        with_drill(vpc_id=OTHER.upper(), status="available"),
        CHOSEN,
        STOP,
        "SDRS.1921",
        "drill old",
    ),
    (
        "address-clash",
        replace(FACTS, ports=(CLASH,)),
        CHOSEN,
        STOP,
        "SDRS.1910",
        "10.20.0.17 of pay-app-01",
    ),
    (
        "address-clash",
        replace(FACTS, ports=(replace(CLASH, owner="network:dhcp"),)),
        CHOSEN,
        WARN,
        "",
        "10.20.0.17",
    ),
    ("recovery-subnets", replace(FACTS, subnets=()), AUTOMATIC, STOP, "SDRS.1924", "no subnets"),
    ("vpc-room", with_quota(Counted.VPC, 5, 5), AUTOMATIC, STOP, "SDRS.1929", "VPC 5 of 5"),
    (
        "subnet-room",
        with_quota(Counted.SUBNET, 9, 9),
        AUTOMATIC,
        STOP,
        "SDRS.1930",
        "1 more needed",
    ),
    ("server-room", with_quota(Counted.SERVER, 9, 9), AUTOMATIC, STOP, "Ecs.0001", "server 9 of 9"),
    ("server-room", with_quota(Counted.CORE, 7, 8), AUTOMATIC, STOP, "Ecs.0001", "2 more needed"),
    ("server-room", with_quota(Counted.MEMORY_MB, 0, 4095), AUTOMATIC, STOP, "Ecs.0001", "memory"),
    ("disk-room", with_quota(Counted.VOLUME, 9, 9), AUTOMATIC, STOP, "SDRS.1905", "disk 9 of 9"),
    ("disk-room", with_quota(Counted.VOLUME_GB, 61, 100), AUTOMATIC, STOP, "SDRS.1905", "40 more"),
    ("disk-room", with_quota(Counted.SNAPSHOT, 9, 9), AUTOMATIC, STOP, "SDRS.1905", "snapshot"),
    ("port-room", with_quota(Counted.PORT, 9, 9), AUTOMATIC, STOP, "SDRS.1912", "port 9 of 9"),
    (
        "clock",
        replace(FACTS, skew=timedelta(minutes=16)),
        AUTOMATIC,
        STOP,
        "APIGW.0301",
        "16 min behind",
    ),
    ("clock", replace(FACTS, skew=timedelta(seconds=-3)), AUTOMATIC, WARN, "", "3 s ahead"),
    ("clock", replace(FACTS, skew=None), AUTOMATIC, UNKNOWN, "", "told the time"),
    (
        "custom-routes",
        replace(
            FACTS,
            route_tables=(RouteTable("r", "rtb", OWN, False, (), (Route("0.0.0.0/0", "x"),)),),
        ),
        AUTOMATIC,
        WARN,
        "",
        "1 route of rtb",
    ),
    (
        "acl",
        replace(FACTS, acls=(NetworkAcl("a", "acl-prod", ("n-1",)),)),
        CHOSEN,
        WARN,
        "",
        "acl-prod",
    ),
    (
        "enterprise-project",
        replace(
            with_standby(enterprise_project_id="e"),
            enterprise_projects=(EnterpriseProject("e", "billing"),),
        ),
        AUTOMATIC,
        WARN,
        "",
        "do not join billing",
    ),
    (
        "rights",
        replace(FACTS, acls=Unseen("no", "VPC.0010", "grant it")),
        AUTOMATIC,
        UNKNOWN,
        "VPC.0010",
        "network ACLs",
    ),
]


@pytest.mark.parametrize(("rule", "facts", "draft", "verdict", "code", "seen"), BROKEN)
def test_a_rule_that_is_broken(
    rule: str, facts: Facts, draft: DrillDraft, verdict: Verdict, code: str, seen: str
) -> None:
    one = found(rule, facts, draft)

    assert (one.verdict, one.code) == (verdict, code)
    assert seen in one.seen
    assert one.remedy or verdict is UNKNOWN
    assert one.subject == rules("preflight")[rule]["title"]


@pytest.mark.parametrize("draft", [AUTOMATIC, CHOSEN])
def test_nothing_speaks_against_a_drill_of_a_sound_world(draft: DrillDraft) -> None:
    assert [one for one in judge(FACTS, draft) if one.verdict is not OK] == []


def test_every_rule_of_the_book_is_asked_in_its_order_and_breaks_somewhere() -> None:
    assert list(rules("preflight")) == [rule for rule in rules("preflight") if rule in CHECKS]
    assert set(CHECKS) == set(rules("preflight"))
    assert {rule for rule, *_ in BROKEN} == set(CHECKS)


def test_a_rule_without_a_code_says_what_it_is_for() -> None:
    assert all(about["code"] or about["why"] for about in rules("preflight").values())


def test_a_list_of_vpcs_tells_that_a_subnet_has_no_room() -> None:
    assert vpc_verdict(NO_ROOM, OTHER).rule == "address-room"


def test_a_list_of_vpcs_tells_what_no_reason_overrides_first() -> None:
    both = replace(NO_ROOM, subnets=(*_subnets(NO_ROOM), MANAGEMENT))

    assert vpc_verdict(both, OTHER).rule == "address-room"
    assert vpc_verdict(replace(FACTS, subnets=(*SUBNETS, MANAGEMENT)), OTHER).overridable


UNTOLD: dict[str, Facts] = {
    "servers not seen": replace(FACTS, standby=Unseen("no")),
    "server gone": with_standby(status=""),
    "server not listed": replace(FACTS, standby={}),
    "no addresses told": with_standby(addresses=()),
    "fewer instances listed": with_group(instance_count=2),
    "no standby server told": with_instance(target_server_id=""),
}


@pytest.mark.parametrize("facts", UNTOLD.values(), ids=UNTOLD)
def test_every_subnet_is_needed_where_it_is_not_known_which_are(facts: Facts) -> None:
    lacking = replace(facts, subnets=(*SUBNETS, MANAGEMENT))

    one = found("subnet-cidrs", lacking, CHOSEN)

    assert (one.verdict, one.overridable) == (STOP, False)
    assert found("subnet-cidrs", replace(FACTS, subnets=lacking.subnets), CHOSEN).verdict is OK


LOOKED = ("drills", "instances", "pairs", "vpcs", "subnets", "standby", "key_pairs",
          "route_tables", "acls", "ports", "enterprise_projects")  # fmt: skip


@pytest.mark.parametrize("name", LOOKED)
@pytest.mark.parametrize("draft", [AUTOMATIC, CHOSEN])
def test_what_was_not_seen_is_never_a_stop(name: str, draft: DrillDraft) -> None:
    change: dict[str, Any] = {name: Unseen("the service says no", "VPC.0010", "grant a right")}

    judged = judge(replace(FACTS, **change), draft)

    assert not [one for one in judged if one.verdict is STOP]
    vain = [one for one in judged if one.verdict is UNKNOWN]
    assert all((one.code, one.remedy) == ("VPC.0010", "grant a right") for one in vain)


def test_every_look_is_tried_as_unseen() -> None:
    assert {*LOOKED, "group", "seen_at", "quotas", "skew"} == {one.name for one in fields(Facts)}


@pytest.mark.parametrize("kind", Counted)
def test_a_quota_that_cannot_be_read_is_said_and_does_not_stop(kind: Counted) -> None:
    facts = replace(FACTS, quotas={kind: Unseen("no")})

    judged = judge(facts, AUTOMATIC)

    assert any(one.verdict is UNKNOWN and "quota" in one.seen for one in judged)
    assert not [one for one in judged if one.verdict is STOP]


def test_blocks_are_compared_by_what_they_mean() -> None:
    same = with_chosen({"cidr": " 10.20.7.0/16"}, ("10.20.0.5/24",))

    assert found("vpc-cidr", same, CHOSEN).verdict is OK
    assert found("subnet-cidrs", same, CHOSEN).verdict is OK


def unprotected(status: str, progress: int, replication: str) -> Facts:
    """A group that does not synchronise, as it tells its pairs."""
    return replace(
        with_group(status=status, progress=progress),
        pairs=(replace(PAIR, status=status, progress=progress, replication_status=replication),),
        instances=(replace(INSTANCE, status=status),),
    )


@pytest.mark.parametrize(
    ("status", "progress", "replication", "seen"),
    [
        ("available", 0, "inactive", "protection is off, not ready: pay-app-01-sys 0 % (inactive)"),
        ("available", 0, "active", "cannot tell whether the copy is whole: pay-app-01-sys 0 %"),
        ("failed-over", 40, "inactive", "group is failed-over, not ready: pay-app-01-sys 40 %"),
        ("error-stopping", 10, "active-stopped", "group is error-stopping, not ready"),
    ],
)
def test_a_group_that_does_not_synchronise_is_neither_fine_nor_stopped(
    status: str, progress: int, replication: str, seen: str
) -> None:
    facts = unprotected(status, progress, replication)

    pairs, sync = (found(rule, facts, AUTOMATIC) for rule in ("pair-state", "first-sync"))

    assert (pairs.verdict, sync.verdict) == (WARN, UNKNOWN)
    assert pairs.seen.startswith(seen)
    assert sync.seen == f"cannot be told: {progress} % of a group that is {status}"
    assert not report(facts, AUTOMATIC).stops


LIMITED = {kind: Quota(kind, 10, 10_000) for kind in Counted}
NOT_TOLD: list[tuple[str, Facts, DrillDraft, str]] = [
    ("first-sync", with_group(progress=None), AUTOMATIC, "the group tells no progress"),
    ("pair-state", with_pair(progress=None), AUTOMATIC, "no progress is told of pay-app-01-sys"),
    ("pair-state", replace(FACTS, pairs=()), AUTOMATIC, "0 of 1 replication pairs are listed"),
    (
        "pair-state",
        replace(with_group(pair_count=0), pairs=()),
        AUTOMATIC,
        "no replication pair is listed",
    ),
    ("pair-attached", replace(FACTS, pairs=()), AUTOMATIC, "0 of 1 replication pairs are listed"),
    (
        "pair-attached",
        replace(with_pair(instance_ids=()), instances=Unseen("no")),
        AUTOMATIC,
        "protected instances could not be read",
    ),
    ("disk-room", replace(FACTS, pairs=()), AUTOMATIC, "0 of 1 replication pairs are listed"),
    ("disk-room", with_pair(volume_gb=None), AUTOMATIC, "no GB of disks is told of"),
    ("server-room", replace(FACTS, standby=Unseen("no")), AUTOMATIC, "servers standing by"),
    ("server-room", with_standby(cores=None), AUTOMATIC, "no core is told of pay-app-01"),
    ("server-room", with_standby(memory_mb=None), AUTOMATIC, "no MB of memory is told of"),
    *(
        (rule, with_group(instance_count=2), AUTOMATIC, "1 of 2 protected instances are listed")
        for rule in (
            "instance-state",
            "instance-frozen",
            "windows-keys",
            "server-room",
            "port-room",
            "enterprise-project",
        )
    ),
    *(
        (rule, with_instance(target_server_id=""), draft, "no standby server is told for pay-app")
        for rule, draft in (
            ("instance-state", AUTOMATIC),
            ("windows-keys", AUTOMATIC),
            ("server-room", AUTOMATIC),
            ("port-room", AUTOMATIC),
            ("address-clash", CHOSEN),
            ("address-room", CHOSEN),
        )
    ),
    ("instance-state", replace(FACTS, standby={}), AUTOMATIC, "server of pay-app-01 is not seen"),
    ("instance-state", replace(FACTS, standby=Unseen("no")), AUTOMATIC, "servers standing by"),
    ("port-room", with_standby(addresses=()), AUTOMATIC, "no address of pay-app-01 is told"),
    (
        "windows-keys",
        with_standby(system="", key_name="key-ops"),
        AUTOMATIC,
        "no system is told of pay-app-01",
    ),
]


@pytest.mark.parametrize(("rule", "facts", "draft", "seen"), NOT_TOLD)
def test_what_was_not_told_is_neither_fine_nor_a_stop(
    rule: str, facts: Facts, draft: DrillDraft, seen: str
) -> None:
    judged = report(replace(facts, quotas=LIMITED), draft)
    one = next(one for one in judged.findings if one.rule == rule)

    assert one.verdict is UNKNOWN
    assert seen in one.seen
    assert not judged.stops


def test_what_was_not_told_matters_only_where_there_is_a_limit() -> None:
    assert found("server-room", with_standby(cores=None), AUTOMATIC).verdict is OK


def test_a_quota_that_is_full_stops_although_another_is_not_seen() -> None:
    quotas: dict[Counted, Quota | Unseen] = {
        Counted.SERVER: Unseen("no"),
        Counted.CORE: Quota(Counted.CORE, 8, 8),
    }

    assert found("server-room", replace(FACTS, quotas=quotas), AUTOMATIC).verdict is STOP


def test_a_key_pair_that_is_there_is_fine_whatever_the_system() -> None:
    keyed = with_standby(system="", key_name="key-ops")

    assert (
        found("windows-keys", replace(keyed, key_pairs=frozenset({"key-ops"})), AUTOMATIC).verdict
        is OK
    )


def test_members_of_a_group_whose_last_action_failed_have_its_state() -> None:
    facts = replace(
        with_group(status="error-starting"),
        pairs=(replace(PAIR, status="error-starting"),),
        instances=(replace(INSTANCE, status="error-starting"),),
    )

    assert {one.verdict for one in judge(facts, AUTOMATIC)} == {OK}


@pytest.mark.parametrize(("status", "overridable"), [("available", True), ("creating", False)])
def test_only_a_drill_that_is_there_may_be_overridden(status: str, overridable: bool) -> None:
    one = found("vpc-free", with_drill(vpc_id=OTHER, status=status), CHOSEN)

    assert one.overridable is overridable


def test_a_stop_is_overridable_only_where_the_book_says_why() -> None:
    for rule, facts, draft, verdict, _, _ in BROKEN:
        one = found(rule, facts, draft)
        if verdict is STOP and rule != "vpc-free":
            assert one.overridable is ("override" in rules("preflight")[rule])
        if verdict is not STOP:
            assert not one.overridable


def test_an_elastic_address_takes_no_room() -> None:
    facts = with_standby(addresses=(Address("10.20.0.5"), Address("10.20.0.17", "floating")))

    assert found("address-clash", replace(facts, ports=(CLASH,)), CHOSEN).verdict is OK


def test_a_switched_group_is_drilled_from_its_source_servers() -> None:
    assert replace(INSTANCE, priority_station="target").standby_server_id == "s-1"
    assert INSTANCE.standby_server_id == "s-2"


def test_the_list_and_preflight_have_one_judge() -> None:
    for rule, facts, *_ in BROKEN:
        if rule not in ("group-state", "group-content", "first-sync", "group-drills"):
            continue
        assert isinstance(facts.drills, tuple)
        listed = readiness(facts.group, facts.drills)
        one = found(rule, facts, AUTOMATIC)
        assert (listed.verdict, listed.reason, listed.code) == (one.verdict, one.seen, one.code)


def test_the_verdict_of_a_vpc_is_the_worst_there_is_to_say() -> None:
    lab = Vpc("lab", "lab", "10.1.0.0/16", "OK")
    vpcs = FACTS.vpcs
    assert isinstance(vpcs, tuple)
    facts = replace(FACTS, vpcs=(*vpcs, lab))

    assert vpc_verdict(facts, OTHER).verdict is OK
    assert (vpc_verdict(facts, OWN).seen, vpc_verdict(facts, OWN).code) == (
        "the group's own",
        "SDRS.1907",
    )
    assert vpc_verdict(facts, "lab").code == "SDRS.1908"


def test_a_report_says_what_has_changed() -> None:
    before = report(FACTS, AUTOMATIC)
    after = report(with_group(status="stopping"), AUTOMATIC)

    assert tuple(before.differing(before)) == ()
    assert [said(now, was) for now, was in after.differing(before)] == [
        "group state is stop: protection is being disabled, was ok: protected"
    ]
    assert [one.rule for one in after.stops] == ["group-state"]
    assert not after.overridable
    assert after.worst_first[0].rule == "group-state"
