"""drilltui as a process: pipes that close, disks that are full, Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

import httpx
import pytest

from drilltui import __version__

PROJECT = Path(__file__).parents[1]

# A shell that starts the tests in the background has them ignore SIGINT, and children inherit that.
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from drilltui.cli import main; sys.exit(main())"
)


def environment(**more: str) -> Mapping[str, str]:
    """This one, with the output buffered as it is for people."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return usual | {"PYTHONPATH": str(PROJECT)} | more


def start(
    *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE, **more: str
) -> subprocess.Popen[str]:
    """Start the command as a process of its own, with nothing to read."""
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a process: exit status, output, complaints."""
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def test_the_module_can_be_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drilltui", "--version"],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"drilltui {__version__}\n", "")


def test_a_drill_is_played_without_a_terminal(tmp_path: Path) -> None:
    status, out, err = end(
        start("rehearse", "--play", "--speed", "1000", XDG_STATE_HOME=str(tmp_path))
    )

    assert (status, err) == (0, "")
    assert "Read back: the drill is gone" in out
    assert "hash chain whole" in out
    assert (tmp_path / "drilltui" / "journal.db").exists()


def test_a_name_that_the_terminals_encoding_lacks_is_shown_as_well_as_can_be(
    tmp_path: Path,
) -> None:
    status, out, err = end(
        start(
            *("rehearse", "--play", "--scenario", "hostile", "--speed", "1000"),
            XDG_STATE_HOME=str(tmp_path),
            PYTHONIOENCODING="ascii",
        )
    )

    assert (status, err) == (0, "")
    assert "?????-02 for app-02?[2J: ACTIVE" in out
    assert out.isascii()


@pytest.mark.parametrize(
    "arguments", [("rehearse", "--play", "--speed", "1000"), ("info",), ("--help",)], ids=str
)
def test_a_reader_that_left_is_no_news(arguments: tuple[str, ...], tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*arguments, stdout=writer, XDG_STATE_HOME=str(tmp_path))
    os.close(writer)

    status, _, err = end(process)
    assert (status, err) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no full device")
@pytest.mark.parametrize(
    "arguments", [("rehearse", "--play", "--speed", "1000"), ("info",), ("--help",)], ids=str
)
def test_a_full_disk_is_one_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        status, _, err = end(start(*arguments, stdout=full, XDG_STATE_HOME=str(tmp_path)))

    assert status == 5
    assert err == "drilltui: The output cannot be written: No space left on device.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no full device")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_full_disk_is_heard_of_without_a_buffer_too(option: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start(option, stdout=full, XDG_STATE_HOME=str(tmp_path), PYTHONUNBUFFERED="1")
        status, _, err = end(process)

    assert status == 5
    assert err == "drilltui: The output cannot be written: No space left on device.\n"


def test_ctrl_c_ends_a_drill_without_a_traceback(tmp_path: Path) -> None:
    process = start("rehearse", "--play", "--speed", "1", XDG_STATE_HOME=str(tmp_path))
    assert process.stdout is not None
    for line in process.stdout:
        if "Accepted: job" in line:
            break
    process.send_signal(signal.SIGINT)

    status, _, err = end(process)
    assert (status, err) == (130, "drilltui: Interrupted.\n")


def test_the_sandbox_s_options_reach_it() -> None:
    with start("sandbox", "--tls", "--proxy", "--skew", "-17", "--scenario", "doors") as process:
        assert process.stdout is not None
        access = json.loads(process.stdout.readline())
        assert access["user"] == "drill-operator"
        assert access["endpoint"].startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=access["ca_file"])
        with httpx.Client(proxy=access["proxy"], verify=trusting, trust_env=False) as client:
            answer = client.get(f"{access['endpoint']}/v3")
        behind = datetime.now(UTC) - parsedate_to_datetime(answer.headers["date"])
        assert round(behind / timedelta(minutes=1)) == 17
        process.send_signal(signal.SIGTERM)
        assert end(process) == (0, "", "")
