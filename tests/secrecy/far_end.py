"""A served sandbox whose secrets are made up for this run, and everything that must not be seen."""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from drilltui.sandbox.embedded import Access
from drilltui.sandbox.passcode import passcode
from tests.secrecy.remembering_relay import RememberingRelay

DOORS = Path(__file__).parents[2] / "drilltui" / "sandbox" / "scenarios" / "doors.toml"

OPERATOR, MFA, TEMPORARY = "drill-operator", "drill-mfa", "drill-temporary"
TEMPORARY_AK = "DOORSTEMPORARY000001"
MFA_ID = "6d56531398f6911b61d0f0c009fc1a6f"
"""Stands in the scenario."""

SPEED = "40"
"""A drill of a minute and a half is over before the first look at it."""


def _key(kind: str) -> str:
    """A key as nobody else has one, with characters that encodings change."""
    return f"{kind}/{secrets.token_urlsafe(15)}+=%"


def _password(kind: str) -> str:
    """A password as nobody else has one, with characters that encodings change."""
    return f'{kind} "ü/{secrets.token_urlsafe(9)}+=&\\'


@dataclass
class FarEnd:
    """The sandbox behind a relay. `planted` are secrets by name: all that this run may meet."""

    planted: Mapping[str, str] = field(
        default_factory=lambda: {
            "sk": _key("sk"),
            "temporary sk": _key("tsk"),
            "security token": _key("token"),
            "password": _password("operator"),
            "mfa password": _password("mfa"),
            "totp secret": base64.b32encode(secrets.token_bytes(20)).decode(),
            "wrong sk": _key("wrong"),
            "wrong password": _password("wrong"),
            "keyring password": _password("keyring"),
            "other tool's sk": _key("other"),
            "other tool's password": _password("other"),
        }
    )
    passcodes: list[str] = field(default_factory=list)

    def scenario(self) -> str:
        """The scenario `doors` with our secrets."""
        text = DOORS.read_text()
        for theirs, ours in (
            ("doors-secret-key-not-real-00000000001", "sk"),
            ("doors-secret-key-not-real-00000000002", "temporary sk"),
            ("doors-security-token-not-real-0001", "security token"),
            ("Doors-Operator-1", "password"),
            ("Doors-Mfa-1", "mfa password"),
            ("KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU", "totp secret"),
        ):
            assert text.count(f'"{theirs}"') == 1
            text = text.replace(f'"{theirs}"', json.dumps(self[ours], ensure_ascii=False))
        return text

    def __getitem__(self, name: str) -> str:
        return self.planted[name]

    @contextmanager
    def served(self, folder: Path) -> Iterator[None]:
        """Serve it; `folder` is where its scenario lies meanwhile."""
        self.path = folder / "doors.toml"
        self.path.write_text(self.scenario())
        with sandbox("--scenario", str(self.path), "--speed", SPEED) as access:
            self.access = access
            with RememberingRelay(access.endpoint) as self.relay:
                yield

    def passcode(self) -> str:
        """What the virtual MFA device shows now."""
        self.passcodes.append(passcode(self["totp secret"], datetime.now(UTC)))
        return self.passcodes[-1]

    def secrets(self) -> dict[str, str]:
        """Every secret by name; of a long token also parts, for what is cut short."""
        found = dict(self.planted)
        for number, token in enumerate(self.relay.tokens):
            found |= {
                f"token {number}": token,
                f"head of token {number}": token[3:43],
                f"middle of token {number}": token[1000:1040],
                f"tail of token {number}": token[-40:],
            }
        return found


@contextmanager
def sandbox(*options: str) -> Iterator[Access]:
    """Serve a sandbox of its own."""
    command = [sys.executable, "-m", "drilltui", "sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Access(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


def alone(digits: str) -> re.Pattern[bytes]:
    """Finds six digits that are no part of a longer number or name."""
    return re.compile(rb"(?<![0-9A-Za-z.+-])" + os.fsencode(digits) + rb"(?![0-9A-Za-z])")
