"""Servers as a client of OpenStack asks for them."""

import base64
import hashlib
from typing import Any

from tests.sandbox.cloud import Cloud

NOBODY = "00000000-0000-4000-8000-000000000000"


class Compute:
    """The compute endpoint of the main project, as the catalog has it."""

    def __init__(self) -> None:
        self.cloud = Cloud()
        self.servers = f"/v2.1/{self.cloud.access.project_id}/servers"

    async def page(self, query: str = "") -> list[dict[str, Any]]:
        answer = await self.cloud.get(f"{self.servers}/detail{query}")
        assert list(answer) == ["servers"]
        servers: list[dict[str, Any]] = answer["servers"]
        return servers


async def test_the_version_needs_no_credentials() -> None:
    for path in ("/v2.1", "/v2.1/"):
        answer = await Cloud().raw("GET", path, {"Host": "cloud.example"})
        version = answer.json()["version"]
        assert (version["id"], version["status"]) == ("v2.1", "CURRENT")
        assert version["links"][0]["href"] == "http://cloud.example/v2.1/"


async def test_servers_are_those_of_the_cloud_s_own_api() -> None:
    compute = Compute()
    own = (await compute.cloud.get("cloudservers/detail?limit=1000"))["servers"]
    found = await compute.page()
    assert [one["id"] for one in found] == [one["id"] for one in own]
    for theirs, ours in zip(found, own, strict=True):
        assert theirs.items() <= ours.items()
        assert "enterprise_project_id" not in theirs


async def test_pages_by_marker() -> None:
    compute = Compute()
    whole = await compute.page()
    pages, marker = [], ""
    while page := await compute.page(f"?limit=5&marker={marker}"):
        assert len(page) <= 5
        pages += page
        marker = page[-1]["id"]
    assert pages == whole
    for query in ("limit=x", "limit=1001", f"marker={NOBODY}"):
        refusal = await compute.cloud.refusal("GET", f"{compute.servers}/detail?{query}")
        assert refusal == (400, "Ecs.0005")


async def test_filtered_by_name_and_status() -> None:
    compute = Compute()
    named = await compute.page("?name=pay-app-01")
    assert {one["name"] for one in named} == {"pay-app-01"}
    active = await compute.page("?name=pay-app-01&status=ACTIVE")
    assert [one["status"] for one in active] == ["ACTIVE"]


async def test_one_server_and_none() -> None:
    compute = Compute()
    (first, *_) = await compute.page("?limit=1")
    shown = await compute.cloud.get(f"{compute.servers}/{first['id']}")
    assert shown == {"server": first}
    missing = await compute.cloud.send("GET", f"{compute.servers}/{NOBODY}")
    assert missing.status_code == 404
    assert missing.json()["itemNotFound"]["code"] == 404


async def test_another_project_s_servers() -> None:
    assert await Cloud().refusal("GET", f"/v2.1/{'0' * 32}/servers/detail") == (400, "Ecs.0023")


async def test_key_pairs_of_a_project() -> None:
    cloud = Cloud()
    path = f"/v2.1/{cloud.access.project_id}/os-keypairs"
    pairs = [one["keypair"] for one in (await cloud.get(path))["keypairs"]]
    assert [pair["name"] for pair in pairs] == ["ops-linux", "ops-windows"]
    kind, bits, _ = pairs[0]["public_key"].split()
    digest = hashlib.md5(base64.b64decode(bits), usedforsecurity=False).hexdigest()
    assert (kind, pairs[0]["type"]) == ("ssh-ed25519", "ssh")
    assert pairs[0]["fingerprint"].replace(":", "") == digest
    after = await cloud.get(f"{path}?limit=1&marker=ops-linux")
    assert [one["keypair"]["name"] for one in after["keypairs"]] == ["ops-windows"]
    assert await cloud.refusal("GET", f"{path}?marker=nobody") == (400, "Ecs.0005")
