"""A network that answers in the cloud's place, and a gateway whose clock is off."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.sandbox.cloud import START, Cloud, own_scenario

REQUESTS = [("GET", "/v3/auth/projects"), ("POST", "/v3/auth/tokens"), ("DELETE", "/nowhere")]


def cloud_with(folder: Path, table: str) -> Cloud:
    return Cloud(own_scenario(folder, table))


@pytest.mark.parametrize(("method", "target"), REQUESTS)
async def test_a_portal_shows_its_page_for_every_answer(
    tmp_path: Path, method: str, target: str
) -> None:
    cloud = cloud_with(tmp_path, '[network]\nportal = "page"')
    answer = await cloud.send(method, target)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "Welcome to the guest network" in answer.text
    assert "x-request-id" not in answer.headers


@pytest.mark.parametrize(("method", "target"), REQUESTS)
async def test_a_portal_sends_every_request_to_its_page(
    tmp_path: Path, method: str, target: str
) -> None:
    cloud = cloud_with(tmp_path, '[network]\nportal = "redirect"')
    answer = await cloud.send(method, target)
    assert answer.status_code == 302
    place = answer.headers["location"]
    assert place == "http://cloud.example/captive-portal/login"
    page = await cloud.raw("GET", place.removeprefix("http://cloud.example"), {})
    assert (page.status_code, "Welcome" in page.text) == (200, True)


@pytest.mark.parametrize("minutes", [17, -17])
async def test_a_gateway_whose_clock_is_off_says_so_with_every_answer(
    tmp_path: Path, minutes: int
) -> None:
    cloud = cloud_with(tmp_path, f"[gateway]\nahead_minutes = {minutes}")
    refused = await cloud.send("GET", "server-groups")
    assert refused.status_code == 401
    assert "expired,time:20261123T091402Z" in refused.json()["error_msg"]
    gateway_now = START + timedelta(minutes=minutes)
    assert parsedate_to_datetime(refused.headers["date"]) == gateway_now
    cloud.clock.now = gateway_now  # a client that goes by the gateway's clock
    target = f"{cloud.project}/server-groups"
    signed = cloud.key.sign("GET", target, gateway_now, {"Host": "cloud.example"})
    cloud.clock.now = START
    assert (await cloud.raw("GET", target, signed)).status_code == 200


async def test_the_world_s_own_time_is_not_shifted(tmp_path: Path) -> None:
    ours, theirs = Cloud("doors"), cloud_with(tmp_path, "[gateway]\nahead_minutes = 10")
    assert await ours.get("server-groups") == await theirs.get("server-groups")


async def test_where_sdrs_is_not_offered_the_other_services_are(tmp_path: Path) -> None:
    cloud = cloud_with(tmp_path, "[gateway]\noffered = false")
    assert await cloud.refusal("GET", "server-groups") == (404, "APIGW.0101")
    assert await cloud.refusal("GET", "disaster-recovery-drills") == (404, "APIGW.0101")
    assert (await cloud.get("vpcs"))["vpcs"]
    assert (await cloud.get("/v3/projects"))["projects"]
