"""Signing in with a password: one token for all who wait, renewed in time, never in a loop."""

from __future__ import annotations

import asyncio
import json
import traceback
from datetime import timedelta

import httpx
import pytest

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import (
    CloudError,
    Intercepted,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
    UsageError,
)
from drilltui.domain.exchange import Exchange
from drilltui.domain.secret import Secret
from tests.cloud.far_end import PROJECT, Reply
from tests.cloud.token_end import (
    GROUPS,
    LOGIN,
    PASSWORD,
    TokenEnd,
    iam_error,
)

WRONG = iam_error(401, "The username or password is wrong.")
DRAFT = DrillDraft("5d1c0d52-9f5d-4a57-9d5b-5b8f8d3c8a11", "Übung-1")


async def settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


async def failed(call: object) -> CloudError:
    with pytest.raises(CloudError) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def test_a_token_is_asked_for_as_the_reference_says_and_sent_along() -> None:
    end = TokenEnd()
    await end.cloud().groups()
    (request,) = end.token_requests
    assert str(request.url).endswith("/v3/auth/tokens?nocatalog=true")
    assert request.headers["Content-Type"] == "application/json"
    assert int(request.headers["Content-Length"]) == len(request.content)
    assert "X-Auth-Token" not in request.headers
    user = {"name": LOGIN.user, "password": PASSWORD, "domain": {"name": LOGIN.domain}}
    assert json.loads(request.content) == {
        "auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": {"id": PROJECT}},
        }
    }
    assert end.tokens() == ["MII-token-1"]
    assert "Authorization" not in end.asked[0].headers


async def test_without_a_project_the_region_names_it_and_only_projects_are_served() -> None:
    end = TokenEnd()
    cloud = end.cloud(project_id="")
    (project,) = await cloud.projects("eu-x")
    assert project.id == PROJECT
    assert await cloud.projects("other") == ()
    assert end.bodies()[0]["auth"]["scope"] == {"project": {"name": "eu-x"}}
    assert end.asked[0].url.raw_path == b"/v3/auth/projects"
    with pytest.raises(UsageError, match="The project is not known yet"):
        await cloud.groups()
    with pytest.raises(UsageError, match="The project is not known yet"):
        await cloud.create_drill(DRAFT)


async def test_a_token_by_the_projects_name_serves_its_id_too() -> None:
    end = TokenEnd()
    first, second = end.cloud(project_id=""), end.cloud()
    await first.projects()
    await first.close()
    await second.groups()
    assert len(end.token_requests) == 1
    assert set(end.tokens()) == {"MII-token-1"}


async def test_another_password_or_project_is_another_token() -> None:
    end = TokenEnd()
    await end.cloud().groups()
    await end.cloud(project_id="f" * 32).groups()
    other = type(LOGIN)(LOGIN.user, LOGIN.domain, Secret("other"))
    await end.cloud(other).groups()
    assert len(end.token_requests) == 3


async def test_many_who_wait_get_one_token() -> None:
    end = TokenEnd()
    clouds = [end.cloud() for _ in range(5)]
    await asyncio.gather(*(cloud.groups() for cloud in clouds for _ in range(10)))
    assert len(end.token_requests) == 1
    assert end.tokens() == ["MII-token-1"] * 50


@pytest.mark.parametrize(("hours", "renewals"), [(23.49, 0), (23.51, 1), (30, 1)])
async def test_a_token_is_replaced_with_less_than_half_an_hour_left(
    hours: float, renewals: int
) -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.clock.passed += hours * 3600
    await asyncio.gather(*(cloud.groups() for _ in range(20)))
    assert len(end.token_requests) == 1 + renewals
    assert set(end.tokens()[1:]) == {f"MII-token-{1 + renewals}"}


async def test_a_short_lived_token_is_replaced_at_half_of_its_life() -> None:
    end = TokenEnd()
    end.life = timedelta(minutes=10)
    cloud = end.cloud()
    for _ in range(8):
        await cloud.groups()
        end.clock.passed += 60
    assert len(end.token_requests) == 2


