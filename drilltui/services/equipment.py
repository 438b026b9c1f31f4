"""What a person brings along to every drill: own items, probes and what runs them, who they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drilltui.domain.checklist import Item
from drilltui.domain.ports import Prober
from drilltui.domain.probe import Probe
from drilltui.domain.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Equipment:
    """`prober` None: nothing can be probed here, which whoever asks for it is told.

    `provenance` is asked whenever a record is begun.
    """

    checklist: tuple[Item, ...] = ()
    probes: tuple[Probe, ...] = ()
    prober: Prober | None = None
    provenance: Callable[[], Provenance] = Provenance
