"""What a person brings along to every drill: own items, probes, who they are; and a lesson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drilltui.domain.checklist import Item
from drilltui.domain.ports import Prober
from drilltui.domain.probe import Probe
from drilltui.domain.provenance import Provenance
from drilltui.guide.lesson import Lesson, Strike
from drilltui.services.guiding import OwnRunbooks


@dataclass(frozen=True, slots=True)
class Equipment:
    """`prober` None: nothing can be probed here, which whoever asks for it is told.

    `provenance` is asked whenever a record is begun.
    `lesson` is what a rehearsal teaches, None in a live run.
    """

    checklist: tuple[Item, ...] = ()
    probes: tuple[Probe, ...] = ()
    prober: Prober | None = None
    provenance: Callable[[], Provenance] = Provenance
    lesson: Lesson | None = None
    strikes: Callable[[], Sequence[Strike]] = lambda: ()
    """What the embedded cloud has done to requests so far."""
    runbooks: OwnRunbooks = tuple
    """Reads the person's own runbooks."""
