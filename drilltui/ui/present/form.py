"""The drill form's lines: what is wrong with a field, the VPC choices, the exact request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import Refused
from drilltui.domain.field import NAME_BYTES, Problem, name_bytes
from drilltui.domain.place import Mode, Place
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.selection import model_vpc_id, subnets_of
from drilltui.domain.quota import Counted, Quota
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.preflight import vpc_finding
from drilltui.ui.present.states import VERDICT_ROLES
from drilltui.ui.present.words import plural

if TYPE_CHECKING:
    from drilltui.domain.blocking import Blocker
    from drilltui.domain.drill import DrillDraft
    from drilltui.domain.errors import CloudError, DrilltuiError
    from drilltui.domain.exchange import PlannedRequest
    from drilltui.domain.group import ProtectionGroup
    from drilltui.domain.network import Vpc
    from drilltui.domain.preflight.facts import Facts
    from drilltui.domain.preflight.vpc_choice import VpcChoice
    from drilltui.domain.readiness import Readiness
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


def stays(facts: Facts | None) -> str:
    """Return what an automatic VPC leaves, and how much room there is for it."""
    if facts is None:
        return STAYS
    subnets = _subnets(facts)
    made = (
        f"a new VPC and {subnets} are made, and stay" if subnets else "a new VPC is made, and stays"
    )
    room = _room(facts)
    return f"{made} after the drill{f'; VPC quota {room}' if room else ''}"


def _stays_in_short(facts: Facts | None) -> str:
    """Return the same for a column of a list."""
    if facts is None:
        return STAYS
    subnets, room = _subnets(facts), _room(facts)
    made = f"a VPC and {subnets}, which stay" if subnets else "a VPC, which stays"
    return f"{made}; VPCs {room}" if room else made


def _subnets(facts: Facts) -> str:
    found = subnets_of(facts, model_vpc_id(facts.group))
    return "" if isinstance(found, Unseen) else plural(len(found), "subnet")


def _room(facts: Facts) -> str:
    quota = facts.quotas.get(Counted.VPC)
    if not isinstance(quota, Quota) or quota.limit is None:
        return ""
    return f"{quota.used} of {quota.limit}"


def vpc_row(choice: VpcChoice | str, facts: Facts | None = None) -> tuple[Span, ...]:
    """Return the cells of a VPC choice: name, CIDR, its verdict, or what it leaves."""
    if choice == AUTOMATIC:
        return Span(AUTOMATIC, Role.STRONG), Span(""), Span(_stays_in_short(facts), Role.DIM)
    if isinstance(choice, str):
        return Span(OTHER, Role.STRONG), Span(""), Span("type it below", Role.DIM)
    return (
        Span(choice.vpc.name or "(no name)", Role.STRONG),
        Span(choice.vpc.cidr or "-"),
        vpc_finding(choice),
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
    """Return that the group could not be read, why, and what to do."""
    return line(("warn  ", Role.WARN), f"the group was not read: {error} F4 reads again.")


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
    facts: Facts | None = None,
    said: tuple[Line, ...] = (),
) -> tuple[Line, ...]:
    """Return what will happen, to what, where and in which mode; then what is `said` of it.

    The request stands last: what is agreed to is in sight on a small terminal.
    """
    live = place.mode is Mode.LIVE
    mode = (" LIVE ", Role.LIVE) if live else (" REHEARSAL ", Role.REHEARSAL)
    cost = "Servers and disks of a drill are billed until it is deleted."
    network = (
        f"{vpc.name} {vpc.cidr}  {vpc.id}"
        if vpc
        else draft.vpc_id or f"{AUTOMATIC}: {stays(facts)}"
    )
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
        *said,
        *request_lines(request),
    )


def again(record_id: str) -> tuple[Line, ...]:
    """Return what a confirmation says of a drill that is sent again."""
    why = "The last submission is proven never to have been carried out."
    return (line(why), line(f"This is the next intention of record {record_id}."), Line())


def blocked_line(blocker: Blocker) -> Line:
    """Return that an earlier submission stands in the way, with its record and the way to it."""
    why = blocker.error().what.removesuffix("Nothing was sent.")
    return line(("stop  ", Role.STOP), f"{why}Enter or F5 shows how far it is.")


def in_use(free: str) -> Problem:
    """Return what is wrong with a name that the group has, and which one is free."""
    return Problem(f"the group has a drill of this name; F3 takes {free}", "")


def not_sent(problem: Problem) -> str:
    """Return for the key line, which is cut at the right, why nothing was sent: its code first."""
    code = f", {problem.code}" if problem.code else ""
    return f"Not sent{code}: {problem.text}"


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
