"""Chance that lets the watcher keep its exact pace."""

from __future__ import annotations

from random import Random


class Even(Random):
    """Of a span always the middle; whatever else is drawn goes by the seed."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2
