"""What a run was asked for: one typed object, made by the command line and passed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drilltui.domain.credential import Keepsake

DEFAULT_SCENARIO = "smooth"

CONFIG_FILE = "config.toml"
"""The name of the configuration file in its folder."""


@dataclass(frozen=True, slots=True)
class RehearsalSettings:
    """How to set up a rehearsal.

    `seed` decides what a surprise is and how long things take, None where any will do;
    `speed` is how fast sandbox time runs; `groups` adds that many generated protection groups;
    `state_dir` overrides where the journal lies; `rto_minutes` is how soon the servers of a drill
    should be up, None for no such target.

    One that is `lasting` is kept beside the journal until its records are closed, and taken up
    again by the next that is so, unless that is to be `new`; it must be of the same scenario, or
    with `any_scenario` of any.
    """

    scenario: str = DEFAULT_SCENARIO
    speed: float = 1.0
    groups: int = 0
    state_dir: Path | None = None
    rto_minutes: int | None = None
    seed: int | None = None
    lasting: bool = False
    new: bool = False
    any_scenario: bool = False


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """How to work on a real cloud: what the options of this run said.

    `profile` is a name, empty when none was said; `readonly` keeps every change back; `secrets`
    are those that a file descriptor brought. `config_dir` and `state_dir` override where the
    configuration file and the journal lie.
    """

    profile: str = ""
    readonly: bool = False
    secrets: Keepsake | None = None
    config_dir: Path | None = None
    state_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How to draw: `ascii_only` forces plain ASCII, `mouse` turns mouse reporting on.

    `runbook` is the key of the one that the guide begins with: empty for none, None for the one of
    the lesson, which a rehearsal knows.
    """

    ascii_only: bool = False
    mouse: bool = False
    runbook: str | None = ""


def config_dir() -> Path:
    """Return where the configuration file lies; made by whoever writes there first."""
    from platformdirs import user_config_path

    return user_config_path("drilltui", appauthor=False)


def state_dir() -> Path:
    """Return where the journal lies; made by whoever writes there first."""
    from platformdirs import user_state_path

    return user_state_path("drilltui", appauthor=False)
