"""The report of a record of 5,000 events, and verifying its export."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from drilltui.domain.language import ENGLISH, words_of
from drilltui.evidence.export import Stamp, export
from drilltui.evidence.redaction import Redaction
from drilltui.evidence.render.as_json import as_json
from drilltui.evidence.render.markdown import markdown
from drilltui.evidence.render.page import page
from drilltui.evidence.report import report
from drilltui.evidence.verification import verify
from tests.bench.figure import Figure
from tests.evidence.story import Said, record, said

EVENTS, ROUNDS = 5_000, 3


def figures() -> Iterator[Figure]:
    """Measure the processor time of each format, and of verifying; the best of several rounds."""
    events = record(_long())
    words = words_of(ENGLISH)
    makes: dict[str, Callable[[], str]] = {
        "Markdown": lambda: markdown(report(events), words),
        "HTML": lambda: page(report(events), words),
        "JSON": lambda: as_json(report(events)),
    }
    for name, make in makes.items():
        size = len(make().encode())
        detail = f"{len(events)} events, {size >> 10} KB"
        yield Figure(f"processor, report as {name}", 1000 * _best(make), 1000, "ms", detail)
    files = export(events, words, Stamp("1", datetime(2026, 1, 1, tzinfo=UTC)), Redaction(b""))

    def verified() -> bool:
        return verify(files, "1").whole

    if not verified():
        raise AssertionError("the export of the measurement is not whole")
    size = sum(map(len, files.values()))
    detail = f"{len(events)} events, {size >> 20} MB, reports made again"
    yield Figure("processor, verify an export", 1000 * _best(verified), 5000, "ms", detail)


def _long() -> list[Said]:
    """Everything that can be said, and between its parts the news of a job and notes."""
    told = list(said())
    jobs = [one for one in told if one[1] == "job"]
    middle = told.index(jobs[-1])
    news = [
        (470 + number / 100, *(jobs[-1][1:] if number % 4 else ("note", {"text": "x", "by": "y"})))
        for number in range(EVENTS - len(told))
    ]
    return [*told[:middle], *news, *told[middle:]]


def _best(work: Callable[[], object]) -> float:
    used = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        used.append(time.process_time() - begun)
    return min(used)
