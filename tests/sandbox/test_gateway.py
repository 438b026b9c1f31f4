"""Who gets through the gateway, and how it answers those who do not."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from tests.sandbox.cloud import START, Cloud, Key

HOST = {"Host": "cloud.example"}


async def send_with(
    cloud: Cloud, key: Key, headers: dict[str, str] | None = None, late: float = 0
) -> httpx.Response:
    """List groups, signed with ``key`` and a date that is ``late`` seconds ahead of the clock."""
    target = f"{cloud.project}/server-groups"
    clock = cloud.clock()
    cloud.clock.tick(late)
    signed = key.sign("GET", target, cloud.clock(), {**HOST, **(headers or {})})
    cloud.clock.now = clock
    return await cloud.raw("GET", target, signed)


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, code and message of a gateway refusal, whose form is checked."""
    document = answer.json()
    assert document["request_id"] == answer.headers["x-request-id"]
    assert document.keys() == {"error_code", "error_msg", "request_id"}
    return answer.status_code, document["error_code"], document["error_msg"]


async def test_every_answer_has_a_request_id_of_its_own_and_the_gateway_s_time() -> None:
    cloud = Cloud()
    answers = [
        await cloud.send("GET", "server-groups"),
        await cloud.send("GET", "server-groups/x"),
        await cloud.raw("GET", "/", HOST),
        await cloud.raw("GET", "/nowhere", HOST),
    ]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(ids)) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)
    assert all(parsedate_to_datetime(one.headers["date"]) == START for one in answers)


async def test_what_is_not_published_is_said_before_anyone_is_asked_who_they_are() -> None:
    cloud = Cloud()
    unknown = await cloud.raw("GET", f"{cloud.project}/nowhere", HOST)
    assert refusal(unknown)[:2] == (404, "APIGW.0101")
    wrong_method = await cloud.raw("PATCH", f"{cloud.project}/disaster-recovery-drills", HOST)
    assert refusal(wrong_method)[:2] == (405, "APIGW.0101")
    assert wrong_method.headers["allow"] == "GET, HEAD, POST"


async def test_without_credentials() -> None:
    cloud = Cloud()
    answer = await cloud.raw("GET", f"{cloud.project}/server-groups", HOST)
    assert refusal(answer)[:2] == (401, "APIGW.0301")
    for open_path in ("/", "/v1"):
        assert (await cloud.raw("GET", open_path, HOST)).status_code == 200


@pytest.mark.parametrize("late", [-899, 0, 899])
async def test_a_date_within_15_minutes_passes(late: float) -> None:
    cloud = Cloud()
    assert (await send_with(cloud, cloud.key, late=late)).status_code == 200


@pytest.mark.parametrize("late", [-902, 902])
async def test_a_date_further_off_is_told_with_its_stamp(late: float) -> None:
    cloud = Cloud()
    status, code, message = refusal(await send_with(cloud, cloud.key, late=late))
    assert (status, code) == (401, "APIGW.0301")
    assert re.search(r"expired,time:20261123T\d{6}Z$", message)


async def test_a_wrong_secret_is_answered_with_the_gateway_s_canonical_request() -> None:
    cloud = Cloud()
    status, code, message = refusal(await send_with(cloud, Key(cloud.access.ak, "wrong")))
    assert (status, code) == (401, "APIGW.0301")
    assert f"canonicalRequest:GET|{cloud.project}/server-groups/||host:cloud.example|" in message


async def test_an_unknown_key() -> None:
    cloud = Cloud()
    status, code, message = refusal(await send_with(cloud, Key("NOBODYSKEY", "x")))
    assert (status, code) == (401, "APIGW.0301")
    assert "NOBODYSKEY" in message


async def test_six_wrong_signatures_lock_the_key_even_for_right_ones() -> None:
    cloud = Cloud()
    wrong = Key(cloud.access.ak, "wrong")
    for _ in range(2):
        for _ in range(5):
            await send_with(cloud, wrong)
        assert (await send_with(cloud, cloud.key)).status_code == 200
    for _ in range(6):
        await send_with(cloud, wrong)
    assert "forbidden" in refusal(await send_with(cloud, cloud.key))[2]
    cloud.clock.tick(300)
    assert (await send_with(cloud, cloud.key)).status_code == 200


