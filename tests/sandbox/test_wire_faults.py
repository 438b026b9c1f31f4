"""What happens to requests between a client and the gateway."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from drilltui.cloud.http import asgi_transport
from drilltui.sandbox import chronicle
from drilltui.sandbox.embedded import open_sandbox
from drilltui.sandbox.wire_faults import WireFaults
from tests.sandbox.cloud import START, Clock, Key
from tests.sandbox.small import small_file


class Line:
    """A client of the small world whose scenario tells ``faults``."""

    def __init__(self, folder: Path, *faults: str) -> None:
        self.clock = Clock()
        tables = "".join(f"[[faults]]\n{fault}\n" for fault in faults)
        self.slept: list[float] = []

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        self.written: list[chronicle.Line] = []
        path = small_file(folder, more=tables)
        self.sandbox = open_sandbox(path, clock=self.clock, sleep=sleep, write=self.written.append)
        assert self.sandbox.faults is not None
        self.faults: WireFaults = self.sandbox.faults
        self.project = self.sandbox.access.project_id

    def call(self, method: str, path: str, body: object = None, token: str = "") -> httpx.Response:
        target = f"/v1/{self.project}/{path}"
        return asyncio.run(self._call(method, target, body, token))

    async def _call(self, method: str, target: str, body: object, token: str) -> httpx.Response:
        told = json.dumps(body).encode() if body is not None else b""
        headers = {"host": "127.0.0.1", "content-type": "application/json"}
        if token:
            headers["x-auth-token"] = token
        else:
            access = self.sandbox.access
            signer = Key(access.ak, access.sk)
            headers = signer.sign(method, target, self.clock.now, headers, told)
        transport = asgi_transport(self.sandbox.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, target, headers=headers, content=told)

    def create(self) -> httpx.Response:
        group = self.call("GET", "server-groups").json()["server_groups"][0]["id"]
        draft = {"name": "d", "server_group_id": group}
        return self.call("POST", "disaster-recovery-drills", {"disaster_recovery_drill": draft})

    def drills(self) -> int:
        return int(self.call("GET", "disaster-recovery-drills").json()["count"])


def test_a_lost_answer_is_one_to_a_request_that_was_carried_out(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "create-drill"\ndoes = "lose-answer"')
    with pytest.raises(httpx.RemoteProtocolError):
        line.create()
    assert line.drills() == 1


def test_a_lost_request_never_arrives(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "create-drill"\ndoes = "lose-request"')
    with pytest.raises(httpx.RemoteProtocolError):
        line.create()
    assert line.drills() == 0
    assert line.create().status_code == 200


def test_a_throttled_call_is_refused_as_the_gateway_does_it(tmp_path: Path) -> None:
    line = Line(
        tmp_path, 'on = "list-groups"\ndoes = "throttle"\nnth = 2\ntimes = 2\nretry_after = 7'
    )
    answers = [line.call("GET", "server-groups") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 429, 429, 200]
    assert answers[1].json()["error_code"] == "APIGW.0308"
    assert answers[1].headers["retry-after"] == "7"
    assert answers[1].headers["x-request-id"] == answers[1].json()["request_id"]


def test_a_token_that_ends_is_refused_from_then_on(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "list-groups"\ndoes = "expire"')
    assert line.call("GET", "server-groups", token="ours").json()["error_code"] == "APIGW.0307"
    assert line.call("GET", "vpcs", token="ours").json()["error_code"] == "APIGW.0307"
    assert line.call("GET", "vpcs", token="new").json()["error_code"] == "APIGW.0301"


def test_a_key_that_ends_is_refused_once(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "list-groups"\ndoes = "expire"')
    refused = line.call("GET", "server-groups")
    assert (refused.status_code, refused.json()["error_code"]) == (401, "APIGW.0301")
    assert line.call("GET", "server-groups").status_code == 200


def test_a_delay_is_one_of_the_world(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "any"\ndoes = "delay"\nnth = 2\nseconds = 30')
    assert [line.call("GET", "vpcs").status_code for _ in range(3)] == [200] * 3
    assert line.slept == [30]


def test_what_struck_is_logged_with_its_time(tmp_path: Path) -> None:
    line = Line(tmp_path, 'on = "any"\ndoes = "throttle"\nnth = 2')
    line.call("GET", "vpcs")
    line.clock.tick(5)
    line.call("GET", "server-groups")
    (strike,) = line.faults.strikes
    assert (strike.does, strike.on) == ("throttle", "list-groups")
    assert (strike.at - START).total_seconds() == 5


def test_another_run_goes_on_where_one_has_been(tmp_path: Path) -> None:
    fault = 'on = "list-groups"\ndoes = "throttle"\nnth = 2'
    before, after = Line(tmp_path, fault), Line(tmp_path, fault)
    before.call("GET", "server-groups")
    after.faults.tell_again(before.written)
    assert after.call("GET", "server-groups").status_code == 429


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "nothing"), ("DELETE", "server-groups"), ("GET", "vpcs")]
)
def test_other_requests_are_let_through(tmp_path: Path, method: str, path: str) -> None:
    line = Line(tmp_path, 'on = "create-drill"\ndoes = "lose-request"')
    assert line.call(method, path).status_code in (200, 404, 405)
    assert line.faults.strikes == ()
