"""What the clocks of an exercise say, in sentences; `words` says them in some language. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from drilltui.domain.clocks import (
    Clocks,
    ClockState,
    Met,
    Never,
    RecoveryClock,
    StoppedBy,
    Target,
)
from drilltui.domain.language import marked, tr

Sayer: TypeAlias = Callable[..., str]
"""`language.tr`, or the words of another language than that of the run."""

NEVER = {
    Never.NOT_MADE: marked("the create was not carried out"),
    Never.FAILED: marked("the drill failed"),
    Never.DELETED: marked("deleted before"),
    Never.CLOSED: marked("closed before"),
}
STOPPED_BY = {
    StoppedBy.JOB: marked("by the end of the cloud's job"),
    StoppedBy.SEEN: marked("when this host saw it"),
    StoppedBy.PERSON: marked("by a person's word"),
}
MET = {
    Met.YES: marked("target met"),
    Met.NO: marked("target missed"),
    Met.OPEN: marked("target open"),
}
_UP = {
    ClockState.NOT_BEGUN: marked("servers up: not begun"),
    ClockState.RUNNING: marked("servers not up yet"),
    ClockState.STOPPED: marked("servers up"),
    ClockState.NEVER: marked("servers never up"),
}
_VERIFIED = {
    ClockState.NOT_BEGUN: marked("service verified: not begun"),
    ClockState.RUNNING: marked("service not verified yet"),
    ClockState.STOPPED: marked("service verified"),
    ClockState.NEVER: marked("service never verified"),
}


def length(seconds: float, words: Sayer = tr) -> str:
    """Return ``38 s``, ``4 min 10 s`` or ``1 h 05 min``; never negative."""
    whole = max(0, int(seconds))
    if whole < 60:
        return words("{seconds} s", seconds=whole)
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        if not rest:
            return words("{minutes} min", minutes=minutes)
        return words("{minutes} min {seconds:02d} s", minutes=minutes, seconds=rest)
    hours, rest = divmod(whole // 60, 60)
    return words("{hours} h {minutes:02d} min", hours=hours, minutes=rest)


def clock_form(seconds: float) -> str:
    """Return ``1:12`` (minutes and seconds), ``1:02:03``, or ``-0:30`` for what was before."""
    minutes, rest = divmod(abs(int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if int(seconds) < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes}:{rest:02d}"


def servers_up(clocks: Clocks, now: datetime, words: Sayer = tr) -> str:
    """Return ``servers up 4 min 10 s``, or how it stands with that."""
    return _clock(clocks.servers, words(_UP[clocks.servers.state]), now, words)


def service_verified(clocks: Clocks, now: datetime, words: Sayer = tr) -> str:
    """Return ``service verified 12 min``, or how it stands with that."""
    said = _clock(clocks.service, words(_VERIFIED[clocks.service.state]), now, words)
    if not clocks.taken_back:
        return said
    return words("{said}, said not to work since then", said=said)


def _clock(clock: RecoveryClock, state: str, now: datetime, words: Sayer) -> str:
    seconds = clock.lasted(now)
    if clock.never:
        why = words(NEVER[clock.never])
        if seconds is None:
            return words("{state}: {why}", state=state, why=why)
        after = length(seconds, words)
        return words("{state}: {why}, after {length}", state=state, why=why, length=after)
    if seconds is None:
        return state
    if clock.state is ClockState.RUNNING:
        # It is not over: whole minutes say enough, and keep the line to the screen quiet.
        seconds -= seconds % 60
        if not seconds:
            return state
    return words("{state} {length}", state=state, length=length(seconds, words))


def against(clock: RecoveryClock, now: datetime, words: Sayer = tr) -> str:
    """Return ``target 30 min missed``, or what else can be said of a clock's target; empty
    without one.
    """
    if clock.target is None:
        return ""
    said = length(clock.target.seconds, words)
    met = clock.met(now)
    if met is Met.YES:
        return words("target {length} met", length=said)
    if met is Met.NO:
        return words("target {length} missed", length=said)
    return target(clock.target, words)


def target(told: Target, words: Sayer = tr) -> str:
    """Return ``target 30 min``."""
    return words("target {length}", length=length(told.seconds, words))


def begun(clocks: Clocks, words: Sayer = tr) -> str:
    """Return from when on the clocks run, in words; empty where they have not begun."""
    if clocks.since is None:
        return ""
    if clocks.sent_again:
        return words(
            "from the first intention on: that create had proved absent and was sent again"
        )
    return words("from the intention on, before the first byte was sent")


def on_hold(seconds: float, words: Sayer = tr) -> str:
    """Return ``of which 8 min on hold``; empty when there is nothing to say."""
    return words("of which {length} on hold", length=length(seconds, words)) if seconds else ""
