"""How long it took until the servers were up and until the service was verified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from drilltui.domain import clock_words
from drilltui.domain.clocks import ClockState, RecoveryClock
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, phrase
from drilltui.evidence.part import Column, Field, Section, Table


def two_clocks(case: Case) -> Section:
    """Return the section. A clock that runs yet is shown as it stood at the last event."""
    timed, now = case.clocks, case.until
    servers, service = timed.servers, timed.service
    return Section(
        "clocks",
        marked("Clocks"),
        (
            Field("start", marked("start of both clocks"), timed.since),
            Field("counted", marked("how they are counted"), _counted(case)),
            Field("servers_up_at", marked("servers up at"), _stopped(servers)),
            Field("servers_up_by", marked("the first clock was stopped"), _by(servers)),
            Field("servers_up", marked("until the servers were up"), _lasted(servers)),
            Field("servers_target", marked("target of the first clock"), _met(servers, now)),
            Field("service_verified_at", marked("service verified at"), _stopped(service)),
            Field("service_verified_by", marked("the second clock was stopped"), _by(service)),
            Field("service_verified", marked("until the service was verified"), _lasted(service)),
            Field("service_target", marked("target of the second clock"), _met(service, now)),
            Field("state", marked("as people read it"), _state(case)),
            Field("end", marked("end"), _end(case)),
            Field("skew", marked("the cloud's clock before this host's"), _skew(case)),
            Table(
                "holds",
                marked("holds, which are part of the times above"),
                _HOLDS,
                tuple(_holds(case)),
                none=marked("There was none."),
            ),
        ),
    )


_HOLDS = (
    Column("since", marked("since")),
    Column("until", marked("until")),
    Column("why", marked("reason")),
    Column("by", marked("by")),
    Column("servers", marked("of the first clock")),
    Column("service", marked("of the second clock")),
)


def _counted(case: Case) -> Cell:
    timed = case.clocks
    return (lambda words: clock_words.begun(timed, words)) if timed.since else ""


def _stopped(clock: RecoveryClock) -> Cell:
    if clock.state is ClockState.STOPPED:
        return clock.until
    return phrase(clock_words.NEVER[clock.never]) if clock.never else None


def _by(clock: RecoveryClock) -> Cell:
    """Return what told that it had stopped: what this host sees may have been so for long."""
    return phrase(clock_words.STOPPED_BY[clock.stopped_by]) if clock.stopped_by else ""


def _lasted(clock: RecoveryClock) -> Cell:
    if clock.never:
        return phrase(clock_words.NEVER[clock.never])
    if clock.since is None or clock.until is None or clock.state is not ClockState.STOPPED:
        return None
    return max(timedelta(), clock.until - clock.since)


def _met(clock: RecoveryClock, now: datetime) -> Cell:
    met = clock.met(now)
    return None if met is None else phrase(clock_words.MET[met])


def _state(case: Case) -> Cell:
    timed, now = case.clocks, case.until

    def said(words: clock_words.Sayer) -> str:
        told = (
            clock_words.servers_up(timed, now, words),
            clock_words.service_verified(timed, now, words),
        )
        return words(marked("; ")).join(told)

    return said


def _end(case: Case) -> Cell:
    closed = case.of(Kind.CLOSED)
    return closed[-1].at if closed else None


def _skew(case: Case) -> Cell:
    create = case.exercise.create
    if create is None or create.skew is None:
        return None
    return phrase(marked("{seconds} s"), seconds=f"{create.skew:+.3f}")


def _holds(case: Case) -> Iterator[tuple[Cell, ...]]:
    timed, now = case.clocks, case.until
    for hold in timed.holds:
        yield (
            hold.since,
            hold.until or phrase(marked("it lasts")),
            hold.why or None,
            hold.by or None,
            timedelta(seconds=timed.servers.shared(hold, now)),
            timedelta(seconds=timed.service.shared(hold, now)),
        )
