"""What commands print, and what happens when nobody takes it."""

from __future__ import annotations

import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import TextIO


class OutputLostError(Exception):
    """Standard output takes no more, of a full disk for instance."""


def complain(sentence: str, status: int) -> int:
    """Say on standard error what is wrong; return `status`."""
    mention(f"drilltui: {sentence}")
    return status


def mention(*lines: str) -> None:
    """Print `lines` on standard error. Nobody there to read them is no reason to stop."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            print(line, file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def say(*lines: str) -> None:
    """Print `lines` and send them off. Raises OutputLostError (BrokenPipeError for a pipe)."""
    try:
        for line in lines:
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise OutputLostError(error.strerror) from error


def drop_output() -> None:
    """Let what is still buffered go nowhere: flushed at exit, it would raise once more."""
    _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
