"""What earlier drills have left: each is deleted, cleaned and closed in a record of its own."""

from __future__ import annotations

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.guide.lesson import Walk
from drilltui.play.closing import accept, clean, close
from drilltui.play.deleting import delete
from drilltui.play.stage import Stage


async def clean_old(stage: Stage, walk: Walk) -> None:
    """Take every drill of the project that no record knows to its end."""
    seen = await stage.session.overview.read()
    stage.transcript.tell(
        tr("{count} drills that no record knows", count=len(seen.foreign)),
        *(f"{drill.name} ({drill.status})" for drill in seen.foreign),
    )
    if not seen.foreign:
        raise DrilltuiError(tr("There is no old drill to clean up."))
    for drill in seen.foreign:
        stage.chosen = await stage.session.groups.detail(drill.group_id)
        stage.made = await stage.session.drills.show(drill.id)
        await delete(stage, walk)
        await clean(stage, walk)
        await accept(stage, walk)
        await close(stage, walk)