async def test_the_date_must_be_signed() -> None:
    cloud = Cloud()
    target = f"{cloud.project}/server-groups"
    signed = cloud.key.sign("GET", target, START, HOST)
    unsigned = signed["Authorization"].replace("host;x-sdk-date", "host")
    answer = await cloud.raw("GET", target, signed | {"Authorization": unsigned})
    assert refusal(answer)[1] == "APIGW.0301"
    assert "not signed" in refusal(answer)[2]


@pytest.mark.parametrize("stamp", ["20261323T091402Z", "2026-11-23T09:14:02Z", ""])
async def test_a_date_that_is_none(stamp: str) -> None:
    cloud = Cloud()
    signed = cloud.key.sign("GET", f"{cloud.project}/server-groups", START, HOST)
    answer = await cloud.raw(
        "GET", f"{cloud.project}/server-groups", signed | {"X-Sdk-Date": stamp}
    )
    assert refusal(answer)[1] == "APIGW.0301"


async def test_a_signed_header_that_does_not_arrive() -> None:
    cloud = Cloud()
    signed = cloud.key.sign("GET", f"{cloud.project}/server-groups", START, HOST | {"X-Note": "1"})
    del signed["X-Note"]
    answer = await cloud.raw("GET", f"{cloud.project}/server-groups", signed)
    assert refusal(answer)[1] == "APIGW.0301"


async def test_a_body_changed_on_the_way() -> None:
    cloud = Cloud()
    target = f"{cloud.project}/disaster-recovery-drills"
    signed = cloud.key.sign("POST", target, START, HOST, b'{"a":1}')
    answer = await cloud.raw("POST", target, signed, b'{"a":2}')
    assert refusal(answer)[:2] == (401, "APIGW.0301")


async def test_a_temporary_key_needs_its_security_token_until_it_expires() -> None:
    cloud = Cloud()
    temporary = Key("SANDBOXTEMPORARY0001", "sandbox-secret-key-not-real-00000000002")
    token = {"X-Security-Token": "sandbox-security-token-not-real-0001"}
    assert (await send_with(cloud, temporary, token)).status_code == 200
    assert refusal(await send_with(cloud, temporary))[1] == "APIGW.0301"
    other = {"X-Security-Token": "another"}
    assert refusal(await send_with(cloud, temporary, other))[1] == "APIGW.0301"
    cloud.clock.tick(12 * 3600)
    assert "expired" in refusal(await send_with(cloud, temporary, token))[2]


async def test_a_security_token_with_a_permanent_key() -> None:
    cloud = Cloud()
    answer = await send_with(cloud, cloud.key, {"X-Security-Token": "stray"})
    assert refusal(answer)[1] == "APIGW.0301"


async def test_the_project_header_narrows_a_signed_request() -> None:
    cloud = Cloud()
    own = {"X-Project-Id": cloud.access.project_id}
    assert (await send_with(cloud, cloud.key, own)).status_code == 200
    projects = (await cloud.get("/v3/projects"))["projects"]
    other = {"X-Project-Id": projects[1]["id"]}
    answer = await send_with(cloud, cloud.key, other)
    assert answer.json()["error"]["code"] == "SDRS.0001"
    nobody = {"X-Project-Id": "0" * 32}
    assert (await send_with(cloud, cloud.key, nobody)).json()["error"]["code"] == "SDRS.0001"


async def test_a_body_over_12_megabytes() -> None:
    cloud = Cloud()
    answer = await cloud.raw("POST", "/v3/auth/tokens", HOST, b" " * (12 * 1024 * 1024 + 1))
    assert refusal(answer)[:2] == (413, "APIGW.0201")


async def test_a_client_that_hangs_up_in_the_middle_of_a_body_gets_nothing_done() -> None:
    cloud = Cloud()
    sent: list[Any] = []
    parts = iter(
        [
            {"type": "http.request", "body": b'{"half":', "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Any:
        return next(parts)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v3/auth/tokens",
        "raw_path": b"/v3/auth/tokens",
        "query_string": b"",
        "headers": [],
    }
    await cloud.sandbox.app(scope, receive, send)
    assert sent == []
