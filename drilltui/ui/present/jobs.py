"""A watched job in full, for the monitor.

What ticks every second stands in few cells: elapsed time and the age of the last look. Sub-jobs
and bars are drawn as of the last look, because nothing newer is known of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from rich.cells import cell_len

from drilltui.domain.language import marked, tr
from drilltui.domain.pace import is_slow
from drilltui.services.sight import Sight, label
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present.fitted import fit, fit_span
from drilltui.ui.present.job_line import freshness, progress, usually
from drilltui.ui.present.states import role_of, state_span
from drilltui.ui.present.words import also, at, duration, short_id, took, zone_name

if TYPE_CHECKING:
    from drilltui.domain.job import Job

_NAME, _STATE, _BEGIN, _TOOK = 26, 12, 10, 7
ELSEWHERE = marked(
    "Another drilltui follows it; what is seen here is what it has written into the record."
)
_AXES = (60, 120, 180, 300, 600, 1200, 1800, 3600, 7200, 14400)


def heading(sight: Sight, now: float, clocks: Sequence[Line] = ()) -> tuple[Line, ...]:
    """Return the monitor's ticking lines: state with its age, the `clocks` of the exercise, and
    what is wrong if anything.
    """
    ahead = max(0, round(sight.next_look - now))
    look = "" if sight.ended else also(tr("next look in {seconds} s", seconds=ahead))
    top = line(
        (f"{tr(sight.status)}{progress(sight)}", role_of(sight.status)),
        f"  {duration(sight.elapsed(now))}",
        *freshness(sight, now),
        look,
        *usually(sight),
    )
    elsewhere = (line(tr(ELSEWHERE)),) if sight.elsewhere and not sight.ended else ()
    return (top, *elsewhere, *clocks, remark(sight, now))


def remark(sight: Sight, now: float) -> Line:
    """Return what is wrong with the looks, or that it takes long; empty when all is well."""
    if sight.ended and sight.failure:
        told = tr("What it left could not be read: {why}", why=sight.failure)
        return line((told, Role.WARN))
    if sight.failures > 1:
        told = tr("{count} looks failed: {why}", count=sight.failures, why=sight.failure)
        return line((told, Role.WARN))
    if sight.failures:
        return line((tr("The last look failed: {why}", why=sight.failure), Role.WARN))
    if sight.usual is not None and sight.is_slow(now):
        words = sight.usual.slow_words(sight.elapsed(now))
        told = tr("{what}; the job goes on.", what=f"{words[:1].upper()}{words[1:]}")
        return line((told, Role.WARN))
    if sight.usual is None and not sight.ended and is_slow(sight.elapsed(now)):
        return line((tr("Takes longer than drills usually do; the job goes on."), Role.WARN))
    return Line()


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where steps stand, in seconds after the first of them began.

    Only the cloud's own times are compared with each other, and lengths with lengths: the clock of
    this machine may be minutes off. `now` is the last look.
    """

    start: datetime | None
    now: float

    @classmethod
    def of(cls, sight: Sight) -> _Axis:
        job = sight.job
        parts = (job, *job.sub_jobs) if job else ()
        start = min((part.begin for part in parts if part.begin), default=None)
        seen = sight.seen - sight.target.begun if sight.seen is not None else 0.0
        axis = cls(start, seen)
        told = [axis.at(moment) for part in parts for moment in (part.begin, part.end) if moment]
        return cls(start, max([0.0, seen, *told]))

    @property
    def length(self) -> int:
        """The first round figure of seconds that holds everything."""
        return next((axis for axis in _AXES if self.now <= axis), int(self.now) + 1)

    def at(self, moment: datetime) -> float:
        """Return where a moment of the cloud's clock stands."""
        return (moment - self.start).total_seconds() if self.start else 0.0

    def took(self, sub: Job) -> float | None:
        """Return how long a step took, or takes so far; None before it has begun."""
        if sub.begin is None:
            return None
        return max(0.0, (self.at(sub.end) if sub.end else self.now) - self.at(sub.begin))


