"""Running another program, behind a door that tests hold."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit status, what it wrote, what it complained of."""

    status: int
    output: bytes
    complaint: str


Run: TypeAlias = Callable[[Sequence[str], bytes], Finished]
"""Runs a program with arguments and input. Raises OSError where it is not there."""


def run_program(arguments: Sequence[str], given: bytes) -> Finished:
    """Run a program without a shell. It may ask on the terminal, which it opens itself."""
    done = subprocess.run(arguments, input=given, capture_output=True, check=False)
    return Finished(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
