"""Network ACLs as a client sees them."""

from pathlib import Path

from tests.sandbox.cloud import Cloud, own_scenario

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def test_an_acl_is_over_subnets_and_tells_its_rules_when_shown() -> None:
    cloud = Cloud()
    listed = await cloud.get(f"/v3/{cloud.access.project_id}/vpc/firewalls")
    (acl,) = listed["firewalls"]
    assert listed["page_info"] == {"current_count": 1, "previous_marker": acl["id"]}
    assert (acl["name"], acl["admin_state_up"], acl["status"]) == ("acl-db", True, "ACTIVE")
    assert "ingress_rules" not in acl
    vpc = await cloud.vpc("vpc-prod")
    subnets = (await cloud.get(f"subnets?vpc_id={vpc['id']}"))["subnets"]
    assert acl["associations"] == [{"virsubnet_id": subnets[1]["id"]}]
    shown = await cloud.get(f"/v3/{cloud.access.project_id}/vpc/firewalls/{acl['id']}")
    firewall = shown["firewall"]
    assert [(one["action"], one["protocol"]) for one in firewall["ingress_rules"]] == [
        ("allow", "tcp"),
        ("deny", "any"),
    ]
    assert [one["action"] for one in firewall["egress_rules"]] == ["allow"]
    assert shown["request_id"]


async def test_pages_are_marked_until_the_last(tmp_path: Path) -> None:
    acls = "".join(f'[[acls]]\nproject = "eu-demo-1"\nname = "acl-{n}"\n' for n in range(3))
    cloud = Cloud(own_scenario(tmp_path, acls))
    path = f"/v3/{cloud.access.project_id}/vpc/firewalls"
    first = await cloud.get(f"{path}?limit=2")
    assert [one["name"] for one in first["firewalls"]] == ["acl-0", "acl-1"]
    marker = first["page_info"]["next_marker"]
    last = await cloud.get(f"{path}?limit=2&marker={marker}")
    assert [one["name"] for one in last["firewalls"]] == ["acl-2"]
    assert "next_marker" not in last["page_info"]
    assert [one["status"] for one in last["firewalls"]] == ["INACTIVE"]


async def test_refusals_are_in_the_envelope_of_version_3() -> None:
    cloud = Cloud()
    path = f"/v3/{cloud.access.project_id}/vpc/firewalls"
    missing = await cloud.send("GET", f"{path}/{NOWHERE}")
    assert missing.status_code == 404
    assert missing.json().keys() == {"error_code", "error_msg", "request_id"}
    assert await cloud.refusal("GET", f"{path}?limit=2001") == (400, "VPC.0101")
    assert await cloud.refusal("GET", f"/v3/{'0' * 32}/vpc/firewalls") == (400, "VPC.0007")
