from __future__ import annotations

from tests.cloud.far_end import FarEnd, Reply


async def test_projects_are_asked_for_without_a_project() -> None:
    far = FarEnd(Reply(body={"projects": [{"id": "p", "name": "eu-example-1"}]}))
    found = await far.cloud().projects("eu-example-1")
    assert [(project.id, project.name) for project in found] == [("p", "eu-example-1")]
    assert far.targets() == ["/v3/projects?name=eu-example-1&page=1&per_page=1000"]
    assert "X-Project-Id" not in far.asked[0].headers
    assert "SignedHeaders=host;x-sdk-date," in far.asked[0].headers["Authorization"]


async def test_all_projects() -> None:
    far = FarEnd(Reply(body={"projects": []}))
    assert await far.cloud().projects() == ()
    assert far.targets() == ["/v3/projects?page=1&per_page=1000"]
