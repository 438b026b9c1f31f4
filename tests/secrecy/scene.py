"""A host where drilltui is used for real, and every place there that a secret could get to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from drilltui.domain.profile import SERVICES
from tests.secrecy.far_end import FarEnd, alone
from tests.secrecy.search import Sighting, files_under, sightings
from tests.secrecy.witness import Process, Witness
from tests.store.vault.host import Host
from tests.ui.terminal.session import ROOT, Session

PROGRAM = Path(__file__).parents[1] / "cli" / "apps" / "start.py"
APPS = Path(__file__).parent / "apps"
LIMIT = 60.0
NOTHING: Mapping[str, str] = {}

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()].|[=>78])")

LOOKED_INTO: Mapping[str, str] = {
    "TEXTUAL": "devtools,debug",
    "PYTHONDEVMODE": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
    "HTTPX_LOG_LEVEL": "trace",
}
"""What somebody sets who looks for a fault, beside the logs."""


class Terminal(Session):
    """A terminal of which every picture is kept: what changes cell by cell is in no one write."""

    def __init__(
        self, scene: Scene, app: Path, *arguments: str, environ: Mapping[str, str]
    ) -> None:
        self.shown: dict[str, None] = {}
        self._scene = scene
        super().__init__(*arguments, app=str(app), environ=environ, size=(120, 40))

    def _read(self, deadline: float) -> bool:
        more = super()._read(deadline)
        # A text that is wrapped goes on at the margin of the next row.
        self.shown["".join(map(str.strip, self.screen.display))] = None
        return more

    def paste(self, text: str) -> None:
        """Paste as a terminal does that was asked to mark it."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def answer(self, prompt: str, text: str) -> None:
        """Wait for a question, and type."""
        self.until(prompt)
        self.type(f"{text}\r")

    def end(self, status: int = 0) -> None:
        """See it end by itself."""
        self.drain()
        assert self.wait() == status, self.text()


def as_user(scene: Scene, user: str) -> tuple[str, str]:
    """The lines of a profile that say whose password it is."""
    return f'user = "{user}"', f'domain = "{scene.far.access.domain}"'


