"""A run that may only read sends nothing else, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from drilltui.cloud.http import open_client
from drilltui.cloud.read_only import ReadsOnly
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import ReadOnly
from drilltui.domain.ports import Cloud
from tests.cloud.far_end import FarEnd, Reply
from tests.cloud.token_end import IAM, TokenEnd

CHANGES: list[Callable[[Cloud], Coroutine[Any, Any, object]]] = [
    lambda cloud: cloud.create_drill(DrillDraft("g", "n")),
    lambda cloud: cloud.rename_drill("d", "n"),
    lambda cloud: cloud.delete_drill("d"),
    lambda cloud: cloud.delete_subnet("v", "n"),
    lambda cloud: cloud.delete_vpc("v"),
]


@pytest.mark.parametrize("change", CHANGES)
async def test_changes_never_leave(change: Callable[[Cloud], Coroutine[Any, Any, object]]) -> None:
    far = FarEnd(Reply(body={"job_id": "j", "server_groups": []}))
    cloud = far.cloud(readonly=True)
    with pytest.raises(ReadOnly, match="was not sent to sdrs"):
        await change(cloud)
    assert far.asked == []
    await cloud.look()
    assert len(far.asked) == 1


@pytest.mark.parametrize("change", CHANGES)
async def test_signing_in_is_no_change(
    change: Callable[[Cloud], Coroutine[Any, Any, object]],
) -> None:
    end = TokenEnd()
    cloud = end.cloud(readonly=True)
    await cloud.groups()
    with pytest.raises(ReadOnly):
        await change(cloud)
    assert (len(end.token_requests), [one.method for one in end.asked]) == (1, ["GET"])


@pytest.mark.parametrize(
    ("method", "url", "passes"),
    [
        ("GET", "https://sdrs.example.com/v1/x", True),
        ("HEAD", "https://sdrs.example.com/v1/x", True),
        ("POST", f"{IAM}/v3/auth/tokens", True),
        ("POST", f"{IAM}/v3/auth/tokens?nocatalog=true", True),
        ("POST", f"{IAM}/v3/auth/tokens/x", False),
        ("POST", f"{IAM}/v3/auth%2Ftokens", False),
        ("POST", f"{IAM}/v3/users", False),
        ("POST", f"{IAM}:8443/v3/auth/tokens", False),
        ("POST", "http://iam.eu-x.example.com/v3/auth/tokens", False),
        ("POST", "https://sdrs.example.com/v3/auth/tokens", False),
        ("POST", "https://sdrs.example.com/v1/x", False),
        ("DELETE", f"{IAM}/v3/auth/tokens", False),
        ("PUT", "https://sdrs.example.com/v1/x", False),
        ("PATCH", "https://sdrs.example.com/v1/x", False),
        ("OPTIONS", "https://sdrs.example.com/v1/x", False),
        ("get", "https://sdrs.example.com/v1/x", True),
    ],
)
async def test_the_lowest_layer_lets_reads_through_only(
    method: str, url: str, passes: bool
) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200)

    async with open_client(httpx.MockTransport(answer), guard=ReadsOnly(IAM)) as client:
        if passes:
            await client.request(method, url)
        else:
            with pytest.raises(ReadOnly):
                await client.request(method, url)
    assert len(sent) == passes


async def test_what_an_auth_sends_is_seen_too() -> None:
    class Sneaky(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Any:
            yield httpx.Request("DELETE", request.url)

    transport = httpx.MockTransport(lambda _: pytest.fail("sent"))
    async with open_client(transport, guard=ReadsOnly(IAM)) as client:
        with pytest.raises(ReadOnly):
            await client.get("https://sdrs.example.com/v1/x", auth=Sneaky())
