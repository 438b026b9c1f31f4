"""The exercise around its drill: purpose, service, holds, handover, result, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.brief_typed import LABELS, as_typed
from drilltui.domain.drill_finding import STATUS_WORDS, FindingStatus, Severity
from drilltui.domain.language import tr
from drilltui.domain.phase import Phase, phase
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.words import on, took

if TYPE_CHECKING:
    from drilltui.domain.drill_finding import DrillFinding
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.said import Handover, Hold, Said, ServiceWord
    from drilltui.services.steps import Checklist

_HEAD = 10
_WEIGHT = {Severity.LOW: Role.DIM, Severity.MEDIUM: Role.TEXT, Severity.HIGH: Role.WARN}


def page(exercise: Exercise, now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return all that was said, but for the findings, which are rows of their own."""
    said = exercise.said
    return (
        *_service(said, zone),
        *_holds(said, now, zone),
        *_result(exercise, zone),
        *_handovers(said, zone),
        *_brief(said),
    )


def row(finding: DrillFinding) -> tuple[Span, ...]:
    """Return the cells of a finding: number, text, weight, status, owner, day."""
    is_open = finding.status is FindingStatus.OPEN
    return (
        Span(str(finding.number), Role.DIM),
        Span(finding.text, Role.STRONG if is_open else Role.TEXT),
        Span(tr(finding.severity.value), _WEIGHT[finding.severity]),
        Span(tr(STATUS_WORDS[finding.status]), Role.WARN if is_open else Role.OK),
        Span(finding.owner or "-"),
        Span(str(finding.due) if finding.due else "-", Role.DIM),
    )


def chosen(finding: DrillFinding | None) -> tuple[Line, ...]:
    """Return the finding under the cursor in full, as far as its row has no room for it."""
    if finding is None:
        return ()
    more = [
        tr("decision: {text}", text=finding.decision) if finding.decision else "",
        tr("retest: {text}", text=finding.retest) if finding.retest else "",
        tr("by {person}", person=finding.by) if finding.by else "",
    ]
    return (line(finding.text), line((tr(", ").join(filter(None, more)), Role.DIM)))


def next_step(found: Checklist, day: date) -> Line:
    """Return what helps now, with its key, in the order in which a runbook leads through it."""
    step = _said_first(found.exercise) or _by_phase(found, phase(found.exercise, day))
    return line((f"{tr('Next')}  ", Role.STRONG), step)


def _said_first(exercise: Exercise) -> str:
    """Return what comes before everything else, however far the drill is; empty for nothing."""
    said = exercise.said
    if exercise.closed:
        return tr("nothing but a signature: S. The record is closed.")
    if said.handed_to:
        return tr("it waits for {name}, who takes it over with T.", name=said.handed_to)
    return tr("it is on hold: h goes on.") if said.on_hold else ""


def _by_phase(found: Checklist, now: Phase) -> str:
    if now in (Phase.BEING_MADE, Phase.BEING_DELETED):
        return tr("wait for the cloud: m shows how far it is.")
    if now is Phase.UNSETTLED:
        return tr("find out what became of the call: m shows it.")
    if now in (Phase.LEFTOVERS, Phase.UNREAD):
        return tr("C shows what is left, and closes the record.")
    if now in (Phase.SERVERS_UP, Phase.VERIFIED, Phase.FAILED):
        return _while_it_stands(found)
    if found.exercise.gone and found.is_open(after=True):
        return tr("t shows what is left to you: tick what is done.")
    return tr("C, then z closes the record.")


def _while_it_stands(found: Checklist) -> str:
    exercise = found.exercise
    if exercise.was_made and len(exercise.verified) < max(1, exercise.servers):
        return tr("verify each server: v on the drill's screen.")
    if exercise.was_made and exercise.said.service_at is None:
        return tr("test the service on the drill servers, then v or x.")
    if not exercise.said.brief.objective:
        return tr("say what it is for: b.")
    if exercise.was_made and found.is_open(after=False):
        return tr("do what is left to you on the drill's screen; then D there deletes it.")
    return tr("delete the drill: D on its screen.")


