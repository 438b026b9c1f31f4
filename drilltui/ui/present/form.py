"""The drill form's lines: what is wrong with a field, the VPC choices, the exact request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import Refused, joined
from drilltui.domain.field import NAME_BYTES, Problem, name_bytes
from drilltui.domain.language import marked, tr
from drilltui.domain.place import Mode, Place
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.selection import model_vpc_id, subnets_of
from drilltui.domain.quota import Counted, Quota
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.mode import mode_span
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

AUTOMATIC = marked("automatic")
OTHER = marked("another id")
"""The keys of these choices, and what is said for them."""

STAYS = marked("a new VPC, which stays after the drill")


def counter(name: str) -> Line:
    """Return how much of the name's room is used."""
    used = name_bytes(name)
    role = Role.STOP if used > NAME_BYTES else Role.DIM
    return line((tr("{used} of {most} bytes", used=used, most=NAME_BYTES), role))


def problem_line(problem: Problem | None, fine: str) -> Line:
    """Return the line under a field: what is wrong and where, or `fine`."""
    if problem is None:
        return line((fit(tr("ok"), 6), Role.OK), (fine, Role.DIM))
    where = ""
    if problem.character is not None:
        where = tr(
            "{character} at position {position}: ",
            character=_shown(problem.character),
            position=problem.position,
        )
    return line((fit(tr("stop"), 6), Role.STOP), f"{where}{problem.text}")


def _shown(character: str) -> str:
    """Return a character so that it can be told: quoted, or by its number if it is not seen."""
    if character.isprintable() and not character.isspace():
        return f"'{character}'"
    return tr("a blank") if character == " " else f"U+{ord(character):04X}"


def stays(facts: Facts | None) -> str:
    """Return what an automatic VPC leaves, and how much room there is for it."""
    if facts is None:
        return tr(STAYS)
    made = tr("a new VPC is made, and stays after the drill")
    if subnets := _subnets(facts):
        made = tr("a new VPC and {subnets} are made, and stay after the drill", subnets=subnets)
    room = _room(facts)
    return tr("; ").join((made, tr("VPC quota {room}", room=room))) if room else made


def _stays_in_short(facts: Facts | None) -> str:
    """Return the same for a column of a list."""
    if facts is None:
        return tr(STAYS)
    made, room = tr("a VPC, which stays"), _room(facts)
    if subnets := _subnets(facts):
        made = tr("a VPC and {subnets}, which stay", subnets=subnets)
    return tr("; ").join((made, tr("VPCs {room}", room=room))) if room else made


def _subnets(facts: Facts) -> str:
    found = subnets_of(facts, model_vpc_id(facts.group))
    if isinstance(found, Unseen):
        return ""
    return plural(len(found), marked("{count} subnet"), marked("{count} subnets"))


def _room(facts: Facts) -> str:
    quota = facts.quotas.get(Counted.VPC)
    if not isinstance(quota, Quota) or quota.limit is None:
        return ""
    return tr("{used} of {limit}", used=quota.used, limit=quota.limit)


def vpc_row(choice: VpcChoice | str, facts: Facts | None = None) -> tuple[Span, ...]:
    """Return the cells of a VPC choice: name, CIDR, its verdict, or what it leaves."""
    if choice == AUTOMATIC:
        return Span(tr(AUTOMATIC), Role.STRONG), Span(""), Span(_stays_in_short(facts), Role.DIM)
    if isinstance(choice, str):
        return Span(tr(OTHER), Role.STRONG), Span(""), Span(tr("type it below"), Role.DIM)
    return (
        Span(choice.vpc.name or tr("(no name)"), Role.STRONG),
        Span(choice.vpc.cidr or "-"),
        vpc_finding(choice),
    )


