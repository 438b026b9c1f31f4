"""A call of which nobody knows whether it arrived: what is looked for, what was seen, what to do.

What ticks every second stands in the heading; the rest is drawn as of the last look.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.errors import as_sentence
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import effort_needed
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.job_line import freshness
from drilltui.ui.present.jobs import ELSEWHERE, remark
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import also, at, duration, on, plural

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.drill import Drill
    from drilltui.services.sight import Sight

ROLES = {
    Sending.UNKNOWN: Role.WARN,
    Sending.AMBIGUOUS: Role.STOP,
    Sending.ABSENT: Role.STRONG,
    Sending.FOUND: Role.OK,
}
_BAR = 24

_UNKNOWN = {
    Action.CREATE.value: marked("Nobody knows yet whether the drill {name} was made."),
    Action.RENAME.value: marked("Nobody knows yet whether the drill is called {name} now."),
    Action.DELETE.value: marked("Nobody knows yet whether the drill {name} is being deleted."),
    Action.DELETE_SUBNET.value: marked("Nobody knows yet whether the subnet {name} was deleted."),
    Action.DELETE_VPC.value: marked("Nobody knows yet whether the VPC {name} was deleted."),
}
_UNPROVEN = {
    Action.CREATE.value: marked("Nobody can prove whether the drill {name} was made."),
    Action.RENAME.value: marked("Nobody can prove whether the drill is called {name} now."),
    Action.DELETE.value: marked("Nobody can prove whether the drill {name} is being deleted."),
    Action.DELETE_SUBNET.value: marked("Nobody can prove whether the subnet {name} was deleted."),
    Action.DELETE_VPC.value: marked("Nobody can prove whether the VPC {name} was deleted."),
}
_SOUGHT = {
    Action.CREATE.value: marked(
        "a drill called {name} that group {group} did not have before; how many drills the group"
        " counts; its failed tasks"
    ),
    Action.RENAME.value: marked("the drill by its id: whether it is called {name} by now"),
    Action.DELETE.value: marked("the drill by its id: whether it is gone, or is being deleted"),
    Action.DELETE_SUBNET.value: marked("the subnet by its id: whether it is gone"),
    Action.DELETE_VPC.value: marked("the VPC by its id: whether it is gone"),
}
_NOT_DONE = {
    Action.CREATE.value: marked("The drill {name} was not made."),
    Action.RENAME.value: marked("The drill was not renamed to {name}."),
    Action.DELETE.value: marked("The drill {name} was not deleted."),
    Action.DELETE_SUBNET.value: marked("The subnet {name} was not deleted."),
    Action.DELETE_VPC.value: marked("The VPC {name} was not deleted."),
}
_MEANWHILE = {
    Action.CREATE.value: marked("No other drill of this group is started before it is settled."),
    Action.RENAME.value: marked("No other new name for this drill is sent before it is settled."),
    Action.DELETE.value: marked("No other delete of this drill is sent before it is settled."),
    Action.DELETE_SUBNET.value: marked(
        "No other delete of this subnet is sent before it is settled."
    ),
    Action.DELETE_VPC.value: marked("No other delete of this VPC is sent before it is settled."),
}
_ONCE_MORE = {
    Action.CREATE.value: marked(
        "F5 sends it again, after a confirmation: the next intention of this record."
    ),
    Action.RENAME.value: marked("Enter opens the drill; R there gives it the name again."),
    Action.DELETE.value: marked("Enter opens the drill; D there deletes it again."),
    Action.DELETE_SUBNET.value: marked("C opens the clean-up; F5 there removes it again."),
    Action.DELETE_VPC.value: marked("C opens the clean-up; F5 there removes it again."),
}


def nobody_knows(action: str, name: str) -> str:
    """Say what nobody knows yet: ``Nobody knows yet whether the drill drill-1 was made.``"""
    other = marked("Nobody knows yet whether the call for {name} arrived.")
    return tr(_UNKNOWN.get(action, other), name=name)


def _nobody_can_prove(action: str, name: str) -> str:
    other = marked("Nobody can prove whether the call for {name} arrived.")
    return tr(_UNPROVEN.get(action, other), name=name)


def sending_of(sight: Sight, call: Call | None) -> Sending:
    """Return how far the look-up is; what a person has decided counts more than any look."""
    if call is not None and call.by:
        return call.sending
    return sight.search.settlement.sending if sight.search else Sending.UNKNOWN


def is_looked_up(sight: Sight) -> bool:
    """Whether a call is seen by looking for it, and not by a job or a drill."""
    nothing_else = sight.job is None and sight.drill is None
    return nothing_else and (sight.target.unsettled or sight.search is not None)


def heading(sight: Sight, call: Call | None, now: float) -> tuple[Line, ...]:
    """Return the lines that tick: how it stands, how old the last look is, how long it takes."""
    if sight.elsewhere:
        state = line((tr(sight.elsewhere), Role.WARN), *freshness(sight, now))
        return state, _elsewhere(sight), remark(sight, now)
    sending = sending_of(sight, call)
    since = f"  {duration(sight.elapsed(now))}"
    looking = not sight.ended and sending is Sending.UNKNOWN
    seconds = max(0, round(sight.next_look - now))
    ahead = also(tr("next look in {seconds} s", seconds=seconds)) if looking else ""
    told = freshness(sight, now) if looking else ()
    top = line((tr(sending.value), ROLES.get(sending, Role.WARN)), since, *told, ahead)
    return (top, *((_until_absence(sight, now),) if looking else ()), remark(sight, now))


def _elsewhere(sight: Sight) -> Line:
    return line(tr("Another drilltui has settled it.") if sight.ended else tr(ELSEWHERE))


def _until_absence(sight: Sight, now: float) -> Line:
    """Return how much looking is left before there is enough to say that it never arrived."""
    total = effort_needed(sight.target.action).seconds
    if sight.search is None:
        told = tr(
            "Not looked yet. Absence takes {seconds} s of looking to prove.",
            seconds=f"{total:.0f}",
        )
        return line((told, Role.DIM))
    still = sight.search.still(sight.target.action, now)
    done = min(_BAR, int((total - still) / total * _BAR))
    left = tr("it is looked on")
    if still:
        left = tr("{seconds} s until absence is proven", seconds=f"{still:.0f}")
    looks = _looks(sight.search.looks)
    return line(("[" + "=" * done + "." * (_BAR - done) + "]", Role.BUSY), f"  {looks}, {left}")


def body(
    sight: Sight, call: Call | None, group: str, zone: tzinfo | None, *, changeable: bool = True
) -> tuple[Line, ...]:
    """Return what happened, what is looked for and was seen, and what a person can do.

    `changeable` False leaves out how to send it again: here nothing may be changed.
    """
    sending = sending_of(sight, call)
    name = (call.name if call else "") or sight.target.drill_name
    lines = [*_outcome(sight, call, sending, name, group, changeable=changeable), Line()]
    if sending is Sending.AMBIGUOUS:
        found = sight.search.settlement.candidates if sight.search else ()
        lines += [*candidates(found, zone), Line()]
    if call is not None and (happened := _happened(call, zone)):
        lines += [*happened, Line()]
    return tuple(lines)


def _outcome(
    sight: Sight, call: Call | None, sending: Sending, name: str, group: str, *, changeable: bool
) -> tuple[Line, ...]:
    action = sight.target.action
    if sending is Sending.AMBIGUOUS:
        count = len(sight.search.settlement.candidates) if sight.search else 0
        return _for_a_person(action, name, count, sight)
    if sending is Sending.ABSENT:
        # Of one whose record has lost its end nobody knows what would be sent.
        nameless = call is not None and action == Action.CREATE and not call.name
        offered = changeable and not nameless and action in _ONCE_MORE
        again = (line(tr(_ONCE_MORE[action])),) if offered else ()
        not_done = tr(_NOT_DONE.get(action, marked("It was not done.")), name=name)
        return (line((not_done, Role.STRONG)), _proof(sight, call), *again)
    if sending is Sending.FOUND:
        why = sight.search.settlement.why if sight.search else ""
        return (line((f"{tr('It was done.')} ", Role.STRONG), as_sentence(why)),)
    if not sight.target.unsettled:
        return (line(tr("It was accepted, and its job is lost: its drill is looked for.")),)
    sought = tr(_SOUGHT.get(action, marked("what it may have done")), name=name, group=group)
    return (
        line((nobody_knows(action, name), Role.STRONG)),
        line(tr(_MEANWHILE.get(action, marked("Nothing like it is sent before it is settled.")))),
        Line(),
        line((tr("LOOKED FOR"), Role.DIM)),
        line(f"  {sought}"),
        *_last_look(sight),
    )


def _last_look(sight: Sight) -> tuple[Line, ...]:
    if sight.search is None:
        return ()
    shown = sight.search.settlement.why
    return (line((tr("LAST LOOK"), Role.DIM)), line(f"  {shown}"))


def _for_a_person(action: str, name: str, count: int, sight: Sight) -> tuple[Line, ...]:
    if count == 1:
        what = tr("One drill may be it, or not: a person has to say.")
    elif count:
        what = tr("{count} drills could be it: a person has to say.", count=count)
    else:
        why = as_sentence(sight.search.settlement.why if sight.search else "").rstrip(".。")
        what = tr("{why}: a person has to say.", why=why)
    return (
        line((what, Role.STRONG)),
        line(_nobody_can_prove(action, name)),
        line(tr("Enter: choose the drill that it is, or none of them. Nothing is sent for that.")),
    )


def _proof(sight: Sight, call: Call | None) -> Line:
    if call is not None and call.by:
        return line(
            tr("{person} has decided so: {why}", person=call.by, why=as_sentence(call.message))
        )
    search = sight.search
    if search is None:
        return line(as_sentence(call.message) if call else "")
    seconds = (sight.seen or search.begun) - search.begun
    looks = tr("{looks} in {length}", looks=_looks(search.looks), length=duration(seconds))
    return line(tr(": ").join((looks, as_sentence(search.settlement.why))))


def _looks(count: int) -> str:
    return plural(count, marked("{count} look"), marked("{count} looks"))


def candidates(drills: Sequence[Drill], zone: tzinfo | None) -> tuple[Line, ...]:
    """Return drills among which a person has to choose, one under the other to be compared."""
    lines: list[Line] = []
    for number, drill in enumerate(drills, start=1):
        lines += candidate(drill, zone, Span(f"{number}  ", Role.DIM))
    return tuple(lines)


def candidate(drill: Drill, zone: tzinfo | None, mark: Span = Span("")) -> tuple[Line, ...]:  # noqa: B008
    """Return a drill in three rows: name and state, when it was made with its id, its VPC."""
    indent = " " * len(mark.text)
    made = tr("made {time}", time=on(drill.created_at, zone))
    return (
        line(mark, (drill.name, Role.STRONG), "  ", state_span(drill.status)),
        line(f"{indent}{fit(tr('id'), 6)}{drill.id}  {made}"),
        line(f"{indent}{fit(tr('VPC'), 6)}{drill.vpc_id or tr('not told yet')}"),
    )


def by_drill(sight: Sight, call: Call | None, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return why a call is followed by its drill, and the drill as it was seen last.

    What it has become is shown elsewhere once it was read.
    """
    drill = sight.drill
    if call is not None and call.by:
        lost = tr(
            "{person} has decided that it is this drill: it is followed by the drill's own status.",
            person=call.by,
        )
    elif sight.search is not None:
        lost = tr("It was found, and its job was not: it is followed by the drill's own status.")
    else:
        lost = tr(
            "The service does not know its job any more: it is followed by the drill's own status."
        )
    why = line(lost)
    if sight.result is not None:
        return why, Line()
    seen = candidate(drill, zone) if drill else (line(tr("id {id}", id=sight.target.drill_id)),)
    return (why, Line(), *seen, Line())


