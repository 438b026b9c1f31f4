from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from drilltui.domain.checklist import (
    Item,
    Step,
    Tick,
    book,
    items,
    items_of_record,
    news_of_reading,
    record_of_item,
    steps,
)
from drilltui.domain.checklist_conditions import CONDITIONS
from drilltui.domain.checklist_reading import lacking
from drilltui.domain.drill import Drill, DrillDraft, DrillServer
from drilltui.domain.group import ProtectedInstance, ProtectionGroup
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.network import NetworkAcl, Route, RouteTable, Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.project import EnterpriseProject
from drilltui.domain.server import Server

NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
AUTOMATIC = DrillDraft("group-1", "drill-1")
CHOSEN = DrillDraft("group-1", "drill-1", "vpc-drill")
ALWAYS = ["reach", "names", "log-in", "close-openings"]
LINUX = Server("standby-1", "app-01", "ACTIVE", system="Linux", image="CentOS 8")
INSTANCE = ProtectedInstance(
    "instance-1", "app-01", "group-1", "protected", target_server_id="standby-1"
)
OWN = Item("own.tell", "Tell the desk", "They see alarms.", "Call.", when="before")


def facts(**seen: Any) -> Facts:
    usual: dict[str, Any] = {
        "group": ProtectionGroup("group-1", "pg", "protected", source_vpc_id="vpc-prod"),
        "seen_at": NOW,
        "drills": (),
        "instances": (INSTANCE,),
        "pairs": (),
        "vpcs": (Vpc("vpc-prod", "prod"), Vpc("vpc-drill", "drill")),
        "subnets": (
            Subnet("subnet-prod", "a", "vpc-prod", "10.20.0.0/24"),
            Subnet("subnet-drill", "a", "vpc-drill", "10.20.0.0/24"),
        ),
        "standby": {},
        "quotas": {},
        "key_pairs": frozenset(),
        "route_tables": (),
        "acls": (),
        "ports": (),
        "enterprise_projects": (),
    }
    return Facts(**(usual | seen))


def standby(**about: Any) -> Facts:
    return facts(standby={"standby-1": replace(LINUX, **about)})


def about(key: str, seen: Facts, draft: DrillDraft = AUTOMATIC) -> str | None:
    return {one.key: one.about for one in items(seen, draft)}.get(key)


def tables(*routes: Route, vpc_id: str = "vpc-prod") -> RouteTable:
    return RouteTable(f"rtb-{vpc_id}", "rtb", vpc_id, routes=routes)


def test_each_item_of_the_book_has_a_condition_and_texts() -> None:
    assert [one.key for one in book()] == list(CONDITIONS)
    assert all(one.title and one.why and one.how for one in book())


def test_where_nothing_is_special_only_what_is_always_to_be_done_appears() -> None:
    assert [one.key for one in items(facts(), AUTOMATIC)] == ALWAYS


def test_own_items_come_last() -> None:
    assert items(facts(), AUTOMATIC, [OWN])[-1] == OWN


@pytest.mark.parametrize("project", ["", "0"])
def test_servers_of_the_default_project_need_no_move(project: str) -> None:
    assert about("enterprise-project", standby(enterprise_project_id=project)) is None


def test_servers_of_another_project_are_to_be_moved() -> None:
    seen = standby(enterprise_project_id="EP-1")
    assert about("enterprise-project", seen) == "1 server of EP-1"
    named = replace(seen, enterprise_projects=(EnterpriseProject("ep-1", "payments"),))
    assert about("enterprise-project", named) == "1 server of payments"


def test_the_acl_of_a_chosen_vpc_is_to_be_aligned() -> None:
    guarded = facts(acls=(NetworkAcl("acl-1", "acl", ("subnet-prod",)),))
    assert about("acl", guarded) is None  # an automatic one
    assert about("acl", guarded, CHOSEN) == "1 subnet under another ACL or none: 10.20.0.0/24"


@pytest.mark.parametrize(
    ("acls", "listed"),
    [
        ((NetworkAcl("acl-1", "acl", ("subnet-prod", "subnet-drill")),), False),
        ((NetworkAcl("acl-1", "acl", ("subnet-prod",), enabled=False),), False),
        ((NetworkAcl("acl-1", "acl", ("subnet-drill",)),), True),
        (
            (
                NetworkAcl("acl-1", "acl", ("subnet-prod",)),
                NetworkAcl("acl-2", "acl", ("subnet-drill",)),
            ),
            True,
        ),
    ],
)
def test_acls_are_aligned_when_the_same_are_in_force(
    acls: tuple[NetworkAcl, ...], listed: bool
) -> None:
    assert (about("acl", facts(acls=acls), CHOSEN) is not None) is listed


def test_custom_routes_are_always_lost_in_an_automatic_vpc() -> None:
    ours = tables(Route("10.9.0.0/16", "peer-1", "peering"), Route("10.20.0.0/16", "", "local"))
    seen = facts(route_tables=(ours,))
    assert about("routes", seen) == "1 route of prod: 10.9.0.0/16"
    assert about("routes", seen, CHOSEN) == "1 route of prod: 10.9.0.0/16"


def test_routes_that_a_chosen_vpc_has_are_not_missing() -> None:
    ours = tables(Route("10.9.0.0/16", "peer-1", "peering"))
    theirs = tables(Route("10.9.0.0/16", "peer-2", "peering"), vpc_id="vpc-drill")
    assert about("routes", facts(route_tables=(ours, theirs)), CHOSEN) is None


