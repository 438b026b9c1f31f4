"""The checklist of a drill: opened, ticked by people and by what the cloud shows, with notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drilltui.domain.attachment import KEY as ATTACHED
from drilltui.domain.attachment import Attachment, record_of_attachment
from drilltui.domain.checklist import (
    WHEN,
    Item,
    Step,
    Tick,
    items,
    items_of_record,
    news_of_reading,
    steps,
)
from drilltui.domain.checklist_reading import lacking
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import JournalError, UsageError
from drilltui.domain.event_data import rows
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.record import Kind
from drilltui.domain.server import Server
from drilltui.services.drill_records import DrillRecords, Subject
from drilltui.services.exercises import Exercises
from drilltui.services.preflight import Preflight

MOST_CHARACTERS = 1000
"""So long may a remark or a note be."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps of a drill. `exercise` is what its record says, empty where it has none.

    `doubts` say what could not be read, or not be recorded.
    """

    steps: tuple[Step, ...]
    exercise: Exercise = field(default_factory=Exercise)
    doubts: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.steps if not step.done), None)

    def open_after(self, key: str) -> Step | None:
        """Return the next that is not done below the step of this key, else the first there is."""
        keys = [step.item.key for step in self.steps]
        below = self.steps[keys.index(key) + 1 :] if key in keys else ()
        return next((step for step in below if not step.done), self.next)

    def is_open(self, *, after: bool) -> bool:
        """Whether something is open of what is due `after` the drill, or of all the rest."""
        return any(not one.done and (one.item.when == WHEN[-1]) is after for one in self.steps)

    def step(self, key: str) -> Step | None:
        """Return the step of this key, if there is one."""
        return next((step for step in self.steps if step.item.key == key), None)


class Steps:
    """Opens checklists, and writes what is done to the drill's record.

    A drill that was made elsewhere gets a record with the first word that is written of it. Words
    are the person's own: who works on the record meanwhile is not disturbed by them.
    """

    def __init__(
        self,
        preflight: Preflight,
        exercises: Exercises,
        records: DrillRecords,
        place: Place,
        clock: Clock,
        own: Sequence[Item] = (),
    ) -> None:
        self._preflight = preflight
        self._exercises = exercises
        self._records = records
        self._place = place
        self._clock = clock
        self._own = tuple(own)

    def of_record(self, exercise: Exercise) -> Checklist:
        """Return the steps of a record as it has kept them; nothing is read from the cloud."""
        return Checklist(steps(self._kept(exercise), exercise.ticks), exercise)

    async def open(self, drill: Drill, servers: Sequence[Server]) -> Checklist:
        """Return the steps of a drill that is there, and tick those that the cloud shows as done.

        `servers` are the drill's. Raises CloudError when its group cannot be read, and
        JournalError when its record cannot.
        """
        exercise = await self._exercises.said_of(drill.id)
        facts = await self._preflight.look_around(drill)
        draft = DrillDraft(drill.group_id, drill.name, drill.vpc_id or None)
        listed = self._kept(exercise) or items(facts, draft, self._own)
        found, doubts = await self._read(
            steps(listed, exercise.ticks), facts, drill, exercise, servers
        )
        return Checklist(found, exercise, (*_unseen(facts), *doubts))

    async def tick(
        self,
        subject: Subject,
        key: str,
        *,
        done: bool,
        remark: str = "",
        attachment: Attachment | None = None,
    ) -> str:
        """Write that an item is done, or is not after all; return the record.

        `subject` is a drill, or the id of its record. Raises UsageError for a record that is closed
        or a remark that is too long, Blocked while the drill's create may still be answered,
        CloudError, JournalError.
        """
        said: dict[str, JsonValue] = {
            "item": key,
            "done": done,
            "by": self._place.person,
            "remark": _checked(remark),
            "by_reading": False,
        }
        if attachment:
            said[ATTACHED] = record_of_attachment(attachment)
        return await self._records.write(subject, Kind.STEP, said)

    async def note(self, subject: Subject, text: str) -> str:
        """Write a note; return the record. Raises what `tick` raises; UsageError for no text."""
        if not (note := _checked(text)):
            raise UsageError(tr("A note without text is none."), tr("Nothing was written."))
        said: dict[str, JsonValue] = {"text": note, "by": self._place.person}
        return await self._records.write(subject, Kind.NOTE, said)

    def _kept(self, exercise: Exercise) -> tuple[Item, ...]:
        kept = items_of_record(rows(exercise.preflight, "checklist"), self._own)
        if not kept:
            return ()
        known = {item.key for item in kept}
        return (*kept, *(item for item in self._own if item.key not in known))

    async def _read(
        self,
        listed: Sequence[Step],
        facts: Facts,
        drill: Drill,
        exercise: Exercise,
        servers: Sequence[Server],
    ) -> tuple[tuple[Step, ...], tuple[str, ...]]:
        known = {one.id: one for one in servers}
        found: list[Step] = []
        doubts: list[str] = []
        for step in listed:
            still = lacking(step.item.key, facts, drill, known)
            done = news_of_reading(step, lacking=still)
            if done is None:
                found.append(step)
                continue
            tick = Tick(step.item.key, done, self._clock.now(), "", by_reading=True)
            found.append(replace(step, tick=tick))
            if doubt := await self._keep(exercise, step, tick):
                doubts.append(doubt)
        return tuple(found), tuple(dict.fromkeys(doubts))

    async def _keep(self, exercise: Exercise, before: Step, tick: Tick) -> str:
        """Write what a reading showed into a record that there is; return why it is not, or "".

        Looking begins no record, and a person's word that came meanwhile stands.
        """
        if not exercise.record_id or self._exercises.refusal:
            return ""
        said: dict[str, JsonValue] = {
            "item": tick.key,
            "done": tick.done,
            "by": "",
            "remark": "",
            "by_reading": True,
        }
        try:
            await self._exercises.add_while(
                exercise.record_id,
                Kind.STEP,
                said,
                lambda now: now.ticks.get(tick.key) == before.tick,
            )
        except JournalError as error:
            return tr("what was read could not be recorded: {error}", error=error)
        return ""


def _unseen(facts: Facts) -> tuple[str, ...]:
    looks = {
        tr("the servers at the recovery site"): facts.standby,
        tr("route tables"): facts.route_tables,
        tr("network ACLs"): facts.acls,
        tr("subnets"): facts.subnets,
    }
    return tuple(
        tr("could not look at {what}: {error}", what=what, error=looked.words)
        for what, looked in looks.items()
        if isinstance(looked, Unseen)
    )


def _checked(words: str) -> str:
    said = " ".join(words.split())
    if len(said) > MOST_CHARACTERS:
        raise UsageError(
            tr(
                "That is {count} characters, and {most} are taken.",
                count=len(said),
                most=MOST_CHARACTERS,
            ),
            tr("Say it shorter: nothing was written."),
        )
    return said
