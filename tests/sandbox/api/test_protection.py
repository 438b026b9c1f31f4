"""Groups, instances and pairs as a client sees them."""

import json
import re
import time
from urllib.parse import quote

import pytest

from tests.sandbox.cloud import Cloud

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def test_a_group_has_every_field_and_a_newer_one_no_summary_states() -> None:
    cloud = Cloud()
    group = await cloud.group("pg-payments")
    vpc = await cloud.vpc("vpc-prod")
    domain = (await cloud.get("active-domains"))["domains"][0]
    assert group == {
        "id": group["id"],
        "name": "pg-payments",
        "description": "Card and transfer payments, tier 1",
        "status": "protected",
        "progress": 100,
        "source_availability_zone": "eu-demo-1a",
        "target_availability_zone": "eu-demo-1b",
        "priority_station": "source",
        "domain_id": domain["id"],
        "domain_name": "domain_eu_demo_1ab",
        "source_vpc_id": vpc["id"],
        "target_vpc_id": vpc["id"],
        "test_vpc_id": None,
        "protected_instance_num": 4,
        "replication_num": 9,
        "disaster_recovery_drill_num": 0,
        "protected_status": None,
        "replication_status": None,
        "health_status": None,
        "dr_type": "migration",
        "protection_type": "replication-pair",
        "replication_model": None,
        "server_type": "ECS",
        "created_at": group["created_at"],
        "updated_at": "2026-11-20 09:14:02.0",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,3}", group["created_at"])
    shown = await cloud.get(f"server-groups/{group['id']}")
    assert shown == {"server_group": group}


async def test_a_group_of_the_old_kind_has_them() -> None:
    group = await Cloud().group("pg-reporting")
    assert group["protection_type"] is None
    assert group["protected_status"] == "started"
    assert group["replication_status"] == "active"
    assert group["health_status"] == "normal"


async def test_count_is_the_total_of_groups_and_the_page_of_others() -> None:
    cloud = Cloud()
    groups = await cloud.get("server-groups?limit=4&offset=2")
    everything = await cloud.get("server-groups")
    assert (len(groups["server_groups"]), groups["count"]) == (4, 15)
    assert groups["server_groups"] == everything["server_groups"][2:6]
    for path, key in (
        ("protected-instances", "protected_instances"),
        ("replications", "replications"),
    ):
        page = await cloud.get(f"{path}?limit=3&offset=1")
        whole = await cloud.get(path)
        assert page["count"] == 3
        assert whole["count"] == len(whole[key]) > 4
        assert page[key] == whole[key][1:4]
    assert (await cloud.get("server-groups?limit=0"))["server_groups"] == []
    assert (await cloud.get("server-groups?offset=99")) == {"server_groups": [], "count": 15}


async def test_a_filter_s_value_is_what_was_percent_encoded() -> None:
    cloud = Cloud("hostile")
    for name in ("[EU] [/x] pg", "支付-保护组-生产环境", "\x1b]52;"):
        found = await cloud.get(f"server-groups?name={quote(name, safe='')}&status=protected")
        assert len(found["server_groups"]) == 1
        assert name in found["server_groups"][0]["name"]
    assert (await cloud.get("server-groups?name="))["count"] == 14


@pytest.mark.parametrize("spelling", ['["{}", "{}"]', "['{}','{}']", "[{},{}]"])
async def test_lists_of_ids_in_three_spellings(spelling: str) -> None:
    cloud = Cloud()
    instances = (await cloud.get("protected-instances"))["protected_instances"]
    wanted = [instances[2]["id"], instances[5]["id"]]
    ids = quote(spelling.format(*wanted), safe="")
    found = (await cloud.get(f"protected-instances?protected_instance_ids={ids}"))[
        "protected_instances"
    ]
    assert [instance["id"] for instance in found] == wanted
    pairs = (await cloud.get(f"replications?protected_instance_ids={ids}"))["replications"]
    assert {pair["attachment"][0]["protected_instance"] for pair in pairs} == set(wanted)


async def test_lists_of_ids_hold_30() -> None:
    cloud = Cloud()
    groups = quote(json.dumps([NOWHERE] * 30), safe="")
    assert (await cloud.get(f"replications?server_group_ids={groups}"))["count"] == 0
    more = quote(json.dumps([NOWHERE] * 31), safe="")
    for path in ("replications", "protected-instances"):
        refusal = await cloud.refusal("GET", f"{path}?server_group_ids={more}")
        assert refusal == (400, "SDRS.0226")
    assert await cloud.refusal("GET", f"replications?server_group_ids={NOWHERE}") == (
        400,
        "SDRS.0201",
    )