@pytest.mark.parametrize("seconds", [-3600, 0])
async def test_a_token_without_a_life_does_not_cost_a_password_for_each_request(
    seconds: int,
) -> None:
    end = TokenEnd()
    end.life = timedelta(seconds=seconds)
    cloud = end.cloud()
    for _ in range(20):
        await cloud.groups()
    assert len(end.token_requests) == 1
    end.valid.clear()
    await cloud.groups()
    assert len(end.token_requests) == 2


@pytest.mark.parametrize("days", [-2, 2])
async def test_a_clock_that_is_days_off_does_not_shorten_a_tokens_life(days: int) -> None:
    end = TokenEnd()
    end.ahead = timedelta(days=days)
    cloud = end.cloud()
    await cloud.groups()
    end.clock.passed += 23 * 3600
    await cloud.groups()
    assert len(end.token_requests) == 1


async def test_while_it_lasts_the_old_token_serves_when_a_new_one_cannot_be_had() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.clock.passed += 23.6 * 3600
    end.iam = [Reply(503), httpx.ConnectError("x")]
    for _ in range(5):
        await cloud.groups()
    assert len(end.token_requests) == 2  # not at every request
    end.clock.passed += 61
    await cloud.groups()
    end.clock.passed += 61
    await cloud.groups()
    assert end.tokens() == ["MII-token-1"] * 7 + ["MII-token-2"]


async def test_a_password_that_changed_is_told_although_the_old_token_lasts() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.clock.passed += 23.6 * 3600
    end.iam = [WRONG]
    error = await failed(cloud.groups())
    assert isinstance(error, SignInRefused)
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.token_requests) == 2


async def test_a_token_that_ends_early_is_replaced_once_for_all() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.valid.clear()
    await asyncio.gather(*(cloud.groups() for _ in range(20)))
    assert len(end.token_requests) == 2
    assert sorted(set(end.tokens()[1:])) == ["MII-token-1", "MII-token-2"]


async def test_a_change_goes_again_byte_for_byte_with_the_new_token() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.valid.clear()
    assert (await cloud.create_drill(DRAFT)).job_id == "j1"
    first, second = end.asked[1:]
    planned = cloud.create_request(DRAFT)
    assert first.content == second.content == planned.body.encode()
    assert str(first.url) == str(second.url) == planned.url
    assert end.tokens()[1:] == ["MII-token-1", "MII-token-2"]
    assert [one.request for one in end.log if one.request.method == "POST"][1:] == [
        planned,
        end.log[-2].request,
        planned,
    ]
    end.valid.clear()
    await cloud.delete_drill(DRAFT.group_id)
    assert [request.method for request in end.asked[3:]] == ["DELETE", "DELETE"]


@pytest.mark.parametrize(
    "answer",
    [
        Reply(401, {"error": {"code": "SDRS.1011", "message": "no"}}),
        Reply(400, {"error": {"code": "SDRS.0002", "message": "bad token"}}),
        Reply(401, {"error_code": "APIGW.0305", "error_msg": "no"}),
        Reply(401, b""),
        Reply(401, b"<html>Sign in to the proxy</html>"),
    ],
)
async def test_a_change_is_sent_again_after_the_gateways_own_refusal_only(answer: Reply) -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.service = [answer]
    error = await failed(cloud.create_drill(DRAFT))
    assert [request.method for request in end.asked] == ["GET", "POST"]
    if isinstance(error, Intercepted):
        assert len(end.token_requests) == 1
    else:
        assert isinstance(error, SignInRefused)
        assert "The sign-in is renewed" in error.remedy
        assert len(end.token_requests) == 1
    assert await cloud.groups() == ()  # nothing stands in the way of what comes next


