"""A debrief in words: the lines of a page, for a terminal or a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from drilltui.domain.language import marked, spoken, tr
from drilltui.domain.record import Action, Kind
from drilltui.guide.debrief import ACTION_OF, Act, Debrief, Trouble

_TROUBLES = {
    "lose-answer": marked("the answer to {on} was lost"),
    "lose-request": marked("the request {on} was lost on its way"),
    "throttle": marked("{on} was throttled"),
    "expire": marked("the sign-in was refused at {on}"),
    "delay": marked("the answer to {on} kept everybody waiting"),
    "refused": marked("the service refused {on} {code}"),
    "job-failed": marked("the job of {on} failed {code}"),
    "server-failed": marked("a drill server did not work"),
}
"""What happened, in a sentence, by the word of a trouble."""

_FAILED = frozenset({"lose-answer", "lose-request", "throttle"})
"""What lets a request fail, which leaves no event where the request only reads."""

_ACTIONS = {
    Action.CREATE: marked("the start of the drill"),
    Action.RENAME: marked("the new name of the drill"),
    Action.DELETE: marked("the deletion of the drill"),
    Action.DELETE_SUBNET: marked("the removal of a subnet"),
    Action.DELETE_VPC: marked("the removal of the VPC"),
}
"""What was sent, by its action in the record."""

_OTHER_WORDS = {
    "passed": marked("it works"),
    "failed": marked("it does not work"),
    "on": marked("it began"),
    "off": marked("it ended"),
}
"""What else may stand in the place of an action."""

_BY = {
    Kind.NOTE: marked("by a note"),
    Kind.STEP: marked("by a step of the guide or the checklist"),
    Kind.FINDING: marked("by a finding"),
    Kind.HOLD: marked("by a hold"),
    Kind.KEPT: marked("by letting it be"),
    Kind.CLOSED: marked("with the close"),
    Kind.INTENDED: marked("by the next request"),
}
"""How somebody showed to have noticed; everything else is the program's own doing."""

_ACTS = {
    Kind.OPENED: marked("the record was begun"),
    Kind.INTENDED: marked("{what} was sent"),
    Kind.ACCEPTED: marked("{what} was accepted"),
    Kind.REFUSED: marked("{what} was refused {words}"),
    Kind.NOT_SENT: marked("{what} did not leave this host"),
    Kind.UNKNOWN: marked("nobody knew what became of {what}"),
    Kind.FOUND: marked("{what} was found to be done"),
    Kind.ABSENT: marked("{what} was proven never to have arrived"),
    Kind.AMBIGUOUS: marked("{what} was left for a person to settle"),
    Kind.DRILL: marked("the drill was up"),
    Kind.NOTE: marked("a note: {words}"),
    Kind.FINDING: marked("a finding: {words}"),
    Kind.VERIFIED: marked("a server was verified: {what}"),
    Kind.SERVICE: marked("the service was verified: {what}"),
    Kind.HOLD: marked("a hold: {what} {words}"),
    Kind.HINT: marked("hint {what} was asked for"),
    Kind.KEPT: marked("something was let be: {words}"),
    Kind.READ_BACK: marked("what is left was read back"),
    Kind.CLOSED: marked("the record was closed: {what} {words}"),
}
"""What was done, by the kind of its event."""


def lines_of(found: Debrief) -> tuple[str, ...]:
    """Return the page of a debrief, in the language of this run."""
    return tuple(_lines(found))


def _lines(found: Debrief) -> Iterator[str]:
    language = spoken()
    yield tr(
        "DEBRIEF  {title} (scenario {scenario}, seed {seed})",
        title=found.title.said(language) or found.scenario,
        scenario=found.scenario,
        seed=found.seed,
    )
    yield tr("What was amiss: {trap}", trap=found.trap.said(language))
    if found.elsewhere:
        wanted, drilled = found.elsewhere
        yield tr(
            "This lesson is about {wanted}; {drilled} was drilled, where nothing of it happens.",
            wanted=wanted,
            drilled=drilled,
        )
    yield tr("What happened, and when it was noticed:")
    if not found.troubles:
        yield "  " + tr("nothing")
    for trouble in found.troubles:
        yield f"  {_clock(found.begun, trouble.at)}  {_trouble(trouble)}"
    yield tr("What was done:")
    for act in found.acts:
        yield f"  {_clock(found.begun, act.at)}  {_act(act)}"
    yield tr("What the guide would have done: {good}", good=found.good.said(language))
    yield tr(
        "Hints: {count} of {total} asked for", count=len(set(found.hints)), total=found.hints_of
    )
    yield tr(
        "Clocks, from the intention on: servers up after {servers}, service verified after "
        "{service}. The record was closed {end} after it was opened.",
        servers=_span(found.servers_after),
        service=_span(found.service_after),
        end=_span(found.closed_after),
    )
    if found.hold_seconds:
        yield tr("On hold meanwhile: {span}", span=_span(found.hold_seconds))
    yield tr("Result: {result}", result=found.result or found.outcome)


def _trouble(trouble: Trouble) -> str:
    known = _TROUBLES.get(trouble.what)
    on = _word(trouble.on)
    said = tr(known, on=on, code=trouble.code) if known else trouble.what
    failed_look = trouble.what in _FAILED and trouble.on not in ACTION_OF
    if trouble.seconds is None and failed_look:
        return tr(
            "{what}; no mark of it in the record: the program shows a failed look while it lasts",
            what=said.strip(),
        )
    if trouble.seconds is None:
        return tr("{what}; no mark of it in the record", what=said.strip())
    return tr(
        "{what}; noticed after {span} {by}",
        what=said.strip(),
        span=_span(trouble.seconds),
        by=tr(_BY[Kind(trouble.by)]) if trouble.by in _BY else tr("by the program"),
    )


def _act(act: Act) -> str:
    known = _ACTS.get(Kind(act.kind)) if act.kind in set(Kind) else None
    return tr(known, what=_word(act.what), words=act.words).strip() if known else act.kind


def _word(what: str) -> str:
    """Say a word of the record for people; names and codes are told as they are."""
    known = _ACTIONS.get(Action(what)) if what in set(Action) else _OTHER_WORDS.get(what)
    return tr(known) if known else what


def _clock(begun: datetime, at: datetime) -> str:
    """Return minutes and seconds since the beginning; what was before it has a minus."""
    seconds = int((at - begun).total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 60}:{seconds % 60:02d}".rjust(7)


def _span(seconds: float | None) -> str:
    if seconds is None:
        return tr("never")
    whole = int(seconds)
    return tr("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
