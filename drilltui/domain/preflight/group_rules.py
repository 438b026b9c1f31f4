"""Rules about the group itself and its drills, as far as a list of groups shows them.

Each says None where it is content, so that the list's readiness is judged by the very same.
"""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.drill import CREATING, DELETING, Drill
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.judgement import Judgement, stop, unknown, warn
from drilltui.domain.rules import rules


def drillable_states() -> frozenset[str]:
    """Return the group states in which the service accepts a new drill (SDRS.1002 otherwise)."""
    return frozenset(rules("groups")["states"])


def group_state(group: ProtectionGroup) -> Judgement | None:
    """Judge the group's state: the service names those in which it takes a drill."""
    if group.status in drillable_states():
        return None
    known = rules("groups")["refused"].get(group.status)
    if known:
        return stop(tr(known["why"]), tr(known["remedy"]))
    return stop(
        tr("unknown state {state}", state=group.status or tr("(none)")),
        tr("look at the group in the console"),
    )


def group_content(group: ProtectionGroup) -> Judgement | None:
    """Judge whether there is anything to make servers from."""
    if group.instance_count or group.pair_count:
        return None
    return stop(tr("nothing is protected"), tr("add a protected instance to the group"))


def first_synchronisation(group: ProtectionGroup) -> Judgement | None:
    """Judge the group's own figure of its first synchronisation.

    With protection off the service tells progress 0 of a group that was complete: only a protected
    group's figure means anything.
    """
    if group.status != "protected" or group.progress is None or group.progress >= 100:
        return None
    return stop(
        tr("first sync {progress} %", progress=group.progress),
        tr("wait for 100 %: servers made from half a copy may not start"),
    )


def untold_synchronisation(group: ProtectionGroup) -> Judgement | None:
    """Tell a figure that says nothing of the first synchronisation, or that there is none."""
    if group.progress is None:
        return unknown(tr("the group tells no progress"))
    if group.progress >= 100:
        return None
    return unknown(
        tr(
            "cannot be told: {progress} % of a group that is {status}",
            progress=group.progress,
            status=group.status,
        )
    )


def present_drills(drills: Sequence[Drill]) -> Judgement | None:
    """Judge the drills that the group has: none of them forbids another."""
    for status, words in _GOING_ON.items():
        for drill in drills:
            if drill.status == status:
                return warn(tr(words, name=drill.name), tr("follow that drill first"), _IN_PROGRESS)
    if not drills:
        return None
    newest = max(drills, key=lambda drill: str(drill.created_at or ""))
    return warn(tr("{name} is there", name=newest.name), tr("delete it when it is verified"))


_GOING_ON = {
    CREATING: marked("{name} is being made"),
    DELETING: marked("{name} is being deleted"),
}

_IN_PROGRESS = "SDRS.1002"
"""What a service that takes one call for a group at a time answers meanwhile (unconfirmed)."""
