"""May this group be drilled now? The answer that a list can give without asking the cloud again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drilltui.domain.drill import CREATING, DELETING, Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.rules import rules
from drilltui.domain.verdict import Verdict


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


def drillable_states() -> frozenset[str]:
    """Return the group states in which the service accepts a new drill (SDRS.1002 otherwise)."""
    return frozenset(rules("groups")["states"])


def readiness(group: ProtectionGroup, drills: Sequence[Drill] = ()) -> Readiness:
    """Judge `group`, given the drills it has."""
    for check in (_state, _content, _first_synchronisation):
        if found := check(group):
            return found
    return _present_drills(drills) or Readiness(Verdict.OK, "ready")


def _state(group: ProtectionGroup) -> Readiness | None:
    if group.status in drillable_states():
        return None
    book = rules("groups")
    known = book["refused"].get(group.status)
    reason = known["why"] if known else f"unknown state {group.status or '(none)'}"
    remedy = known["remedy"] if known else "look at the group in the console"
    return Readiness(Verdict.STOP, reason, remedy, book["code"])


def _content(group: ProtectionGroup) -> Readiness | None:
    if group.instance_count or group.pair_count:
        return None
    return Readiness(Verdict.STOP, "nothing is protected", "add a protected instance to the group")


def _first_synchronisation(group: ProtectionGroup) -> Readiness | None:
    # With protection off the service tells progress 0 of a group that was complete: only a
    # protected group's figure means anything.
    if group.status != "protected" or group.progress is None or group.progress >= 100:
        return None
    return Readiness(
        Verdict.STOP,
        f"first sync {group.progress} %",
        "wait for 100 %: servers made from half a copy may not start",
        "SDRS.1830",
    )


def _present_drills(drills: Sequence[Drill]) -> Readiness | None:
    for status, doing in ((CREATING, "being made"), (DELETING, "being deleted")):
        for drill in drills:
            if drill.status == status:
                return Readiness(
                    Verdict.WARN, f"{drill.name} is {doing}", "follow that drill first"
                )
    if drills:
        newest = max(drills, key=lambda drill: str(drill.created_at or ""))
        return Readiness(Verdict.WARN, f"{newest.name} is there", "delete it when it is verified")
    return None
