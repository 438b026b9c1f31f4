"""What the service does not do for a drill, as items that people tick off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be done by hand. `key` is stable, ``routes`` or ``own.tell-the-desk``.

    `why` says why the service leaves it, `how` what to do; `about` what it concerns, as seen
    ("2 routes of vpc-prod"). `when` is the phase it belongs to: ``before``, ``running``, ``after``.
    """

    key: str
    title: str
    why: str
    how: str
    about: str = ""
    when: str = "running"


@dataclass(frozen=True, slots=True)
class Tick:
    """An item was done, or is not after all. `by_reading` says that the cloud itself showed it."""

    key: str
    done: bool
    at: datetime
    by: str
    remark: str = ""
    by_reading: bool = False
