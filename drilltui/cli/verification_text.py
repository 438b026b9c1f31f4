"""What was said of drill servers, or came of their probes, as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drilltui.cli.json_lines import json_line, json_time
from drilltui.domain.drill import Drill
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain


@dataclass(frozen=True, slots=True)
class Said:
    """A word on a server. `passed` None: a probe could not be run, and nothing was recorded."""

    server_id: str
    server: str
    instance_id: str
    instance: str
    passed: bool | None
    how: str
    remark: str
    at: datetime
    by: str

    @property
    def word(self) -> str:
        """How it ended, in a word or two."""
        if self.passed is None:
            return tr("not looked at")
        return tr("verified") if self.passed else tr("failed")


def as_line(said: Said, drill: Drill) -> str:
    """Return it as one JSON object on one line."""
    return json_line(
        "verification",
        drill_id=drill.id,
        drill=drill.name,
        server_id=said.server_id,
        server=said.server,
        instance_id=said.instance_id,
        instance=said.instance,
        passed=said.passed,
        how=said.how,
        remark=said.remark,
        at=json_time(said.at),
        by=said.by,
    )


def as_text(said: Said) -> str:
    """Return it as a line for people."""
    remark = f", {said.remark}" if said.remark else ""
    return plain(f"{said.server or said.server_id}: {said.word} ({said.how}{remark})")
