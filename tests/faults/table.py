"""The fault matrix as a page for people: `python -m tests.faults.table` runs it and writes it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import drilltui
from tests.faults.matrix import GROUPS, results
from tests.faults.operator import hurried_cloud
from tests.faults.trial import Result, masked
from tests.faults.verdict import faults_of, known

PAGE = Path(drilltui.__file__).parent / "FAULTS.md"

_HEAD = """\
# What comes of a fault

Made by `python -m tests.faults.table`, which runs each command over a served sandbox with a fault
on the way, then `drilltui resume` for as long as the exit status is 3. A test runs it again and
compares. Times and ids are masked.

*Drills* are those of the group in the cloud in the end; *known* says that the record says the same.
A proxy that delivers twice makes two: the service takes both. That is told, and never a success.
"""
_COLUMNS = "| Fault | Drills | Known | Exit | Said |\n| --- | --- | --- | --- | --- |\n"


def page(found: Sequence[Result]) -> str:
    """The page for these results."""
    parts = [_HEAD]
    for call, of_call in groupby(found, lambda one: one.call):
        parts.append(f"\n## {call.value}\n\n{_COLUMNS}{''.join(map(_row, of_call))}")
    return "".join(parts)


def _row(result: Result) -> str:
    codes = ", then ".join(str(run.code) for run in result.runs)
    said = " **Then:** ".join(masked(run.said, result.subject) for run in result.runs)
    cells = (
        result.fault.sentence,
        str(len(result.drills)),
        "yes" if known(result) else "NO",
        codes,
        said.replace("|", "\\|").replace("<", "&lt;"),
    )
    return f"| {' | '.join(cells)} |\n"


def main() -> int:
    """Run the matrix and write the page; 1 where a fault has done harm."""
    with hurried_cloud(GROUPS) as cloud, tempfile.TemporaryDirectory() as folder:
        found = results(cloud, Path(folder))
    PAGE.write_text(page(found), "utf-8")
    harm = [
        f"{one.call.value}, {one.fault.name}: {what}" for one in found for what in faults_of(one)
    ]
    sys.stdout.write("".join(f"{line}\n" for line in [f"{PAGE.name}: {len(found)} rows", *harm]))
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
