"""What keeps a call from being sent: an earlier one of the same kind that is not settled. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import Blocked
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.record import REMOVALS, Action

_WORDS = {
    Action.CREATE: marked("The last submission for this group"),
    Action.RENAME: marked("The last new name for this drill"),
    Action.DELETE: marked("The deletion of this drill"),
    Action.DELETE_SUBNET: marked("The deletion of this subnet"),
    Action.DELETE_VPC: marked("The deletion of this VPC"),
}


@dataclass(frozen=True, slots=True)
class Blocker:
    """An earlier call and the exercise it belongs to."""

    exercise: Exercise
    call: Call

    def error(self) -> Blocked:
        """Return what to tell who wanted to send another one."""
        record_id = self.exercise.record_id
        state = self.call.job_status or tr(self.call.sending.value)
        if self.call.for_a_person:
            words = marked(
                "{what} of {at} is for a person to settle (record {record}). Nothing was sent."
            )
            help_ = tr("Say which drill it is: 'drilltui resume RECORD', or open the record.")
        elif self.call.open:
            words = marked(
                "{what} of {at} is not settled: nobody knows yet whether it arrived "
                "(record {record}). Nothing was sent."
            )
            help_ = tr("It is looked up while drilltui runs; 'drilltui resume' settles it too.")
        else:
            words = marked(
                "{what} of {at} is still being carried out ({state}) (record {record}). "
                "Nothing was sent."
            )
            help_ = tr("Follow that one ('drilltui resume'), then try again.")
        told = tr(
            words,
            what=tr(_WORDS[Action(self.call.action)]),
            at=f"{self.call.at:%Y-%m-%d %H:%M} UTC",
            state=state,
            record=record_id,
        )
        return Blocked(told, help_, record_id=record_id)


def blocker(action: Action, subject: str, exercises: Iterable[Exercise]) -> Blocker | None:
    """Return what stands in the way of `action` on `subject`, or None.

    `subject` is the group's id for a create, that of what is removed for a removal, the drill's for
    the others. A rename leaves nothing
    that goes on; of creates and deletes the next one waits until the cloud has ended the last one.
    What that left may still have to be read: nothing depends on it.
    """
    for exercise in exercises:
        call = _call_about(action, subject, exercise)
        if call and (call.open or call.going):
            return Blocker(exercise, call)
    return None


def _call_about(action: Action, subject: str, exercise: Exercise) -> Call | None:
    if action in REMOVALS:
        return exercise.call_of(action, subject)
    its = exercise.group_id if action is Action.CREATE else exercise.drill_id
    return exercise.call_of(action) if same_id(its, subject) else None


def submitted_since(
    group_id: str, before: Iterable[Exercise], now: Iterable[Exercise]
) -> Blocked | None:
    """Return what to tell when somebody has submitted a drill for the group since `before`.

    Then what was read of the group is older than that drill, settled though it may be by `now`.
    """
    seen = {(one.record_id, one.create.at) for one in before if one.create}
    for one in now:
        its = one.create and same_id(one.group_id, group_id)
        if one.create and its and (one.record_id, one.create.at) not in seen:
            return Blocked(
                tr(
                    "A drill for this group has just been submitted (record {record}). "
                    "Nothing was sent.",
                    record=one.record_id,
                ),
                tr("Look at the group's drills, then decide whether you want one more."),
                record_id=one.record_id,
            )
    return None
