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


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """What a run over a real cloud was started with.

    `profile` is empty when none was named; `secret_fd` is the descriptor that secrets are read
    from; `config_dir` and `state_dir` override where the configuration and the journal lie.
    """

    profile: str = ""
    readonly: bool = False
    secret_fd: int | None = None
    config_dir: Path | None = None
    state_dir: Path | None = None


def config_dir() -> Path:
    """Return where the configuration file lies; made by whoever writes there first."""
    from platformdirs import user_config_path

    return user_config_path("drilltui", appauthor=False)


def state_dir() -> Path:
    """Return where the journal lies; made by whoever writes there first."""
    from platformdirs import user_state_path

    return user_state_path("drilltui", appauthor=False)
