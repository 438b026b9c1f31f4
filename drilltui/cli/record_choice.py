"""The record that a command is about."""

from __future__ import annotations

from drilltui.cli.choice import chosen, unknown
from drilltui.domain.language import marked
from drilltui.domain.record_id import is_record_id

TYPE_CHECKING = False

if TYPE_CHECKING:  # who only asks for the form of an id needs no cloud
    from drilltui.domain.exercise import Exercise
    from drilltui.services.session import Session


async def chosen_record(session: Session, record_id: str) -> Exercise:
    """Return the record of this place. UsageError when it has none of this id."""
    found = await session.exercises.of_id(record_id)
    if found is None:
        known = await session.exercises.outlines()
        raise unknown(marked("record of this project"), record_id, [one.record_id for one in known])
    return found


async def record_to_clean(session: Session, named: str) -> Exercise:
    """Return the record of this id, or the one whose drill has this id or name; not a closed one.

    UsageError for none, and for several of the name.
    """
    if is_record_id(named):
        return await chosen_record(session, named)
    known = await session.exercises.here()
    return chosen(
        marked("record of a drill"),
        named,
        known,
        id_of=lambda one: one.drill_id,
        name_of=lambda one: one.name,
    )