async def test_a_read_is_sent_again_after_the_refusal_of_a_service() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    end.service = [Reply(401, {"error": {"code": "SDRS.1011", "message": "no"}})]
    assert await cloud.groups() == ()
    assert end.tokens() == ["MII-token-1", "MII-token-2"]


async def test_a_change_that_a_service_refuses_is_told_before_iam_is_asked() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.service = [Reply(401, {"error": {"code": "SDRS.1011", "message": "no"}})]
    end.iam = [WRONG]
    error = await failed(cloud.create_drill(DRAFT))
    assert isinstance(error, SignInRefused)
    assert error.code == "SDRS.1011"
    assert len(end.token_requests) == 1
    refused = await failed(cloud.groups())
    assert isinstance(refused, SignInRefused)
    assert refused.fault is SignInFault.PASSWORD
    assert len(end.token_requests) == 2
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.token_requests) == 2


async def test_one_service_that_refuses_a_new_token_keeps_nobody_from_the_others() -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    end.service = [Reply(401, {"code": "VPC.0008", "message": "no"})] * 2
    error = await failed(cloud.vpcs())
    assert isinstance(error, SignInRefused)
    assert "check region and endpoints" in error.remedy
    assert await cloud.groups() == ()
    assert await cloud.projects()
    told = await failed(cloud.vpcs())
    assert isinstance(told, NotSignedIn)
    assert "check region and endpoints" in told.remedy
    assert (len(end.token_requests), len(end.asked)) == (2, 5)
    cloud.try_again()
    end.service = [Reply(body={"vpcs": []})]
    assert await cloud.vpcs() == ()


@pytest.mark.parametrize("change", [False, True])
async def test_a_401_that_never_ends_is_told_after_one_renewal(change: bool) -> None:
    end = TokenEnd()
    cloud = end.cloud()
    await cloud.groups()
    call = (lambda: cloud.create_drill(DRAFT)) if change else cloud.groups

    async def once() -> CloudError:
        end.service = [Reply(401, {"error_code": "APIGW.0301", "error_msg": "no"})] * 9
        end.valid.discard("MII-token-1")
        return await failed(call())

    error = await once()
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.OTHER
    assert "check region and endpoints" in error.remedy
    assert (len(end.token_requests), len(end.asked)) == (2, 3)
    for _ in range(5):
        assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert (len(end.token_requests), len(end.asked)) == (2, 3)
    cloud.try_again()
    assert isinstance(await once(), SignInRefused)
    assert (len(end.token_requests), len(end.asked)) == (3, 5)


async def test_a_restricted_user_is_a_matter_of_roles_not_of_the_token() -> None:
    end = TokenEnd()
    end.service = [Reply(401, {"code": "VPC.0005", "message": "restricted"})]
    error = await failed(end.cloud().vpcs())
    assert not isinstance(error, SignInRefused)
    assert "Ask for the role" in str(error)
    assert len(end.token_requests) == 1


async def test_a_wrong_password_is_sent_once_whoever_waits() -> None:
    end = TokenEnd(WRONG)
    cloud = end.cloud()
    calls = [failed(cloud.groups()) for _ in range(20)]
    errors = await asyncio.gather(*calls)
    assert all(isinstance(error, SignInRefused | NotSignedIn) for error in errors)
    assert len(end.token_requests) == 1
    first = errors[0]
    assert isinstance(first, SignInRefused)
    assert (first.fault, first.request_id) == (SignInFault.PASSWORD, "trace-1")
    assert PASSWORD not in str(first)
    end.clock.passed += 180
    later = await failed(cloud.groups())
    assert str(later).startswith("Not sent: the sign-in was refused 3 min ago (wrong user name or")
    assert "until you try again" in str(later)
    assert len(end.token_requests) == 1
    assert end.asked == []


