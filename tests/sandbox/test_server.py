"""The sandbox in a process of its own, on a real socket."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.server import serve
from tests.sandbox.cloud import Key

PROGRAM = (
    "import sys; from drilltui.sandbox.server import serve;"
    "sys.exit(serve('smooth', port=int(sys.argv[1]), speed=1000.0, groups=0))"
)


@contextmanager
def started(port: int = 0) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_serves_and_ends_when_told(ending: signal.Signals) -> None:
    with started() as process:
        assert process.stdout is not None
        assert process.stderr is not None
        access = json.loads(process.stdout.readline())
        assert list(access) == [
            "endpoint",
            "ak",
            "sk",
            "project_id",
            "region",
            "user",
            "password",
            "domain",
        ]
        host = access["endpoint"].removeprefix("http://")
        client = http.client.HTTPConnection(host, timeout=10)
        target = f"/v1/{access['project_id']}/server-groups?limit=1"
        key = Key(access["ak"], access["sk"])
        headers = key.sign("GET", target, datetime.now(UTC), {"Host": host})
        client.request("GET", target, headers=headers)
        answer = client.getresponse()
        assert answer.status == 200
        assert json.loads(answer.read())["server_groups"][0]["name"] == "pg-payments"
        process.send_signal(ending)  # while the connection is still open
        assert process.wait(timeout=10) == 0
        client.close()
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""


def test_a_port_in_use_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve("smooth", port=port, speed=1, groups=0) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == f"Port {port} of 127.0.0.1 cannot be used: Address already in use.\n"


@pytest.mark.parametrize(
    ("port", "speed", "complaint"),
    [
        (-1, 1, "port"),
        (65536, 1, "port"),
        (0, 0, "speed"),
        (0, -2, "speed"),
        (0, float("nan"), "speed"),
    ],
)
def test_what_cannot_be_served(port: int, speed: float, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"The {complaint} must be"):
        serve("smooth", port=port, speed=speed, groups=0)


def test_a_scenario_that_is_not_there_is_the_caller_s_to_tell() -> None:
    with pytest.raises(ScenarioError, match="There is no scenario 'nope'"):
        serve("nope", port=0, speed=1, groups=0)


def test_importing_the_package_costs_nothing() -> None:
    program = (
        "import sys, drilltui.sandbox, drilltui.sandbox.scenario, drilltui.sandbox.embedded;"
        "heavy = {'starlette', 'uvicorn', 'httpx', 'textual'}; print(heavy & set(sys.modules))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"