class Scene:
    """Runs drilltui on `host` against `far`. What is left anywhere is in `places`.

    A secret that a process was given in its environment by whoever started it is there by right;
    anywhere else, and in the environment of whatever that process starts, it is not.
    """

    def __init__(self, far: FarEnd, host: Host) -> None:
        self.far = far
        self.host = host
        self.witness = Witness()
        self._given: dict[tuple[bytes, ...], set[bytes]] = {}
        self._own: dict[Path, frozenset[str]] = {}
        self._seen: dict[str, bytes] = {}
        self._also: dict[str, str] = {}
        self.name = f"tests-{os.urandom(6).hex()}"
        """The name of its profile, which nobody else has: the kernel's keyring is the user's."""

    def __enter__(self) -> Self:
        self.witness.__enter__()
        return self

    def __exit__(self, *_error: object) -> None:
        self.witness.__exit__()

    # -- preparing

    def write(self, path: str, text: str, *own: str) -> None:
        """Write a file of the user in their home; the secrets named `own` are there by right."""
        file = self.host.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o600)
        self._own[file] = frozenset(own)

    def profile(self, auth: str, *lines: str, endpoint: str = "") -> None:
        """Write the configuration as a person would, with this one profile."""
        where = endpoint or self.far.relay.endpoint
        more = "".join(f"{line}\n" for line in lines)
        self.write(
            "config/drilltui/config.toml",
            f'[profiles.{self.name}]\nregion = "{self.far.access.region}"\nauth = "{auth}"\n'
            f'project_id = "{self.far.access.project_id}"\n{more}'
            f"[profiles.{self.name}.endpoints]\n"
            + "".join(f'{service} = "{where}"\n' for service in SERVICES),
        )

    @property
    def key(self) -> Mapping[str, str]:
        """The key of the operator, as the SDKs take it from the environment."""
        return {"HUAWEICLOUD_SDK_AK": self.far.access.ak, "HUAWEICLOUD_SDK_SK": self.far["sk"]}

    def also(self, name: str, secret: str) -> None:
        """Look for this secret too."""
        self._also[name] = secret

    # -- using

    @contextmanager
    def terminal(
        self, *arguments: str, app: Path = PROGRAM, given: Mapping[str, str] = NOTHING
    ) -> Iterator[Terminal]:
        """Run drilltui on a terminal."""
        self.entrust((sys.executable, str(app), *arguments), given)
        with Terminal(self, app, *arguments, environ=self._environ(given)) as terminal:
            try:
                yield terminal
            finally:
                self.look_at_files()
                number = len(self._seen)
                said = f"terminal {number} of {' '.join(arguments) or 'drilltui'}"
                self._seen[said] = terminal.output
                self._seen[f"{said}, without sequences"] = _SEQUENCE.sub(b"", terminal.output)
                self._seen[f"{said}, as shown"] = "\n".join(terminal.shown).encode()

    def command(
        self,
        *arguments: str,
        app: Path = PROGRAM,
        descriptor: str = "",
        given: Mapping[str, str] = NOTHING,
    ) -> subprocess.CompletedProcess[str]:
        """Run drilltui without a terminal; `descriptor` comes by --secret-fd."""
        reading, writing = os.pipe()
        os.write(writing, descriptor.encode())
        os.close(writing)
        if descriptor:
            arguments = (*arguments, "--secret-fd", str(reading))
        whole = (sys.executable, str(app), *arguments)
        self.entrust(whole, given)
        done = subprocess.run(
            whole,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
            pass_fds=[reading],
            cwd=self.host.folder / "home",
            env=self._environ(given),
        )
        os.close(reading)
        self.look_at_files()
        for name, text in (("out", done.stdout), ("err", done.stderr)):
            self._seen[f"standard {name}put {len(self._seen)} of {arguments}"] = text.encode()
        return done

    def entrust(self, command: Sequence[str], given: Mapping[str, str]) -> None:
        """Note that whoever started `command` gave it these variables."""
        key = tuple(map(os.fsencode, command))
        entries = {os.fsencode(f"{name}={value}") for name, value in given.items()}
        self._given[key] = self._given.get(key, set()) | entries

    def _environ(self, given: Mapping[str, str]) -> dict[str, str]:
        logs = self.host.folder / "tmp"
        return {
            **self.host.environ,
            **LOOKED_INTO,
            "TEXTUAL_LOG": str(logs / "textual.log"),
            "DEBUG_LOGS": str(logs),
            "PYTHONPATH": f"{APPS / 'logging_on'}:{ROOT}",
            **given,
        }

    # -- looking

    def look_at_files(self) -> None:
        """Keep what the files hold now; some are gone when drilltui has ended."""
        for name, content in files_under([self.host.folder]).items():
            self._seen[f"file {name} ({hash(content):x})"] = content

    def places(self) -> Mapping[str, bytes]:
        """Everything that was written, shown or told of a process, by where that was."""
        self.look_at_files()
        found = dict(self._seen)
        for process in self.witness.seen:
            found[f"arguments of {process.name} {process.pid}"] = b"\0".join(process.arguments)
            found[f"environ of {process.name} {process.pid}"] = self._not_given(process)
        return found

    def _not_given(self, process: Process) -> bytes:
        given = self._given.get(process.arguments, set())
        return b"\0".join(entry for entry in process.environ if entry not in given)

    def sightings(self) -> list[Sighting]:
        """Every secret that is where it does not belong."""
        places = self.places()
        found = [
            one
            for one in sightings(self.far.secrets() | self._also, places)
            if one.secret not in self._owned_by(one.place)
        ]
        for digits in self.far.passcodes:
            wanted = alone(digits)
            found += [
                Sighting("passcode", "clear", place)
                for place, content in places.items()
                if wanted.search(content)
            ]
        return found

    def _owned_by(self, place: str) -> frozenset[str]:
        owners = (own for file, own in self._own.items() if place.startswith(f"file {file} ("))
        return next(owners, frozenset())
