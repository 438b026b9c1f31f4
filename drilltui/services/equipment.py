"""What a person brings along to every drill: own items, probes, and what runs them."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.checklist import Item
from drilltui.domain.ports import Prober
from drilltui.domain.probe import Probe


@dataclass(frozen=True, slots=True)
class Equipment:
    """`prober` None has the cloud answer in place of this host: nothing is run or connected to."""

    checklist: tuple[Item, ...] = ()
    probes: tuple[Probe, ...] = ()
    prober: Prober | None = None
