from __future__ import annotations

import httpx
import pytest

from drilltui.cloud.endpoints import Endpoints
from drilltui.domain.errors import CloudError, NotSignedIn, Refused, SignInRefused, Unreachable
from drilltui.domain.profile import NEEDED, Profile
from tests.cloud.far_end import FarEnd, Reply
from tests.cloud.test_huawei import opened
from tests.cloud.token_end import TokenEnd

ROWS = [{"id": "0", "name": "default", "status": 1}, {"id": "e", "name": "dr", "status": 2}]
FOUND = Reply(body={"enterprise_projects": ROWS, "total_count": 2})


async def test_enterprise_projects_are_asked_for_without_a_project() -> None:
    far = FarEnd(FOUND)
    found = await opened(far).enterprise_projects()
    assert [(each.id, each.name, each.enabled) for each in found] == [
        ("0", "default", True),
        ("e", "dr", False),
    ]
    (request,) = far.asked
    assert request.url.host == "eps.example.com"
    assert far.targets() == ["/v1.0/enterprise-projects?limit=999&offset=0"]
    assert "X-Project-Id" not in request.headers


def eps_says(status: int, code: str, message: str) -> FarEnd:
    def answer(request: httpx.Request) -> Reply:
        if request.url.host.startswith("eps"):
            return Reply(status, {"error": {"error_code": code, "error_msg": message}})
        return Reply(body={"server_groups": []})

    return FarEnd(answer)


async def test_who_is_not_taken_there_goes_on_elsewhere() -> None:
    far = eps_says(401, "EPS.0001", "a domain is wanted")
    cloud = opened(far)
    with pytest.raises(SignInRefused):
        await cloud.enterprise_projects()
    assert await cloud.groups() == ()
    with pytest.raises(SignInRefused):  # nor is the door shut there: another call may be taken
        await cloud.enterprise_projects()
    assert len(far.asked) == 3


async def test_a_wrong_signature_is_wrong_everywhere() -> None:
    far = eps_says(401, "APIGW.0301", "verify aksk signature fail")
    cloud = opened(far)
    with pytest.raises(SignInRefused):
        await cloud.enterprise_projects()
    with pytest.raises(NotSignedIn):
        await cloud.groups()
    assert len(far.asked) == 1


async def test_an_account_without_enterprise_projects_is_told() -> None:
    far = eps_says(403, "EPS.0004", "not enabled")
    with pytest.raises(Refused, match=r"EPS\.0004"):
        await opened(far).enterprise_projects()


async def test_a_password_does_not_ask_there() -> None:
    end = TokenEnd()
    with pytest.raises(Unreachable, match="a password's token is for one project") as caught:
        await end.cloud().enterprise_projects()
    assert not caught.value.sent
    assert (end.token_requests, end.asked) == ([], [])


async def test_where_nobody_knows_the_service_nothing_is_sent() -> None:
    far = FarEnd(FOUND)
    own = {name: f"https://{name}.example.com" for name in NEEDED}
    cloud = opened(far, endpoint=Endpoints.of_profile(Profile("p", endpoints=own)))
    with pytest.raises(CloudError, match="endpoint of EPS is not known"):
        await cloud.enterprise_projects()
    assert far.asked == []
