"""drilltui as a process over a served sandbox, with a configuration written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from drilltui.sandbox.embedded import Access
from tests.served import Host, served
from tests.ui.terminal.session import Session

PROGRAM = str(Path(__file__).parent / "apps" / "start.py")


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    with served() as access:
        yield access


@pytest.fixture
def host(tmp_path: Path, access: Access) -> Host:
    return Host(tmp_path, access)


def test_groups_come_one_object_a_line_with_the_sdks_variables(host: Host) -> None:
    host.write("aksk")
    done = host.run("groups", "--json", **host.key)
    assert (done.returncode, done.stderr) == (0, "")
    groups = [json.loads(line) for line in done.stdout.splitlines()]
    assert "pg-payments" in {group["name"] for group in groups}
    assert {group["profile"] for group in groups} == {host.profile}
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
    host.profile = "never-kept"  # the kernel's keyring is the user's, who may have kept another
    host.write("aksk")
    done = host.run("groups")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.count("\n") == 1
    assert "The profile never-kept needs an access key" in done.stderr


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
        assert host.profile in screen
        session.type("q")
        output = session.drain()
        assert session.wait() == 0
    host.hides({"terminal": output})


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
