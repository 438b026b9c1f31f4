"""Watch what is followed: a job and its sub-jobs, a look-up, a drill; and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.call import Call
from drilltui.domain.clocks import Clocks, clocks
from drilltui.domain.closing import is_accepted
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.gantt import gantt
from drilltui.domain.job import FAIL
from drilltui.domain.language import tr
from drilltui.domain.record import Action, Event
from drilltui.domain.sending import Sending
from drilltui.domain.told_code import ToldCode, of_job, of_text
from drilltui.services.sight import DrillDetail, ReadBack, Sight
from drilltui.ui.journeys import OpenCleanup, OpenDrill, OpenExercise, OpenSettle, OpenText
from drilltui.ui.keys import EVERYWHERE, bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import clocks as clock_texts
from drilltui.ui.present import drills, jobs, lookup, raw
from drilltui.ui.present import gantt as chart_texts
from drilltui.ui.screens.again import AgainFrame
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.ui.desk import Desk


REDRAWN = 15.0
"""So old, in seconds, may a timeline be that nothing happens in."""


class MonitorScreen(AgainFrame):
    """One call, looked at by the watcher whether this screen is shown or not."""

    SCOPE: ClassVar[str] = "monitor"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SCOPE),
        *(bound for bound in bindings(EVERYWHERE) if bound.action == "monitor_open"),
    ]

    CSS = """
    MonitorScreen #heading { min-height: 2; max-height: 8; margin: 0 1; }
    MonitorScreen #job { height: 1fr; margin: 0 1; }
    """

    def __init__(self, desk: Desk, sight: Sight) -> None:
        super().__init__(desk, [tr("drills"), sight.target.drill_name, tr(sight.target.action)])
        self._sight = sight
        self._exercise: Exercise | None = None
        self._events: tuple[Event, ...] = ()
        self._timeline = False  # whether the whole exercise is shown in place of the call
        self._drawn = 0.0
        self._said: tuple[Line, ...] = ()
        self._was_read = False  # whether the record was read since the sight told something new

    def body(self) -> Iterator[Widget]:
        """Lines that tick, and a sheet that changes with each look.

        What is wrong may take more lines: what helps stands at its end.
        """
        yield Sheet(wraps=True, id="heading")
        yield Sheet(scrolls=True, wraps=True, id="job")

    def on_mount(self) -> None:
        """Show what is known."""
        # A look may have ended while this screen was made.
        self._sight = self.session.watcher.sight(self._key) or self._sight
        self.show_keys()
        self.query_one("#job").focus()
        self.call_after_refresh(self._show)
        self._read_soon()

    def on_screen_resume(self) -> None:
        """Catch up with what was decided on another screen."""
        self._sight = self.session.watcher.sight(self._key) or self._sight
        self._read_soon()

    def on_resize(self) -> None:
        """Draw the bars for the new width."""
        self.call_after_refresh(self._show)

    @property
    def _key(self) -> str:
        return self._sight.target.key

    @property
    def _call(self) -> Call | None:
        """The call as the record has it, once that was read."""
        target = self._sight.target
        return self._exercise.call_of(target.action, target.subject) if self._exercise else None

    def _read_soon(self) -> None:
        """Read what the record says of the call: why nobody knows, who has decided."""
        if self._sight.target.record_id:
            _: Worker[None] = self.run_worker(
                self._read, group="read", exclusive=True, description="read the record"
            )

    async def _read(self) -> None:
        try:
            self._events = await self.session.exercises.events(self._sight.target.record_id)
        except DrilltuiError as error:
            self.complain(error)
            return
        self._exercise = fold(self._events)
        self._was_read = True
        self._show()

    def on_job_line(self, sight: Sight) -> bool:
        """The call of this screen needs no second line, nor one that was over before it began."""
        own = self._sight.target
        return sight.target.key != own.key and not (sight.ended and sight.target.begun < own.begun)

    def tick(self) -> None:
        """Let elapsed time and age go on."""
        super().tick()
        heading = self.query_one("#heading", Sheet)
        width, now = heading.content_size.width, self.session.clock.monotonic()
        before = len(heading.rows(width))
        if lookup.is_looked_up(self._sight):
            heading.show((*lookup.heading(self._sight, self._call, now), *self._clock_lines()))
        else:
            heading.show(jobs.heading(self._sight, now, self._clock_lines()))
        is_old = self._timeline and now - self._drawn >= REDRAWN
        if is_old or len(heading.rows(width)) != before:
            self.call_after_refresh(self._show)  # another height is left for what is below

    @property
    def _clocks(self) -> Clocks | None:
        """The clocks of the exercise, once its record was read."""
        minutes = self.session.place.rto_minutes
        return clocks(self._exercise, minutes) if self._exercise else None

    def _clock_lines(self) -> tuple[Line, ...]:
        """Return both clocks, on the screen of the create that they count from."""
        found = self._clocks if self._sight.target.action == Action.CREATE else None
        return clock_texts.lines(found, self.desk.now()) if found else ()

    @property
    def counts(self) -> bool:
        """Whether a clock runs that is shown here: also when the job has ended."""
        found = self._clocks if self._sight.target.action == Action.CREATE else None
        return found is not None and found.running

    def job_seen(self, sight: Sight) -> None:
        """Draw what the look showed."""
        if sight.target.key == self._key:
            changed = _told(sight) != _told(self._sight) or (
                self._timeline and sight.changes != self._sight.changes
            )
            self._sight, self._was_read = sight, self._was_read and not changed
            self._show()
            if changed:
                self._read_soon()
        super().job_seen(sight)

    def _show(self) -> None:
        self._drawn = self.session.clock.monotonic()
        self.tick()
        self.show_keys()
        sheet = self.query_one("#job", Sheet)
        size, zone = sheet.content_size, self.desk.zone
        if self._timeline:
            sheet.show([*self._said, *self._chart(size.width)])
            return
        above = [*self._said, *self._outcome(), *self._seen_by(size.width)]
        room = size.height - len(above)
        sheet.show([*above, *jobs.changes(self._sight, self.desk.now(), zone, room)])

    def _chart(self, width: int) -> tuple[Line, ...]:
        """Return the whole exercise on one axis of time, as its record was read last."""
        found = self._clocks
        if self._exercise is None or found is None:
            return (line((tr("Reading the record ..."), Role.DIM)),)
        chart = gantt(self._events, self._exercise, found, self.desk.now())
        return chart_texts.lines(chart, width)

    def _seen_by(self, width: int) -> tuple[Line, ...]:
        """Return what the call is seen by: a look-up, its sub-jobs, or its drill alone."""
        sight, zone = self._sight, self.desk.zone
        if lookup.is_looked_up(sight):
            group = self._exercise.group_name if self._exercise else ""
            may_change = not self.desk.why_read_only
            return lookup.body(sight, self._call, group, zone, changeable=may_change)
        if sight.target.job_id or sight.job is not None:
            return (*jobs.steps(sight, zone, width), Line())
        return lookup.by_drill(sight, self._call, zone) if sight.target.drill_id else ()

    def _outcome(self) -> tuple[Line, ...]:
        """Return what came of the call: the drill's servers, the error, or what stayed."""
        job, result = self._sight.job, self._sight.result
        lines: list[Line] = []
        if job is not None and job.status == FAIL:
            hint = f"{tr('job {id}', id=job.id)}   {tr('e explains the codes')}"
            lines += [*jobs.failure(job), line((hint, Role.DIM))]
        if isinstance(result, ReadBack):
            lines += self._left(result)
        if isinstance(result, DrillDetail):
            lines += [*drills.twins(result.twins), *drills.servers(result)]
        return (*lines, Line()) if lines else ()

    def _left(self, found: ReadBack) -> tuple[Line, ...]:
        """Return what stayed: as the record has it now, where more was seen or said since."""
        exercise = self._exercise
        if exercise is None or exercise.read_back_at is None or not self._was_read:
            return drills.read_back(found)
        newest = ReadBack(exercise.gone, exercise.leftovers, exercise.doubts)
        day = self.desk.now().date()
        accepted = [one.key for one in newest.leftovers if is_accepted(exercise, one, day)]
        return drills.read_back(newest, accepted)

    def idle_keys(self) -> Collection[str]:
        """Return the key of this screen itself, and where nothing can be sent again that of it."""
        return {"monitor.open"} if self.never_made() else {"monitor.open", "drill.again"}

    @property
    def _sending(self) -> Sending | None:
        """How far the look-up is; None for what is seen otherwise."""
        if not lookup.is_looked_up(self._sight):
            return None
        return lookup.sending_of(self._sight, self._call)

    def action_monitor_timeline(self) -> None:
        """Show the whole exercise on one axis of time in place of the call, or the call again."""
        if not self._sight.target.record_id:
            self.say(tr("This was begun elsewhere: no record here tells what happened when."))
            return
        self._timeline = not self._timeline
        self._show()
        self._read_soon()

    def action_look_now(self) -> None:
        """Bring the next look forward; after a refused sign-in this is another try."""
        if self._sight.ended:
            self.say(tr("This has ended: there is nothing more to see."))
            return
        self.session.try_again()
        self.session.watcher.look_now(self._key)

    def action_monitor_servers(self) -> None:
        """Open the drill, if there is one to open; or let a person say which it is."""
        sight, result = self._sight, self._sight.result
        if self._sending is Sending.AMBIGUOUS:
            self._settle()
        elif isinstance(result, ReadBack) and result.gone:
            self.say(tr("The drill was deleted: C opens the clean-up of what stayed."))
        elif drill_id := self._drill_id():
            self.post_message(OpenDrill(drill_id, sight.target.drill_name))
        elif self._sending is Sending.ABSENT:
            said = tr("The drill was not made.")
            if self.never_made():
                said = tr("The drill was not made: F5 sends it again.")
            self.say(said)
        elif self._sending is Sending.UNKNOWN:
            self.say(tr("Nobody knows yet whether there is a drill: it is looked up."))
        elif not sight.ended:
            self.say(tr("The service has not told the drill's id yet: wait for the job to end."))
        elif sight.status == FAIL:
            self.say(tr("The drill was not made; nothing of it is known."))
        else:
            self.say(tr("The service never told the drill's id: look at the group's drills."))

    def _settle(self) -> None:
        exercise, search = self._exercise, self._sight.search
        if exercise is None or self._sight.target.action != Action.CREATE:
            self.say(tr("The record is being read."))
            return
        found = search.settlement.candidates if search else ()
        self.post_message(OpenSettle(exercise, found))

    def _drill_id(self) -> str:
        """Return the id of the drill as the target, the job or what it left tells it, or ""."""
        job, result = self._sight.job, self._sight.result
        known = result.drill.id if isinstance(result, DrillDetail) else ""
        return self._sight.target.drill_id or known or (job.drill_id if job else "")

    def never_made(self) -> tuple[Exercise, Call] | None:
        """Return the create of this screen if it is proven never to have been carried out."""
        call, create = self._call, self._sight.target.action == Action.CREATE
        if self._exercise is None or call is None or not create or not call.name:
            return None  # of one whose record has lost its end nobody knows what it was
        return (self._exercise, call) if self._sending is Sending.ABSENT else None

    def tell_again(self, lines: Sequence[Line]) -> None:
        """Show above everything else why it was not sent again."""
        self._said = (*lines, Line()) if lines else ()
        self._show()
        self._read_soon()

    def action_cleanup_open(self) -> None:
        """Show what the drill left, and what can be done about it."""
        target = self._sight.target
        if target.record_id:
            self.post_message(OpenCleanup(target.record_id, target.drill_name))
        else:
            self.say(tr("This was begun elsewhere: no record here says what is the drill's."))

    def action_exercise_open(self) -> None:
        """Show what people say around the drill."""
        target = self._sight.target
        if target.record_id:
            self.post_message(OpenExercise(target.record_id, target.drill_name))
        else:
            self.say(tr("This was begun elsewhere: it has no record here."))

    def action_raw_open(self) -> None:
        """Show the service's own answer."""
        seen = self._sight.job or self._sight.drill
        if seen is None:
            self.say(tr("The job was not seen yet."))
            return
        self.post_message(OpenText(tr("job raw"), raw.answer(seen.raw)))

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes of the job and its sub-jobs, of the call, and of a look that failed."""
        job, call = self._sight.job, self._call
        of_call = (ToldCode(call.code, reason=call.message),) if call and call.code else ()
        return (
            *(of_job(job, self._sight.target.names) if job else ()),
            *of_call,
            *of_text(self._sight.failure),
        )

    def action_monitor_open(self) -> None:
        """This is the monitor already."""
        self.say(tr("This is the job. Esc goes back, watching goes on."))

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: after a delete what stayed, else job, drill and record."""
        target, found = self._sight.target, self._sight.result
        if isinstance(found, ReadBack) and found.leftovers:
            return tuple(one.id for one in found.leftovers)
        return tuple(part for part in (target.job_id, target.drill_id, target.record_id) if part)


def _told(sight: Sight) -> tuple[bool, bool, object]:
    """Return what of a sight its record tells more about."""
    return sight.unsettled, sight.ended, sight.result
