"""The drill that a command is about."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cli.choice import chosen
from drilltui.cli.group_choice import chosen_group
from drilltui.domain.drill import Drill
from drilltui.domain.errors import UsageError
from drilltui.domain.language import marked
from drilltui.services.session import Session


async def chosen_drill(session: Session, named: str, group: str = "") -> Drill:
    """Return the drill of this id or exact name, in `group` if that is said.

    Raises UsageError for none, or several of the name; Blocked for one that is gone, as far as can
    be seen, and whose deletion is not settled.
    """
    group_id = (await chosen_group(session, group)).id if group else None
    try:
        return among(named, await session.drills.list(group_id))
    except UsageError as error:
        await _refuse_while_it_is_deleted(session, named)
        raise error from None


def among(named: str, drills: Sequence[Drill]) -> Drill:
    """Return the one of `drills` whose id or exact name is `named`. UsageError else."""
    return chosen(
        marked("drill"),
        named,
        drills,
        id_of=lambda drill: drill.id,
        name_of=lambda drill: drill.name,
    )


async def _refuse_while_it_is_deleted(session: Session, named: str) -> None:
    """Raise Blocked when a record has begun to delete it and does not know the end yet."""
    from drilltui.domain.blocking import blocker
    from drilltui.domain.record import Action

    known = await session.exercises.here()
    for exercise in known:
        if named in (exercise.drill_id, exercise.name) and (
            found := blocker(Action.DELETE, exercise.drill_id, [exercise])
        ):
            raise found.error()
