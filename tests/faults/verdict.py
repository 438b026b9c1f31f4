"""What must have come of a fault at a call: the exit statuses, and that the record knows."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.sending import DONE_BY_CLOUD, Sending
from tests.faults.call import Call
from tests.faults.fault import Fault
from tests.faults.trial import Result

DONE, REFUSED, UNFINISHED, UNREACHED = 0, 1, 3, 4

_NEVER_DONE = (Sending.ABSENT, Sending.REFUSED, Sending.NOT_SENT)
_UNREADABLE = {"200 empty", "200 half", "200 types", "200 pointless"}


def statuses(call: Call, fault: Fault) -> Sequence[int]:
    """The exit statuses of the command, and of the `resume` that is called for, if there is one."""
    if call is Call.JOB:
        return (UNFINISHED, DONE) if fault.name.startswith("401") else (DONE,)
    if not call.struck.changes:
        return (_of_a_read(call, fault),)
    if (proven := _proven(call, fault)) is not None:
        return (proven,)
    settled = DONE if fault.arrives else UNREACHED
    # A rename is not followed; and whose key is refused can look nothing up before the next run.
    signed_out = fault.name in ("401 elsewhere", "401 accepted") and not call.by_password
    looked_up_later = call is Call.RENAME or signed_out
    return (UNFINISHED, settled) if looked_up_later else (settled,)


def _proven(call: Call, fault: Fault) -> int | None:
    """The exit status where the answer proves what came of a change; None where it does not."""
    if fault.name.startswith("429"):
        return REFUSED
    if fault.name == "refused connection":
        return UNREACHED
    if fault.name in ("401", "401 lasting"):
        renewed = call is Call.CREATE_BY_PASSWORD and fault.name == "401"
        return DONE if renewed else UNREACHED
    if fault.deliveries > 1:
        return REFUSED if call.creates else DONE  # two drills are no success
    return None


def _of_a_read(call: Call, fault: Fault) -> int:
    """Reads are tried again, where that may help; else nothing has been sent."""
    if fault.name.startswith("401") or fault.name in ("200 HTML", "refused connection"):
        return UNREACHED
    if call is Call.LIST and fault.name == "200 types":
        return DONE  # a row that cannot be read is a row
    return REFUSED if fault.name in _UNREADABLE else DONE


def drills_expected(call: Call, fault: Fault) -> int:
    """How many drills the group has in the end."""
    if call is Call.DELETE:
        return 0 if fault.arrives else 1
    if call is Call.RENAME:
        return 1
    if call in (Call.CREATE, Call.CREATE_BY_PASSWORD):
        return fault.deliveries or int(statuses(call, fault)[-1] == DONE)
    return int(statuses(call, fault)[-1] == DONE)


def faults_of(result: Result) -> Sequence[str]:
    """Everything that is wrong with a result, in words; nothing for none."""
    call, fault = result.call, result.fault
    codes = tuple(run.code for run in result.runs)
    told = "".join(run.out + run.err for run in result.runs)
    checks = {
        f"exit statuses {codes}, not {statuses(call, fault)}": codes != statuses(call, fault),
        f"delivered {result.delivered} times": call.struck.changes
        and result.delivered
        != max(fault.deliveries, int(call is Call.CREATE_BY_PASSWORD and fault.name == "401")),
        f"{len(result.drills)} drills": len(result.drills) != drills_expected(call, fault),
        "a traceback": "Traceback" in told,
        "nothing was said": any(not run.said for run in result.runs),
        "a broken record": not all(record.is_whole for record in result.records),
        "something is left": any(record.exercise.unfinished for record in result.records),
        "the record does not know": not known(result),
    }
    return [what for what, wrong in checks.items() if wrong]


def known(result: Result) -> bool:
    """Whether the record says what is so in the cloud. Where nothing was sent, there is none."""
    if not result.records:
        return not result.done or not result.call.creates
    if len(result.records) > 1:
        return False
    exercise = result.records[0].exercise
    there = {row["id"]: row["name"] for row in result.drills}
    (call,) = exercise.calls
    if not result.done:
        return call.sending in _NEVER_DONE
    if result.call is Call.DELETE:
        return call.sending in DONE_BY_CLOUD and exercise.gone
    return call.sending in DONE_BY_CLOUD and there.get(exercise.drill_id) == exercise.name
