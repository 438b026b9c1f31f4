"""An export is verified with no network, no cloud code, no screens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from drilltui import __version__
from drilltui.domain.language import ENGLISH, words_of
from drilltui.domain.record import seal
from drilltui.evidence import names
from drilltui.evidence.export import Stamp, export
from drilltui.evidence.redaction import Redaction
from drilltui.evidence.writing import write_export
from tests.evidence.story import BEGUN, EVENTS

ALONE = """
import socket, sys

class Forbidden:
    NEVER = ("httpx", "textual", "rich", "starlette", "sqlite3", "keyring", "platformdirs")
    ROOMS = ("cloud", "store", "services", "ui", "sandbox", "wiring")

    def find_spec(self, name, path=None, target=None):
        parts = name.split(".")
        ours = parts[0] == "drilltui" and len(parts) > 1 and parts[1] in self.ROOMS
        if ours or parts[0] in self.NEVER:
            raise ImportError(f"{name} is forbidden here")

def no(*args, **more):
    raise OSError("there is no network here")

sys.meta_path.insert(0, Forbidden())
socket.socket = socket.create_connection = socket.getaddrinfo = no
from drilltui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def verified(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ALONE, "verify", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_verifying_needs_nothing_but_the_export(tmp_path: Path) -> None:
    stamp = Stamp(__version__, BEGUN)
    told = EVENTS[:4]  # what comes next looks like a secret, is hidden, and so is not checked
    note = seal(told[-1].record_id, 5, BEGUN, "note", {"text": "silent"}, told[-1].hash)
    files = export([*told, note], words_of(ENGLISH), stamp, Redaction(b""))
    write_export(tmp_path / "out.zip", files)
    done = verified(tmp_path / "out.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert "is whole." in done.stdout
    assert "made again and compared" in done.stdout

    changed = files[names.EVENTS].replace(b"silent", b"louder")
    write_export(tmp_path / "changed", {**files, names.EVENTS: changed})
    done = verified(tmp_path / "changed")
    assert (done.returncode, done.stderr) == (1, "")
    line = files[names.EVENTS].partition(b"silent")[0].count(b"\n") + 1
    assert f"events.jsonl, line {line}: its hash is not that of what it says" in done.stdout

    assert verified(tmp_path).returncode == 2
