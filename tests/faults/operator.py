"""A person on a host of their own who runs drilltui, hurried, over a way that may have faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from drilltui.sandbox.embedded import Access
from tests.faults.program import PATIENCE, SPEED
from tests.served import LIMIT, ROOT, Host

FASTER = 60
"""How many times as fast the clocks of drilltui and of the sandbox run."""

WAITS = 1.0
"""Real seconds that drilltui waits for an answer."""


@dataclass(frozen=True, slots=True)
class Done:
    """A run of drilltui that has ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> Sequence[dict[str, Any]]:
        """The objects it told, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Operator:
    """Somebody at home in `home` whose profile leads to `endpoint`.

    They sign in with the sandbox's own key, or with its `password`.
    """

    home: Path
    access: Access
    endpoint: str
    password: bool = False
    host: Host = field(init=False)

    def __post_init__(self) -> None:
        self.host = Host(self.home, replace(self.access, endpoint=self.endpoint))
        if self.password:
            self.host.write("password", self.host.login + self.host.project)
        else:
            self.host.write("aksk", self.host.project)

    @property
    def environ(self) -> Mapping[str, str]:
        """What their programs are told."""
        secret = {"HW_USER_PASSWORD": self.access.password} if self.password else self.host.key
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            SPEED: str(FASTER),
            PATIENCE: str(WAITS),
            **self.host.environ,
            **secret,
        }

    @property
    def journal(self) -> Path:
        """Where the journal lies."""
        return self.home / ".local" / "state" / "drilltui" / "journal.db"

    def start(
        self, *arguments: str, program: str = "tests.faults.program"
    ) -> subprocess.Popen[str]:
        """Start drilltui."""
        return subprocess.Popen(
            [sys.executable, "-m", program, *arguments, "--profile", self.host.profile],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home,
            env=self.environ,
        )

    def run(self, *arguments: str) -> Done:
        """Run drilltui to its end."""
        with self.start(*arguments) as process:
            try:
                out, err = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Done(process.returncode, out, err)
