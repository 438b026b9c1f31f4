"""A sandbox held by a test: its clock, and a client that signs each request by itself."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx

import drilltui.sandbox
from drilltui.sandbox.embedded import Sandbox, open_sandbox

START = datetime(2026, 11, 23, 9, 14, 2, tzinfo=UTC)

DOORS = Path(drilltui.sandbox.__file__).parent / "scenarios" / "doors.toml"


def own_scenario(folder: Path, tables: str = "", **sign_in: str) -> str:
    """The path of a scenario like `doors`, with more ``tables`` and keys of [sign_in]."""
    path = folder / "own.toml"
    keys = "".join(f'{name} = "{value}"\n' for name, value in sign_in.items())
    told = DOORS.read_text("utf-8").replace("\n[sign_in]\n", f"\n[sign_in]\n{keys}")
    path.write_text(f"{told}\n{tables}\n", "utf-8")
    return str(path)


class Clock:
    """A clock that stands still until it is told to tick."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


class Key:
    """An access key that signs, written after the signing guide and not after the gateway."""

    def __init__(self, ak: str, sk: str) -> None:
        self.ak = ak
        self.sk = sk

    def sign(
        self,
        method: str,
        target: str,
        now: datetime,
        headers: Mapping[str, str],
        body: bytes = b"",
    ) -> dict[str, str]:
        """``headers`` with a date and an ``Authorization`` that covers them all."""
        stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        signed = {name.lower(): value for name, value in headers.items()} | {"x-sdk-date": stamp}
        path, _, query = target.partition("?")
        pairs = sorted(
            tuple(unquote(part) for part in pair.partition("=")[::2])
            for pair in query.split("&")
            if pair
        )
        canonical = "\n".join(
            (
                method,
                quote(unquote(path), safe="/-._~").rstrip("/") + "/",
                "&".join(f"{quote(k, safe='-._~')}={quote(v, safe='-._~')}" for k, v in pairs),
                *(f"{name}:{signed[name].strip()}" for name in sorted(signed)),
                "",
                ";".join(sorted(signed)),
                hashlib.sha256(body).hexdigest(),
            )
        )
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"SDK-HMAC-SHA256\n{stamp}\n{digest}"
        signature = hmac.new(self.sk.encode(), text.encode(), hashlib.sha256).hexdigest()
        authorization = (
            f"SDK-HMAC-SHA256 Access={self.ak}, "
            f"SignedHeaders={';'.join(sorted(signed))}, Signature={signature}"
        )
        return {**headers, "X-Sdk-Date": stamp, "Authorization": authorization}


class Cloud:
    """A sandbox and its first user, who signs."""

    def __init__(self, scenario: str = "smooth", *, groups: int = 0, seed: int = 7) -> None:
        self.clock = Clock()
        self.sandbox: Sandbox = open_sandbox(
            scenario, clock=self.clock, groups=groups, seed=seed, endpoint="http://cloud.example"
        )
        self.access = self.sandbox.access
        self.project = f"/v1/{self.access.project_id}"
        self.key = Key(self.access.ak, self.access.sk)

    async def raw(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes = b""
    ) -> httpx.Response:
        """Send exactly this."""
        transport = httpx.ASGITransport(app=self.sandbox.app)
        url = httpx.URL(self.access.endpoint).copy_with(raw_path=target.encode())
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(method, url, headers=dict(headers), content=body)

    async def send(self, method: str, target: str, document: object = None) -> httpx.Response:
        """Send a signed request; a target without a leading slash is inside the project."""
        if not target.startswith("/"):
            target = f"{self.project}/{target}"
        body = b"" if document is None else json.dumps(document).encode()
        headers = {"Host": "cloud.example", "Content-Type": "application/json"}
        signed = self.key.sign(method, target, self.clock(), headers, body)
        return await self.raw(method, target, signed, body)

    async def get(self, target: str) -> Any:
        """The JSON that a GET is answered with; it must succeed."""
        answer = await self.send("GET", target)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refusal(
        self, method: str, target: str, document: object = None
    ) -> tuple[int, str | int]:
        """Status and code of the refusal that a request must meet with."""
        answer = await self.send(method, target, document)
        envelope = answer.json()
        error = envelope.get("error", envelope)
        return answer.status_code, error.get("code", error.get("error_code"))

    async def group(self, name: str) -> dict[str, Any]:
        """The group of the main project called ``name``."""
        groups: list[dict[str, Any]] = (await self.get("server-groups"))["server_groups"]
        return next(group for group in groups if group["name"] == name)

    async def vpc(self, name: str) -> dict[str, Any]:
        """The VPC of the main project called ``name``."""
        vpcs: list[dict[str, Any]] = (await self.get("vpcs"))["vpcs"]
        return next(vpc for vpc in vpcs if vpc["name"] == name)

    async def create(self, group: str, name: str = "drill-1", **more: object) -> str:
        """Create a drill; its job ID."""
        group_id = (await self.group(group))["id"]
        answer = await self.send(
            "POST", "disaster-recovery-drills", drill_body(group_id, name, **more)
        )
        assert answer.status_code == 200, answer.text
        assert list(answer.json()) == ["job_id"]
        job_id: str = answer.json()["job_id"]
        return job_id

    async def drill(self, name: str = "drill-1") -> dict[str, Any]:
        """The drill called ``name``."""
        drills = (await self.get(f"disaster-recovery-drills?name={name}"))[
            "disaster_recovery_drills"
        ]
        found: dict[str, Any] = drills[0]
        return found


def drill_body(group_id: object, name: object = "drill-1", **more: object) -> dict[str, Any]:
    """The body of a request to create a drill."""
    return {"disaster_recovery_drill": {"server_group_id": group_id, "name": name, **more}}
