"""A person on a host of their own who runs drilltui, hurried, over a way that may have faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from drilltui.sandbox.embedded import Access
from tests.faults.hurry import PATIENCE, HurriedClock
from tests.served import LIMIT, ROOT, Host

FASTER = 60
"""How many times as fast the clock of drilltui and the sandbox runs."""

WAITS = 1.0
"""Real seconds that drilltui waits for an answer."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """A sandbox that is served, and the clock that it shares with whoever uses it."""

    access: Access
    clock: HurriedClock


@contextmanager
def hurried_cloud(groups: int, speed: float = FASTER) -> Iterator[Cloud]:
    """Serve a sandbox with so many generated groups."""
    clock = HurriedClock.from_now(speed)
    command = _command("sandbox", "--groups", str(groups))
    environ = {**_environ(clock), "HOME": os.devnull}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
    ) as process:
        assert process.stdout is not None
        try:
            yield Cloud(Access(**json.loads(process.stdout.readline())), clock)
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Done:
    """A run of drilltui that has ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """The last thing that it said: on stdout how it ended, on stderr why it could not begin."""
        lines = [*self.err.splitlines(), *self.out.splitlines()]
        return next((line for line in reversed(lines) if line.strip()), "")

    @property
    def rows(self) -> Sequence[dict[str, Any]]:
        """The objects it told, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Operator:
    """Somebody at home in `home` whose profile leads to `endpoint`, or to the cloud itself.

    They sign in with the sandbox's own key, or with its `password`.
    """

    home: Path
    cloud: Cloud
    endpoint: str = ""
    password: bool = False
    host: Host = field(init=False)

    def __post_init__(self) -> None:
        access = self.cloud.access
        self.home.mkdir(exist_ok=True)
        self.host = Host(
            self.home, replace(access, endpoint=self.endpoint or access.endpoint), profile="tests"
        )
        if self.password:
            self.host.write("password", self.host.login + self.host.project)
        else:
            self.host.write("aksk", self.host.project)

    @property
    def environ(self) -> Mapping[str, str]:
        """What their programs are told."""
        key = {"HW_USER_PASSWORD": self.host.access.password} if self.password else self.host.key
        return {**_environ(self.cloud.clock), **self.host.environ, **key}

    @property
    def journal(self) -> Path:
        """Where the journal lies."""
        return self.home / ".local" / "state" / "drilltui" / "journal.db"

    def start(self, *arguments: str, **environ: str) -> subprocess.Popen[str]:
        """Start drilltui."""
        return subprocess.Popen(
            _command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home,
            env={**self.environ, **environ},
        )

    def run(self, *arguments: str) -> Done:
        """Run drilltui to its end."""
        return ended(self.start(*arguments))


def ended(process: subprocess.Popen[str]) -> Done:
    """Wait for the end of a run."""
    with process:
        try:
            out, err = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Done(process.returncode, out, err)


def _command(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "tests.faults.program", *arguments]


def _environ(clock: HurriedClock) -> Mapping[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        PATIENCE: str(WAITS),
        **clock.environ,
    }
