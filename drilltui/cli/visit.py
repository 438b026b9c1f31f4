"""A command's visit to a profile's cloud: in, what it is there for, and out with an exit status."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from drilltui.cli import outcome, reporting, waiting
from drilltui.cli.consent import refuse_without_a_voice
from drilltui.cli.ends import Ends, run
from drilltui.cli.entering import entered
from drilltui.cli.options import live_settings
from drilltui.cli.outcome import Outcome
from drilltui.cli.terminal_person import TerminalPerson
from drilltui.domain.errors import ReadOnly
from drilltui.domain.record import Action
from drilltui.services.sending import Answer
from drilltui.services.session import Session
from drilltui.services.sight import Sight


@dataclass(frozen=True, slots=True)
class Visit:
    """What a command has there: the open session, what it was asked, and who may end it."""

    session: Session
    asked: Namespace
    ends: Ends

    def report(self, found: Outcome) -> int:
        """Print an outcome for whom it was asked for; return its exit status."""
        return reporting.report(found, as_json=self.asked.json)

    def outcomes(
        self, watched: Sequence[Sight], *, sent: bool = False
    ) -> AsyncGenerator[Outcome, None]:
        """Wait for the ends of what is followed; see `waiting.outcomes`."""
        return waiting.outcomes(
            self.session,
            watched,
            self.ends,
            limit=self.asked.timeout,
            as_json=self.asked.json,
            sent=sent,
        )

    async def outcome_of(self, sight: Sight, *, sent: bool = False) -> Outcome:
        """Wait for the end of one."""
        async with aclosing(self.outcomes([sight], sent=sent)) as found:
            return await anext(found)

    async def outcome_of_answer(
        self, answer: Answer, action: Action, drill: str, group_id: str, drill_id: str = ""
    ) -> Outcome:
        """Return the outcome of what was sent: with --watch that of its end, else its answer's."""
        sight = None
        if answer.key and self.asked.watch:
            sight = self.session.watcher.sight(answer.key)
        if sight:
            return await self.outcome_of(sight, sent=True)
        return outcome.of_answer(answer, action, drill, group_id, drill_id)


def visit(asked: Namespace, stay: Callable[[Visit], Awaitable[int]]) -> int:
    """Sign in, `stay`, and leave: at the end, at an error, or when told to."""
    from drilltui.wiring import live

    entrance = live.open_entrance(live_settings(asked))

    async def inside(ends: Ends) -> int:
        async with entered(entrance, asked.profile, TerminalPerson()) as session:
            return await stay(Visit(session, asked, ends))

    return run(inside)


def visit_to_change(
    asked: Namespace,
    action: Action,
    change: Callable[[Visit], Awaitable[Outcome]],
    check: Callable[[Namespace], None] = lambda _: None,
) -> int:
    """Visit and print what came of it, errors too, where programs asked.

    `check` raises what is wrong with the arguments. UsageError when nobody has said yes and nobody
    can be asked, ReadOnly in a run that may only read: before anything is sent.
    """

    async def stay(there: Visit) -> int:
        if there.session.place.readonly:
            raise ReadOnly
        return there.report(await change(there))

    with reporting.reported(action, as_json=asked.json):
        check(asked)
        refuse_without_a_voice(yes=asked.yes)
        return visit(asked, stay)
