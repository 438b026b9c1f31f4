"""The guide of a run: which runbook is followed, in which record, and how far that has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, timedelta
from typing import TypeAlias

from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import UsageError
from drilltui.domain.event_data import text
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import spoken, tr
from drilltui.domain.place import Place
from drilltui.domain.ports import Clock
from drilltui.domain.readiness import readiness
from drilltui.domain.record import Event, Kind
from drilltui.domain.subscribers import Subscribers
from drilltui.guide.bookshelf import Bookshelf, Source, bookshelf, shipped
from drilltui.guide.progress import Progress, Reading
from drilltui.guide.runbook import Choice, Runbook, Step
from drilltui.guide.shipped import SHIPPED
from drilltui.guide.vocabulary import Vocabulary
from drilltui.services.exercises import Exercises

MOST_INITIALS = 8
"""So long may initials be."""
MOST_REMARK = 1000
"""So long may a remark be, as on the checklist."""

STILL_FRESH = timedelta(days=1)
"""So long after its end a record is still taken up for the steps that come after that."""

OwnRunbooks: TypeAlias = Callable[[], Iterable[Source]]
"""Reads a person's own runbooks, each time it is called."""


class Guiding:
    """Follows one runbook in one record of this place. All state is in the record.

    While somebody looks at the group of another open record it speaks of that one (`turn_to`).
    Every change of what it speaks of is told to who subscribes. What was read is kept until this
    process adds to the record; what another one adds is read after `look_again`.
    """

    def __init__(
        self, exercises: Exercises, place: Place, clock: Clock, own: OwnRunbooks = tuple
    ) -> None:
        self._exercises = exercises
        self._place = place
        self._clock = clock
        self._own = own
        self._vocabulary = Vocabulary()
        self._runbook: Runbook | None = None
        self._record_id = ""
        self._group_id = ""  # the group of the record that is followed, as it was read last
        self._other_id = ""
        self._appends = 0
        self._readings: dict[str, tuple[date, Reading]] = {}
        self._known: dict[str, Progress] = {}
        self._listeners: Subscribers[None] = Subscribers(lambda call: call())
        exercises.subscribe(self._appended)

    def know(self, vocabulary: Vocabulary) -> None:
        """Say what runbooks may name of the screens; before that every name is taken."""
        self._vocabulary = vocabulary

    def bookshelf(self) -> Bookshelf:
        """Return the runbooks that can be followed; own files are read anew."""
        return bookshelf(self._own(), self._vocabulary)

    @property
    def record_id(self) -> str:
        """The record that is followed; empty when there is none."""
        return self._record_id

    @property
    def runbook(self) -> Runbook | None:
        """The runbook that is followed, None when there is none."""
        return self._runbook

    @property
    def is_aside(self) -> bool:
        """Whether it speaks of another record than the one that is followed."""
        return bool(self._other_id)

    def turn_to(self, exercise: Exercise | None) -> None:
        """Speak of another open record, that of the group that somebody looks at now.

        None, and a record of the followed one's own group, turn back to that. While that has no
        group yet, there is nothing to take for another one: the group is still to be chosen.
        """
        other = ""
        if exercise and self._group_id and not same_id(exercise.group_id, self._group_id):
            other = exercise.record_id
        if other != self._other_id:
            self._other_id = other
            self._listeners.tell(None)

    def look_again(self) -> None:
        """Believe no more what was read: another process may have added to it."""
        self._known.clear()
        if self._runbook is not None:
            self._listeners.tell(None)

    def subscribe(self, listener: Callable[[None], None]) -> Callable[[], None]:
        """Call `listener` whenever the progress may have changed; returns what ends it."""
        return self._listeners.add(listener)

    async def take_up(self) -> bool:
        """Go on with the guided record of this place that was begun last and nobody has closed.

        One that was closed a moment ago may have steps yet, such as its signature. Returns whether
        there is one. Raises JournalError; UsageError when its runbook is not there any more.
        """
        for exercise in await self._exercises.here():
            if key := exercise.said.runbook:
                self._follow(exercise.record_id, self._named(key))
                await self._note_change()
                return True
        newest = await self._exercises.newest()
        if newest is None or not newest.said.runbook or not self._is_fresh(newest):
            return False
        self._follow(newest.record_id, self._named(newest.said.runbook))
        if (found := await self.current()) is None or found.whole:
            self._leave()
        return self._runbook is not None

    async def start(self, key: str) -> None:
        """Begin to follow a runbook, in a record of its own. Raises UsageError, JournalError."""
        if self._runbook is not None:
            what = tr("The runbook {name} is followed already.", name=self._runbook.key)
            raise UsageError(what, tr("Put it away first."))
        runbook = self._named(key)
        opening = self._exercises.begin(None)
        await self._exercises.add_to(opening, Kind.GUIDED, self._told(runbook), lambda known: None)
        self._follow(opening.record_id, runbook)

    def _told(self, runbook: Runbook) -> dict[str, JsonValue]:
        """Return what an event says of the runbook that leads from then on.

        Its title is in the language of this run: a record tells it without the runbook.
        """
        return {
            "runbook": runbook.key,
            "title": runbook.title.said(spoken()),
            "digest": runbook.digest,
            "by": self._place.person,
        }

    async def _note_change(self) -> None:
        """Let the record say by which text it is led, where the runbook was changed meanwhile."""
        runbook = self._followed()
        events = await self._exercises.events(self._record_id)
        said = [text(one.data, "digest") for one in events if one.kind == Kind.GUIDED]
        if said and said[-1] != runbook.digest and self._exercises.refusal is None:
            told = self._told(runbook)
            await self._exercises.add_while(
                self._record_id, Kind.GUIDED, told, lambda now: now.said.runbook == runbook.key
            )

    async def choose(self, group: ProtectionGroup) -> None:
        """Note that a drill of `group` is prepared, as long as none was sent. Raises JournalError.

        Without a runbook nothing is noted: whoever looks around leaves no record. Nor is a group
        that cannot be drilled: the guide would lead on from it into a refusal. Where a person
        starts its drill in spite of that, the request says which group it is.
        """
        if self._runbook is None or not readiness(group).ready:
            return
        told: dict[str, JsonValue] = {"group_id": group.id, "group_name": group.name}
        await self._exercises.add_while(
            self._record_id,
            Kind.CHOSEN,
            told,
            lambda now: now.create is None and not now.drill_id and now.group_id != group.id,
        )

    async def tick(self, step: str, *, done: bool, initials: str, remark: str = "") -> None:
        """Write a person's word that a step is done, or is not after all.

        Of a step that the record shows itself it says that it is not needed, and the remark why.
        Raises UsageError for a step that is not ticked by hand, and without initials; JournalError.
        """
        runbook = await self._leading()
        found = runbook.step(step)
        if found is None or not found.done.tick:
            what = tr("This step is not ticked by hand: the record shows when it is done.")
            raise UsageError(what, tr("Do it, and it is done."))
        if found.optional and done and not _remark(remark):
            what = tr("Why is this step not needed?")
            raise UsageError(what, tr("Write it as the remark: nothing was written."))
        await self._say(runbook, found, done=done, initials=initials, remark=remark)

    async def decide(self, step: str, choice: str, *, initials: str, remark: str = "") -> None:
        """Write which way a person goes on. Raises UsageError for no such way; JournalError."""
        runbook = await self._leading()
        found = runbook.step(step)
        way = found.choice(choice) if found else None
        if found is None or way is None:
            raise UsageError(tr("This step has no such way to go on."), "")
        await self._say(runbook, found, done=True, initials=initials, remark=remark, way=way)

    async def put_away(self) -> None:
        """Follow no runbook any more; the record stays, and says so. Raises JournalError."""
        self._followed()
        told: dict[str, JsonValue] = {
            "runbook": "",
            "title": "",
            "digest": "",
            "by": self._place.person,
        }
        # A closed record takes it, too: it changes nothing that the record says of its drill.
        await self._exercises.add(self._record_id, Kind.GUIDED, told)
        self._leave()

    async def current(self) -> Progress | None:
        """Return how far the record has come that it speaks of, None when no runbook is followed.

        Raises JournalError.
        """
        runbook = self._runbook
        if runbook is None:
            return None
        record_id = self._spoken_of
        today = self._clock.now().astimezone(UTC).date()
        known = self._known.get(record_id)
        if known is not None and known.day == today:
            return known
        before = self._appends
        events = await self._exercises.events(record_id)
        if record_id not in self._readings or self._readings[record_id][0] != today:
            # What is accepted until a day is judged anew on the next one.
            own = self._own_runbook(events) if record_id == self._other_id else None
            self._readings[record_id] = (today, Reading(own or runbook))
        found = self._readings[record_id][1].progress(events, today)
        if record_id == self._record_id:
            self._group_id = found.exercise.group_id
        if before == self._appends:
            self._known[record_id] = found
        return found

    @property
    def _spoken_of(self) -> str:
        return self._other_id or self._record_id

    def _own_runbook(self, events: Iterable[Event]) -> Runbook | None:
        """Return the runbook that a record is led by; None for none, or one that is gone."""
        keys = [text(one.data, "runbook") for one in events if one.kind == Kind.GUIDED]
        try:
            return self._named(keys[-1]) if keys and keys[-1] else None
        except UsageError:
            return None

    def _named(self, key: str) -> Runbook:
        """Return the runbook of this key; of the shipped ones no other is read for it."""
        return shipped(key) if key in SHIPPED else self.bookshelf().get(key)

    def _followed(self) -> Runbook:
        if self._runbook is None:
            raise UsageError(tr("No runbook is followed."), tr("F2 offers the runbooks."))
        return self._runbook

    async def _leading(self) -> Runbook:
        """Return the runbook of what it speaks of: that may be led by another one."""
        followed, progress = self._followed(), await self.current()
        return progress.runbook if progress else followed

    async def _say(
        self,
        runbook: Runbook,
        step: Step,
        *,
        done: bool,
        initials: str,
        remark: str,
        way: Choice | None = None,
    ) -> None:
        """Write it with the titles in the language of this run, for who has no runbook."""
        said: dict[str, JsonValue] = {
            "runbook": runbook.key,
            "step": step.key,
            "title": step.title.said(spoken()),
            "done": done,
            "needed": not (done and step.optional),
            "by": self._place.person,
            "initials": _initials(initials),
            "remark": _remark(remark),
            "choice": way.key if way else "",
            "choice_title": way.title.said(spoken()) if way else "",
        }
        record_id = self._spoken_of
        if not await self._exercises.add_while(record_id, Kind.STEP, said, lambda now: True):
            raise UsageError(tr("The record is closed: nothing was written."), "")

    def _follow(self, record_id: str, runbook: Runbook) -> None:
        self._record_id, self._runbook = record_id, runbook
        self._group_id = self._other_id = ""
        self._readings.clear()
        self._known.clear()
        self._listeners.tell(None)

    def _leave(self) -> None:
        self._record_id, self._runbook = "", None
        self._group_id = self._other_id = ""
        self._listeners.tell(None)

    def _is_fresh(self, closed: Exercise) -> bool:
        changed = closed.changed_at
        return changed is not None and self._clock.now() - changed < STILL_FRESH

    def _appended(self, event: Event) -> None:
        self._appends += 1
        self._known.pop(event.record_id, None)
        if event.record_id == self._spoken_of:
            self._listeners.tell(None)


def _initials(typed: str) -> str:
    initials = "".join(typed.split())
    if not initials:
        raise UsageError(tr("Who says so?"), tr("Write your initials: nothing was written."))
    if len(initials) > MOST_INITIALS:
        what = tr("Initials have at most {most} characters.", most=MOST_INITIALS)
        raise UsageError(what, tr("Write them shorter: nothing was written."))
    return initials


def _remark(typed: str) -> str:
    remark = " ".join(typed.split())
    if len(remark) > MOST_REMARK:
        what = tr("A remark has at most {most} characters.", most=MOST_REMARK)
        raise UsageError(what, tr("Say it shorter: nothing was written."))
    return remark
