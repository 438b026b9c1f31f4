"""How long to wait before the next look at a job: pure arithmetic over the rules."""

from __future__ import annotations

from random import Random
from typing import Any

from drilltui.domain.rules import rules


def next_look(age: float, watched: int = 1) -> float:
    """Return the seconds until the next look at a job that began `age` seconds ago.

    `watched` is how many are watched in all: a crowd stretches the pace of each alike.
    """
    steps: list[dict[str, float]] = rules("watching")["pace"]
    usual = next((step["every"] for step in steps if age < step.get("until", float("inf"))), None)
    return max(float(steps[-1]["every"] if usual is None else usual), crowd(watched))


def crowd(watched: int, requests: int = 1) -> float:
    """Return the least seconds between looks at one of `watched` calls.

    A look of this kind takes so many `requests`. Whoever keeps to it asks for no more than the
    watcher's share of what one host is asked: N calls, each at most once in N / share seconds.
    """
    return watched * requests / float(_crowd()["share"])


def jittered(seconds: float, chance: Random) -> float:
    """Return `seconds`, a little more or less by chance."""
    part = float(_crowd()["jitter"])
    return seconds * chance.uniform(1.0 - part, 1.0 + part)


def next_try(failures: int) -> float:
    """Return the seconds until the next look after `failures` (at least 1) failed ones in a row."""
    retry: dict[str, float] = rules("watching")["retry"]
    doubled = retry["first"] * 2.0 ** min(failures - 1, 10)
    return float(min(doubled, retry["longest"]))


def asked_wait(seconds: float) -> float:
    """Return for how long a call is left alone when the service asks to wait for `seconds`."""
    return min(seconds, float(rules("watching")["retry"]["asked"]))


def hold(seconds: float | None) -> float:
    """Return for how long no call is looked at when one look was too many (429).

    `seconds` is what the service asks for. Looks that wait for the host meanwhile would only stand
    in the way of what a person reads.
    """
    longest = float(rules("watching")["retry"]["longest"])
    return next_try(1) if seconds is None else min(seconds, longest)


def catching_up(watched: int) -> float:
    """Return the seconds over which the looks at `watched` calls are spread after a sleep."""
    return max(float(rules("watching")["sleep"]["spread"]), crowd(watched))


def is_slow(age: float) -> bool:
    """True when a job takes longer than drills usually do; it still goes on."""
    return age >= float(rules("watching")["soft_warning"])


def _crowd() -> dict[str, Any]:
    found: dict[str, Any] = rules("watching")["crowd"]
    return found
