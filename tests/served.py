"""A sandbox that is served by a process of its own, and a person's host that knows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from drilltui.domain.profile import SERVICES
from drilltui.sandbox.embedded import Access
from tests.secrecy.search import files_under, sightings

ROOT = Path(__file__).parents[1]
LIMIT = 60


@contextmanager
def served(scenario: str = "smooth", *options: str) -> Iterator[Access]:
    """Serve `scenario`, a name or the path of a file; `options` are those of the command."""
    command = [sys.executable, "-m", "drilltui", "sandbox", "--scenario", scenario, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Access(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@dataclass
class Host:
    """A user's folders on a host without a desktop; nothing but PATH and HOME is set."""

    home: Path
    access: Access
    sdrs: str = ""
    """Where the profile looks for SDRS; empty for where the other services are too."""
    secrets: Sequence[str] = ()
    """Secrets of this test, besides those that the sandbox hands out."""
    profile: str = f"tests-{os.urandom(6).hex()}"
    """What the profile is called: nobody has kept anything for that name in the kernel's keyring,
    which is the user's own and not the host's."""

    @property
    def environ(self) -> Mapping[str, str]:
        """What tells a program where this host's person is at home."""
        return {"HOME": str(self.home)}

    @property
    def key(self) -> Mapping[str, str]:
        """The sandbox's own access key, as for the vendor's SDK."""
        return {"HUAWEICLOUD_SDK_AK": self.access.ak, "HUAWEICLOUD_SDK_SK": self.access.sk}

    @property
    def login(self) -> str:
        """The sandbox's own user, as lines of a profile."""
        return f'user = "{self.access.user}"\ndomain = "{self.access.domain}"\n'

    @property
    def project(self) -> str:
        """The sandbox's main project, as a line of a profile."""
        return f'project_id = "{self.access.project_id}"\n'

    def write(self, auth: str, more: str = "") -> None:
        """Write the configuration file as a person would."""
        folder = self.home / ".config" / "drilltui"
        folder.mkdir(parents=True, exist_ok=True)
        places = dict.fromkeys(SERVICES, self.access.endpoint)
        places["sdrs"] = self.sdrs or places["sdrs"]
        (folder / "config.toml").write_text(
            f'# by hand\n[profiles.{self.profile}]\nregion = "{self.access.region}"\n'
            f'auth = "{auth}"\n{more}[profiles.{self.profile}.endpoints]\n'
            + "".join(f'{service} = "{place}/v1"\n' for service, place in places.items())
        )

    def run(
        self, *arguments: str, descriptor: str = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run drilltui; what it leaves behind may hold no secret."""
        fds: tuple[int, ...] = ()
        if descriptor:
            reading, writing = os.pipe()
            os.write(writing, descriptor.encode())
            os.close(writing)
            fds = (reading,)
            arguments = (*arguments, "--secret-fd", str(reading))
        done = subprocess.run(
            [sys.executable, "-m", "drilltui", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
            pass_fds=fds,
            cwd=self.home,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                **self.environ,
                **environ,
            },
        )
        for fd in fds:
            os.close(fd)
        self.hides({"out": done.stdout.encode(), "err": done.stderr.encode()})
        return done

    def hides(self, places: Mapping[str, bytes]) -> None:
        """Assert that no secret is in `places` or in any file of this host."""
        told = dict(enumerate(self.secrets, 1))
        secrets = {"sk": self.access.sk, "password": self.access.password} | {
            f"secret {number}": secret for number, secret in told.items()
        }
        assert sightings(secrets, {**places, **files_under([self.home])}) == []
