"""A watched job as one line, for the foot of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.states import role_of
from drilltui.ui.present.words import age, duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drilltui.services.sight import Sight


FRESH = 5.0
"""Seconds for which a look is fresh: counting them too would double what a second sends."""


def job_line(sight: Sight | None, others: int, now: float) -> Line:
    """Return the line above the keys: the job that matters most, empty when there is none."""
    if sight is None:
        return Line()
    more = f"   {tr('+{count} more', count=others)}" if others else ""
    if sight.unsettled and sight.ended:
        said = f"  {tr('you decide: m')}"
        return line(*_head(sight), (said, Role.STOP), (more, Role.DIM))
    return line(
        *_head(sight), f"  {duration(sight.elapsed(now))}", *freshness(sight, now),
        *_compared(sight, now), (more, Role.DIM),
    )  # fmt: skip


def _head(sight: Sight) -> tuple[tuple[str, Role], tuple[str, Role]]:
    name = (f" {tr(sight.target.action)} {sight.target.drill_name}  ", Role.STRONG)
    return name, (f"{tr(sight.status)}{progress(sight)}", role_of(sight.status))


def by_weight(sights: Iterable[Sight]) -> list[Sight]:
    """Return calls, those that matter most first: what a person has to settle, what is looked up,
    what runs; then the latest.
    """
    latest_first = sorted(sights, key=lambda sight: sight.target.begun, reverse=True)
    return sorted(latest_first, key=_rank)


def _rank(sight: Sight) -> int:
    if sight.unsettled:
        return 0 if sight.ended else 1
    return 3 if sight.ended else 2


def progress(sight: Sight) -> str:
    """Return how many sub-jobs have ended, `` 2 of 4``, or "" when none are told."""
    job = sight.job
    if job is None or not job.sub_jobs:
        return ""
    done, total = job.finished_sub_jobs, len(job.sub_jobs)
    return f" {tr('{done} of {total}', done=done, total=total)}"


def usually(sight: Sight) -> tuple[tuple[str, Role], ...]:
    """Return how long it usually takes, ``  usually 2:10``; nothing where that is not known."""
    if sight.usual is None:
        return ()
    length = duration(sight.usual.usual.total_seconds())
    return ((f"  {tr('usually {length}', length=length)}", Role.DIM),)


def _compared(sight: Sight, now: float) -> tuple[tuple[str, Role], ...]:
    if sight.ended:
        return ()
    slow = ((f"  {tr('slower than usual')}", Role.WARN),) if sight.is_slow(now) else ()
    return (*slow, *usually(sight))


def freshness(sight: Sight, now: float) -> tuple[tuple[str, Role], ...]:
    """Return how old the last look is; a failed look makes it older and nothing else."""
    if sight.ended:
        return ((f"  {tr('ended')}", Role.TEXT),)
    looked = tr("not seen yet")
    if sight.seen is not None:
        old = now - sight.seen
        looked = tr("seen just now") if old < FRESH else tr("seen {age}", age=age(old))
    return ((f"  {looked}", Role.WARN if sight.failures else Role.TEXT),)
