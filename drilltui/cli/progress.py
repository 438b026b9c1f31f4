"""What is told while something is followed: a line for each change, never one for each look."""

from __future__ import annotations

import sys
from typing import TypeAlias

from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.output import mention, say
from drilltui.domain.forecast import in_words
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Clock
from drilltui.domain.record import Action
from drilltui.services.sight import Sight

READING = marked("reading what it left")

_Face: TypeAlias = tuple[str, int, int, str]
_Known: TypeAlias = "tuple[_Face, bool]"


class Progress:
    """Tells what is new: JSON lines on standard output, else plain ones on a terminal's stderr."""

    def __init__(self, clock: Clock, *, as_json: bool) -> None:
        self._clock = clock
        self._as_json = as_json
        self._quiet = not as_json and not (sys.stderr is not None and sys.stderr.isatty())
        self._known: dict[str, _Known] = {}
        self._compared: set[str] = set()

    def is_new(self, sight: Sight) -> bool:
        """Tell whether a look shows something that is to be told and was not told before."""
        slow = sight.is_slow(self._clock.monotonic())
        known, key = (_face(sight), slow), sight.target.key
        if self._quiet or self._known.get(key) == known:
            return False
        self._known[key] = known
        return True

    def tell(self, sight: Sight) -> None:
        """Tell a look. It waits as long as nobody reads."""
        if self._as_json:
            say(as_line(sight, self._clock))
        else:
            mention(as_text(sight, self._clock, compared=self._comparison(sight)))

    def _comparison(self, sight: Sight) -> str:
        """Return how long it usually takes, and that it is slower than that: each once."""
        if sight.usual is None or sight.ended:
            return ""
        elapsed = sight.elapsed(self._clock.monotonic())
        slow = sight.usual.slower(elapsed)
        told = f"{sight.target.key} {slow}"
        if told in self._compared:
            return ""
        self._compared.add(told)
        usual = in_words(sight.usual.usual.total_seconds())
        return sight.usual.slow_words(elapsed) if slow else tr("usually {usual}", usual=usual)


def as_text(sight: Sight, clock: Clock, *, compared: str = "") -> str:
    """Return a look as ``09:14:02  create drill-x  RUNNING 2 of 4``, in this host's time.

    `compared` says how that compares with earlier ones.
    """
    target = sight.target
    state, finished, steps, why = _face(sight)
    count = " " + tr("{finished} of {steps}", finished=finished, steps=steps) if steps else ""
    told = f"{state}{count}" + (f": {why}" if why else "")
    name = target.drill_name or target.drill_id or target.job_id
    told += f", {compared}" if compared else ""
    return plain(f"{clock.now().astimezone():%H:%M:%S}  {tr(target.action)} {name}  {told}")


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
        usual_seconds=round(sight.usual.usual.total_seconds(), 1) if sight.usual else None,
        slower=sight.is_slow(clock.monotonic()),
        record=target.record_id,
        job_id=target.job_id,
        group_id=target.group_id,
        drill_id=target.drill_id,
        drill=target.drill_name,
    )


def _face(sight: Sight) -> _Face:
    """Return what a person sees of a look: state, steps that are over, all steps, and why."""
    job, search = sight.job, sight.search
    finished, steps = (job.finished_sub_jobs, len(job.sub_jobs)) if job else (0, 0)
    if sight.failure:
        return sight.status, finished, steps, tr("not seen: {failure}", failure=sight.failure)
    if job is not None:
        why = job.error_code
        if sight.ended and not sight.settled and sight.target.action != Action.RENAME:
            why = f"{why}, {tr(READING)}" if why else tr(READING)
        return job.status, finished, steps, why
    found_by_drill = sight.drill is not None
    return sight.status, 0, 0, search.settlement.why if search and not found_by_drill else ""
