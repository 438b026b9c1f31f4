"""What commands print, and what happens when nobody takes it."""

from __future__ import annotations

import sys


class OutputLostError(Exception):
    """Standard output takes no more, of a full disk for instance."""


def complain(sentence: str, status: int) -> int:
    """Say on standard error what is wrong; return `status`."""
    print(f"drilltui: {sentence}", file=sys.stderr)
    return status


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
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
