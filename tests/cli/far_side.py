"""A cloud behind a wire that a test can cut, for commands: what one leaves, the next one meets.

The client, the journal and the services are the real ones; time runs fast.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from drilltui.clock import FastClock
from drilltui.cloud.http import asgi_transport
from drilltui.cloud.huawei import open_cloud
from drilltui.domain.credential import AccessKey, Given
from drilltui.domain.errors import JournalError
from drilltui.domain.place import Mode, Place
from drilltui.domain.ports import Person
from drilltui.domain.profile import Profile
from drilltui.domain.secret import Secret
from drilltui.sandbox.embedded import open_sandbox
from drilltui.services.equipment import Equipment
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.world_prober import WorldProber
from drilltui.store.unwritable_journal import UnwritableJournal
from drilltui.wiring.journal import journal_path, open_journal_or_read
from tests.cli.live_world import ENVIRONMENT, KEPT, LiveWorld
from tests.cli.running import run
from tests.wire import Wire

SPEED = 400.0
CREATE = r"POST /v1/\w+/disaster-recovery-drills$"
DELETE = r"DELETE /v1/\w+/disaster-recovery-drills/"
RENAME = r"PUT /v1/\w+/disaster-recovery-drills/"
JOBS = r"GET /v1/\w+/jobs/"


class FarSide:
    """The embedded cloud, and the state folder of whoever works with it."""

    def __init__(self, world: LiveWorld, folder: Path, scenario: str = "smooth") -> None:
        self.clock = FastClock(SPEED)
        self.wire = Wire()
        self._folder = folder
        self._sandbox = open_sandbox(scenario, clock=self.clock.now)
        project = self._sandbox.access.project_id
        world.profiles = [replace(world.profiles[0], project_id=project)]
        world.given = [Given(KEPT, ENVIRONMENT)]
        world.open_session = self.open

    async def open(self, profile: Profile, _person: Person) -> Session:
        """Open a session as the wiring does, at the far end of the wire."""
        access = self._sandbox.access
        requests, chance = Requests(), Random()
        readonly = "--readonly" in self.arguments
        cloud = open_cloud(
            endpoint=access.endpoint,
            credential=AccessKey(access.ak, Secret(access.sk)),
            project_id=access.project_id,
            clock=self.clock,
            log=requests,
            chance=chance,
            readonly=readonly,
            transport=self.wire.to(asgi_transport(self._sandbox.app)),
        )
        place = Place(
            mode=Mode.LIVE,
            profile=profile.name,
            region=access.region,
            project_id=access.project_id,
            endpoint=access.endpoint,
            person="ada",
            host="jump-1",
            readonly=readonly,
        )
        journal = UnwritableJournal(self.refusal, journal_path()) if self.refusal else None
        kept = journal or await open_journal_or_read()
        equipment = Equipment(prober=WorldProber(cloud))
        return open_session(place, cloud, kept, self.clock, requests, chance, equipment)

    arguments: tuple[str, ...] = ()
    refusal: JournalError | None = None
    """Why the journal takes nothing, if it does not."""

    def run(self, *arguments: str) -> int:
        """Run a command; return its exit status."""
        self.arguments = arguments
        return run(*arguments)


class Printed:
    """What a command has printed: lines that its schema knows to the last field."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def objects(self) -> list[dict[str, Any]]:
        """Each line of standard output as an object that is valid."""
        out, self.err = self._capsys.readouterr()
        assert out.isascii()
        found = [json.loads(line) for line in out.splitlines()]
        for one in found:
            STRICT.validate(one)
        assert "Traceback" not in self.err
        return found

    def outcome(self) -> dict[str, Any]:
        """The outcome, which comes last and once."""
        *before, last = self.objects()
        assert last["type"] == "outcome"
        assert {one["type"] for one in before} <= {"change"}
        return last

    def line(self) -> str:
        """What a person is told: one line, and nothing else."""
        out, self.err = self._capsys.readouterr()
        assert out.count("\n") == 1, out
        assert "Traceback" not in self.err
        return out.strip()

    def read(self) -> tuple[str, str]:
        """What was printed, and what was said on standard error."""
        out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return out, self.err

    def page(self) -> str:
        """What a person is told in many lines."""
        out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return out

    def complaint(self) -> str:
        """What was wrong: one line on standard error."""
        out, self.err = self._capsys.readouterr()
        assert out == ""
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("drilltui: ").strip()

    err = ""


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema as it is today: a field that it does not know is none."""
    closed = deepcopy(dict(schema))
    for one in closed["$defs"].values():
        one["additionalProperties"] = False
    return closed


SCHEMA: dict[str, Any] = json.loads((files("drilltui.cli") / "schema.json").read_text("utf-8"))
STRICT = Draft202012Validator(strict(SCHEMA), format_checker=FormatChecker())
