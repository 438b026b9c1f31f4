"""A code that somebody told, with what came with it: what can be looked up in the error book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.fail_reason import lifted
from drilltui.domain.job import Job


@dataclass(frozen=True, slots=True)
class ToldCode:
    """A code, and who told it.

    `status` is the HTTP status that it came with, None where it came with none (a job's).
    `reason` is the text that came with it, whole. `by` says who told it, empty where that is plain.
    """

    code: str
    status: int | None = None
    reason: str = ""
    by: str = ""

    @property
    def is_status(self) -> bool:
        """Whether the answer had no code of its own, so that its HTTP status stands for one."""
        return self.code == str(self.status)


def of_job(job: Job, names: Mapping[str, str]) -> tuple[ToldCode, ...]:
    """Return the codes of a job and of its sub-jobs, those first: what failed first says why.

    `names` are those of what sub-jobs work on, by id.
    """
    failed = (one for one in (*job.sub_jobs, job) if one.error_code or one.fail_reason)
    return tuple(
        ToldCode(one.error_code, reason=one.fail_reason, by=_by(one, names)) for one in failed
    )


def _by(job: Job, names: Mapping[str, str]) -> str:
    return f"{job.type or 'job'} {names.get(job.subject, job.subject)}".strip()


def of_error(error: DrilltuiError | None) -> tuple[ToldCode, ...]:
    """Return the code of a refusal; nothing for another error."""
    if not isinstance(error, Refused):
        return ()
    return (ToldCode(error.code, error.status, error.message),)


def of_text(text: str) -> tuple[ToldCode, ...]:
    """Return the codes that stand in a text."""
    return tuple(ToldCode(code, reason=text) for code in lifted(text).codes)


def once(told: Iterable[ToldCode]) -> tuple[ToldCode, ...]:
    """Return each of `told` once, without those that have neither code nor reason."""
    return tuple(_once(told))


def _once(told: Iterable[ToldCode]) -> Iterator[ToldCode]:
    known: set[tuple[str, str]] = set()
    for one in told:
        face = one.code, one.reason
        if any(face) and face not in known:
            known.add(face)
            yield one
