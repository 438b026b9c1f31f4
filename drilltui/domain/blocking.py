"""What keeps a call from being sent: an earlier one of the same kind that is not settled. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.errors import Blocked
from drilltui.domain.exercise import Call, Exercise
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending

_WORDS = {
    Action.CREATE: "The last submission for this group",
    Action.RENAME: "The last new name for this drill",
    Action.DELETE: "The deletion of this drill",
}


@dataclass(frozen=True, slots=True)
class Blocker:
    """An earlier call and the exercise it belongs to."""

    exercise: Exercise
    call: Call

    def error(self) -> Blocked:
        """Return what to tell who wanted to send another one."""
        what, record_id = _WORDS[Action(self.call.action)], self.exercise.record_id
        at = f"{self.call.at:%Y-%m-%d %H:%M} UTC"
        if self.call.sending is Sending.AMBIGUOUS:
            why = f"{what} of {at} is for a person to settle"
            help_ = "Say which drill it is: 'drilltui resume RECORD', or open the record."
        elif self.call.open:
            why = f"{what} of {at} is not settled: nobody knows yet whether it arrived"
            help_ = "It is looked up while drilltui runs; 'drilltui resume' settles it too."
        else:
            state = self.call.job_status or self.call.sending.value
            why = f"{what} of {at} is still being carried out ({state})"
            help_ = "Follow that one ('drilltui resume'), then try again."
        return Blocked(f"{why} (record {record_id}). Nothing was sent.", help_, record_id=record_id)


def blocker(action: Action, subject: str, exercises: Iterable[Exercise]) -> Blocker | None:
    """Return what stands in the way of `action` on `subject`, or None.

    `subject` is the group's id for a create, the drill's for the others. A rename leaves nothing
    that goes on; of creates and deletes the next one waits until what the last one left was read.
    """
    for exercise in exercises:
        call = _call_about(action, subject, exercise)
        if call and (call.open or call.running):
            return Blocker(exercise, call)
    return None


def _call_about(action: Action, subject: str, exercise: Exercise) -> Call | None:
    if action is Action.CREATE:
        return exercise.create if exercise.group_id == subject else None
    if exercise.drill_id != subject:
        return None
    return exercise.rename if action is Action.RENAME else exercise.delete
