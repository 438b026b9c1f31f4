"""What a run was asked for: one typed object, made by the command line and passed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_SCENARIO = "smooth"


@dataclass(frozen=True, slots=True)
class RehearsalSettings:
    """How to set up a rehearsal.

    `speed` is how fast sandbox time runs; `groups` adds that many generated protection groups;
    `state_dir` overrides where the journal lies.
    """

    scenario: str = DEFAULT_SCENARIO
    speed: float = 1.0
    groups: int = 0
    state_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How to draw: `ascii_only` forces plain ASCII, `mouse` turns mouse reporting on."""

    ascii_only: bool = False
    mouse: bool = False


def state_dir() -> Path:
    """Return where the journal lies; made by whoever writes there first."""
    from platformdirs import user_state_path

    return user_state_path("drilltui", appauthor=False)
