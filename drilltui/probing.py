"""Probes of drill servers as they are run: a command without a shell, a connection to a port.

A command gets few variables of ours (no credential is among them), no terminal, no standard input,
and a process group of its own, which is killed when its time is over or nobody waits any more. What
leaves that group on purpose (``setsid``) is out of reach.
"""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.probe import PlannedProbe, ProbeResult

PASSED_ON: Final = ("PATH", "HOME", "LANG", "SSH_AUTH_SOCK")
"""The variables that a command gets."""

MOST_BYTES: Final = 65_536
"""So much of what a command printed last is kept; the rest is let go."""

MOST_CHARACTERS: Final = 500
"""So much of it is kept: the end, where programs say what went wrong."""

_AFTER_THE_END = 0.2
"""Seconds for what is still in the pipe when the command has ended."""


class HostProber:
    """The port `Prober` over this host's processes and network."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {name: environ[name] for name in PASSED_ON if name in environ}

    @property
    def about(self) -> str:
        """Nothing: it is just run."""
        return ""

    async def run(self, probe: PlannedProbe) -> ProbeResult:
        """Run a probe within its seconds."""
        if probe.command:
            return await self._command(probe)
        return await _connection(probe)

    async def _command(self, probe: PlannedProbe) -> ProbeResult:
        output = _Output()
        try:
            try:
                process = await asyncio.create_subprocess_exec(
                    *probe.command,
                    stdin=DEVNULL,
                    stdout=output.writer,
                    stderr=output.writer,
                    env=self._environ,
                    start_new_session=True,
                )
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else str(error)
                return ProbeResult(None, plain(tr("it could not be run: {why}", why=why)))
            finally:
                output.written_elsewhere()
            return await _ended(process, output, probe.seconds)
        finally:
            output.close()


async def _ended(process: Process, output: _Output, seconds: float) -> ProbeResult:
    try:
        async with asyncio.timeout(seconds):
            status = await process.wait()
    except TimeoutError:
        return ProbeResult(
            False, _shortened(tr("no end within {seconds} s", seconds=f"{seconds:g}"), output.text)
        )
    finally:
        _kill_group(process.pid)
        await process.wait()
    with suppress(TimeoutError):
        async with asyncio.timeout(_AFTER_THE_END):
            await output.ended.wait()
    if status < 0:
        return ProbeResult(
            False, _shortened(tr("ended by signal {number}", number=-status), output.text)
        )
    return ProbeResult(status == 0, _shortened(tr("exit {status}", status=status), output.text))


def _kill_group(pid: int) -> None:
    """End whatever is left of a command: what it has begun belongs to its group as well."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


async def _connection(probe: PlannedProbe) -> ProbeResult:
    try:
        async with asyncio.timeout(probe.seconds):
            _, writer = await asyncio.open_connection(probe.address, probe.port)
    except TimeoutError:
        return ProbeResult(False, tr("no answer within {seconds} s", seconds=f"{probe.seconds:g}"))
    except OSError as error:
        return ProbeResult(False, plain(error.strerror or type(error).__name__))
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return ProbeResult(True, tr("it answers"))


class _Output:
    """A pipe of which the end is kept. It is read without waiting for its end.

    Something that a command leaves behind may hold it open for ever.
    """

    def __init__(self) -> None:
        self._reader, self.writer = os.pipe()
        os.set_blocking(self._reader, False)
        self._kept = bytearray()
        self.ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._reader, self._read)

    @property
    def text(self) -> str:
        """What was read so far."""
        return self._kept.decode("utf-8", "replace")

    def written_elsewhere(self) -> None:
        """Give up our own end: the command has it now."""
        os.close(self.writer)

    def _read(self) -> None:
        try:
            told = os.read(self._reader, MOST_BYTES)
        except BlockingIOError:
            return
        if not told:
            asyncio.get_running_loop().remove_reader(self._reader)
            self.ended.set()
        self._kept = (self._kept + told)[-MOST_BYTES:]

    def close(self) -> None:
        """Read no more."""
        asyncio.get_running_loop().remove_reader(self._reader)
        os.close(self._reader)


def _shortened(end: str, output: str) -> str:
    """Return how it ended, and the end of what it printed, on one line that nothing obeys."""
    lines = (plain(line).strip() for line in output.splitlines())
    told = " | ".join(line for line in lines if line)
    if len(told) > MOST_CHARACTERS:
        told = f"...{told[-MOST_CHARACTERS:]}"
    return f"{end}: {told}" if told else end