@pytest.mark.parametrize("other", [False, True])
async def test_who_comes_just_when_the_refusal_is_there_sends_no_second_password(
    other: bool,
) -> None:
    """Between the end of the request for a token and those who waited for it."""
    end = TokenEnd(WRONG, WRONG)
    cloud = end.cloud()
    late_cloud = end.cloud() if other else cloud
    late: list[asyncio.Future[CloudError]] = []

    def note(exchange: Exchange) -> None:
        late.append(asyncio.ensure_future(failed(late_cloud.groups())))

    end.note = note  # type: ignore[method-assign]
    assert isinstance(await failed(cloud.groups()), SignInRefused)
    assert isinstance(await late[0], SignInRefused | NotSignedIn)
    assert len(end.token_requests) == 1


async def test_a_refusal_stands_for_all_clouds_until_a_person_tries_again() -> None:
    end = TokenEnd(WRONG)
    first, second = end.cloud(), end.cloud()
    assert isinstance(await failed(first.groups()), SignInRefused)
    assert isinstance(await failed(second.groups()), SignInRefused)
    assert isinstance(await failed(second.groups()), NotSignedIn)
    assert len(end.token_requests) == 1
    second.try_again()
    assert await second.groups() == ()
    assert isinstance(await failed(first.groups()), NotSignedIn)
    first.try_again()
    assert await first.groups() == ()
    assert len(end.token_requests) == 2


async def test_who_signs_in_anew_tries_again() -> None:
    end = TokenEnd(WRONG)
    await failed(end.cloud().groups())
    assert await end.cloud().groups() == ()


async def test_a_person_may_try_again() -> None:
    end = TokenEnd(WRONG, WRONG)
    cloud = end.cloud()
    await failed(cloud.groups())
    cloud.try_again()
    assert isinstance(await failed(cloud.groups()), SignInRefused)
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.token_requests) == 2
    cloud.try_again()
    assert await cloud.groups() == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (iam_error(401, "user is locked", "IAM.0061"), SignInFault.USER_LOCKED),
        (iam_error(403, "no", "IAM.0081"), SignInFault.NOT_ALLOWED),
        (iam_error(403, "no"), SignInFault.NOT_ALLOWED),
    ],
)
async def test_a_user_whom_iam_does_not_let_in(answer: Reply, fault: SignInFault) -> None:
    end = TokenEnd(answer)
    cloud = end.cloud()
    error = await failed(cloud.groups())
    assert isinstance(error, SignInRefused)
    assert error.fault is fault
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.token_requests) == 1


async def test_a_project_that_is_not_there_is_no_refusal_of_the_user() -> None:
    end = TokenEnd(iam_error(404, "Could not find project."))
    cloud = end.cloud(project_id="")
    error = await failed(cloud.projects())
    assert isinstance(error, Refused)
    assert not isinstance(error, SignInRefused)
    assert "this user does not reach eu-x" in error.remedy
    assert await cloud.projects()


async def test_a_read_waits_for_an_iam_that_is_busy() -> None:
    end = TokenEnd(Reply(503), Reply(429), httpx.ConnectError("x"))
    assert await end.cloud().groups() == ()
    assert len(end.token_requests) == 4


@pytest.mark.parametrize(
    "trouble",
    [Reply(503), Reply(500), httpx.ReadTimeout("x"), Reply(200, b"<html>portal"), Reply(201, {})],
)
async def test_a_change_without_a_token_was_certainly_not_sent(
    trouble: Reply | Exception,
) -> None:
    end = TokenEnd(trouble)
    error = await failed(end.cloud().create_drill(DRAFT))
    assert isinstance(error, Unreachable)
    assert not error.sent
    assert end.asked == []
    assert isinstance(error.__cause__, CloudError)


async def test_a_change_whose_sign_in_was_refused_was_never_sent() -> None:
    end = TokenEnd(Reply(401, {"error": {"code": 401, "message": "no", "title": "Unauthorized"}}))
    error = await failed(end.cloud().create_drill(DRAFT))
    assert isinstance(error, SignInRefused)
    assert error.unsent
    assert end.asked == []


