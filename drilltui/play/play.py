"""One unattended exercise: the good path of a lesson, or the shortest one where there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import spoken, tr
from drilltui.guide.lesson import Lesson, Walk
from drilltui.play.choosing import choose
from drilltui.play.closing import accept, clean, close, show_record
from drilltui.play.deleting import delete
from drilltui.play.looking import look, wait
from drilltui.play.old_drills import clean_old
from drilltui.play.stage import Stage
from drilltui.play.starting import start
from drilltui.play.transcript import Transcript
from drilltui.play.verifying import say_service, verify
from drilltui.services.session import Session

_WALKS: Mapping[str, Callable[[Stage, Walk], Awaitable[None]]] = {
    "preflight": look,
    "wait": wait,
    "start": start,
    "verify": verify,
    "service": say_service,
    "delete": delete,
    "clean": clean,
    "accept": accept,
    "close": close,
    "old-drills": clean_old,
}
"""What is done for each kind of step of a good path."""

_SHORTEST = (Walk("start"), Walk("delete"))


class Play:
    """One unattended exercise. `say` takes the transcript, line by line."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        self._session = session
        self._transcript = Transcript(say, session.clock)

    async def run(self) -> None:
        """Walk the whole road. Raises DrilltuiError where it does not end as it should."""
        watching = asyncio.ensure_future(self._session.watcher.run())
        try:
            await self._walk(Stage(self._session, self._transcript, watching))
        finally:
            watching.cancel()

    async def _walk(self, stage: Stage) -> None:
        lesson = self._session.lesson
        self._tell_place(lesson)
        await choose(stage, lesson.group if lesson else "")
        for walk in lesson.path if lesson else _SHORTEST:
            step = _WALKS.get(walk.do)
            if step is None:
                raise DrilltuiError(tr("The good path has an unknown step: {step}.", step=walk.do))
            await step(stage, walk)
        if lesson is None:
            await show_record(stage)

    def _tell_place(self, lesson: Lesson | None) -> None:
        place = self._session.place
        self._transcript.tell(
            tr(
                "REHEARSAL {scenario}, region {region}, project {project}",
                scenario=place.profile,
                region=place.region,
                project=place.project_id,
            ),
            tr("Nothing here touches a real cloud. Times are sandbox time."),
            *(lesson.text.said(spoken()) for lesson in (lesson,) if lesson),
        )
