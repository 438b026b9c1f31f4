"""An earlier drill of the same group that is not settled, or still being made."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.blocking import blocker
from drilltui.domain.drill import CREATING, Drill
from drilltui.domain.errors import Blocked
from drilltui.domain.language import tr
from drilltui.domain.record import Action
from drilltui.services.session import Session
from drilltui.services.sight import Sight


async def earlier(
    session: Session, group_id: str, drills: Sequence[Drill], *, attach: bool
) -> Sight | None:
    """Return the earlier one, followed from now on; None when there is none.

    Without `attach` it is not followed: Blocked is raised. Nothing was sent.
    """
    if found := blocker(Action.CREATE, group_id, await session.exercises.here()):
        if not attach:
            raise _telling_of_attach(found.error())
        return await session.resumption.take_up(found.exercise)
    making = next((drill for drill in drills if drill.status == CREATING), None)
    if making is None:
        return None
    if not attach:
        raise _telling_of_attach(
            Blocked(
                tr(
                    "{name} of this group is being made ({id}). Nothing was sent.",
                    name=making.name,
                    id=making.id,
                ),
                record_id="",
            )
        )
    return session.resumption.attach_drill(making)


def _telling_of_attach(blocked: Blocked) -> Blocked:
    attach = tr("--attach follows that one in place of a new one.")
    remedy = f"{blocked.remedy} {attach}".strip()
    return Blocked(blocked.what, remedy, record_id=blocked.record_id)