def steps(sight: Sight, zone: tzinfo | None, width: int) -> tuple[Line, ...]:
    """Return the table of sub-jobs with begin, length and a bar on a common time axis."""
    job = sight.job
    axis = _Axis.of(sight)
    room = max(0, width - (_NAME + _STATE + _BEGIN + _TOOK + 2))
    titles = ((tr("SUB-JOB"), _NAME), (tr("STATE"), _STATE), (tr("BEGIN"), _BEGIN))
    head = "".join(fit(title, width) for title, width in titles) + f"{_right(tr('TOOK'))}  "
    rows = [line((head + _scale(axis.length, room), Role.DIM))]
    rows += [_step(sub, sight, axis, room, zone) for sub in (job.sub_jobs if job else ())]
    if not (job and job.sub_jobs):
        rows.append(line((tr("The service has told no sub-jobs yet."), Role.DIM)))
    return tuple(rows)


def _scale(axis: int, room: int) -> str:
    if room < 16:
        return ""
    middle, end = duration(axis / 2), duration(axis)
    left = f"{'0:00':{room // 2}}{middle}"
    return f"{left:{room - len(end)}}{end}"


def _step(sub: Job, sight: Sight, axis: _Axis, room: int, zone: tzinfo | None) -> Line:
    length = axis.took(sub)
    bar = _bar(sub, axis, room)
    return line(
        f"{fit(label(sub, sight.target.names), _NAME - 1)} ",
        fit_span(state_span(sub.status), _STATE),
        fit(at(sub.begin, zone) if sub.begin else "", _BEGIN),
        f"{_right(_took(sub, length, bar))}  ",
        bar,
    )


def _right(text: str) -> str:
    """Return what stands in the column of lengths, at its right edge."""
    return " " * max(0, _TOOK - cell_len(text)) + text


def _took(sub: Job, length: float | None, bar: str) -> str:
    """Return how long it took; while it runs the bar says that, and its figure need not tick."""
    if length is None:
        return ""
    if sub.ended:
        return took(length)
    return "" if bar else f"{took(length)}+"


def _bar(sub: Job, axis: _Axis, room: int) -> str:
    length = axis.took(sub)
    if sub.begin is None or length is None or room < 4:
        return ""
    left = min(room - 1, int(axis.at(sub.begin) / axis.length * room))
    cells = max(1, min(room - left, round(length / axis.length * room)))
    body = "=" * cells if sub.ended else "=" * (cells - 1) + ">"
    return " " * left + body


def changes(sight: Sight, now: datetime, zone: tzinfo | None, room: int) -> tuple[Line, ...]:
    """Return what changed when, the latest last; of many the latest that fit into `room` rows.

    In this order a change adds one line and moves none: it costs one line to send. Where not even
    the last one has room, the head says how to get to it.
    """
    kept = max(1, room - 3)
    rows = [
        line(
            f"{at(change.at, zone)}  ",
            f"{fit(change.subject, _NAME - 1)} ",
            state_span(change.status),
            f"  {change.detail}" if change.detail else "",
        )
        for change in sight.changes[-kept:]
    ]
    left_out = len(sight.changes) - len(rows)
    said = tr("{count} earlier", count=left_out)
    earlier = (line((f"          {said}", Role.DIM)),) if left_out else ()
    begun = tr("meant") if sight.target.unsettled or sight.search else tr("accepted")
    accepted = line(f"{at(sight.target.begun_at, zone)}  {fit(begun, _NAME)}{_receipt(sight)}")
    head = tr("CHANGES ({zone})", zone=zone_name(now, zone))
    below = (accepted, *earlier, *rows)
    if len(below) >= room:
        head = f"{head}  {tr('below: PgDn')}"
    return (line((head, Role.DIM)), *below)


def _receipt(sight: Sight) -> str:
    target = sight.target
    job = tr("no job known")
    if target.job_id:
        job = tr("job {id}", id=short_id(target.job_id))
    if not target.request_id:
        return job
    return f"{job}  {tr('request {id}', id=short_id(target.request_id))}"


def failure(job: Job) -> tuple[Line, ...]:
    """Return why a job failed: its own code and reason, and those of its sub-jobs."""
    failed: Sequence[Job] = [
        one for one in (job, *job.sub_jobs) if one.error_code or one.fail_reason
    ]
    rows = [
        line(
            (f"{one.error_code or tr('no code')}  ", Role.STOP),
            one.fail_reason or tr("no reason told"),
        )
        for one in failed
    ]
    return tuple(rows) or (line((tr("The service told neither code nor reason."), Role.STOP)),)
