"""drilltui is used for real, in every way that meets a secret; then all that is left is searched.

Places: every file of the user (the record with its journal, the configuration, keyrings, logs of
all libraries at DEBUG, Textual's log that the user has asked for), standard output and error, every
byte and every picture of the terminal, arguments and environment of every process below us.
`test_places` shows that a secret would be found in each of them.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.requirements import need_kernel_keyring, need_keyring
from tests.secrecy.far_end import MFA, MFA_ID, OPERATOR, TEMPORARY_AK, sandbox
from tests.secrecy.scene import APPS, PROGRAM, Scene, Terminal, as_user

CRASH = APPS / "crash.py"

F5, ENTER, ESCAPE, DOWN, END = "\x1b[15~", "\r", "\x1b", "\x1b[B", "\x1b[F"
TAB = "\t"

PROVED = "may list protection groups"


def keep_in_memory(terminal: Terminal) -> None:
    """Take the last of the places, once the check has proved what was typed."""
    terminal.until(PROVED)
    terminal.until("Proved.")
    terminal.type(END + ENTER)
    terminal.until("pg-payments")


def copy_request(terminal: Terminal, path: str, masked: str) -> None:
    """Find a request in the log, look at it in full, and copy it; then go back."""
    terminal.type("@")
    terminal.until("STATUS")
    terminal.type(f"/{path}{ENTER}")
    terminal.until("1 of ")
    terminal.type(ENTER)
    terminal.until(masked)
    terminal.type("c")
    terminal.until("clipboard")
    copied = re.findall(rb"\x1b\]52;c;([^\x07\x1b]+)", terminal.output)[-1]
    assert masked in base64.b64decode(copied).decode()
    terminal.type(ESCAPE)
    terminal.until("1 of ")
    terminal.type(ESCAPE)  # the filter goes first
    terminal.until(lambda: "1 of " not in terminal.text())
    terminal.type(ESCAPE)
    terminal.until(lambda: "STATUS" not in terminal.text())


def leave(terminal: Terminal) -> None:
    terminal.type("q")
    terminal.end()


def test_an_access_key_is_typed_and_a_whole_drill_is_done(scene: Scene) -> None:
    scene.profile("aksk")
    with scene.terminal() as terminal:
        terminal.until("Secret key")
        terminal.type(scene.far.access.ak + TAB)
        for character in scene.far["sk"]:
            terminal.type(character)
        terminal.type(F5)
        keep_in_memory(terminal)
        drill(terminal)
        delete(terminal)
        scene.look_at_files()
        copy_request(terminal, "DELETE", "authorization: ***")
        leave(terminal)
    assert scene.far.access.ak.encode() in scene.far.relay.heard
    assert any("journal.db-wal" in name for name in scene.places())
    assert scene.sightings() == []


def drill(terminal: Terminal) -> None:
    terminal.type("/pg-payments" + ENTER)
    terminal.until("1 of ")
    terminal.type("n")
    terminal.until("ready")
    terminal.type(F5)
    terminal.until("This starts a drill.")
    terminal.type(DOWN + ENTER)
    terminal.until("SUCCESS")


def delete(terminal: Terminal) -> None:
    terminal.type(ESCAPE)
    terminal.until("groups ")
    terminal.type("d")
    terminal.until("+ available")
    name = re.findall(r"drill-pg-payments-\d+", terminal.until("drill-pg-payments-"))[0]
    terminal.type("D")
    terminal.until("This deletes the drill")
    terminal.type(name + ENTER)
    terminal.until("+ gone")


def test_a_temporary_key_is_pasted_and_kept_by_the_kernel(scene: Scene) -> None:
    need_kernel_keyring()
    scene.profile("aksk")
    try:
        with scene.terminal() as terminal:
            terminal.until("Secret key")
            terminal.type(TEMPORARY_AK + TAB)
            terminal.paste(scene.far["temporary sk"] + "\r\n")
            terminal.type(TAB)
            terminal.paste(scene.far["security token"])
            terminal.type(F5)
            terminal.until("Proved.")
            terminal.type(ENTER)
            terminal.until("pg-payments")
            copy_request(terminal, "/server-groups", "x-security-token: ***")
            leave(terminal)
        assert scene.command("groups").returncode == 0
        assert "kernel keyring" in scene.command("credentials", "status").stdout
        assert scene.far["security token"].encode() in scene.far.relay.heard
    finally:
        scene.command("credentials", "forget", "--yes")
    assert scene.sightings() == []


def test_a_password_is_kept_in_the_secret_service_and_its_token_is_seen_in_the_log(
    desktop: Scene,
) -> None:
    scene = desktop
    scene.profile("password", *as_user(scene, OPERATOR))
    with scene.terminal() as terminal:
        terminal.until("Password")
        terminal.type(scene.far["wrong password"] + F5)
        terminal.until("stop password")
        terminal.type(END + "\x15")
        terminal.paste(scene.far["password"])
        terminal.type(F5)
        terminal.until("Proved.")
        terminal.type(ENTER)
        terminal.until("pg-payments")
        leave(terminal)
    with scene.terminal() as terminal:
        terminal.until("pg-payments")
        copy_request(terminal, "/tokens", '"password":"***"')
        copy_request(terminal, "/server-groups", "x-auth-token: ***")
        leave(terminal)
    assert json.dumps(scene.far["password"])[1:-1].encode() in scene.far.relay.heard
    assert scene.far.relay.tokens
    assert scene.sightings() == []


def test_a_password_and_a_passcode_are_typed(scene: Scene) -> None:
    scene.profile("password", *as_user(scene, MFA), f'user_id = "{MFA_ID}"', "passcode = true")
    with scene.terminal() as terminal:
        terminal.until("Password")
        terminal.type(scene.far["mfa password"] + F5)
        terminal.until("The passcode of")
        terminal.type(scene.far.passcode() + ENTER)
        keep_in_memory(terminal)
        leave(terminal)
    assert scene.far.passcodes[-1].encode() in scene.far.relay.heard
    assert scene.sightings() == []


@pytest.mark.parametrize("place", ["widget", "worker"])
def test_a_fault_of_the_program_with_secrets_at_hand(place: str, scene: Scene) -> None:
    scene.profile("aksk")
    with scene.terminal(place, app=CRASH, given=scene.key) as terminal:
        terminal.until("pg-payments")
        terminal.type("p")
        terminal.until("SIGNS IN")
        terminal.type("e")
        terminal.until("Secret key")
        terminal.type(scene.far.access.ak + TAB)
        terminal.paste(scene.far["sk"])
        terminal.type("!" if place == "widget" else F5)
        terminal.end(5)
        assert {"widget": "KeyError", "worker": "LookupError"}[place] in terminal.text()
    if place == "worker":
        picture = (scene.host.folder / "tmp" / "screen.svg").read_text()
        assert "*" * len(scene.far["sk"]) in picture
    assert scene.sightings() == []


def test_commands_with_a_key(scene: Scene) -> None:
    scene.profile("aksk")
    far, key = scene.far, scene.key
    wrong = {**key, "HUAWEICLOUD_SDK_SK": far["wrong sk"]}
    crash = ("command", "groups")
    with ThreadPoolExecutor(2) as pool:
        lines = f"ak={far.access.ak}\nsk={far['sk']}\n"
        done = {
            name: pool.submit(scene.command, *words, app=app, descriptor=descriptor, given=given)
            for name, words, app, descriptor, given in (
                ("groups", ("groups", "--json"), PROGRAM, "", key),
                ("descriptor", ("groups", "--json"), PROGRAM, lines, {}),
                ("wrong", ("groups",), PROGRAM, "", wrong),
                ("doctor", ("doctor", "--json"), PROGRAM, "", key),
                ("wrong doctor", ("doctor",), PROGRAM, "", wrong),
                ("info", ("info",), PROGRAM, "", key),
                ("status", ("credentials", "status"), PROGRAM, "", key),
                ("crash", crash, CRASH, "", key),
                ("debugged crash", crash, CRASH, "", {**key, "DRILLTUI_DEBUG": "1"}),
                ("bad", ("groups",), PROGRAM, f"sk={far['sk']} x\n", {}),
            )
        }
    ended = {name: one.result() for name, one in done.items()}
    assert {name: one.returncode for name, one in ended.items()} == {
        "groups": 0,
        "descriptor": 0,
        "wrong": 4,
        "doctor": 0,
        "wrong doctor": 4,
        "info": 0,
        "status": 0,
        "crash": 5,
        "debugged crash": 5,
        "bad": 2,
    }
    assert "Traceback" in ended["debugged crash"].stderr
    assert any(scene.host.folder.glob("tmp/debug-*.log"))
    assert scene.sightings() == []


def test_commands_with_a_password(scene: Scene) -> None:
    scene.profile("password", *as_user(scene, OPERATOR))
    far = scene.far
    given = {"OS_USERNAME": OPERATOR, "OS_USER_DOMAIN_NAME": far.access.domain}
    with ThreadPoolExecutor(2) as pool:
        done = [
            pool.submit(scene.command, *words, descriptor=descriptor, given=variables)
            for words, descriptor, variables in (
                (("groups", "--json"), far["password"], {}),
                (("groups", "--json"), "", {**given, "OS_PASSWORD": far["password"]}),
                (("doctor", "--json"), f"password={far['password']}", {}),
                (("groups",), far["wrong password"], {}),
            )
        ]
    assert [one.result().returncode for one in done] == [0, 0, 0, 4]
    assert scene.sightings() == []


def test_a_secret_is_typed_for_a_command(scene: Scene) -> None:
    need_kernel_keyring()
    scene.profile("password", *as_user(scene, OPERATOR))
    try:
        with scene.terminal("credentials", "set", "--keep", "kernel") as terminal:
            terminal.answer("Password of drill-operator", scene.far["password"])
            terminal.until("Kept for")
            terminal.end()
    finally:
        scene.command("credentials", "forget", "--yes")
    assert scene.sightings() == []


def test_what_other_tools_have_is_listed_and_moved(desktop: Scene) -> None:
    scene, far = desktop, desktop.far
    other_sk, other_password = "other tool's sk", "other tool's password"
    scene.write(
        "home/.huaweicloud/credentials",
        f"[basic]\nak = OTHERTOOLSKEY0000001\nsk = {far[other_sk]}\n",
        other_sk,
    )
    scene.write(
        "config/openstack/clouds.yaml",
        "clouds:\n  otc:\n    region_name: eu-de\n    auth:\n      username: ada\n"
        "      user_domain_name: bank\n      auth_url: https://iam.eu-de.otc.t-systems.com/v3\n"
        f"      project_id: {far.access.project_id}\n"
        f"      password: {json.dumps(far[other_password], ensure_ascii=False)}\n",
        other_password,
    )
    scene.profile("aksk")
    listed = scene.command("import", "--json", given=scene.key)
    assert len(listed.stdout.splitlines()) == 3
    taken = scene.command("import", "--yes")
    assert "Taken: otc, kept in the Secret Service." in taken.stdout
    assert "otc" in scene.command("credentials", "status").stdout
    assert scene.sightings() == []


def test_a_keyring_of_its_own(scene: Scene) -> None:
    """The command has the environment that its person gave it; bus and keyring have not."""
    need_keyring()
    scene.profile("aksk")
    command = (sys.executable, str(PROGRAM))
    scene.entrust(command, scene.key)
    asked = ("There is no keyring yet. Password for a new one:", "The same password again:")
    with scene.terminal("keyring", "run", "--", *command, given=scene.key) as terminal:
        for question in asked:
            terminal.answer(question, scene.far["keyring password"])
        terminal.until("pg-payments")
        scene.witness.until_seen("dbus-daemon", "gnome-keyring-daemon")
        leave(terminal)
    keyring = scene.host.data / "login.keyring"
    assert keyring.read_bytes().startswith(b"GnomeKeyring\n")
    assert scene.sightings() == []


def test_a_proxy_with_a_password(scene: Scene) -> None:
    with sandbox("--scenario", str(scene.far.path), "--tls", "--proxy") as access:
        proxy = urlsplit(access.proxy)
        scene.also("proxy password", str(proxy.password))
        scene.profile("aksk", f'ca_file = "{access.ca_file}"', endpoint=access.endpoint)
        wrong = access.proxy.replace(f":{proxy.password}@", ":wr0ng-pr0xy-passw0rd@")
        scene.also("wrong proxy password", "wr0ng-pr0xy-passw0rd")
        bad = access.proxy.replace("http://", "gopher://")
        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(scene.command, *words, given={**scene.key, "HTTPS_PROXY": url})
                for words, url in (
                    (("groups", "--json"), access.proxy),
                    (("doctor", "--json"), access.proxy),
                    (("groups",), wrong),
                    (("doctor",), wrong),
                    (("groups",), bad),
                    (("doctor", "--json"), bad),
                )
            ]
        ended = [one.result() for one in done]
    assert [one.returncode for one in ended] == [0, 0, 4, 4, 2, 4], ended
    assert scene.sightings() == []
