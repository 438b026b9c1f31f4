"""Whether a drill server does what it is for: set by a person, or by a probe that a person ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Verification:
    """The last word on a drill server. `how`: ``person``, ``tcp HOST:PORT``, ``command ...``."""

    server_id: str
    passed: bool
    at: datetime
    by: str
    how: str = "person"
    remark: str = ""
    instance_id: str = ""
