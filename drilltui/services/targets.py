"""What a record says of a call, as something that can be followed."""

from __future__ import annotations

from drilltui.domain.call import Call
from drilltui.domain.exercise import Exercise
from drilltui.domain.ports import Clock
from drilltui.domain.record import REMOVALS, Action
from drilltui.services.sight import Target


def target_of(exercise: Exercise, call: Call, clock: Clock) -> Target:
    """Return the target of `call`, begun when it was meant by this host's clock."""
    # A clock that was set back meanwhile would have it begin in the future.
    age = max(0.0, (clock.now() - call.at).total_seconds())
    of_drill = call.action != Action.CREATE
    return Target(
        job_id=call.job_id,
        action=call.action,
        record_id=exercise.record_id,
        group_id=exercise.group_id,
        drill_name=exercise.called,
        begun_at=call.at,
        begun=clock.monotonic() - age,
        request_id=call.request_id,
        drill_id=exercise.drill_id,
        vpc_id=call.vpc_id or (exercise.drill_vpc_id if of_drill else ""),
        server_ids=call.server_ids,
        names=exercise.names,
        unsettled=call.open,
        subject=call.subject if call.action in REMOVALS else "",
    )
