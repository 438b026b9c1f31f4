"""What a crash leaves on disk: the whole memory of a process, secrets and all."""

from __future__ import annotations

import os
import sys

_PR_SET_DUMPABLE = 4
"""From <linux/prctl.h>."""


def keep_out_of_core_files() -> None:
    """Let the kernel write no core file of this process, nor let others of this user trace it.

    A limit of core files (ulimit -c 0) would not do: a crash collector that the kernel pipes them
    to gets them all the same (core(5)). Programs that we start are not touched by it. Where it does
    not work nothing is lost but this. With DRILLTUI_DEBUG debuggers may attach.
    """
    if not sys.platform.startswith("linux") or os.environ.get("DRILLTUI_DEBUG"):
        return
    import ctypes

    try:
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
