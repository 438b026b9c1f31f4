"""Jobs that the service shows no more: forgotten, or lastingly refused to whoever asks."""

from __future__ import annotations

from collections import Counter

from drilltui.domain.errors import Refused, SignInRefused

LOST_AFTER = 3
"""So many answers in a row that there is no such job: then its drill is followed in its place."""

BARRED_FOR = 300.0
"""Seconds of nothing but 403 for a job, after which its drill is followed: a role may be given, or
taken away, while one watches, and takes minutes to be known everywhere."""

_NO_SUCH_JOB = frozenset({"SDRS.0408"})


class LostJobs:
    """Counts what was answered in place of each job. How long a job is known is told nowhere."""

    def __init__(self) -> None:
        self._lost: Counter[str] = Counter()
        self._barred: dict[str, float] = {}

    def seen(self, job_id: str) -> None:
        """Begin anew: the job was shown, or is followed no more."""
        self._lost.pop(job_id, None)
        self._barred.pop(job_id, None)

    def is_lost(self, job_id: str, error: Refused, now: float) -> bool:
        """Say whether `error`, told in place of the job at `now` (monotonic), was one too many."""
        if _is_unknown(error):
            self._lost[job_id] += 1
            return self._lost[job_id] >= LOST_AFTER
        if error.status == 403 and not isinstance(error, SignInRefused):
            return now - self._barred.setdefault(job_id, now) >= BARRED_FOR
        return False


def _is_unknown(error: Refused) -> bool:
    """Whether the service says that it knows no such job; its words for that are unconfirmed."""
    if isinstance(error, SignInRefused) or error.code.upper().startswith("APIG"):
        return False
    return error.status in (400, 404) or error.code in _NO_SUCH_JOB
