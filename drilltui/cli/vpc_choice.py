"""The drill VPC that is asked for."""

from __future__ import annotations

from drilltui.cli.choice import chosen
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.field import vpc_id_problem
from drilltui.domain.language import marked, tr
from drilltui.domain.network import Vpc
from drilltui.domain.preflight.facts import Facts, Unseen


def chosen_vpc(facts: Facts, named: str) -> Vpc | None:
    """Return the VPC of this id or exact name; None when none is asked for.

    Whether it can be the drill VPC is for preflight to say. Raises UsageError for none, or several
    of the name; DrilltuiError for a name where the VPCs could not be read: an id is taken as it is.
    """
    if not named:
        return None
    if isinstance(facts.vpcs, Unseen):
        if vpc_id_problem(named) is None:
            return Vpc(named, "")
        raise DrilltuiError(
            tr("The VPCs could not be read: {why}", why=facts.vpcs.why), tr("Say the VPC's id.")
        )
    return chosen(
        marked("VPC"), named, facts.vpcs, id_of=lambda one: one.id, name_of=lambda one: one.name
    )
