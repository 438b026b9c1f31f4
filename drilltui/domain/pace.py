"""How long to wait before the next look at a job: pure arithmetic over the rules."""

from __future__ import annotations

from drilltui.domain.rules import rules


def next_look(age: float) -> float:
    """Return the seconds until the next look at a job that has been watched for `age` seconds."""
    steps: list[dict[str, float]] = rules("watching")["pace"]
    for step in steps:
        if "until" not in step or age < step["until"]:
            return float(step["every"])
    return float(steps[-1]["every"])


def next_try(failures: int) -> float:
    """Return the seconds until the next look after `failures` (at least 1) failed ones in a row."""
    retry: dict[str, float] = rules("watching")["retry"]
    doubled = retry["first"] * 2.0 ** min(failures - 1, 10)
    return float(min(doubled, retry["longest"]))


def is_slow(age: float) -> bool:
    """True when a job takes longer than drills usually do; it still goes on."""
    return age >= float(rules("watching")["soft_warning"])
