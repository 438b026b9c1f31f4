"""The plan of a clean-up: what may be removed, in which order, and what keeps it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.drill_vpc import Removal, VpcLook, keepers, removals
from drilltui.domain.exercise import Exercise
from drilltui.domain.leftover import Leftover


@dataclass(frozen=True, slots=True)
class Plan:
    """What a clean-up of one record would do.

    `removals` are in the order in which they are made, and none where something `keeps` the VPC.
    `leftovers` is all that was found, `doubts` what could not be read. A person confirms by typing
    `word`, the VPC's name (its id when it has none).
    """

    record_id: str
    drill_name: str
    removals: tuple[Removal, ...] = ()
    keeps: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    doubts: tuple[str, ...] = ()
    word: str = ""
    gone: bool = False


def plan(
    exercise: Exercise,
    look: VpcLook,
    leftovers: Iterable[Leftover],
    doubts: Iterable[str],
    others: Iterable[Exercise],
) -> Plan:
    """Return what can be removed for `exercise` by a look at its VPC; see `drill_vpc.keepers`."""
    keeps = keepers(exercise, look, others)
    found = () if keeps else removals(exercise, look)
    vpc = look.vpc
    return Plan(
        exercise.record_id,
        exercise.called,
        found,
        keeps if vpc else (),
        tuple(leftovers),
        tuple(doubts),
        (vpc.name.strip() or vpc.id) if vpc else "",
        exercise.gone,
    )
