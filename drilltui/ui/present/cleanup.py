"""What a drill left: the chain of its deletion, each thing with its proof, and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.clearing_progress import Stage
from drilltui.domain.closing import is_accepted
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Cleanliness, LeftoverKind, Proof
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.sentence import sentence
from drilltui.ui.present.words import also, at, on, plural, since

if TYPE_CHECKING:
    from drilltui.domain.call import Call
    from drilltui.domain.clearing import Plan
    from drilltui.domain.clearing_progress import Cleared, Step
    from drilltui.domain.closing import Judgement
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.leftover import Leftover

_CLEANLINESS = {
    Cleanliness.CLEAN: Role.OK,
    Cleanliness.ACCEPTED: Role.OK,
    Cleanliness.NOT_CLEAN: Role.WARN,
}
_STAGES = {
    Stage.LOOKING: (marked("looking again"), Role.BUSY),
    Stage.SENT: (marked("delete sent"), Role.BUSY),
    Stage.AGAIN: (marked("in use, tried again in a moment"), Role.WARN),
    Stage.SETTLING: (marked("no answer, looked up now"), Role.WARN),
    Stage.GONE: (marked("+ gone"), Role.OK),
    Stage.STAYS: (marked("! stays"), Role.STOP),
    Stage.UNKNOWN: (marked("? not known"), Role.WARN),
}


def page(
    exercise: Exercise, plan: Plan, judgement: Judgement, now: datetime, zone: tzinfo | None
) -> tuple[Line, ...]:
    """Return all that is known of the clean-up of a record."""
    return (
        *chain(exercise, zone),
        line(_head(tr("STANDS")), _stands(judgement)),
        Line(),
        *_left(exercise, plan, now),
        *_removals(plan),
        *_listed(tr("WHAT KEEPS IT"), plan.keeps, Role.WARN),
        *_listed(tr("NOT KNOWN"), plan.doubts, Role.WARN),
    )


def chain(exercise: Exercise, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return how the drill went: its delete, the job, the read-back."""
    lines = []
    if call := exercise.delete:
        job = tr("job {status}", status=tr(call.job_status)) if call.job_id else ""
        how = tr(", ").join(filter(None, (_sent(call), job)))
        lines.append(line(_head(tr("DELETE")), f"{on(call.at, zone)}  {how}"))
        if call.code or (call.message and call.job_status == "FAIL"):
            lines.append(line(f"        {call.code} {call.message}".rstrip()))
    elif not exercise.gone:
        lines.append(line(_head(tr("DELETE")), tr("not deleted from here")))
    if exercise.read_back_at:
        gone = Span(tr("gone"), Role.OK) if exercise.gone else Span(tr("still there"), Role.STOP)
        when = on(exercise.read_back_at, zone)
        said = sentence(tr("the drill is {gone}"), gone=gone)
        lines.append(line(_head(tr("READ")), f"{when}  ", *said.spans))
    return (
        *lines,
        *(_removed(call, zone) for call in exercise.removals.values()),
        *_accepted(exercise, zone),
    )


def next_step(plan: Plan, judgement: Judgement, *, changeable: bool) -> Line:
    """Return what helps now, with its key."""
    head = (f"{tr('Next')}  ", Role.STRONG)
    if not changeable:
        return line(head, tr("nothing: here one may only read."))
    if any(one.kind is LeftoverKind.DRILL for one in plan.leftovers) or not plan.gone:
        return line(head, tr("delete the drill first: D on its screen."))
    if judgement.cleanliness is not Cleanliness.NOT_CLEAN:
        how = tr(judgement.cleanliness.value)
        may = tr("F5 would still remove {name}.", name=plan.word) if plan.removals else ""
        return line(head, f"{tr('z closes the record: {how}.', how=how)} {may}".rstrip())
    if plan.removals:
        count = plural(len(plan.removals) - 1, marked("{count} subnet"), marked("{count} subnets"))
        return line(
            head,
            tr(
                "F5 removes {name} with {subnets}; its name has to be typed.",
                name=plan.word,
                subnets=count,
            ),
        )
    if judgement.open:
        return line(
            head, tr("do what stands at each thing, then r; or a accepts it, for a reason.")
        )
    return line(head, tr("r looks again; z closes the record as not clean, for a reason."))