async def test_an_instance_and_its_pairs() -> None:
    cloud = Cloud()
    found = await cloud.get("protected-instances?name=pay-db-01")
    (instance,) = found["protected_instances"]
    assert await cloud.get(f"protected-instances/{instance['id']}") == {
        "protected_instance": instance
    }
    assert instance["tags"] == [{"key": "tier", "value": "db"}, {"key": "owner", "value": "dba"}]
    assert instance["metadata"] == {}
    assert [one["device"] for one in instance["attachment"]] == ["/dev/vda", "/dev/vdb", "/dev/vdc"]
    pair_id = instance["attachment"][1]["replication"]
    pair = (await cloud.get(f"replications/{pair_id}"))["replication"]
    assert pair["attachment"] == [{"protected_instance": instance["id"], "device": "/dev/vdb"}]
    assert pair["record_metadata"] == {
        "multiattach": False,
        "bootable": False,
        "volume_size": 500,
        "volume_type": "SSD",
    }
    assert pair["volume_ids"].count(",") == 1
    assert pair["fault_level"] == "0"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}", pair["created_at"])


async def test_a_frozen_instance_and_a_faulty_pair() -> None:
    cloud = Cloud()
    (frozen,) = (await cloud.get("protected-instances?name=report-02"))["protected_instances"]
    assert frozen["metadata"] == {"__system__frozen": "true"}
    (faulty,) = (await cloud.get("replications?name=fraud-score-01-data1"))["replications"]
    assert (faulty["status"], faulty["fault_level"], faulty["progress"]) == ("fault", "5", 97)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("server-groups/x", "SDRS.0207"),
        (f"server-groups/{NOWHERE}", "SDRS.1013"),
        ("server-groups?status=x", "SDRS.0209"),
        ("server-groups?availability_zone=x", "SDRS.0203"),
        ("server-groups?query_type=x", "SDRS.0201"),
        ("server-groups?limit=1001", "SDRS.0221"),
        ("server-groups?limit=-1", "SDRS.0221"),
        ("server-groups?limit=ten", "SDRS.0221"),
        ("server-groups?limit=%D9%A1", "SDRS.0221"),
        ("server-groups?offset=-1", "SDRS.0222"),
        ("protected-instances/x", "SDRS.0208"),
        (f"protected-instances/{NOWHERE}", "SDRS.1320"),
        ("protected-instances?server_group_id=x", "SDRS.0207"),
        ("replications/x", "SDRS.0213"),
        (f"replications/{NOWHERE}", "SDRS.1608"),
        ("replications?status=x", "SDRS.0214"),
        ("replications?protected_instance_id=x", "SDRS.0208"),
    ],
)
async def test_refusals(target: str, code: str) -> None:
    assert await Cloud().refusal("GET", target) == (400, code)


async def test_another_account_s_project() -> None:
    cloud = Cloud()
    for path in ("server-groups", "active-domains", "sdrs/quotas", "disaster-recovery-drills"):
        assert await cloud.refusal("GET", f"/v1/{'0' * 32}/{path}") == (400, "SDRS.0001")


async def test_the_other_project_of_the_account() -> None:
    cloud = Cloud()
    other = (await cloud.get("/v3/projects?name=eu-demo-1_insurance"))["projects"][0]["id"]
    groups = (await cloud.get(f"/v1/{other}/server-groups"))["server_groups"]
    assert len(groups) == 9
    foreign = groups[0]["id"]
    assert await cloud.refusal("GET", f"server-groups/{foreign}") == (400, "SDRS.1013")


async def test_quotas_and_versions() -> None:
    cloud = Cloud()
    quotas = (await cloud.get("sdrs/quotas"))["quotas"]["resources"]
    assert [(one["type"], one["used"], one["quota"]) for one in quotas] == [
        ("server_groups", 15, 50),
        ("replications", 35, 200),
    ]
    version = (await cloud.get("/v1"))["version"]
    assert (await cloud.get("/"))["versions"] == [version]
    assert version["links"] == [{"rel": "self", "href": "http://cloud.example/v1"}]


async def test_a_late_page_of_ten_thousand_groups_costs_what_an_early_one_does() -> None:
    cloud = Cloud(groups=10_000)
    await cloud.get("server-groups?limit=1")

    async def cost(offset: int) -> float:
        began = time.process_time()
        page = await cloud.get(f"server-groups?limit=1000&offset={offset}")
        took = time.process_time() - began
        assert (len(page["server_groups"]), page["count"]) == (1000, 10_015)
        return took

    early = min([await cost(offset) for offset in (0, 1000, 2000)])
    late = min([await cost(offset) for offset in (7000, 8000, 9000)])
    assert late < 5 * early  # each group is made when it is first asked for, and no other with it
