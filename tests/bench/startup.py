"""How long a person waits for the program, beside programs that do next to nothing.

With a profile the program looks for its secret after the first frame: whether there is a keyring,
and how it fares, must not be seen in the time to that frame.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping

from drilltui.domain.profile import SERVICES
from tests.bench.figure import Figure
from tests.bench.noise import undisturbed
from tests.bench.terminal import COLOURS_256, Terminal, bare, clean_environ, drilltui
from tests.requirements import KEYRING_PROGRAMS
from tests.store.vault.host import Host

ROUNDS = 11
"""How often each of two programs runs, in turns, so that both meet the same noise."""


def figures() -> Iterator[Figure]:
    """Measure first paint, `--help` and the unattended drill."""
    yield _first_paint()
    yield _profile_paint()
    yield from _keyring_paint()
    yield _help()
    yield _play()


def _first_paint() -> Figure:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_paint(*bare("bare")))
        ours.append(_paint(*drilltui("rehearse")))
    return _ratio("first paint / ten-line Textual app", ours, theirs, 1.3)


def _profile_paint() -> Figure:
    ours, theirs = [], []
    with Host() as host:
        _write_profile(host)
        for _ in range(ROUNDS):
            theirs.append(_paint(*drilltui("rehearse")))
            ours.append(_paint(*drilltui(), environ=host.environ))
    return _ratio("first paint of a profile / rehearsal", ours, theirs, 1.15)


def _keyring_paint() -> Iterator[Figure]:
    """Measure the first paint where a keyring is open, and where it has stopped answering."""
    if missing := [name for name in KEYRING_PROGRAMS if shutil.which(name) is None]:
        sys.stdout.write(f"no keyring is measured without {' and '.join(missing)}\n")
        return
    with Host() as without, Host() as host:
        _write_profile(without)
        _write_profile(host)
        host.bus()
        daemon = host.keyring()
        for state in ("open", "stopped"):
            ours, theirs = [], []
            if state == "stopped":
                daemon.send_signal(signal.SIGSTOP)
            for _ in range(ROUNDS):
                theirs.append(_paint(*drilltui(), environ=without.environ))
                ours.append(_paint(*drilltui(), environ=host.environ))
            yield _ratio(f"first paint, keyring {state} / none", ours, theirs, 1.15)


def _write_profile(host: Host) -> None:
    """Write a profile whose cloud refuses connections, on this machine."""
    folder = host.folder / "config" / "drilltui"
    folder.mkdir(mode=0o700)
    endpoints = "\n".join(f'{name} = "http://127.0.0.1:9"' for name in SERVICES)
    (folder / "config.toml").write_text(
        f'[profiles.prod]\nregion = "eu-de"\n[profiles.prod.endpoints]\n{endpoints}\n', "utf-8"
    )


def _paint(*command: str, environ: Mapping[str, str] | None = None) -> float:
    with Terminal(*command, colours=COLOURS_256, environ=environ) as terminal:
        return terminal.until(lambda text: not text.isspace() and bool(text)) - terminal.begun


def _help() -> Figure:
    ours, theirs = [], []
    for _ in range(2 * ROUNDS):
        theirs.append(_run(sys.executable, "-c", "pass"))
        ours.append(_run(*drilltui("--help")))
    return _ratio("--help / python -c pass", ours, theirs, 4.0)


def _play() -> Figure:
    took = [_run(*drilltui("rehearse", "--play")) for _ in range(3)]
    return Figure("rehearse --play", undisturbed(took), 5.0, "s", _spread(took))


def _run(*command: str) -> float:
    with tempfile.TemporaryDirectory(prefix="drilltui-bench-") as home:
        begin = time.perf_counter()
        # Without a timeout, which would make it look for the end at intervals.
        subprocess.run(command, env=clean_environ(home, {}), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin


def _ratio(name: str, ours: list[float], theirs: list[float], budget: float) -> Figure:
    detail = f"{_spread(ours)} / {_spread(theirs)}"
    return Figure(name, undisturbed(ours) / undisturbed(theirs), budget, "x", detail)


def _spread(seconds: list[float]) -> str:
    least, middle, most = (
        1000 * number for number in (min(seconds), undisturbed(seconds), max(seconds))
    )
    return f"{middle:.0f} ms ({least:.0f}-{most:.0f})"
