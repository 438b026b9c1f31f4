"""The two clocks of an exercise in a line: how long, against which target, and what was on hold."""

from __future__ import annotations

from datetime import datetime

from drilltui.domain import clock_words
from drilltui.domain.clocks import Clocks, ClockState, Met, RecoveryClock
from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, Span, line


def lines(clocks: Clocks, now: datetime) -> tuple[Line, ...]:
    """Return both clocks in a line; none where neither has begun.

    A clock that runs is told in whole minutes: what waits for a person sends nothing meanwhile.
    """
    if clocks.since is None:
        return ()
    up = clock_words.servers_up(clocks, now)
    verified = clock_words.service_verified(clocks, now)
    if clocks.servers.state is ClockState.RUNNING is clocks.service.state:
        verified = tr("service not verified yet")  # the same time, said once
    return (
        line(
            Span(up, _role(clocks.servers, now)),
            *_target(clocks.servers, now),
            (" - ", Role.DIM),
            Span(verified, _role(clocks.service, now)),
            *_and_so(clocks, now),
            *_on_hold(clocks, now),
        ),
    )


def _target(clock: RecoveryClock, now: datetime) -> tuple[tuple[str, Role], ...]:
    said = clock_words.against(clock, now)
    return ((f" ({said})", Role.WARN if clock.met(now) is Met.NO else Role.DIM),) if said else ()


def _and_so(clocks: Clocks, now: datetime) -> tuple[tuple[str, Role], ...]:
    """Return how the second clock stands with the target, once that is more than open."""
    met = clocks.service.met(now)
    if met is None or met is Met.OPEN or clocks.service.state is ClockState.NEVER:
        return ()
    if clocks.servers.state is ClockState.RUNNING:
        return ()  # it is said of the first one, which is as late
    said = tr("met") if met is Met.YES else tr("missed")
    return ((f" ({said})", Role.DIM if met is Met.YES else Role.WARN),)


def _on_hold(clocks: Clocks, now: datetime) -> tuple[tuple[str, Role], ...]:
    if clocks.holds and clocks.holds[-1].until is None:
        return (("  " + tr("on hold: {why}", why=clocks.holds[-1].why), Role.WARN),)
    said = clock_words.on_hold(clocks.held_service(now))
    return ((", " + said, Role.DIM),) if said else ()


def _role(clock: RecoveryClock, now: datetime) -> Role:
    if clock.state is ClockState.NEVER:
        return Role.STOP
    if clock.met(now) is Met.NO:
        return Role.WARN
    return Role.OK if clock.state is ClockState.STOPPED else Role.TEXT