async def test_a_portal_in_front_of_iam_is_told() -> None:
    end = TokenEnd(Reply(200, b"<html><title>Guest Wi-Fi</title>"))
    error = await failed(end.cloud().groups())
    assert isinstance(error, Intercepted)
    assert "Guest Wi-Fi" in error.what


@pytest.mark.parametrize(
    "body", [{}, {"token": {}}, {"token": {"expires_at": "soon"}}, {"token": 7}]
)
async def test_an_answer_that_is_no_token_is_unreadable(body: object) -> None:
    end = TokenEnd(Reply(201, body, {"X-Subject-Token": "MII"}))
    error = await failed(end.cloud().groups())
    assert "The answer lacks token.expires_at." in str(error)


async def test_a_token_only_in_the_body_is_none() -> None:
    end = TokenEnd(Reply(201, {"token": {"expires_at": "2031-01-01T00:00:00.0Z", "id": "MII"}}))
    assert "X-Subject-Token" in str(await failed(end.cloud().groups()))


async def test_who_leaves_takes_nothing_from_those_who_wait() -> None:
    end = TokenEnd()
    end.hold = asyncio.Event()
    cloud = end.cloud()
    first = asyncio.ensure_future(cloud.groups())
    await settle()
    others = [asyncio.ensure_future(cloud.groups()) for _ in range(3)]
    await settle()
    first.cancel()
    await settle()
    assert first.cancelled()
    end.hold.set()
    await asyncio.gather(*others)
    assert len(end.token_requests) == 1


async def test_when_nobody_waits_any_more_the_request_ends() -> None:
    end = TokenEnd()
    end.hold = asyncio.Event()
    cloud = end.cloud()
    waiting = [asyncio.ensure_future(cloud.groups()) for _ in range(3)]
    await settle()
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await settle()
    assert [one.cancelled() for one in waiting] == [True] * 3
    assert end.log[-1].failure == "Nobody waited for the answer."
    end.hold.set()
    assert await cloud.groups() == ()
    assert len(end.token_requests) == 2


async def test_no_secret_is_in_the_log_or_in_an_error() -> None:
    echo = {"error": {"code": 401, "message": f"bad password {PASSWORD} for you", "title": "x"}}
    end = TokenEnd(Reply(401, echo))
    cloud = end.cloud()
    error = await failed(cloud.groups())
    cloud.try_again()
    end.service = [Reply(body=GROUPS | {"echo": "MII-token-1"})]
    await cloud.groups()
    seen = str(error) + repr(error) + "".join(map(repr, end.log))
    for secret in (PASSWORD, json.dumps(PASSWORD)[1:-1], "MII-token-1"):
        assert secret not in seen
    assert end.log[0].request.body.count('"***"') == 1
    assert end.log[-1].headers["x-auth-token"] == "***"
    assert '"echo": "***"' in end.log[-1].answer


async def test_a_token_that_no_header_can_hold_is_none() -> None:
    told = {"token": {"expires_at": "2031-01-01T00:00:00.0Z"}}
    end = TokenEnd(Reply(201, told, {"X-Subject-Token": "MII two"}))
    assert "X-Subject-Token" in str(await failed(end.cloud().groups()))


@pytest.mark.parametrize("line", [1, 2])
async def test_a_listener_that_fails_meets_no_secret_on_its_way(line: int) -> None:
    """A crash prints the local variables of every frame."""
    end = TokenEnd()
    end.note = lambda exchange: 1 // (line - exchange.number)  # type: ignore[method-assign,assignment]
    with pytest.raises(ZeroDivisionError) as caught:
        await end.cloud().groups()
    frames = [frame for frame, _ in traceback.walk_tb(caught.tb)][1:]
    seen = [repr(value) for frame in frames for value in frame.f_locals.values()]
    assert len(seen) > 20
    text = "".join(one for one in seen if "TokenEnd" not in one)
    assert PASSWORD not in text
    assert json.dumps(PASSWORD)[1:-1] not in text
    assert "MII-token" not in text
