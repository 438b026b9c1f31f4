"""`drilltui keyring run` on a terminal, as a person on a jump host has it."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drilltui.domain.errors import UsageError, VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.keyring_session import run_in_keyring
from tests.store.vault.host import PASSWORD, Host
from tests.ui.terminal.session import Session

APPS = Path(__file__).parent / "apps"
INSIDE = (sys.executable, str(APPS / "inside.py"))
ASKED = "Keyring password: "
ASKED_NEW = "There is no keyring yet. Password for a new one: "
ASKED_AGAIN = "The same password again: "


def terminal(host: Host, *command: str) -> Session:
    """Start a command in a keyring on a terminal of its own."""
    return Session(
        *(command or INSIDE),
        app=str(APPS / "keyring_run.py"),
        environ=host.environ,
        size=(120, 24),
    )


def answer(session: Session, prompt: str, text: str, *, time: int = 1) -> None:
    """Wait for the prompt to come for this `time`, and type."""
    session.until(lambda: session.output.count(prompt.encode()) == time)
    session.type(f"{text}\r")


def make(host: Host, password: str = PASSWORD) -> None:
    """Make a keyring with a daemon of its own, and end that."""
    bus, daemon = host.bus(), host.keyring(password)
    for process in (daemon, bus):
        process.terminate()
        process.wait()


def nothing_is_left(host: Host) -> bool:
    return host.processes() == [] and list((host.folder / "tmp").iterdir()) == []


def test_a_new_keyring_is_asked_for_twice_and_kept(host: Host) -> None:
    with terminal(host, *INSIDE, "keep", "s3cr3t", "show", "status", "3") as session:
        answer(session, ASKED_NEW, "first")
        answer(session, ASKED_AGAIN, "fisrt")
        answer(session, f"The two are not the same. {ASKED_NEW}", "first")
        answer(session, ASKED_AGAIN, "first", time=2)
        session.drain()
        assert "best: Secret Service" in session.text()
        assert "kept: s3cr3t" in session.text()
        assert session.wait() == 3
    assert nothing_is_left(host)
    with terminal(host, *INSIDE, "show") as session:
        answer(session, ASKED, "first")
        session.drain()
        assert "kept: s3cr3t" in session.text()
        assert session.wait() == 0
    assert nothing_is_left(host)


def test_a_wrong_password_is_told_at_once_and_asked_for_again(host: Host) -> None:
    make(host)
    with terminal(host) as session:
        answer(session, ASKED, "wrong")
        answer(session, f"That password does not open the keyring. {ASKED}", PASSWORD)
        session.drain()
        assert "best: Secret Service" in session.text()
        assert session.wait() == 0
    assert nothing_is_left(host)


def test_after_three_wrong_ones_nothing_was_started_or_harmed(host: Host) -> None:
    make(host)
    before = (host.data / "login.keyring").read_bytes()
    with terminal(host) as session:
        answer(session, ASKED, "wrong")
        for again in (1, 2):
            answer(session, f"That password does not open the keyring. {ASKED}", "no", time=again)
        session.drain()
        assert "Start again when you know it; the keyring was left as it is." in session.text()
        assert "best:" not in session.text()
        assert session.wait() == 5
    assert (host.data / "login.keyring").read_bytes() == before
    assert nothing_is_left(host)


def test_an_empty_password_is_refused(host: Host) -> None:
    with terminal(host) as session:
        answer(session, ASKED_NEW, "")
        answer(session, f"An empty password opens nothing. {ASKED_NEW}", "first")
        answer(session, ASKED_AGAIN, "first")
        session.drain()
        assert session.wait() == 0
    assert (host.data / "login.keyring").read_bytes().startswith(b"GnomeKeyring\n")


def test_one_session_at_a_time(host: Host) -> None:
    make(host)
    with terminal(host, *INSIDE, "wait") as session:
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        with terminal(host) as second:
            second.drain()
            assert "The keyring is open in another session already (process " in second.text()
            assert second.wait() == 75
        session.type("\r")
        session.drain()
        assert session.wait() == 0


def test_the_password_is_in_no_argument_and_no_environment(host: Host) -> None:
    make(host, "h4rd-to-gu3ss")
    secret = host.environ | {"HW_SECRET_KEY": "fr0m-the-shell"}
    with Session(
        *(*INSIDE, "wait"), app=str(APPS / "keyring_run.py"), environ=secret, size=(120, 24)
    ) as session:
        answer(session, ASKED, "h4rd-to-gu3ss")
        session.until("waiting")
        pids = host.processes()
        names = {}
        for pid in pids:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
            environ = Path(f"/proc/{pid}/environ").read_bytes()
            assert b"h4rd-to-gu3ss" not in arguments + environ
            names[arguments.split(b"\0")[0]] = environ
        assert b"fr0m-the-shell" not in names[b"dbus-daemon"]
        assert b"fr0m-the-shell" not in names[b"gnome-keyring-daemon"]
        assert b"DISPLAY" not in names[b"dbus-daemon"]
        (runtime,) = (host.folder / "tmp").iterdir()
        assert runtime.stat().st_mode & 0o777 == 0o700
        session.type("\r")
        session.drain()
        assert session.wait() == 0
        assert b"h4rd-to-gu3ss" not in session.output
    assert nothing_is_left(host)


def test_nothing_but_the_command_and_the_questions_is_on_the_terminal(host: Host) -> None:
    make(host)
    with terminal(host, *INSIDE, "show") as session:
        answer(session, ASKED, PASSWORD)
        session.drain()

    assert session.text().split("\n")[:4] == [
        ASKED.rstrip(),
        "best: Secret Service",
        "kept: nothing",
        "leaving",
    ]
    assert session.text().strip().endswith("leaving")


@pytest.mark.parametrize(
    ("how", "status"),
    [
        (lambda session: session.signal(signal.SIGTERM), 143),
        (lambda session: session.signal(signal.SIGHUP), 129),
        (lambda session: session.type("\x03"), 7),
    ],
    ids=["SIGTERM", "SIGHUP", "Ctrl+C"],
)
def test_a_signal_goes_on_to_the_command(
    how: Callable[[Session], None], status: int, host: Host
) -> None:
    make(host)
    with terminal(host, *INSIDE, "wait") as session:
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        how(session)
        assert session.wait() == status
    assert nothing_is_left(host)


def test_the_end_of_the_connection_leaves_nothing(host: Host) -> None:
    make(host)
    with terminal(host, *INSIDE, "wait") as session:
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        session.unplug()
        session.wait()
    host.until(lambda: nothing_is_left(host))


@pytest.mark.parametrize("words", [["wait"], ["deaf", "wait"]], ids=["", "deaf"])
def test_killed_it_leaves_nothing_either(words: list[str], host: Host) -> None:
    make(host)
    with terminal(host, *INSIDE, *words) as session:
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        session.signal(signal.SIGKILL)
        assert session.wait() == -signal.SIGKILL
        host.until(lambda: nothing_is_left(host))


def test_killed_while_it_asks_it_leaves_nothing(host: Host) -> None:
    with terminal(host) as session:
        session.until(ASKED_NEW.rstrip())
        session.signal(signal.SIGKILL)
        session.wait()
    assert nothing_is_left(host)


def test_a_killed_keeper_leaves_nothing(host: Host) -> None:
    make(host)
    with terminal(host, *INSIDE, "wait") as session:
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        (keeper,) = [
            pid
            for pid in host.processes()
            if b"session_keeper" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        os.kill(keeper, signal.SIGKILL)
        session.type("\r")
        session.drain()
        assert session.wait() == 0
    assert nothing_is_left(host)


def test_stopped_by_ctrl_z_the_shell_has_its_terminal_back(host: Host) -> None:
    make(host)
    command = f"{sys.executable} {APPS / 'keyring_run.py'} {' '.join(INSIDE)} wait"
    with Session(
        "shell",
        app=str(APPS / "keyring_run.py"),
        environ=host.environ | {"PS1": "prompt>"},
        size=(200, 24),
    ) as session:
        session.until("prompt>")
        session.type(f"{command}\r")
        answer(session, ASKED, PASSWORD)
        session.until("waiting")
        session.ask("\x1a", b"prompt>")
        session.type("fg\r")
        session.until(lambda: session.text().count("keyring_run.py") > 1)
        session.type("\r")
        session.until(lambda: session.output.count(b"prompt>") == 3)
        session.ask("echo status $?\r", b"prompt>")
        assert "status 0" in session.text()
        session.type("exit\r")
        session.drain()
    assert nothing_is_left(host)


def test_another_keyring_than_the_opened_one_is_told(host: Host) -> None:
    """The file `default` of gnome-keyring names the keyring that entries go to."""
    make(host)
    login = host.data / "login.keyring"
    (host.data / "other.keyring").write_bytes(login.read_bytes())
    (host.data / "default").write_text("other")
    with terminal(host) as session:
        answer(session, ASKED, PASSWORD)
        session.drain()
        assert session.wait() == 5
        assert "entries go to another one" in session.text()
    assert nothing_is_left(host)


# -- without a terminal


def never(prompt: str) -> Secret:
    raise AssertionError(f"asked: {prompt}")


def refused(host: Host, *command: str, **environ: str) -> str:
    with pytest.raises(VaultError) as caught:
        run_in_keyring(command or ("true",), ask=never, environ=host.environ | environ)
    assert nothing_is_left(host)
    return str(caught.value)


def test_what_is_missing_is_named_with_the_line_that_installs_it(
    bare_host: Host, tmp_path: Path
) -> None:
    (tmp_path / "apt-get").touch(0o755)

    assert refused(bare_host, PATH=str(tmp_path)) == (
        "A keyring of its own takes dbus-daemon and gnome-keyring-daemon, which this host does not"
        " have. To have it, install what a keyring needs (as root: `apt-get install gnome-keyring"
        " dbus`)."
    )


def test_a_keyring_in_clear_text_is_not_opened(host: Host) -> None:
    host.data.mkdir()
    (host.data / "login.keyring").write_text("[keyring]\n")

    assert "login.keyring is not encrypted" in refused(host)


def test_a_folder_that_cannot_be_written_is_a_sentence(host: Host) -> None:
    host.data.write_text("a file where the folder should be")

    assert "The keyring folder" in refused(host)
    host.data.unlink()


def test_an_unknown_command_is_told_before_any_question(host: Host) -> None:
    with pytest.raises(UsageError, match="There is no command 'no-such\\?command'"):
        run_in_keyring(["no-such\x1bcommand"], ask=never, environ=host.environ)
    assert nothing_is_left(host)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (EOFError(), "No password was given."),
        (UnicodeDecodeError("ascii", b"hush\xff", 4, 5, "no"), "no text in the encoding"),
    ],
    ids=["nobody", "not text"],
)
def test_without_a_password_it_ends(error: Exception, sentence: str, host: Host) -> None:
    def ask(_: str) -> Secret:
        raise error

    with pytest.raises(VaultError, match=sentence) as caught:
        run_in_keyring(["true"], ask=ask, environ=host.environ)
    assert caught.value.__context__ is None
    assert nothing_is_left(host)


def test_a_folder_that_cannot_be_locked_is_a_sentence(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)

    assert "cannot be used: No locks available." in refused(host)


def test_a_daemon_that_does_not_start_is_a_sentence(host: Host, tmp_path: Path) -> None:
    for name in ("dbus-daemon", "gnome-keyring-daemon"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    environ = host.environ | {"PATH": f"{tmp_path}:{host.environ['PATH']}"}
    begun = time.monotonic()

    with pytest.raises(VaultError, match="The private D-Bus session did not start"):
        run_in_keyring(["true"], ask=lambda _: Secret("pw"), environ=environ)
    assert time.monotonic() - begun < 4
    assert nothing_is_left(host)


@pytest.mark.parametrize(("command", "status"), [("exit 9", 9), ("kill -9 $$", 137)])
def test_the_status_is_that_of_the_command(command: str, status: int, host: Host) -> None:
    asked = []

    def ask(prompt: str) -> Secret:
        asked.append(prompt)
        return Secret(PASSWORD)

    done = run_in_keyring(["sh", "-c", command], ask=ask, environ=host.environ)

    assert (done, asked) == (status, [ASKED_NEW, ASKED_AGAIN])
    assert nothing_is_left(host)


def test_it_works_with_an_environment_of_almost_nothing(host: Host) -> None:
    """As where changes are checked: no terminal, no input, a path and a home."""
    code = (
        "import os, sys\n"
        "from drilltui.domain.secret import Secret\n"
        "from drilltui.store.vault.keyring_session import run_in_keyring\n"
        "sys.exit(run_in_keyring(sys.argv[1:], ask=lambda _: Secret('pw'), environ=os.environ))\n"
    )
    kept = {name: host.environ[name] for name in ("PATH", "HOME", "TMPDIR")}
    done = subprocess.run(
        [sys.executable, "-c", code, *INSIDE],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=kept,
        timeout=20,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["best: Secret Service", "leaving"]
    assert nothing_is_left(host)
