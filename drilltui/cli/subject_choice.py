"""What a checklist, a tick or a note is about: a drill, or the record of one."""

from __future__ import annotations

from drilltui.cli.drill_choice import chosen_drill
from drilltui.cli.record_choice import chosen_record
from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import Refused
from drilltui.domain.record_id import is_record_id
from drilltui.services.drill_records import Subject
from drilltui.services.remains import DRILL_NOT_FOUND
from drilltui.services.session import Session
from drilltui.services.sight import DrillDetail
from drilltui.services.steps import Checklist


async def chosen_subject(session: Session, named: str, group: str = "") -> Subject:
    """Return the drill of this id or name, or the id of this record. UsageError for neither."""
    if is_record_id(named):
        return (await chosen_record(session, named)).record_id
    return await chosen_drill(session, named, group)


async def checklist_of(session: Session, subject: Subject) -> Checklist:
    """Return the steps of a drill or a record; where the drill is gone, as the record has them."""
    if not isinstance(subject, str):
        return await _of_drill(session, subject.id)
    exercise = await chosen_record(session, subject)
    if exercise.closed or not exercise.drill_id or exercise.gone:
        return session.steps.of_record(exercise)
    try:
        found = await _of_drill(session, exercise.drill_id)
    except Refused as error:
        if error.code != DRILL_NOT_FOUND:
            raise
        return session.steps.of_record(exercise)
    its = same_id(found.exercise.record_id, subject)
    return found if its else session.steps.of_record(exercise)


async def _of_drill(session: Session, drill_id: str) -> Checklist:
    detail: DrillDetail = await session.drills.show(drill_id)
    return await session.steps.open(detail.drill, detail.servers)
