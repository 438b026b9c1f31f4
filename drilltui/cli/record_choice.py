"""The record that a command is about."""

from __future__ import annotations

import re

from drilltui.cli.choice import unknown
from drilltui.domain.exercise import Exercise
from drilltui.services.session import Session

_RECORD_ID = re.compile(r"\d{8}-\d{4}-\w+", re.ASCII)


def is_record_id(text: str) -> bool:
    """Tell whether `text` has the form of a record's id; no job's id has it."""
    return bool(_RECORD_ID.fullmatch(text))


async def chosen_record(session: Session, record_id: str) -> Exercise:
    """Return the record of this place. UsageError when it has none of this id."""
    every = await session.exercises.every()
    for exercise in every:
        if exercise.record_id == record_id:
            return exercise
    raise unknown("record of this project", record_id, [one.record_id for one in every])