def _happened(call: Call, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return what became of the request, as the record has it."""
    head = line((tr("SENT at {time}", time=at(call.at, zone)), Role.DIM))
    if call.sending is Sending.INTENDED:
        return (head, line(f"  {tr('drilltui ended before there was an answer')}"))
    if call.sending is not Sending.UNKNOWN:
        return ()  # what was proven since stands above; the record has all of it
    told = call.message if not call.code else f"{call.code}: {call.message}"
    said = tr("request {id}", id=call.request_id)
    request = (line((f"  {said}", Role.DIM)),) if call.request_id else ()
    return (head, line(f"  {told or tr('no answer')}"), *request)


def now_words(sight: Sight | None, now: float, *, full: bool = False) -> tuple[str, Role]:
    """Return how an unfinished call stands, in the few words of a row, or in `full`.

    Empty for what is seen by its job or its drill, whose state says more.
    """
    if sight is None:
        return tr("nobody follows it"), Role.WARN
    if sight.elsewhere and not sight.ended:
        state = tr(sight.elsewhere)
        said = tr("another drilltui follows it, seen through the record: {state}", state=state)
        return said if full else tr("followed elsewhere"), Role.TEXT
    if is_looked_up(sight):
        return _search_words(sight, now, full=full)
    if sight.failures and not sight.ended:
        failed = plural(
            sight.failures, marked("{count} failed look"), marked("{count} failed looks")
        )
        return f"{tr(sight.status)}, {failed}", Role.WARN
    return (tr("looking ...") if sight.seen is None else ""), Role.TEXT


def _search_words(sight: Sight, now: float, *, full: bool) -> tuple[str, Role]:
    sending = sending_of(sight, None)
    if sending is Sending.AMBIGUOUS:
        return _choice(sight, full=full), Role.STOP
    if sending is Sending.ABSENT:
        return tr("absent: it was not done") if full else tr("absent: not done"), Role.STRONG
    if sending is Sending.FOUND:
        return tr("found: it was done"), Role.OK
    if sight.failures:
        why = f": {sight.failure}" if full else ""
        failed = plural(
            sight.failures, marked("{count} look failed"), marked("{count} looks failed")
        )
        return f"{failed}{why}", Role.WARN
    if sight.search is None:
        return tr("unknown: looking ..."), Role.WARN
    still = f"{sight.search.still(sight.target.action, now):.0f}"
    if full:
        looks = _looks(sight.search.looks)
        said = tr(
            "looking: {looks}, {seconds} s until absence is proven", looks=looks, seconds=still
        )
        return said, Role.WARN
    return tr("looking, {seconds} s left", seconds=still), Role.WARN


def _choice(sight: Sight, *, full: bool) -> str:
    """Return that a person has to decide, and among how many drills."""
    found = len(sight.search.settlement.candidates) if sight.search else 0
    if full:
        if not found:
            return tr("a drill that is not listed could be it: Enter decides")
        return plural(
            found,
            marked("{count} drill could be it: Enter decides"),
            marked("{count} drills could be it: Enter decides"),
        )
    return tr("{count} fit: Enter decides", count=found) if found > 1 else tr("you decide: Enter")
