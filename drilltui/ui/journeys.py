"""Where a screen asks to go. The application knows the places; screens know only these wishes.

A screen posts one of these and the application opens the place, so that no screen imports another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from drilltui.domain.clearing import Plan
    from drilltui.domain.closing import Judgement
    from drilltui.domain.drill import Drill
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.told_code import ToldCode
    from drilltui.services.groups import GroupOverview
    from drilltui.ui.line import Line


@dataclass
class OpenGroup(Message):
    """Show a protection group in full."""

    overview: GroupOverview


@dataclass
class OpenForm(Message):
    """Prepare a drill of a group."""

    overview: GroupOverview


@dataclass
class OpenPreflight(Message):
    """Show everything that a drill of a group would meet."""

    overview: GroupOverview


@dataclass
class OpenDrills(Message):
    """List the drills of a group, or of the project when it is None."""

    overview: GroupOverview | None


@dataclass
class OpenDrill(Message):
    """Show a drill with its servers."""

    drill_id: str
    name: str


@dataclass
class OpenRename(Message):
    """Give a drill another name."""

    drill: Drill


@dataclass
class OpenDelete(Message):
    """Ask for the typed confirmation of a delete; `names` of instances, as far as known."""

    drill: Drill
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass
class OpenCleanup(Message):
    """Show what the drill of a record left."""

    record_id: str
    name: str


@dataclass
class OpenExercise(Message):
    """Show what people say around the drill of a record."""

    record_id: str
    name: str


@dataclass
class OpenChecklist(Message):
    """Show what the service leaves to people, as the record has kept it."""

    record_id: str
    name: str


@dataclass
class OpenClosing(Message):
    """Close a record as clean as `judgement` says; `worked` says how far it was verified."""

    exercise: Exercise
    judgement: Judgement
    worked: tuple[Line, ...] = ()


@dataclass
class OpenClearing(Message):
    """Ask for the typed confirmation of a clean-up, and carry it out."""

    plan: Plan


@dataclass
class OpenReason(Message):
    """Ask why the leftovers `keys` are let be."""

    record_id: str
    name: str
    keys: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...] = ()


@dataclass
class OpenMonitor(Message):
    """Show what is followed by `key`. `instead` takes the place of the asking screen."""

    key: str
    instead: bool = False


@dataclass
class OpenSettle(Message):
    """Let a person say which of `candidates` the open call of a record has made, if any."""

    exercise: Exercise
    candidates: tuple[Drill, ...] = ()


@dataclass
class CopyText(Message):
    """Offer a text to the terminal's clipboard: its lines, which are joined nowhere else."""

    lines: tuple[str, ...]


@dataclass
class OpenText(Message):
    """Show lines, under a title: a raw answer, a request in full."""

    title: str
    lines: tuple[Line, ...]


@dataclass
class OpenExplain(Message):
    """Say what these codes mean."""

    told: tuple[ToldCode, ...]


@dataclass
class OpenSignIn(Message):
    """Sign in with the profile of this name, or with a new one; `why` says what led there."""

    profile: str = ""
    why: str = ""


class Rehearse(Message):
    """Leave what is open and begin a rehearsal."""


@dataclass
class EnterProfile(Message):
    """Leave what is open and begin anew with a profile."""

    name: str


class OpenAgain(Message):
    """Try again to open the session that could not be opened."""
