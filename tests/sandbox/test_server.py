"""The sandbox in a process of its own, on a real socket."""

import http.client
import json
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.passcode import passcode
from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.server import serve
from tests.sandbox.cloud import START, Key, own_scenario

PROGRAM = (
    "import json, sys; from drilltui.sandbox.server import serve;"
    "sys.exit(serve(sys.argv[1], port=0, speed=1000.0, groups=0, **json.loads(sys.argv[2])))"
)


@contextmanager
def started(scenario: str = "smooth", **options: object) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, scenario, json.dumps(options)],
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
            "ca_file",
            "proxy",
        ]
        assert access["ca_file"] == access["proxy"] == ""
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


def groups_through(client: httpx.Client, access: dict[str, str]) -> httpx.Response:
    """What listing groups is answered with, signed by the first user at this host's time."""
    target = f"/v1/{access['project_id']}/server-groups?limit=1"
    host = access["endpoint"].partition("//")[2]
    headers = Key(access["ak"], access["sk"]).sign("GET", target, datetime.now(UTC), {"Host": host})
    return client.get(access["endpoint"] + target, headers=headers)


def test_https_with_an_authority_of_its_own_that_goes_with_it() -> None:
    with started(tls=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        access = json.loads(process.stdout.readline())
        assert access["endpoint"].startswith("https://127.0.0.1:")
        authority = Path(access["ca_file"])
        assert stat.S_IMODE(authority.stat().st_mode) == 0o600
        assert "PRIVATE KEY" not in authority.read_text("ascii")
        trusting = ssl.create_default_context(cafile=authority)
        for name in ("127.0.0.1", "localhost"):
            named = access | {"endpoint": access["endpoint"].replace("127.0.0.1", name)}
            with httpx.Client(verify=trusting, trust_env=False) as client:
                assert groups_through(client, named).status_code == 200
        with (
            httpx.Client(trust_env=False) as stranger,
            pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"),
        ):
            groups_through(stranger, access)
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""
        assert not authority.exists()


def test_an_authority_that_somebody_has_swept_away_is_no_fault() -> None:
    with started(tls=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        Path(json.loads(process.stdout.readline())["ca_file"]).unlink()
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_no_room_for_the_authority_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert serve("smooth", port=0, speed=1, groups=0, tls=True) == 1
    output = capsys.readouterr()
    assert output.out == ""
    said = "The file of the certificate authority cannot be written: No such file or directory.\n"
    assert output.err == said


@pytest.mark.parametrize("tls", [False, True])
def test_a_proxy_that_wants_to_be_asked_nicely(tls: bool) -> None:
    with started(proxy=True, tls=tls) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        access = json.loads(process.stdout.readline())
        way = httpx.URL(access["proxy"])
        assert way.host == "127.0.0.1"
        verify: ssl.SSLContext | bool = tls
        if tls:
            verify = ssl.create_default_context(cafile=access["ca_file"])
        with httpx.Client(proxy=access["proxy"], verify=verify, trust_env=False) as client:
            for _ in range(2):
                answer = groups_through(client, access)
                assert answer.status_code == 200
                assert answer.json()["server_groups"][0]["name"] == "pg-payments"
        wrong = str(way.copy_with(password="wrong"))
        with httpx.Client(proxy=wrong, verify=verify, trust_env=False) as client:
            if tls:
                with pytest.raises(httpx.ProxyError, match="407"):
                    groups_through(client, access)
            else:
                refused = groups_through(client, access)
                assert refused.status_code == 407
                assert refused.headers["proxy-authenticate"].startswith("Basic ")
                assert "x-request-id" not in refused.headers
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""


def test_it_ends_at_once_with_a_tunnel_still_open() -> None:
    with started(proxy=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        access = json.loads(process.stdout.readline())
        with httpx.Client(proxy=access["proxy"], trust_env=False) as client:
            assert groups_through(client, access).status_code == 200
            way = httpx.URL(access["proxy"])
            with socket.create_connection((way.host, way.port or 0)) as idle:
                idle.sendall(b"CONNECT 127.0.0.1:1 HTT")
                process.terminate()
                assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("portal", ["page", "redirect"])
def test_a_captive_portal_on_a_socket(tmp_path: Path, portal: str) -> None:
    with started(own_scenario(tmp_path, f'[network]\nportal = "{portal}"')) as process:
        assert process.stdout is not None
        access = json.loads(process.stdout.readline())
        with httpx.Client(trust_env=False) as client:
            answer = groups_through(client, access)
            assert answer.status_code == (200 if portal == "page" else 302)
            assert "x-request-id" not in answer.headers
            page = client.get(answer.headers.get("location", access["endpoint"]))
        assert (page.status_code, "Welcome to the guest network" in page.text) == (200, True)


def test_a_passcode_on_a_socket() -> None:
    scenario = load_scenario("doors")
    users = account_of(scenario, START, 7).users
    (user,) = (one for one in users if one.login_protection)
    assert user.totp_secret is not None
    with started("doors") as process:
        assert process.stdout is not None
        access = json.loads(process.stdout.readline())
        now = datetime.now(UTC)
        proof = {"name": user.name, "password": user.password, "domain": {"name": access["domain"]}}
        identity = {
            "methods": ["password", "totp"],
            "password": {"user": proof},
            "totp": {"user": {"id": user.id, "passcode": passcode(user.totp_secret, now)}},
        }
        scope = {"project": {"id": access["project_id"]}}
        document = {"auth": {"identity": identity, "scope": scope}}
        with httpx.Client(base_url=access["endpoint"], trust_env=False) as client:
            first, second = (client.post("/v3/auth/tokens", json=document) for _ in range(2))
            assert (first.status_code, second.status_code) == (201, 400)
            assert second.json()["error_code"] == "IAM.1061"
            token = {"X-Auth-Token": first.headers["x-subject-token"]}
            groups = client.get(f"/v1/{access['project_id']}/server-groups", headers=token)
        assert [one["name"] for one in groups.json()["server_groups"]] == [
            "pg-payments",
            "pg-intranet",
        ]


@pytest.mark.parametrize("skew", [17, -17])
def test_a_gateway_that_lives_in_another_time(skew: int) -> None:
    with started(skew=skew) as process:
        assert process.stdout is not None
        access = json.loads(process.stdout.readline())
        with httpx.Client(trust_env=False) as client:
            answer = groups_through(client, access)
        assert (answer.status_code, answer.json()["error_code"]) == (401, "APIGW.0301")
        told = parsedate_to_datetime(answer.headers["date"]) - datetime.now(UTC)
        assert abs(told - timedelta(minutes=skew)) < timedelta(minutes=1)


@pytest.mark.parametrize("skew", [1441, -1441, float("nan"), float("inf")])
def test_a_skew_that_no_clock_has(skew: float) -> None:
    with pytest.raises(ValueError, match="The skew must be -1440 to 1440 minutes"):
        serve("smooth", port=0, speed=1, groups=0, skew=skew)


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
        "heavy = {'starlette', 'uvicorn', 'httpx', 'textual', 'ssl', 'trustme', 'cryptography'};"
        "print(heavy & set(sys.modules))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"
