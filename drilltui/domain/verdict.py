"""What a check found."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    """From good to bad; `UNKNOWN` means: could not look."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    UNKNOWN = "?"
