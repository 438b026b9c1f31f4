"""May this group be drilled now? The answer that a list can give without asking the cloud again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drilltui.domain.drill import Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import tr
from drilltui.domain.preflight.group_rules import (
    drillable_states,
    first_synchronisation,
    group_content,
    group_state,
    present_drills,
)
from drilltui.domain.preflight.judgement import Judgement
from drilltui.domain.rules import rules
from drilltui.domain.verdict import Verdict

__all__ = ["Readiness", "drillable_states", "readiness"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a drill may be started, why (not), what would help, and the code it prevents."""

    verdict: Verdict
    reason: str
    remedy: str = ""
    code: str = ""

    @property
    def ready(self) -> bool:
        """True when nothing known speaks against a drill."""
        return self.verdict in (Verdict.OK, Verdict.WARN)


def readiness(group: ProtectionGroup, drills: Sequence[Drill] = ()) -> Readiness:
    """Judge `group`, given the drills it has, by the rules of preflight that a list can ask."""
    judged = {
        "group-state": group_state(group),
        "group-content": group_content(group),
        "first-sync": first_synchronisation(group),
        "group-drills": present_drills(drills),
    }
    for rule, judgement in judged.items():
        if judgement:
            return _readiness(rule, judgement)
    return Readiness(Verdict.OK, tr("ready"))


def _readiness(rule: str, judgement: Judgement) -> Readiness:
    stopping = judgement.verdict is Verdict.STOP
    code = judgement.code or (rules("preflight")[rule]["code"] if stopping else "")
    return Readiness(judgement.verdict, judgement.seen, judgement.remedy, code)
