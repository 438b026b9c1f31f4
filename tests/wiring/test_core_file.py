"""A process that holds secrets leaves no core file and is traced by nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ASK = """
import ctypes, subprocess, sys
from drilltui.wiring.core_file import keep_out_of_core_files
keep_out_of_core_files()
ask = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
subprocess.run([sys.executable, "-c", ask], check=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is of Linux")
@pytest.mark.parametrize(("environ", "own"), [({}, "0"), ({"DRILLTUI_DEBUG": "1"}, "1")])
def test_it_is_not_dumpable_and_what_it_starts_is(environ: dict[str, str], own: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [own, "1"]
    assert done.stderr == ""
