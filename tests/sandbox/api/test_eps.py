"""Enterprise projects as a client sees them, and what goes where there are none."""

from pathlib import Path

from tests.sandbox.api.test_iam import sign_in
from tests.sandbox.cloud import Cloud, own_scenario

PATH = "/v1.0/enterprise-projects"


async def test_enterprise_projects_are_listed_the_default_one_first() -> None:
    cloud = Cloud()
    answer = await cloud.get(PATH)
    told = [(one["name"], one["status"]) for one in answer["enterprise_projects"]]
    assert told == [("default", 1), ("payments", 1), ("back-office", 1), ("merger-2023", 2)]
    assert answer["enterprise_projects"][0]["id"] == "0"
    assert answer["total_count"] == 4
    page = await cloud.get(f"{PATH}?limit=1&offset=2")
    assert page == {
        "enterprise_projects": [answer["enterprise_projects"][2]],
        "total_count": 4,
    }
    off = (await cloud.get(f"{PATH}?status=2"))["enterprise_projects"]
    assert [one["name"] for one in off] == ["merger-2023"]


async def test_a_token_must_be_the_account_s() -> None:
    cloud = Cloud()
    for scope, status in (
        ({"domain": {"name": cloud.access.domain}}, 200),
        ({"project": {"name": "eu-demo-1"}}, 403),
    ):
        token = (await sign_in(cloud, scope)).headers["x-subject-token"]
        headers = {"Host": "cloud.example", "X-Auth-Token": token}
        answer = await cloud.raw("GET", PATH, headers)
        assert answer.status_code == status
    assert answer.json()["error"]["error_code"] == "EPS.0004"


async def test_refusals() -> None:
    cloud = Cloud()
    assert await cloud.refusal("GET", f"{PATH}?limit=0") == (400, "EPS.0017")
    assert await cloud.refusal("GET", f"{PATH}?offset=x") == (400, "EPS.0018")


async def test_where_there_are_none_nothing_tells_of_them(tmp_path: Path) -> None:
    cloud = Cloud(own_scenario(tmp_path, "[neighbours]\nenterprise_projects = false"))
    assert await cloud.refusal("GET", PATH) == (404, "APIGW.0101")
    for path, key in (
        ("vpcs", "vpcs"),
        ("security-groups", "security_groups"),
        ("cloudservers/detail", "servers"),
    ):
        items = (await cloud.get(path))[key]
        assert items
        assert not any("enterprise_project_id" in item for item in items)
    answer = await sign_in(cloud, {"domain": {"name": cloud.access.domain}}, "")
    assert "eps" not in [one["type"] for one in answer.json()["token"]["catalog"]]