def closed(exercise: Exercise, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return how a closed record ended."""
    why = f": {exercise.closed_why}" if exercise.closed_why else ""
    by = exercise.closed_by or tr("somebody")
    when = tr("by {person}, {time}", person=by, time=on(exercise.closed_at, zone))
    outcome = Span(tr(exercise.outcome), Role.STRONG)
    head = line(_head(tr("CLOSED")), outcome, f"  {when}{why}")
    left = [line(f"        {one.called} {one.detail}") for one in exercise.leftovers if one.counts]
    return (*chain(exercise, zone), head, *left)


def confirmation(plan: Plan) -> tuple[Line, ...]:
    """Return what a clean-up would remove."""
    return (
        sentence(
            tr("This removes what the drill {name} left"),
            Role.STRONG,
            name=Span(plan.drill_name, Role.STOP),
        ),
        Line(),
        *_removals(plan),
        line(
            tr(
                "Before each of them it is read again that it is the drill's, and holds nothing"
                " else."
            )
        ),
    )


def asked(plan: Plan) -> Line:
    """Return what is to be typed for it."""
    return sentence(
        tr("Type the VPC's name: {name} and press Enter or F5."),
        name=Span(plan.word, Role.STRONG),
    )


def progress(steps: Iterable[Step], plan: Plan) -> tuple[Line, ...]:
    """Return each removal with what was seen of it last."""
    last = {step.removal.id: step for step in steps}
    return tuple(
        line for removal in plan.removals for line in _progress(removal.called, last, removal.id)
    )


def ending(cleared: Cleared) -> tuple[Line, ...]:
    """Return how a clean-up ended, and what to do now."""
    if cleared.done:
        return (line((f"{tr('Removed, and read back as gone.')} ", Role.OK), tr("Esc goes back.")),)
    kept = [line(("! ", Role.STOP), why) for why in cleared.kept]
    if cleared.unknown:
        said = tr("Not all is known: it is looked up. Esc goes back; r there looks again.")
    else:
        said = tr("Not all is removed. Esc goes back, where the next step stands.")
    return (*kept, line((said, Role.WARN)))


def _progress(called: str, last: dict[str, Step], key: str) -> Iterable[Line]:
    step = last.get(key)
    if step is None:
        yield line((f"  {tr('waits')}  ", Role.DIM), called)
        return
    said, role = _STAGES[step.stage]
    tries = also(tr("call {number}", number=step.tries)) if step.tries > 1 else ""
    yield line(f"  {called}  ", (f"{tr(said)}{tries}", role))
    if step.words:
        yield line((f"    {step.words}", Role.DIM))


def _sent(call: Call) -> str:
    return tr("unknown") if call.open else tr(call.sending.value)


def _removed(call: Call, zone: tzinfo | None) -> Line:
    kind = tr("subnet") if call.action == "delete-subnet" else tr("VPC")
    code = f" {call.code}" if call.code else ""
    what = f"{kind} {call.name or call.subject}: {_sent(call)}{code}"
    return line(_head(tr("REMOVE")), f"{on(call.at, zone)}  {what}")


def _accepted(exercise: Exercise, zone: tzinfo | None) -> Iterable[Line]:
    for word in exercise.accepted:
        things = plural(len(word.keys), marked("{count} thing"), marked("{count} things"))
        if word.until:
            what = tr(
                "{things} until {day}, by {person}", things=things, day=word.until, person=word.by
            )
        else:
            what = tr("{things}, by {person}", things=things, person=word.by)
        yield line(_head(tr("ACCEPT")), f"{on(word.at, zone)}  {what}: {word.why}")


def _left(exercise: Exercise, plan: Plan, now: datetime) -> tuple[Line, ...]:
    if not plan.leftovers:
        return (line((f"+ {tr('nothing is left')}", Role.OK)), Line())
    lines = [line((tr("LEFT ({count})", count=len(plan.leftovers)), Role.DIM))]
    for one in plan.leftovers:
        lines += _thing(exercise, one, now)
    return (*lines, Line())


def _thing(exercise: Exercise, one: Leftover, now: datetime) -> tuple[Line, ...]:
    accepted = is_accepted(exercise, one, now.date())
    mark = Span("+ ", Role.OK) if accepted or not one.counts else Span("! ", Role.WARN)
    old = also(tr("made {age}", age=since(one.created_at, now))) if one.created_at else ""
    said = f"{tr('accepted.')} " if accepted else ""
    return (
        line(mark, (one.called, Role.STRONG), f"  {one.detail}{old}"),
        line((f"    {_proof(one)}: ", Role.DIM), one.evidence),
        *(line((f"    {tr('holds {thing}', thing=held)}", Role.WARN)) for held in one.holds),
        line(f"    {said}{one.remedy}  ", (one.id, Role.DIM)),
    )


def _proof(one: Leftover) -> str:
    words = {
        Proof.RECORDED: tr("proven"),
        Proof.FITTING: tr("not proven"),
        Proof.CHOSEN: tr("chosen"),
    }
    return words[one.proof]


def _removals(plan: Plan) -> tuple[Line, ...]:
    if not plan.removals:
        return ()
    rows = [
        line(f"  {place}. {one.called}  ", (one.id, Role.DIM))
        for place, one in enumerate(plan.removals, 1)
    ]
    return (line((tr("TO BE REMOVED HERE, IN THIS ORDER"), Role.DIM)), *rows, Line())


def _listed(head: str, words: Sequence[str], role: Role) -> tuple[Line, ...]:
    if not words:
        return ()
    return (line((head, Role.DIM)), *(line(("  ! ", role), one) for one in words), Line())


def _head(text: str) -> tuple[str, Role]:
    return (fit(text, 8), Role.DIM)


def _stands(judgement: Judgement) -> Span:
    return Span(tr(judgement.cleanliness.value), _CLEANLINESS[judgement.cleanliness])


def looked(now: datetime, zone: tzinfo | None) -> str:
    """Return when all was looked at, for the banner."""
    return tr("looked {time}", time=at(now, zone))
