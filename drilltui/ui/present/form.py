"""The drill form's lines: what is wrong with a field, the VPC choices, the exact request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import Refused
from drilltui.domain.field import NAME_BYTES, Problem, name_bytes
from drilltui.domain.place import Mode, Place
from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.states import VERDICT_ROLES
from drilltui.ui.present.words import plural

if TYPE_CHECKING:
    from drilltui.domain.blocking import Blocker
    from drilltui.domain.drill import DrillDraft
    from drilltui.domain.errors import CloudError, DrilltuiError
    from drilltui.domain.exchange import PlannedRequest
    from drilltui.domain.group import ProtectionGroup
    from drilltui.domain.network import Vpc
    from drilltui.domain.readiness import Readiness
    from drilltui.services.networks import VpcChoice
    from drilltui.services.sending import Answer

AUTOMATIC = "automatic"
OTHER = "another id"
STAYS = "a new VPC, which stays after the drill"


def counter(name: str) -> Line:
    """Return how much of the name's room is used."""
    used = name_bytes(name)
    role = Role.STOP if used > NAME_BYTES else Role.DIM
    return line((f"{used} of {NAME_BYTES} bytes", role))


def problem_line(problem: Problem | None, fine: str) -> Line:
    """Return the line under a field: what is wrong and where, or `fine`."""
    if problem is None:
        return line(("ok    ", Role.OK), (fine, Role.DIM))
    where = ""
    if problem.character is not None:
        where = f"{_shown(problem.character)} at position {problem.position}: "
    return line(("stop  ", Role.STOP), f"{where}{problem.text}")


def _shown(character: str) -> str:
    """Return a character so that it can be told: quoted, or by its number if it is not seen."""
    if character.isprintable() and not character.isspace():
        return f"'{character}'"
    return "a blank" if character == " " else f"U+{ord(character):04X}"


def vpc_row(choice: VpcChoice | str) -> tuple[Span, ...]:
    """Return the cells of a VPC choice: name, CIDR, what speaks against it."""
    if choice == AUTOMATIC:
        return Span(AUTOMATIC, Role.STRONG), Span(""), Span(STAYS, Role.DIM)
    if isinstance(choice, str):
        return Span(OTHER, Role.STRONG), Span(""), Span("type it below", Role.DIM)
    reason = f"stop  {choice.reason}  {choice.code}" if choice.reason else ""
    return (
        Span(choice.vpc.name or "(no name)", Role.STRONG),
        Span(choice.vpc.cidr or "-"),
        Span(reason, Role.STOP if reason else Role.DIM),
    )


def group_line(group: ProtectionGroup, judged: Readiness) -> Line:
    """Return whether the group may be drilled, and what would help if not."""
    role = VERDICT_ROLES[judged.verdict]
    remedy = f": {judged.remedy}" if judged.remedy else ""
    code = f"  {judged.code}" if judged.code else ""
    return line(
        (f"{judged.verdict.value:6}", role), f"{group.name} is {group.status}; ",
        f"{judged.reason}{remedy}", (code, Role.DIM),
    )  # fmt: skip


def unread_line(error: DrilltuiError) -> Line:
    """Return that the group or the VPCs could not be read, why, and what to do."""
    return line(("warn  ", Role.WARN), f"not everything was read: {error} F4 reads again.")


def request_lines(request: PlannedRequest) -> tuple[Line, ...]:
    """Return the request as it would be sent."""
    return (
        line(("Request  ", Role.DIM), (request.method, Role.STRONG)),
        line(request.url),
        line(request.body),
    )


def confirmation(
    place: Place,
    group: ProtectionGroup,
    draft: DrillDraft,
    vpc: Vpc | None,
    request: PlannedRequest,
) -> tuple[Line, ...]:
    """Return what will happen, to what, where and in which mode."""
    live = place.mode is Mode.LIVE
    mode = (" LIVE ", Role.LIVE) if live else (" REHEARSAL ", Role.REHEARSAL)
    cost = "Servers and disks of a drill are billed until it is deleted."
    network = f"{vpc.name} {vpc.cidr}  {vpc.id}" if vpc else draft.vpc_id or f"{AUTOMATIC}: {STAYS}"
    servers = plural(group.instance_count, "drill server")
    return (
        line(("This starts a drill.", Role.STRONG)),
        line(_label("Group"), f"{group.name}  ", (group.id, Role.DIM)),
        line(_label("Name"), (draft.name, Role.STRONG)),
        line(_label("Drill VPC"), network),
        line(_label("Makes"), f"{servers} in {group.recovery_zone or 'the recovery zone'}"),
        line(_label("Where"), f"{place.profile}, {place.region}, project {place.project_id}"),
        line(_label("Mode"), mode, f"  {cost if live else 'nothing leaves this machine'}"),
        Line(),
        *request_lines(request),
    )


def again(record_id: str, about: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return what a confirmation says of a drill that is sent again, before what it says else."""
    why = "The last submission is proven never to have been carried out."
    return (line(why), line(f"This is the next intention of record {record_id}."), Line(), *about)


def blocked_line(blocker: Blocker) -> Line:
    """Return that an earlier submission stands in the way, with its record and the way to it."""
    why = blocker.error().what.removesuffix("Nothing was sent.")
    return line(("stop  ", Role.STOP), f"{why}Enter or F5 shows how far it is.")


def in_use(free: str) -> Problem:
    """Return what is wrong with a name that the group has, and which one is free."""
    return Problem(f"the group has a drill of this name; F3 takes {free}", "")


def caution(judged: Readiness) -> tuple[Line, ...]:
    """Return what speaks against a drill without forbidding it, to be read before the rest."""
    if judged.verdict is not Verdict.WARN:
        return ()
    return (line(("warn  ", Role.WARN), f"{judged.reason}: {judged.remedy}"), Line())


def _label(text: str) -> tuple[str, Role]:
    return (f"{text:11}", Role.DIM)


def _what(error: CloudError) -> str:
    """Return what happened, without the code, which stands above."""
    return error.message if isinstance(error, Refused) else error.what


def refusal_lines(answer: Answer) -> tuple[Line, ...]:
    """Return what came back instead of a job."""
    error = answer.error
    code = str(answer.told.get("code") or "")
    request_id = str(answer.told.get("request_id") or "")
    return (
        line((f"{answer.sending.value}  ", Role.STOP), (code, Role.STRONG)),
        *((line(_what(error)),) if error else ()),
        *((line(answer.advice),) if answer.advice else ()),
        *((line((f"request {request_id}", Role.DIM)),) if request_id else ()),
        line((f"record {answer.record_id}", Role.DIM)),
    )
