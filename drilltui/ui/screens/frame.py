"""What all screens share: the banner above, the job line and the keys below."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from drilltui.domain.language import tr
from drilltui.ui.journeys import CopyText, OpenExplain
from drilltui.ui.line import Role, line
from drilltui.ui.present import failure
from drilltui.ui.present.job_line import by_weight, job_line
from drilltui.ui.widgets.banner import Banner
from drilltui.ui.widgets.job_line import JobLine
from drilltui.ui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.await_remove import AwaitRemove

    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.told_code import ToldCode
    from drilltui.services.session import Session
    from drilltui.services.sight import Sight
    from drilltui.ui.desk import Desk

Outcome = TypeVar("Outcome")

FADING = 10
"""Seconds for which a message stands in place of the keys."""


def banner(desk: Desk, crumbs: Iterable[str]) -> Banner:
    """Return the first line of a screen: mode, source, region once it is known, and the way."""
    return Banner(
        live=desk.live,
        source=desk.source,
        region=desk.region,
        crumbs=crumbs,
        read_only=bool(desk.why_read_only),
    )


class Frame(Screen[Outcome]):
    """A screen with its frame. A subclass names its `SCOPE` and yields its `body`."""

    SCOPE: ClassVar[str]

    def __init__(self, desk: Desk, crumbs: Iterable[str]) -> None:
        super().__init__()
        self.desk = desk
        self.crumbs = tuple(crumbs)
        self.complaint: DrilltuiError | None = None
        """What went wrong here last, for who asks what its code means."""
        self._fades_in: int | None = None
        """After how many ticks what was said fades; None: nothing fades. The session's clock may
        be that of a rehearsal, which runs faster than a person reads."""
        self._postponed: list[Callable[[], object]] = []
        self._led = False  # whether the guide was shown here

    def compose(self) -> ComposeResult:
        """Put the body between banner and foot."""
        yield banner(self.desk, self.crumbs)
        yield from self.body()
        yield JobLine()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """Catch up with a session that was opened while this screen was made.

        Textual calls this beside the `on_mount` of a subclass.
        """
        if self.desk.is_open:
            self.session_opened()
        self.show_guide()

    def body(self) -> Iterator[Widget]:
        """Yield what stands between banner and foot; nothing unless a subclass has something."""
        yield from ()

    @property
    def session(self) -> Session:
        """The services."""
        return self.desk.session

    def session_opened(self) -> None:
        """Say what is known only now on the first screen: source, region, what is allowed."""
        self.query_one(Banner).say(
            source=self.desk.source,
            region=self.desk.region,
            read_only=bool(self.desk.why_read_only),
        )

    @on(events.Resize)
    def _refit(self) -> None:
        """Give the guide its place anew."""
        self.show_guide()

    @on(events.DescendantFocus)
    def _guide_from_here(self) -> None:
        """Say the way to a list from where the keys are now."""
        self.show_guide()

    def on_screen_resume(self) -> None:
        """Catch up: a covered screen is told nothing."""
        self.tick()
        self.show_guide()
        if self._postponed:
            self.call_later(self._postponed.pop(0))

    def when_on_top(self, step: Callable[[], object]) -> None:
        """Take a step that changes screens, at once or when nothing covers this screen any more."""
        if self.is_active:
            step()
        else:
            self._postponed.append(step)

    def tick(self) -> None:
        """Bring what counts seconds up to date. Called every second while a job runs."""
        if not self.desk.is_open or not self.is_mounted:
            return
        sights = [one for one in self.session.watcher.sights() if self.on_job_line(one)]
        most = next(iter(by_weight(sights)), None)
        now = self.session.clock.monotonic()
        others = sum(one.unsettled or not one.ended for one in sights if one is not most)
        self.query_one(JobLine).show_job(job_line(most, others, now))

    def show_guide(self) -> None:
        """Show what the guide says here, if a runbook is followed and this screen is seen."""
        if self.is_mounted and (self.desk.progress or self._led):
            from drilltui.ui.screens.led import lead

            self._led = lead(self, self.desk)

    @property
    def counts(self) -> bool:
        """Whether something here counts seconds although no job runs."""
        return False

    def on_job_line(self, sight: Sight) -> bool:
        """Whether the job line may show `sight`; the monitor leaves out its own job."""
        return True

    def job_seen(self, sight: Sight) -> None:
        """Take note of a look at a job; a subclass shows what concerns it."""
        self.tick()

    def idle_keys(self) -> Collection[str]:
        """Return ids of keys that cannot do anything now: the key line leaves them out.

        Pressed all the same, such a key says why. A subclass whose state changes calls `show_keys`.
        """
        return ()

    def show_keys(self) -> None:
        """Bring the key line up to date with what can be done."""
        self.query_one(KeyLine).leave_out(self.idle_keys())

    async def painted(self) -> None:
        """Return when what has changed is on its way to the terminal, and keys had their turn.

        A far end in this process answers without ever waiting; so a long reading has to.
        """
        done = asyncio.Event()
        if self.call_after_refresh(done.set):
            await done.wait()

    def say(self, text: str, role: Role = Role.TEXT) -> None:
        """Say something in place of the keys until the next key press, or for `FADING` seconds.

        What went wrong stays until a key is pressed: this may be the only place where it is told.
        So does what goes on, which ends with `...`.
        """
        self.query_one(KeyLine).say(line((f" {text}", role)))
        stays = role is Role.STOP or text.endswith("...") or not self.desk.is_open
        self._fades_in = None if stays else FADING

    def fade(self) -> None:
        """Give the key line back to the keys when what was said stood long enough."""
        if self._fades_in is None:
            return
        self._fades_in -= 1
        if self._fades_in <= 0:
            self._fades_in = None
            self.query_one(KeyLine).say(None)

    def complain(self, error: DrilltuiError) -> None:
        """Say what went wrong and what helps."""
        self.complaint = error
        self.say(failure.sentence(error), Role.STOP)

    def may_change(self) -> bool:
        """Whether the cloud may be changed from here; if not, say why."""
        if why := self.desk.why_read_only:
            self.say(why, Role.WARN)
        return not why

    def note(self, text: str) -> None:
        """Say something at the right end of the banner."""
        self.query_one(Banner).say(note=text)

    def on_key(self, event: events.Key) -> None:
        """Give the key line back to the keys."""
        self._fades_in = None
        self.query_one(KeyLine).say(None)

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here, line by line; a screen without ids has nothing."""
        return ()

    def codes(self) -> tuple[ToldCode, ...]:
        """Return the codes that a subclass shows; what went wrong here is explained beside them."""
        return ()

    def action_code_explain(self) -> None:
        """Say what the codes mean that are shown here."""
        from drilltui.domain.told_code import of_error, once

        if told := once((*self.codes(), *of_error(self.complaint))):
            self.post_message(OpenExplain(told))
        else:
            self.say(tr("There is no code here to explain."))

    def action_form_explain(self) -> None:
        """Say the same where letters are typed into fields."""
        self.action_code_explain()

    def action_ids_copy(self) -> None:
        """Copy the ids shown here."""
        self.post_message(CopyText(self.ids()))

    def action_raw_copy(self) -> None:
        """Copy the text shown here."""
        self.post_message(CopyText(self.ids()))

    def action_screen_back(self) -> None:
        """Leave this screen."""
        self.leave(None)

    def remove(self) -> AwaitRemove:
        """Take the screen away, what it reads first.

        Textual takes the widgets, then the workers: an answer that came in between found none.
        """
        self.workers.cancel_node(self)
        return super().remove()

    def leave(self, outcome: Outcome | None) -> None:
        """Answer with `outcome`, once: keys that come in a burst leave no other screen with it."""
        if self.is_active:
            self.dismiss(outcome)
