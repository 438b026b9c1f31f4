"""Commands that are told to leave: in time, with one sentence, and with a record that is whole."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from drilltui.cli import prompt
from drilltui.cli.ends import Ends, run
from drilltui.domain.errors import JournalError
from drilltui.sandbox.embedded import Access
from tests.cli.muting_relay import MutingRelay
from tests.served import ROOT, Host

LIMIT = 4.0
"""Seconds in which a command is gone after it was told."""

GOES_ON = "What was sent goes on in the cloud; 'drilltui resume' takes it up again."
SAID = {
    signal.SIGHUP: "The terminal has hung up.",
    signal.SIGINT: "Interrupted.",
    signal.SIGTERM: "Terminated.",
}
START = ("start", "--yes", "--watch", "--json", "--group")
POST = b"POST /v1/"

# A shell that starts the tests in the background has them ignore SIGINT, and children inherit that.
PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from drilltui.cli import main; sys.exit(main())"
)


@pytest.fixture
def host(tmp_path: Path, access: Access) -> Host:
    return Host(tmp_path, access)


def begin(host: Host, *arguments: str) -> subprocess.Popen[str]:
    """Start drilltui on this host."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **host.environ, **host.key},
    )


def last(err: str) -> str:
    """The last line: what preflight did not like stands before it."""
    return err.splitlines(keepends=True)[-1]


def told(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    """Send a signal; return status, output and complaints of a process that leaves in time."""
    process.send_signal(number)
    sent = time.monotonic()
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - sent < LIMIT
    assert "Traceback" not in err
    return process.returncode, out, err


def resumed(host: Host) -> list[Mapping[str, Any]]:
    """Resume; return the outcomes."""
    done = host.run("resume", "--json", **host.key)
    assert "Traceback" not in done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    return [line for line in lines if line["type"] == "outcome"]


def is_whole(host: Host) -> bool:
    """Whether every record of the host reads well."""
    done = host.run("records", "--all", "--json", **host.key)
    records = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert records
    return all(host.run("records", one).returncode == 0 for one in records)


@pytest.mark.parametrize(
    ("number", "group"),
    [
        (signal.SIGHUP, "pg-payments"),
        (signal.SIGINT, "pg-crm"),
        (signal.SIGTERM, "pg-intranet"),
    ],
    ids=["SIGHUP", "SIGINT", "SIGTERM"],
)
def test_while_an_answer_is_out_the_record_is_whole_and_resume_finds_the_drill(
    number: signal.Signals, group: str, host: Host, access: Access
) -> None:
    with MutingRelay(access.endpoint, POST) as relay:
        host.sdrs = relay.endpoint
        host.write("aksk")
        with begin(host, *START, group, "--name", "drill-left") as process:
            assert relay.muted.wait(30)
            status, _, err = told(process, number)
    assert (status, last(err)) == (128 + number, f"drilltui: {SAID[number]} {GOES_ON}\n")
    host.sdrs = ""
    host.write("aksk")
    assert is_whole(host)
    (outcome,) = resumed(host)
    assert (outcome["drill"], outcome["result"]) == ("drill-left", "done")


def test_while_it_waits_for_a_job(host: Host) -> None:
    host.write("aksk")
    with begin(host, *START, "pg-mailrelay", "--name", "drill-waits") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["type"] == "change"
        status, _, err = told(process, signal.SIGTERM)
    assert (status, last(err)) == (143, f"drilltui: Terminated. {GOES_ON}\n")
    (outcome,) = resumed(host)
    assert (outcome["drill"], outcome["result"]) == ("drill-waits", "done")


def test_while_the_journal_takes_nothing(host: Host, access: Access) -> None:
    host.write("aksk")
    made = host.run("rename", "drill-0911", "drill-0911", "--yes", **host.key)
    assert made.returncode == 0, made.stderr
    path = host.home / ".local" / "state" / "drilltui" / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:

        def hold() -> None:
            other.execute("BEGIN IMMEDIATE")

        with MutingRelay(access.endpoint, first=hold) as relay:
            host.sdrs = relay.endpoint
            host.write("aksk")
            with begin(host, *START, "pg-ledger") as process:
                relay.until(lambda heard: sum(b"recovery-drills?" in one for one in heard) >= 3)
                threading.Event().wait(0.3)  # the intention is being written, as far as it can be
                status, out, err = told(process, signal.SIGINT)
            other.execute("ROLLBACK")
            assert not any(POST in one for one in relay.heard)
    assert (status, out, last(err)) == (130, "", f"drilltui: Interrupted. {GOES_ON}\n")
    assert is_whole(host)


def test_where_nothing_was_sent_nothing_goes_on(host: Host, access: Access) -> None:
    with MutingRelay(access.endpoint, b"GET /v1/") as relay:
        host.sdrs = relay.endpoint
        host.write("aksk")
        with begin(host, "groups") as process:
            assert relay.muted.wait(30)
            assert told(process, signal.SIGINT) == (130, "", "drilltui: Interrupted.\n")


def test_a_hang_up_that_is_ignored_stays_ignored(host: Host) -> None:
    host.write("aksk")
    program = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {PROGRAM}"
    command = [sys.executable, "-c", program, *START, "pg-payroll", "--name", "drill-nohup"]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **host.environ, **host.key},
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, "drilltui:" in err) == (0, False)
    assert json.loads(out.splitlines()[-1])["result"] == "done"


@pytest.mark.parametrize("arguments", [("drills", "--json"), ("resume",), ("records", "--json")])
def test_a_reader_that_left_is_no_news(arguments: tuple[str, ...], host: Host) -> None:
    host.write("aksk")
    assert host.run("rename", "drill-0911", "drill-0911", "--yes", **host.key).returncode == 0
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "drilltui", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **host.environ, **host.key},
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


async def nothing() -> int:
    return 7


def test_a_command_that_ends_by_itself_gives_the_signals_back() -> None:
    before = [signal.getsignal(number) for number in SAID]
    assert run(lambda _: nothing()) == 7
    assert [signal.getsignal(number) for number in SAID] == before
    assert signal.set_wakeup_fd(-1) == -1
    assert not [one for one in threading.enumerate() if one.name == "command-end"]


def test_an_error_of_its_own_is_its_own() -> None:
    async def wrong() -> int:
        raise JournalError("no room")

    with pytest.raises(JournalError):
        run(lambda _: wrong())


def test_one_that_does_not_leave_is_ended(capfd: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []
    gone = threading.Event()

    def hard_exit(status: int) -> None:
        ended.append(status)
        gone.set()

    async def stubborn() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        while not gone.is_set():
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                continue  # a disk that hangs hears of no cancellation either
        return 0

    with Ends(0.1, hard_exit) as ends:
        ends.parting = GOES_ON
        assert asyncio.run(ends.guard(stubborn())) == 0
    _restored(ends)
    assert ended == [143]
    assert capfd.readouterr().err == f"drilltui: Terminated. {GOES_ON}\n"


def test_a_question_is_ended_by_every_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(5)
            return "y\n"

    monkeypatch.setattr("sys.stdin", Endless())
    ends = Ends(60, lambda _: None)
    with ends, pytest.raises(KeyboardInterrupt):
        prompt.agreed("Start it?")
    told = ends.number
    _restored(ends)
    assert told == signal.SIGTERM
    assert not prompt.asking()


def _restored(ends: Ends) -> None:
    """Do what the end of the process would do."""
    ends.number = 0
    ends.__exit__()