def handing(open_: Sequence[str]) -> tuple[Line, ...]:
    """Return what the record will keep as open in a handover."""
    if not open_:
        return (line((tr("Nothing is open: there is nothing but the record."), Role.OK)),)
    head = line((tr("The record will say that this is open:"), Role.STRONG))
    return (head, *(line(f"  {one}") for one in open_))


def _labelled(head: str, lines: Sequence[Line]) -> Iterator[Line]:
    for place, one in enumerate(lines):
        yield line((fit("" if place else head, _HEAD), Role.DIM), *one.spans)


def _service(said: Said, zone: tzinfo | None) -> Iterator[Line]:
    lines = [one for word in said.services for one in _word(word, zone)]
    nothing = [line((tr("nobody has said yet whether it works"), Role.WARN))]
    yield from _labelled(tr("SERVICE"), lines or nothing)


def _word(word: ServiceWord, zone: tzinfo | None) -> Iterator[Line]:
    mark = Span(tr("+ works"), Role.OK) if word.passed else Span(tr("! does not work"), Role.STOP)
    yield line(mark, f"  {on(word.at, zone)}  {tr('by {person}', person=word.by)}")
    if word.seen:
        yield line(f"  {tr('seen: {text}', text=word.seen)}")
    if word.expected:
        yield line(f"  {tr('expected: {text}', text=word.expected)}")
    if word.data_point:
        yield line(f"  {tr('newest data: {text}', text=word.data_point)}")


def _holds(said: Said, now: datetime, zone: tzinfo | None) -> Iterator[Line]:
    yield from _labelled(tr("HOLDS"), [_hold(one, now, zone) for one in said.holds])


def _hold(one: Hold, now: datetime, zone: tzinfo | None) -> Line:
    long = took(((one.until or now) - one.since).total_seconds())
    how = tr("lasts {length}", length=long) if one.until is None else tr("{length}", length=long)
    role = Role.WARN if one.until is None else Role.TEXT
    return line(f"{on(one.since, zone)}  ", (how, role), f"  {one.why}  ", (one.by, Role.DIM))


def _handovers(said: Said, zone: tzinfo | None) -> Iterator[Line]:
    lines = [one for given in said.handovers for one in _handover(given, zone)]
    yield from _labelled(tr("HANDOVER"), lines)


def _handover(given: Handover, zone: tzinfo | None) -> Iterator[Line]:
    if given.by:
        told = tr("{by} gives it to {to}: {why}", by=given.by, to=given.to, why=given.why)
        yield line(f"{on(given.at, zone)}  {told}")
    if given.taken_at:
        taken = tr("taken over by {name}", name=given.taken_by)
        yield line(f"{on(given.taken_at, zone)}  ", (taken, Role.OK))
        return
    yield line((tr("not taken over yet"), Role.WARN))
    for matter in given.open:
        yield line(f"  {tr('open: {matter}', matter=matter)}")


def _result(exercise: Exercise, zone: tzinfo | None) -> Iterator[Line]:
    said = exercise.said
    if exercise.closed:
        words = tr(said.result) if said.result else tr("closed without a word on it")
        lines = [line((words, Role.STRONG), f"  {tr(exercise.outcome)}")]
        if said.compared:
            lines.append(line(tr("differs: {text}", text=said.compared)))
    else:
        lines = [line((tr("the record is not closed"), Role.DIM))]
    yield from _labelled(tr("RESULT"), lines)
    signed = [
        line(
            (one.name, Role.STRONG),
            f", {one.role}  {on(one.at, zone)}  ",
            (tr("by {person}", person=one.by), Role.DIM),
        )
        for one in said.signatures
    ]
    yield from _labelled(tr("SIGNED"), signed or [line((tr("by nobody"), Role.DIM))])


def _brief(said: Said) -> Iterator[Line]:
    typed = {name: value for name, value in as_typed(said.brief).items() if value}
    lines = [line((f"{tr(LABELS[name])}: ", Role.DIM), value) for name, value in typed.items()]
    yield from _labelled(tr("BRIEF"), lines or [line((tr("nothing is said of it yet"), Role.DIM))])
