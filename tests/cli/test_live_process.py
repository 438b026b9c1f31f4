"""drilltui as a process over a served sandbox, with a configuration written by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from drilltui.sandbox.embedded import Access
from tests.secrecy.search import files_under, sightings
from tests.ui.terminal.session import Session

ROOT = Path(__file__).parents[2]
PROFILE = f"tests-{os.urandom(6).hex()}"
"""A name that nobody else has: no HOME keeps a process from the kernel's keyring of this user, and
a secret that a person keeps there for a name of theirs is not the tests' to read."""
LIMIT = 60
PROGRAM = str(Path(__file__).parent / "apps" / "start.py")


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    command = [sys.executable, "-m", "drilltui", "sandbox"]
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

    def write(self, auth: str, more: str = "") -> None:
        """Write the configuration file as a person would."""
        folder = self.home / ".config" / "drilltui"
        folder.mkdir(parents=True, exist_ok=True)
        where = self.access.endpoint
        (folder / "config.toml").write_text(
            f'# by hand\n[profiles.{PROFILE}]\nregion = "{self.access.region}"\n'
            f'auth = "{auth}"\n{more}[profiles.{PROFILE}.endpoints]\n'
            + "".join(f'{name} = "{where}/v1"\n' for name in ("sdrs", "vpc", "ecs", "iam"))
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
                "HOME": str(self.home),
                "PYTHONPATH": str(ROOT),
                **environ,
            },
        )
        for fd in fds:
            os.close(fd)
        written = {"out": done.stdout.encode(), "err": done.stderr.encode()}
        secrets = {"sk": self.access.sk, "password": self.access.password}
        assert sightings(secrets, {**written, **files_under([self.home])}) == []
        return done

    @property
    def key(self) -> Mapping[str, str]:
        return {"HUAWEICLOUD_SDK_AK": self.access.ak, "HUAWEICLOUD_SDK_SK": self.access.sk}


@pytest.fixture
def host(tmp_path: Path, access: Access) -> Host:
    return Host(tmp_path, access)


def test_groups_come_one_object_a_line_with_the_sdks_variables(host: Host) -> None:
    host.write("aksk")
    done = host.run("groups", "--json", **host.key)
    assert (done.returncode, done.stderr) == (0, "")
    groups = [json.loads(line) for line in done.stdout.splitlines()]
    assert "pg-payments" in {group["name"] for group in groups}
    assert {group["profile"] for group in groups} == {PROFILE}
    assert {group["project_id"] for group in groups} == {host.access.project_id}


def test_a_table_that_is_piped_has_no_colours(host: Host) -> None:
    host.write("aksk")
    done = host.run("groups", **host.key)
    assert done.returncode == 0
    assert "pg-payments" in done.stdout
    assert all(line.isprintable() for line in done.stdout.splitlines())


@pytest.mark.parametrize("form", ["named", "sole"])
def test_a_key_comes_by_a_descriptor(form: str, host: Host) -> None:
    host.write("aksk")
    access = host.access
    if form == "named":
        done = host.run("groups", descriptor=f"ak={access.ak}\nsk={access.sk}\n")
    else:
        done = host.run("groups", descriptor=f"{access.sk}\n", HUAWEICLOUD_SDK_AK=access.ak)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_password_comes_by_a_descriptor(host: Host) -> None:
    access = host.access
    host.write("password", f'user = "{access.user}"\ndomain = "{access.domain}"\n')
    done = host.run("groups", "--json", descriptor=access.password)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_secret_it_says_what_helps(host: Host) -> None:
    host.write("aksk")
    done = host.run("groups")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.count("\n") == 1
    assert f"The profile {PROFILE} needs an access key" in done.stderr


def test_the_doctor_and_info_find_everything_in_order(host: Host) -> None:
    host.write("aksk")
    done = host.run("doctor", "--json", **host.key)
    found = {one["subject"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0, found
    assert found["credential"]["seen"] == "from environment HUAWEICLOUD_SDK_SK"
    assert found["permission"]["verdict"] == "ok"
    done = host.run("info", **host.key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "from environment HUAWEICLOUD_SDK_SK" in done.stdout
    assert f"endpoints.sdrs   {host.access.endpoint}" in done.stdout


def test_the_doctor_works_with_nothing_set_up(host: Host) -> None:
    done = host.run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no profile yet." in done.stdout
    assert list(host.home.iterdir()) == []


def test_a_configuration_with_a_slip_is_one_sentence_everywhere(host: Host) -> None:
    host.write("aksk", 'regoin = "eu-de"\n')
    for command in ("groups", "info", "credentials status"):
        done = host.run(*command.split(), **host.key)
        assert done.returncode == 2, command
        assert done.stderr.count("\n") == 1
        assert "regoin" in done.stderr
    assert host.run("doctor", **host.key).returncode == 2


def test_what_others_have_set_up_is_listed_without_values(host: Host) -> None:
    done = host.run("import", "--json", **host.key)
    assert (done.returncode, done.stderr) == (0, "")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert "secret key" in found["secrets"]


def test_alone_it_shows_the_screens_of_the_profile_and_says_live(host: Host) -> None:
    host.write("aksk")
    environ = {"HOME": str(host.home), **host.key}
    with Session("--readonly", app=PROGRAM, environ=environ) as session:
        screen = session.until("pg-payments")
        assert "LIVE" in screen
        assert PROFILE in screen
        session.type("q")
        output = session.drain()
        assert session.wait() == 0
    left = {"terminal": output, **files_under([host.home])}
    assert sightings({"sk": host.access.sk}, left) == []


def test_alone_without_a_profile_it_asks_where_to_begin(host: Host) -> None:
    with Session(app=PROGRAM, environ={"HOME": str(host.home)}) as session:
        screen = session.until("Rehearse")
        assert "Sign in" in screen
        session.type("q")
        session.drain()
        assert session.wait() == 0


def test_a_configuration_that_cannot_be_used_is_said_before_there_is_a_screen(host: Host) -> None:
    host.write("aksk", 'regoin = "eu-de"\n')
    with Session(app=PROGRAM, environ={"HOME": str(host.home)}) as session:
        output = session.drain()
        assert session.wait() == 2
    assert b"regoin" in output
    assert b"\x1b" not in output