def group_line(group: ProtectionGroup, judged: Readiness) -> Line:
    """Return whether the group may be drilled, and what would help if not."""
    role = VERDICT_ROLES[judged.verdict]
    remedy = f": {judged.remedy}" if judged.remedy else ""
    code = f"  {judged.code}" if judged.code else ""
    return line(
        (fit(tr(judged.verdict.value), 6), role),
        tr("{group} is {state}; ", group=group.name, state=tr(group.status)),
        f"{judged.reason}{remedy}", (code, Role.DIM),
    )  # fmt: skip


def unread_line(error: DrilltuiError) -> Line:
    """Return that the group could not be read, why, and what to do."""
    why = joined(str(error), tr("F4 reads again."))
    told = tr("the group was not read: {why}", why=why)
    return line((fit(tr("warn"), 6), Role.WARN), told)


def request_lines(request: PlannedRequest) -> tuple[Line, ...]:
    """Return the request as it would be sent."""
    return (
        line((f"{tr('Request')}  ", Role.DIM), (request.method, Role.STRONG)),
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
    cost = tr("Servers and disks of a drill are billed until it is deleted.")
    free = tr("nothing leaves this machine")
    network = (
        f"{vpc.name} {vpc.cidr}  {vpc.id}"
        if vpc
        else draft.vpc_id or f"{tr(AUTOMATIC)}: {stays(facts)}"
    )
    servers = plural(
        group.instance_count, marked("{count} drill server"), marked("{count} drill servers")
    )
    makes = tr(
        "{servers} in {zone}", servers=servers, zone=group.recovery_zone or tr("the recovery zone")
    )
    where = f"{place.profile}, {place.region}, {tr('project {id}', id=place.project_id)}"
    return (
        line((tr("This starts a drill."), Role.STRONG)),
        line(_label(tr("Group")), f"{group.name}  ", (group.id, Role.DIM)),
        line(_label(tr("Name")), (draft.name, Role.STRONG)),
        line(_label(tr("Drill VPC")), network),
        line(_label(tr("Makes")), makes),
        line(_label(tr("Where")), where),
        line(_label(tr("Mode")), mode_span(live), f"  {cost if live else free}"),
        Line(),
        *said,
        *request_lines(request),
    )


def again(record_id: str) -> tuple[Line, ...]:
    """Return what a confirmation says of a drill that is sent again."""
    why = tr("The last submission is proven never to have been carried out.")
    which = tr("This is the next intention of record {record}.", record=record_id)
    return (line(why), line(which), Line())


def blocked_line(blocker: Blocker) -> Line:
    """Return that an earlier submission stands in the way, with its record and the way to it."""
    told = f"{blocker.error().what} {tr('Enter or F5 shows how far it is.')}"
    return line((fit(tr("stop"), 6), Role.STOP), told)


def in_use(free: str) -> Problem:
    """Return what is wrong with a name that the group has, and which one is free."""
    return Problem(tr("the group has a drill of this name; F3 takes {name}", name=free), "")


def not_sent(problem: Problem) -> str:
    """Return for the key line, which is cut at the right, why nothing was sent: its code first."""
    if problem.code:
        return tr("Not sent, {code}: {why}", code=problem.code, why=problem.text)
    return tr("Not sent: {why}", why=problem.text)


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 11), Role.DIM)


def _what(error: CloudError) -> str:
    """Return what happened, without the code, which stands above."""
    return error.message if isinstance(error, Refused) else error.what


def refusal_lines(answer: Answer) -> tuple[Line, ...]:
    """Return what came back instead of a job."""
    error = answer.error
    code = str(answer.told.get("code") or "")
    request_id = str(answer.told.get("request_id") or "")
    return (
        line((f"{tr(answer.sending.value)}  ", Role.STOP), (code, Role.STRONG)),
        *((line(_what(error)),) if error else ()),
        *((line(answer.advice),) if answer.advice else ()),
        *((line((tr("request {id}", id=request_id), Role.DIM)),) if request_id else ()),
        line((tr("record {id}", id=answer.record_id), Role.DIM)),
    )
