from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drilltui.domain.probe import PlannedProbe, ProbeResult
from drilltui.probing import MOST_CHARACTERS, HostProber

ENVIRON = {**os.environ, "HW_SECRET_KEY": "never-to-be-seen", "LANG": "C.UTF-8"}


def python(code: str, seconds: float = 20.0, *more: str) -> PlannedProbe:
    command = (sys.executable, "-c", code, *more)
    return PlannedProbe("t", "s", "n", "127.0.0.1", False, seconds, command)


def port(number: int, seconds: float = 5.0) -> PlannedProbe:
    return PlannedProbe("t", "s", "n", "127.0.0.1", False, seconds, (), number)


async def run(probe: PlannedProbe) -> ProbeResult:
    return await HostProber(ENVIRON).run(probe)


async def test_a_command_that_ends_well_passes_with_what_it_printed() -> None:
    code = "import sys; print('one'); sys.stdout.flush(); print('two', file=sys.stderr)"
    assert await run(python(code)) == ProbeResult(True, "exit 0: one | two")


async def test_another_exit_fails() -> None:
    assert await run(python("raise SystemExit(7)")) == ProbeResult(False, "exit 7")
    killed = await run(python("import os; os.kill(os.getpid(), 9)"))
    assert killed == ProbeResult(False, "ended by signal 9")


async def test_no_shell_reads_its_words() -> None:
    said = await run(python("import sys; print(sys.argv[1])", 20.0, "$(id); `id` > /tmp/x"))
    assert said.said == "exit 0: $(id); `id` > /tmp/x"


async def test_no_secret_is_in_its_environment_and_no_terminal_is_there() -> None:
    code = (
        "import os, sys; print(*sorted(os.environ)); print(repr(sys.stdin.read()));"
        " print(os.getsid(0) == os.getpid())"
    )
    said = (await run(python(code))).said
    names, typed, leader = said.removeprefix("exit 0: ").split(" | ")
    assert set(names.split()) <= {"PATH", "HOME", "LANG", "SSH_AUTH_SOCK", "LC_CTYPE"}
    assert (typed, leader) == ("''", "True")
    assert "never-to-be-seen" not in said


async def test_what_it_prints_is_shortened_and_obeyed_by_nobody() -> None:
    said = await run(python("print('\\x1b[2J' + 'x' * 9999 + 'end')"))
    assert said.said.endswith("xend")
    assert len(said.said) < MOST_CHARACTERS + 20
    assert "\x1b" not in said.said
    assert (await run(python("print('\\x1b[2Jx')"))).said == "exit 0: ?[2Jx"


async def test_a_flood_is_read_and_let_go() -> None:
    code = "import sys\nfor _ in range(400): sys.stdout.write('y' * 10000)"
    assert (await run(python(code))).passed


async def test_the_end_of_a_flood_is_kept() -> None:
    said = await run(python("print('x' * 200_000); print('why it went wrong')"))
    assert said.said.endswith("why it went wrong")


async def test_its_group_ends_with_its_time(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, pathlib, signal, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"pathlib.Path({str(pids)!r}).write_text(f'{{os.getpid()}} {{child.pid}}')\n"
        "print('begun', flush=True)\n"
        "signal.pause()\n"
    )
    assert await run(python(code, 1.0)) == ProbeResult(False, "no end within 1 s: begun")
    await _all_gone(pids)


async def test_what_it_leaves_behind_ends_with_it_and_holds_nothing_up(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import pathlib, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"pathlib.Path({str(pids)!r}).write_text(str(child.pid))\n"
    )
    assert await run(python(code)) == ProbeResult(True, "exit 0")
    await _all_gone(pids)


async def test_giving_up_ends_it(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, pathlib, signal\n"
        f"pathlib.Path({str(pids)!r}).write_text(str(os.getpid()))\n"
        "signal.pause()\n"
    )
    running = asyncio.ensure_future(run(python(code)))
    await _until(lambda: pids.exists() and pids.read_text() != "")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await _all_gone(pids)


async def _all_gone(pids: Path) -> None:
    await _until(lambda: not any(_runs(pid) for pid in pids.read_text().split()))


async def _until(so: Callable[[], bool]) -> None:
    """Wait until something of another process is so."""
    async with asyncio.timeout(10):
        while not so():  # noqa: ASYNC110 - another process tells nobody
            await asyncio.sleep(0.01)


def _runs(pid: str) -> bool:
    try:
        # A zombie that nobody has waited for is over, too.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def test_what_cannot_be_run_says_nothing_of_the_server() -> None:
    nowhere = PlannedProbe("t", "s", "n", "", False, 5.0, ("/nowhere/probe",))
    assert await run(nowhere) == ProbeResult(None, "it could not be run: No such file or directory")


async def test_a_port_that_answers_passes() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        number = server.sockets[0].getsockname()[1]
        assert await run(port(number)) == ProbeResult(True, "it answers")
    refused = await run(port(number))
    assert refused.passed is False
    assert refused.said
