"""What a person brings along to every drill: own items, probes, and what runs them."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.checklist import Item
from drilltui.domain.ports import Prober
from drilltui.domain.probe import Probe
from drilltui.services.guiding import OwnRunbooks


@dataclass(frozen=True, slots=True)
class Equipment:
    """`prober` None: nothing can be probed here, which whoever asks for it is told."""

    checklist: tuple[Item, ...] = ()
    probes: tuple[Probe, ...] = ()
    prober: Prober | None = None
    runbooks: OwnRunbooks = tuple
    """Reads the person's own runbooks."""
