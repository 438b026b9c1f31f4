"""Where a person works: which cloud, which region, which project, and whether it is for real."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

USUAL_DAYS = 180
"""Days between drills where a profile says nothing: half a year."""


class Mode(Enum):
    """Rehearsal or live; shown on every screen and kept in every record."""

    REHEARSAL = "rehearsal"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Place:
    """The other end of the wire. `profile` is the scenario's name in a rehearsal.

    `world` tells the embedded cloud of one run from that of another, whose ids are the same; it is
    empty for a live cloud, of which there is one; `resumed` says that it was there before this run.
    `readonly` says that nothing may be changed.
    `rto_minutes` is how soon the servers of a drill should be up, None for no such target;
    `overdue_days` how often each group is to be drilled.
    """

    mode: Mode
    profile: str
    region: str
    project_id: str
    endpoint: str
    person: str
    host: str
    world: str = ""
    resumed: bool = False
    readonly: bool = False
    rto_minutes: int | None = None
    overdue_days: int = USUAL_DAYS