def test_systems_are_told_with_the_passwords() -> None:
    assert about("passwords", standby()) == "1 Linux"
    assert about("passwords", standby(system="")) == "1 unknown system"


@pytest.mark.parametrize(
    ("system", "key", "there", "told"),
    [
        ("Linux", "kp", (), None),
        ("Windows", "", (), None),
        ("Windows", "kp", ("kp",), None),
        ("Windows", "kp", (), "not there: kp"),
    ],
)
def test_the_key_pair_of_windows_has_to_be_there(
    system: str, key: str, there: tuple[str, ...], told: str | None
) -> None:
    seen = replace(standby(system=system, key_name=key), key_pairs=frozenset(there))
    assert about("key-pair", seen) == told


@pytest.mark.parametrize(
    ("image", "told"),
    [("SUSE Linux Enterprise 15", "app-01"), ("sles-12", "app-01"), ("Ubuntu 22.04", None)],
)
def test_network_cards_of_suse_are_to_be_looked_at(image: str, told: str | None) -> None:
    assert about("suse-nics", standby(image=image)) == told


def test_security_groups_that_are_seen_are_told() -> None:
    assert about("not-copied", standby(security_group_ids=("sg-1",))) == "app-01"
    assert about("not-copied", standby()) is None


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        ("standby", "enterprise-project"),
        ("standby", "passwords"),
        ("standby", "suse-nics"),
        ("standby", "not-copied"),
        ("standby", "key-pair"),
        ("acls", "acl"),
        ("subnets", "acl"),
        ("route_tables", "routes"),
    ],
)
def test_what_nobody_could_see_is_to_be_done_to_be_sure(fact: str, key: str) -> None:
    seen = facts(**{fact: Unseen("no right for it.")})
    assert about(key, seen, CHOSEN) == "could not look (no right for it): do it to be sure"


def test_a_record_keeps_items_and_the_book_says_why_and_how() -> None:
    (item, *_) = [one for one in items(facts(), AUTOMATIC) if one.key == "log-in"]
    kept = [record_of_item(one) for one in (item, OWN, Item("new.kind", "Newer", "w", "h"))]
    assert items_of_record(kept, [OWN]) == (item, OWN, Item("new.kind", "Newer", "", ""))


@pytest.mark.parametrize("row", [{}, {"key": 1}, {"title": "x"}])
def test_rows_of_a_record_without_a_key_are_passed_over(row: Mapping[str, Any]) -> None:
    assert items_of_record([row]) == ()


def test_steps_come_in_the_order_of_the_phases_with_their_ticks() -> None:
    tick = Tick("log-in", True, NOW, "ada")
    found = steps(items(facts(), AUTOMATIC, [OWN]), {"log-in": tick, "other": tick})
    assert [one.item.when for one in found] == ["before", *["running"] * 3, "after"]
    assert [one.item.key for one in found if one.done] == ["log-in"]


READ = Tick("routes", True, NOW, "", by_reading=True)


@pytest.mark.parametrize(
    ("tick", "still", "news"),
    [
        (None, None, None),
        (None, True, None),
        (None, False, True),
        (READ, False, None),
        (READ, True, False),
        (replace(READ, done=False), False, True),
        (replace(READ, by_reading=False), True, None),
        (replace(READ, by_reading=False, done=False), False, None),
    ],
)
def test_a_reading_takes_back_only_the_word_of_a_reading(
    tick: Tick | None, still: bool | None, news: bool | None
) -> None:
    step = Step(Item("routes", "t", "w", "h"), tick)
    assert news_of_reading(step, lacking=still) is news


DRILL = Drill(
    "d1", "drill-1", "group-1", "available", "vpc-drill", (DrillServer("instance-1", "made-1"),)
)


@pytest.mark.parametrize(
    ("origin", "made", "still"),
    [("ep-1", "", True), ("ep-1", "0", True), ("ep-1", "ep-1", False), ("", "0", False)],
)
def test_a_drill_server_belongs_where_its_origin_does(origin: str, made: str, still: bool) -> None:
    servers = {"made-1": Server("made-1", "app-01", "ACTIVE", enterprise_project_id=made)}
    seen = standby(enterprise_project_id=origin)
    assert lacking("enterprise-project", seen, DRILL, servers) is still


def test_a_server_that_is_not_there_proves_nothing() -> None:
    seen = standby(enterprise_project_id="ep-1")
    assert lacking("enterprise-project", seen, DRILL, {}) is None
    assert lacking("enterprise-project", facts(standby=Unseen("x")), DRILL, {}) is None


def test_routes_are_read_in_the_vpc_that_the_drill_has() -> None:
    ours = tables(Route("10.9.0.0/16", "peer-1", "peering"))
    theirs = tables(Route("10.9.0.0/16", "peer-2", "peering"), vpc_id="vpc-drill")
    assert lacking("routes", facts(route_tables=(ours,)), DRILL, {}) is True
    assert lacking("routes", facts(route_tables=(ours, theirs)), DRILL, {}) is False
    assert lacking("routes", facts(route_tables=Unseen("x")), DRILL, {}) is None
    assert lacking("routes", facts(), replace(DRILL, vpc_id=""), {}) is None
    assert lacking("log-in", facts(), DRILL, {}) is None


def test_steps_are_in_the_language_of_the_run_and_a_record_is_not() -> None:
    [item] = [one for one in book() if one.key == "routes"]
    speak(CHINESE)
    try:
        [step] = steps([item], {})
        kept = record_of_item(item)
    finally:
        speak(ENGLISH)

    assert step.item.title == "添加自定义路由"
    assert kept["title"] == "Add the custom routes"
