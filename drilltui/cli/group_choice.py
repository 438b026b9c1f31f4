"""The protection group that a command is about."""

from __future__ import annotations

from drilltui.cli.choice import chosen
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import marked
from drilltui.services.session import Session


async def chosen_group(session: Session, named: str) -> ProtectionGroup:
    """Return the group of this id or exact name. UsageError for none, or several of the name."""
    groups = [overview.group for overview in await session.groups.list()]
    return chosen(
        marked("protection group"),
        named,
        groups,
        id_of=lambda group: group.id,
        name_of=lambda group: group.name,
    )
