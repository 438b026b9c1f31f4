"""How much this machine's own unrest blurs the figures."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

PIECES = 400


def undisturbed(seconds: Sequence[float]) -> float:
    """Return the lower quartile of times: noise only ever adds, and often to half of them."""
    return quantiles(seconds, n=4, method="inclusive")[0]


def noise() -> str:
    """Say how unevenly equal work runs now, and who else uses the machine."""
    took = sorted(_piece() for _ in range(PIECES))
    late = took[int(0.95 * PIECES)] / median(took)
    load = os.getloadavg()[0]
    return (
        f"noise: the same work takes up to {late:.2f}x its median in 95 of 100 runs, "
        f"load {load:.1f} on {os.cpu_count()} processors, {_stolen():.1%} stolen since boot"
    )


def _piece() -> float:
    begin = time.perf_counter()
    sum(range(50_000))
    return time.perf_counter() - begin


def _stolen() -> float:
    """Return the share of processor time that a hypervisor gave to others (proc_stat(5))."""
    spent = [int(word) for word in Path("/proc/stat").read_text().split(None, 9)[1:9]]
    return spent[7] / max(1, sum(spent))
