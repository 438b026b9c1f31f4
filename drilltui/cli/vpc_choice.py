"""The drill VPC that is asked for."""

from __future__ import annotations

from drilltui.cli.choice import chosen
from drilltui.domain.errors import UsageError
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.network import Vpc
from drilltui.services.session import Session


async def chosen_vpc(session: Session, named: str, group: ProtectionGroup) -> Vpc | None:
    """Return the VPC of this id or exact name; None when none is asked for.

    Raises UsageError for none, several of the name, or one that the service refuses.
    """
    if not named:
        return None
    choices = await session.networks.choices(group)
    choice = chosen(
        "VPC", named, choices, id_of=lambda one: one.vpc.id, name_of=lambda one: one.vpc.name
    )
    if choice.code:
        raise UsageError(
            f"{choice.vpc.name} cannot be the drill VPC: {choice.reason} ({choice.code}).",
            "Nothing was sent. Take another one, or none: the service makes one then.",
        )
    return choice.vpc
