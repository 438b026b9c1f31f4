"""Signing in and finding projects as a client sees it."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.cloud import START, Cloud, own_scenario

HOST = {"Host": "cloud.example"}


async def sign_in(
    cloud: Cloud, scope: Any, query: str = "?nocatalog=1", **user: str
) -> httpx.Response:
    access = cloud.access
    known = {"name": access.user, "password": access.password, "domain": {"name": access.domain}}
    identity = {"methods": ["password"], "password": {"user": known | user}}
    document = {"auth": {"identity": identity, "scope": scope}}
    return await cloud.raw("POST", f"/v3/auth/tokens{query}", HOST, json.dumps(document).encode())


async def status_with(cloud: Cloud, token: str, target: str) -> int:
    answer = await cloud.raw("GET", target, HOST | {"X-Auth-Token": token})
    return answer.status_code


async def test_a_token_for_a_project() -> None:
    cloud = Cloud()
    answer = await sign_in(cloud, {"project": {"name": "eu-demo-1"}})
    assert answer.status_code == 201
    token = answer.json()["token"]
    assert token["catalog"] == []
    assert token["project"]["id"] == cloud.access.project_id
    assert token["issued_at"] == "2026-11-23T09:14:02.000000Z"
    assert token["expires_at"] == "2026-11-24T09:14:02.000000Z"
    assert {"sdrs_adm"} <= {role["name"] for role in token["roles"]}
    assert {role["id"] for role in token["roles"]} == {"0"}
    subject = answer.headers["x-subject-token"]
    assert subject not in answer.text
    assert await status_with(cloud, subject, f"{cloud.project}/server-groups") == 200


async def test_a_token_is_good_for_its_own_project_only() -> None:
    cloud = Cloud()
    token = (await sign_in(cloud, {"project": {"name": "eu-demo-1_insurance"}})).headers[
        "x-subject-token"
    ]
    for path, code in (
        ("server-groups", "SDRS.0001"),
        ("vpcs", "VPC.0007"),
        ("cloudservers/detail", "Ecs.0023"),
    ):
        answer = await cloud.raw("GET", f"{cloud.project}/{path}", HOST | {"X-Auth-Token": token})
        assert answer.status_code == 400
        assert code in answer.text


async def test_a_token_for_the_account_opens_no_project() -> None:
    cloud = Cloud()
    answer = await sign_in(cloud, {"domain": {"name": cloud.access.domain}})
    assert answer.json()["token"]["domain"]["name"] == "northwind-bank"
    assert "project" not in answer.json()["token"]
    token = answer.headers["x-subject-token"]
    assert await status_with(cloud, token, f"{cloud.project}/server-groups") == 400
    assert await status_with(cloud, token, "/v3/auth/projects") == 200


async def test_a_token_expires_after_24_hours_and_a_false_one_is_none() -> None:
    cloud = Cloud()
    token = (await sign_in(cloud, {"project": {"name": "eu-demo-1"}})).headers["x-subject-token"]
    cloud.clock.tick(24 * 3600)
    target = f"{cloud.project}/server-groups"
    for one, code in ((token, "APIGW.0307"), (token[:-1], "APIGW.0301")):
        answer = await cloud.raw("GET", target, HOST | {"X-Auth-Token": one})
        assert (answer.status_code, answer.json()["error_code"]) == (401, code)


async def test_the_catalog_is_there_unless_it_is_left_out() -> None:
    cloud = Cloud()
    catalog = (await sign_in(cloud, {"project": {"name": "eu-demo-1"}}, "")).json()["token"][
        "catalog"
    ]
    assert {one["type"]: one["endpoints"][0]["url"] for one in catalog} == {
        "iam": "http://cloud.example/v3",
        "sdrs": f"http://cloud.example{cloud.project}",
        "vpc": f"http://cloud.example{cloud.project}",
        "ecs": f"http://cloud.example{cloud.project}",
        "identity": "http://cloud.example/v3",
        "evs": f"http://cloud.example/v2/{cloud.access.project_id}",
        "compute": f"http://cloud.example/v2.1/{cloud.access.project_id}",
        "eps": "http://cloud.example/v1.0",
    }
    assert {
        (end["interface"], end["region"], end["region_id"])
        for one in catalog
        for end in one["endpoints"]
    } == {("public", "eu-demo-1", "eu-demo-1")}


async def test_the_catalog_of_a_token_without_a_project_has_none_of_its_services() -> None:
    cloud = Cloud()
    answer = await sign_in(cloud, {"domain": {"name": cloud.access.domain}}, "")
    assert [one["type"] for one in answer.json()["token"]["catalog"]] == [
        "iam",
        "identity",
        "eps",
    ]


@pytest.mark.parametrize(
    ("scope", "user", "status", "title"),
    [
        ({"project": {"name": "eu-demo-1"}}, {"password": "no"}, 401, "Unauthorized"),
        ({"project": {"name": "nowhere"}}, {}, 404, "Not Found"),
        ("x", {}, 400, "Bad Request"),
    ],
)
async def test_refusals_have_a_number_and_a_title(
    scope: Any, user: dict[str, str], status: int, title: str
) -> None:
    answer = await sign_in(Cloud(), scope, **user)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["code"], error["title"]) == (status, title)
    assert error["message"]


async def test_a_body_that_is_not_json() -> None:
    answer = await Cloud().raw("POST", "/v3/auth/tokens", HOST, b"{")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 400)


async def test_projects_by_name_and_by_page() -> None:
    cloud = Cloud()
    everything = (await cloud.get("/v3/projects"))["projects"]
    main, second = everything
    assert main["id"] == cloud.access.project_id
    assert main["parent_id"] == main["domain_id"]
    assert (second["name"], second["parent_id"]) == ("eu-demo-1_insurance", main["id"])
    assert (await cloud.get("/v3/projects?name=eu-demo-1"))["projects"] == [main]
    assert (await cloud.get("/v3/projects?name=eu-demo-9"))["projects"] == []
    assert (await cloud.get(f"/v3/projects?parent_id={main['id']}"))["projects"] == [second]
    assert (await cloud.get("/v3/projects?page=2&per_page=1"))["projects"] == [second]
    assert (await cloud.get("/v3/projects?page=3&per_page=1"))["projects"] == []
    assert (await cloud.get("/v3/auth/projects"))["projects"] == everything
    assert (await cloud.get("/v3/auth/domains"))["domains"][0]["id"] == main["domain_id"]
    for query in (
        "page=1",
        "per_page=1",
        "page=0&per_page=1",
        "page=1&per_page=5001",
        "page=x&per_page=1",
    ):
        assert await cloud.refusal("GET", f"/v3/projects?{query}") == (400, 400)


async def test_tokens_are_judged_by_the_gateway_s_clock_not_the_world_s() -> None:
    from drilltui.sandbox.embedded import open_sandbox
    from tests.sandbox.cloud import Clock

    world, gateway = Clock(), Clock()
    cloud = Cloud()
    cloud.sandbox = open_sandbox(
        "smooth", clock=world, gateway_clock=gateway, endpoint="http://cloud.example"
    )
    token = (await sign_in(cloud, {"project": {"name": "eu-demo-1"}})).headers["x-subject-token"]
    world.tick(30 * 24 * 3600)
    target = f"{cloud.project}/server-groups"
    assert await status_with(cloud, token, target) == 200
    assert (await cloud.raw("GET", target, cloud.key.sign("GET", target, START, HOST))).is_success
    gateway.tick(24 * 3600)
    assert await status_with(cloud, token, target) == 401


async def test_what_an_openstack_client_looks_at_first_needs_no_credentials() -> None:
    for path in ("/v3", "/v3/"):
        answer = await Cloud().raw("GET", path, HOST)
        version = answer.json()["version"]
        assert version["id"].startswith("v3")
        assert version["status"] == "stable"
        assert version["links"] == [{"rel": "self", "href": "http://cloud.example/v3/"}]


async def test_one_project() -> None:
    cloud = Cloud()
    (main, *_) = (await cloud.get("/v3/projects"))["projects"]
    assert (await cloud.get(f"/v3/projects/{main['id']}"))["project"] == main
    assert await cloud.refusal("GET", f"/v3/projects/{'0' * 32}") == (404, 404)
    assert await cloud.refusal("GET", "/v3/projects/eu-demo-1") == (404, 404)


async def test_a_token_that_has_ended_is_followed_by_another(tmp_path: Path) -> None:
    cloud = Cloud(own_scenario(tmp_path, token_life="20 seconds"))
    scope = {"project": {"name": "eu-demo-1"}}
    target = f"{cloud.project}/server-groups"
    first = (await sign_in(cloud, scope)).headers["x-subject-token"]
    cloud.clock.tick(19)
    assert await status_with(cloud, first, target) == 200
    cloud.clock.tick(1)
    answer = await cloud.raw("GET", target, HOST | {"X-Auth-Token": first})
    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIGW.0307")
    second = (await sign_in(cloud, scope)).headers["x-subject-token"]
    assert await status_with(cloud, second, target) == 200
