"""What is told while something is followed: a line for each change, never one for each look."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeAlias

from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.output import mention, say
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Clock
from drilltui.services.sight import Sight

Tell: TypeAlias = Callable[[Sight], None]
"""Takes every look; tells those that show something new."""

_Face: TypeAlias = tuple[str, int, int, str]


def progress(clock: Clock, *, as_json: bool) -> Tell:
    """Return who tells: JSON lines on standard output, else plain ones on a terminal's stderr."""
    if as_json:
        return _OnChange(lambda sight: say(as_line(sight, clock)))
    if sys.stderr is not None and sys.stderr.isatty():
        return _OnChange(lambda sight: mention(as_text(sight, clock)))
    return lambda _: None


def as_text(sight: Sight, clock: Clock) -> str:
    """Return a look as ``09:14:02  create drill-x  RUNNING 2 of 4``, in this host's time."""
    target = sight.target
    state, finished, steps, why = _face(sight)
    count = f" {finished} of {steps}" if steps else ""
    told = f"{state}{count}" + (f": {why}" if why else "")
    name = target.drill_name or target.drill_id or target.job_id
    return plain(f"{clock.now().astimezone():%H:%M:%S}  {target.action} {name}  {told}")


def as_line(sight: Sight, clock: Clock) -> str:
    """Return a look as one JSON object on one line."""
    target = sight.target
    state, finished, steps, why = _face(sight)
    return json_line(
        "change",
        at=json_time(clock.now()),
        action=target.action,
        state=state,
        finished=finished,
        steps=steps,
        why=why,
        record=target.record_id,
        job_id=target.job_id,
        group_id=target.group_id,
        drill_id=target.drill_id,
        drill=target.drill_name,
    )


class _OnChange:
    """Tells a look whose face differs from the last one of the same call."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._known: dict[str, _Face] = {}

    def __call__(self, sight: Sight) -> None:
        face, key = _face(sight), sight.target.key
        if self._known.get(key) != face:
            self._known[key] = face
            self._tell(sight)


def _face(sight: Sight) -> _Face:
    """Return what a person sees of a look: state, steps that are over, all steps, and why."""
    job, search = sight.job, sight.search
    finished, steps = (job.finished_sub_jobs, len(job.sub_jobs)) if job else (0, 0)
    if sight.failure:
        return sight.status, finished, steps, f"not seen: {sight.failure}"
    if job is not None:
        return job.status, finished, steps, job.error_code
    found_by_drill = sight.drill is not None
    return sight.status, 0, 0, search.settlement.why if search and not found_by_drill else ""
