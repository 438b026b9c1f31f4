"""What a second drilltui does to a journal; run as `python -m`, told what to do by arguments.

append PATH RECORD COUNT   opens, says "ready", waits for a line, appends COUNT events, says "done"
die PATH RECORD            appends one event, then kills itself with SIGKILL
extend PATH RECORD         opens, says "ready"; at a line reads the position and says it, at the
                           next one extends from there, and says "won" or "overtaken"; and so on
hold PATH RECORD           says whether it could take the record; closes when a line comes
end PATH RECORD            the same, but ends without closing
aside PATH [STEP]          opens, and kills itself after STEP of setting the journal aside; says how
                           many events it read then, and of what mishap it was told
hang PATH append|open|ro   a disk that does not answer: begins what never ends (ro: to read), says
                           "closing", closes and says what it was told
open PATH                  gives up root's rights, opens, says what it is told
read FOLDER                gives up root's rights, opens as a start does, says why it may not write
                           and how many events there are
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NoReturn

from drilltui.domain.errors import JournalError
from drilltui.domain.ports import Journal
from drilltui.domain.record import Entry, Overtaken
from drilltui.store.journal_file import JournalFile
from drilltui.store.sqlite_journal import open_journal
from drilltui.store.unwritable_journal import UnwritableJournal
from drilltui.wiring.journal import open_journal_or_read

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
NOBODY = 65534


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a second process with these arguments, its input and output in pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.other_process", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=Path(__file__).parents[2],
    )


def say(process: subprocess.Popen[str], line: str) -> None:
    """Send a line to a process."""
    _pipe(process.stdin).write(line + "\n")
    _pipe(process.stdin).flush()


def hear(process: subprocess.Popen[str]) -> str:
    """Wait for a line of a process."""
    return _pipe(process.stdout).readline().strip()


def end(process: subprocess.Popen[str]) -> int:
    """Wait until a process has ended and return its code."""
    with process:
        return process.wait(timeout=30)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _append(path: Path, record_id: str, count: int) -> None:
    journal = await open_journal(path)
    _tell("ready")
    sys.stdin.readline()
    for number in range(count):
        await journal.append(record_id, "note", {"by": os.getpid(), "number": number}, MOMENT)
    await journal.close()
    _tell("done")


async def _extend(path: Path, record_id: str) -> None:
    journal = await open_journal(path)
    _tell("ready")
    while sys.stdin.readline():
        position = await journal.head()
        _tell(str(position))
        sys.stdin.readline()
        entries = [Entry(record_id, "note", {"by": os.getpid(), "n": n}) for n in range(3)]
        try:
            await journal.extend(entries, MOMENT, position)
        except Overtaken:
            _tell("overtaken")
        else:
            _tell("won")
    await journal.close()


async def _hold(path: Path, record_id: str, *, close: bool) -> None:
    journal = await open_journal(path)
    _tell(str(await journal.take(record_id)))
    sys.stdin.readline()
    if close:
        await journal.close()


def _aside(path: Path, step: str) -> None:
    from drilltui.store.opening import Doors, open_file

    def done(what: str) -> None:
        if what == step:
            os.kill(os.getpid(), signal.SIGKILL)

    opened = open_file(path, doors=Doors(done=done))
    _tell(f"{opened.file.head()} {opened.mishap and opened.mishap.aside}")
    sys.stdin.readline()
    opened.close()


async def _die(path: Path, record_id: str) -> None:
    journal = await open_journal(path)
    await journal.append(record_id, "intended", {"action": "create"}, MOMENT)
    os.kill(os.getpid(), signal.SIGKILL)


async def _hang(path: Path, how: str) -> None:
    from drilltui.store import opening, readable

    begun = threading.Event()

    def never(*_: object) -> NoReturn:
        begun.set()
        threading.Event().wait()
        raise AssertionError("for ever is over")

    async def end(journal: Journal, call: Coroutine[object, object, object]) -> None:
        calling = asyncio.ensure_future(call)
        await asyncio.to_thread(begun.wait)
        calling.cancel()
        _tell("closing")
        try:
            await journal.close()
        except JournalError as error:
            _tell(str(error))

    match how:
        case "append":
            journal = await open_journal(path)
            JournalFile._write = never  # type: ignore[method-assign, assignment]
            await end(journal, journal.append("r", "note", {}, MOMENT))
        case "ro":
            readable.open_reading = never  # type: ignore[assignment]
            unwritable = UnwritableJournal(JournalError("It is full."), path)
            await end(unwritable, unwritable.records())
        case "open":
            opening.open_file = never  # type: ignore[assignment]
            opened = asyncio.ensure_future(open_journal(path))
            await asyncio.to_thread(begun.wait)
            _tell("closing")
            opened.cancel()
            _tell(type((await asyncio.gather(opened, return_exceptions=True))[0]).__name__)


def _become_nobody() -> None:
    import drilltui.store.opening
    import drilltui.store.readable  # noqa: F401  # now: nobody may not be able to read it

    if os.geteuid() == 0:
        os.setuid(NOBODY)


async def _read(folder: Path) -> None:
    _become_nobody()
    journal = await open_journal_or_read(folder)
    _tell(str(journal.refusal))
    _tell(str(len((await journal.since(0)).events)))
    await journal.close()


async def _open(path: Path) -> None:
    _become_nobody()
    try:
        await (await open_journal(path)).close()
    except JournalError as error:
        _tell(str(error))
    else:
        _tell("opened")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["append", path, record_id, count]:
            asyncio.run(_append(Path(path), record_id, int(count)))
        case ["extend", path, record_id]:
            asyncio.run(_extend(Path(path), record_id))
        case ["hold" | "end" as how, path, record_id]:
            asyncio.run(_hold(Path(path), record_id, close=how == "hold"))
        case ["aside", path, *steps]:
            _aside(Path(path), *steps or ["none"])
        case ["die", path, record_id]:
            asyncio.run(_die(Path(path), record_id))
        case ["hang", path, how]:
            asyncio.run(_hang(Path(path), how))
        case ["read", folder]:
            asyncio.run(_read(Path(folder)))
        case ["open", path]:
            asyncio.run(_open(Path(path)))
