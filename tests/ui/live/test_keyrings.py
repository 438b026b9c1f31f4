"""Keyrings at work under the screens: from one start to the next, and when one is stuck."""

from __future__ import annotations

import re
import secrets
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from drilltui.sandbox.embedded import Access
from drilltui.store.vault import kernel_calls
from tests.requirements import need_kernel_keyring, need_keyring
from tests.secrecy.search import files_under
from tests.served import Host
from tests.store.vault.host import Host as KeyringHost
from tests.ui.live.terminal import Terminal

PASSWORD = "pw-0f-the-keyring"
ASKED_NEW = "There is no keyring yet. Password for a new one:"
ASKED_AGAIN = "The same password again:"
ASKED = "Keyring password:"

STUCK = "The Secret Service does not answer (waited 3 s)"
LEAVING = 4.0
"""Seconds that leaving may take, whatever is stuck."""


@dataclass
class Desk:
    """A host that may have a bus and a keyring, with a profile that leads to the sandbox."""

    keyring: KeyringHost
    host: Host

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment of a person there; the configuration is where the profile was written."""
        told = self.keyring.environ
        return {name: value for name, value in told.items() if name != "XDG_CONFIG_HOME"}

    def hides(self, output: bytes) -> None:
        """Assert that no secret is in the output or in any file of this host."""
        self.host.hides({"terminal": output, **files_under([self.keyring.folder])})


@pytest.fixture
def desk(doors: Access) -> Iterator[Desk]:
    """Such a host, where nothing of a keyring runs yet."""
    need_keyring()
    with KeyringHost() as keyring:
        profile = f"prod-{secrets.token_hex(4)}"
        home = keyring.folder / "home"
        host = Host(home, doors, secrets=[PASSWORD], profile=profile)
        host.write("aksk", host.project)
        yield Desk(keyring, host)


def sign_in(terminal: Terminal, host: Host, vault: str) -> None:
    """Type the key that the profile lacks, and keep it in `vault`."""
    terminal.says(f"No access key was found for the profile {host.profile}.")
    terminal.fill("Access key", host.access.ak)
    terminal.fill("Secret key", host.access.sk)
    terminal.check()
    terminal.keep(vault)


def secret_of(terminal: Terminal) -> str:
    """What the list of profiles says of where the secret of the open profile is."""
    terminal.press("p")
    terminal.says("SIGNS IN")
    terminal.lacks("looking ...")
    found = re.search(r"^ Secret +(.*)$", terminal.text(), re.MULTILINE)
    assert found, terminal.text()
    return found[1]


# -- from one start to the next


def test_a_keyring_of_its_own_keeps_the_key_from_one_start_to_the_next(desk: Desk) -> None:
    with Terminal("keyring", "run", environ=desk.environ) as terminal:
        for asked in (ASKED_NEW, ASKED_AGAIN):
            terminal.says(asked)
            terminal.type(f"{PASSWORD}\r")
        sign_in(terminal, desk.host, "Secret Service")
        assert secret_of(terminal) == "Secret Service"
        desk.hides(terminal.leave())
    desk.keyring.until(lambda: desk.keyring.processes() == [])
    with Terminal("keyring", "run", environ=desk.environ) as terminal:
        terminal.says(ASKED)
        terminal.type(f"{PASSWORD}\r")
        terminal.says("pg-payments")
        assert "No access key was found" not in terminal.output.decode()
        assert len(terminal.open_requests("server-groups")) > 0
        terminal.back_from_requests()
        assert secret_of(terminal) == "Secret Service"
        desk.hides(terminal.leave())
    desk.keyring.until(lambda: desk.keyring.processes() == [])
    with Terminal(environ=desk.environ) as terminal:  # without its keyring it is not to be had
        terminal.says(f"No access key was found for the profile {desk.host.profile}.")
        terminal.press("ctrl+q")
        desk.hides(terminal.left())


@pytest.fixture
def shared(host: Host) -> Iterator[Host]:
    """A host whose entry in the kernel's keyring of the user goes when the test does."""
    need_kernel_keyring()
    host.write("aksk", host.project)
    yield host
    kernel_calls.forget(f"drilltui:{host.profile}".encode())


def test_the_kernel_keeps_the_key_from_one_start_to_the_next_and_says_how_long(
    shared: Host,
) -> None:
    with Terminal(environ=shared.environ) as terminal:
        sign_in(terminal, shared, "kernel keyring")
        shared.hides({"terminal": terminal.leave()})
    with Terminal(environ=shared.environ) as terminal:
        terminal.says("pg-payments")
        assert "No access key was found" not in terminal.output.decode()
        assert secret_of(terminal) == "kernel keyring, 7 h left"  # of 8, and never more than is so
        terminal.press("D")
        terminal.says("This removes the secret that is kept for")
        terminal.press("down", "enter")
        terminal.says("Forgotten, in: kernel keyring")
        shared.hides({"terminal": terminal.leave()})
    with Terminal(environ=shared.environ) as terminal:
        terminal.says(f"No access key was found for the profile {shared.profile}.")
        terminal.press("ctrl+q")
        shared.hides({"terminal": terminal.left()})


# -- a Secret Service that is stopped


@pytest.fixture
def stuck(desk: Desk) -> Desk:
    """A host whose gnome-keyring does not run any more and has not ended either."""
    desk.keyring.bus()
    desk.keyring.keyring().send_signal(signal.SIGSTOP)
    return desk


def is_being_read(terminal: Terminal) -> None:
    """The first screen is there and waits for the keyring."""
    terminal.says("Reading ...")
    assert STUCK not in terminal.words()


def says_what_is_stuck(terminal: Terminal) -> None:
    """The wait has ended, and the form says why nothing was found."""
    terminal.says(STUCK)
    terminal.until("Secret key")
    terminal.press("escape")
    terminal.says("Could not read the protection groups.")


@pytest.mark.parametrize("when", [is_being_read, says_what_is_stuck], ids=["before", "after"])
def test_with_a_stopped_secret_service_the_screens_come_and_can_be_left(
    when: Callable[[Terminal], None], stuck: Desk
) -> None:
    with Terminal(environ=stuck.environ) as terminal:
        terminal.says(f"LIVE {stuck.host.profile}")
        when(terminal)
        terminal.press("q")
        asked = time.monotonic()
        output = terminal.left()
        took = time.monotonic() - asked
        assert took < LEAVING
    stuck.hides(output)


def test_with_a_stopped_secret_service_one_may_sign_in_and_keep_it_for_this_run(
    stuck: Desk,
) -> None:
    with Terminal(environ=stuck.environ) as terminal:
        terminal.says(STUCK)
        sign_in(terminal, stuck.host, "this run's memory")
        terminal.press("q")
        asked = time.monotonic()
        output = terminal.left()
        assert time.monotonic() - asked < LEAVING
    stuck.hides(output)
