"""How long calls usually take, said beside each look: from the records of this place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

from drilltui.domain.errors import JournalError
from drilltui.domain.forecast import Forecast, forecast, past_of
from drilltui.domain.job import Job, servers_in
from drilltui.services.exercises import Exercises
from drilltui.services.sight import Seen, Sight, Target

Look: TypeAlias = "Callable[[Sight], Awaitable[Seen]]"


class Forecasts:
    """Adds to a look at a job how long such a job usually takes.

    The records are asked once for each number of servers that the job shows, not with each look.
    """

    def __init__(self, look: Look, exercises: Exercises) -> None:
        self._look = look
        self._exercises = exercises

    async def look(self, sight: Sight) -> Seen:
        """Look, and say how long it usually takes. Raises what the look raises."""
        seen = await self._look(sight)
        job = seen.job
        if job is None or job.ended or (sight.job and servers_in(sight.job) == servers_in(job)):
            return replace(seen, usual=sight.usual)
        return replace(seen, usual=await self.of(seen.target, job))

    async def of(self, target: Target, job: Job) -> Forecast | None:
        """Return how long a job like this usually takes; None where too little is known.

        A journal that cannot be read now says nothing: a look is no reason to fail for that.
        """
        try:
            known = await self._exercises.known()
        except JournalError:
            return None
        servers = len(target.server_ids) or servers_in(job)
        return forecast(past_of(known), target.action, target.group_id, servers)
