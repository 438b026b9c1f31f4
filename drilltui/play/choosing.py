"""The choice of the group to be drilled."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.play.stage import Stage
from drilltui.services.groups import GroupOverview


async def choose(stage: Stage, wanted: str) -> None:
    """Look at all groups and take the one called `wanted`; without a name the largest free one."""
    session, transcript = stage.session, stage.transcript
    overviews = await session.groups.list()
    ready = [one for one in overviews if one.readiness.ready]
    transcript.tell(
        tr(
            "{count} protection groups, {ready} may be drilled now",
            count=len(overviews),
            ready=len(ready),
        )
    )
    for one in overviews:
        if not one.readiness.ready:
            transcript.add(tr("not {name}: {why}", name=one.group.name, why=_why(one)))
    group = _wanted(overviews, wanted) if wanted else _largest(ready)
    stage.chosen = await session.groups.detail(group.group.id)
    transcript.tell(
        tr(
            "Chosen: {name}, {status}, {here} -> {there}",
            name=stage.group.name,
            status=stage.group.status,
            here=stage.group.production_zone,
            there=stage.group.recovery_zone,
        ),
        *(
            tr("protects {name} ({status})", name=one.name, status=one.status)
            for one in stage.chosen.instances
        ),
    )


def _wanted(overviews: Sequence[GroupOverview], name: str) -> GroupOverview:
    found = next((one for one in overviews if one.group.name == name), None)
    if found is None:
        raise DrilltuiError(tr("There is no protection group {name}.", name=name))
    return found


def _largest(ready: Sequence[GroupOverview]) -> GroupOverview:
    free = [one for one in ready if not one.drills]
    if not free:
        raise DrilltuiError(
            tr("No protection group of this scenario is free for a drill."),
            tr("Choose another one."),
        )
    return max(free, key=lambda one: one.group.instance_count)


def _why(overview: GroupOverview) -> str:
    judged = overview.readiness
    code = f" ({judged.code})" if judged.code else ""
    return plain(f"{judged.reason}{code}")
