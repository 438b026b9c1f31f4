"""Networks as a client sees them."""

from pathlib import Path

import pytest

from tests.sandbox.cloud import Cloud, own_scenario

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def test_vpcs_are_listed_whole_or_from_a_marker() -> None:
    cloud = Cloud()
    whole = (await cloud.get("vpcs"))["vpcs"]
    assert len(whole) == 10
    assert whole[0] == {
        "id": whole[0]["id"],
        "name": "vpc-prod",
        "description": "Payments and everything next to it",
        "cidr": "10.20.0.0/16",
        "status": "OK",
        "routes": [],
        "enterprise_project_id": "0",
        "tenant_id": cloud.access.project_id,
        "created_at": "2018-09-06T09:14:02",
        "updated_at": "2018-09-06T09:14:02",
    }
    pages, marker = [], ""
    while page := (await cloud.get(f"vpcs?limit=3{marker}"))["vpcs"]:
        pages.append(page)
        marker = f"&marker={page[-1]['id']}"
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    assert [vpc for page in pages for vpc in page] == whole
    assert (await cloud.get(f"vpcs?marker={whole[7]['id']}"))["vpcs"] == whole[8:]
    assert (await cloud.get(f"vpcs?id={whole[4]['id']}"))["vpcs"] == [whole[4]]
    others = [vpc for vpc in whole if vpc["enterprise_project_id"] != "0"]
    assert [vpc["name"] for vpc in others] == ["vpc-office"]
    assert (await cloud.get("vpcs?enterprise_project_id=all_granted_eps"))["vpcs"] == whole
    default = (await cloud.get("vpcs?enterprise_project_id=0"))["vpcs"]
    assert default == [vpc for vpc in whole if vpc not in others]
    office = others[0]["enterprise_project_id"]
    assert (await cloud.get(f"vpcs?enterprise_project_id={office}"))["vpcs"] == others
    assert (await cloud.get(f"vpcs?enterprise_project_id={NOWHERE}"))["vpcs"] == []
    assert await cloud.get(f"vpcs/{whole[4]['id']}") == {"vpc": whole[4]}


async def test_subnets_of_a_vpc() -> None:
    cloud = Cloud()
    vpc = await cloud.vpc("vpc-prod")
    subnets = (await cloud.get(f"subnets?vpc_id={vpc['id']}"))["subnets"]
    assert [(one["name"], one["cidr"], one["gateway_ip"]) for one in subnets] == [
        ("subnet-app", "10.20.0.0/24", "10.20.0.1"),
        ("subnet-db", "10.20.16.0/24", "10.20.16.1"),
    ]
    assert subnets[0]["neutron_network_id"] == subnets[0]["id"] != subnets[0]["neutron_subnet_id"]
    assert await cloud.get(f"subnets/{subnets[0]['id']}") == {"subnet": subnets[0]}
    everything = (await cloud.get("subnets"))["subnets"]
    assert [one for one in everything if one["vpc_id"] == vpc["id"]] == subnets
    after_first = f"subnets?vpc_id={vpc['id']}&limit=5&marker={subnets[0]['id']}"
    assert (await cloud.get(after_first))["subnets"] == subnets[1:]


async def test_route_tables_tell_their_routes_only_when_shown() -> None:
    cloud = Cloud()
    vpc = await cloud.vpc("vpc-prod")
    tables = (await cloud.get(f"routetables?vpc_id={vpc['id']}"))["routetables"]
    assert [table["default"] for table in tables] == [True, False]
    assert "routes" not in tables[1]
    custom = (await cloud.get(f"routetables/{tables[1]['id']}"))["routetable"]
    assert [(one["destination"], one["nexthop"]) for one in custom["routes"]] == [
        ("172.16.0.0/16", "10.20.0.254"),
        ("192.168.40.0/24", "10.20.0.253"),
    ]
    subnet = custom["subnets"][0]["id"]
    assert (await cloud.get(f"routetables?subnet_id={subnet}"))["routetables"] == [tables[1]]
    assert (await cloud.get(f"routetables?id={tables[0]['id']}"))["routetables"] == [tables[0]]


async def test_cleaning_up_after_a_drill() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    cloud.clock.tick(90)
    drill = await cloud.drill()
    vpc = drill["drill_vpc_id"]
    subnets = [one["id"] for one in (await cloud.get(f"subnets?vpc_id={vpc}"))["subnets"]]
    assert len(subnets) == 2
    busy = await cloud.send("DELETE", f"vpcs/{vpc}/subnets/{subnets[0]}")
    assert (busy.status_code, busy.json()["code"]) == (500, "VPC.0208")
    assert busy.json().keys() == {"code", "message"}
    await cloud.send("DELETE", f"disaster-recovery-drills/{drill['id']}")
    cloud.clock.tick(40)
    assert await cloud.refusal("DELETE", f"vpcs/{vpc}") == (409, "VPC.0104")
    for subnet in subnets:
        answer = await cloud.send("DELETE", f"vpcs/{vpc}/subnets/{subnet}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert (await cloud.send("DELETE", f"vpcs/{vpc}")).status_code == 204
    assert await cloud.refusal("GET", f"vpcs/{vpc}") == (404, "VPC.0003")


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        (f"vpcs/{NOWHERE}", 404, "VPC.0003"),
        ("vpcs/x", 400, "VPC.0101"),
        ("vpcs?limit=x", 400, "VPC.0101"),
        (f"vpcs?marker={NOWHERE}", 400, "VPC.0101"),
        ("subnets?vpc_id=x", 400, "VPC.0101"),
        (f"subnets/{NOWHERE}", 404, "VPC.0202"),
        (f"routetables/{NOWHERE}", 404, "VPC.0602"),
        (f"/v1/{'0' * 32}/vpcs", 400, "VPC.0007"),
    ],
)
async def test_refusals(target: str, status: int, code: str) -> None:
    assert await Cloud().refusal("GET", target) == (status, code)


async def test_older_answers_do_not_tell_which_route_table_is_the_default(tmp_path: Path) -> None:
    cloud = Cloud(own_scenario(tmp_path, "[neighbours]\nroute_table_default = false"))
    tables = (await cloud.get("routetables"))["routetables"]
    assert tables
    assert not any("default" in table for table in tables)


async def test_subnets_name_the_route_table_they_are_under(tmp_path: Path) -> None:
    vpc = """
[[vpcs]]
project = "eu-demo-1"
name = "vpc-routed"
cidr = "10.9.0.0/16"
route_tables = [
  { name = "rtb-a", routes = [{ destination = "172.16.0.0/16", nexthop = "10.9.0.9" }] },
]
subnets = [
  { name = "a", cidr = "10.9.1.0/24", route_table = "rtb-a", gateway = "10.9.1.254" },
  { name = "b", cidr = "10.9.2.0/24", available = 3 },
]
"""
    cloud = Cloud(own_scenario(tmp_path, vpc))
    routed = await cloud.vpc("vpc-routed")
    a, b = (await cloud.get(f"subnets?vpc_id={routed['id']}"))["subnets"]
    tables = (await cloud.get(f"routetables?vpc_id={routed['id']}"))["routetables"]
    assert [(one["name"], one["default"], one["subnets"]) for one in tables] == [
        ("rtb-vpc-routed", True, [{"id": b["id"]}]),
        ("rtb-a", False, [{"id": a["id"]}]),
    ]
    assert (a["gateway_ip"], b["available_ip_address_count"]) == ("10.9.1.254", 3)
