"""Closing a record: with which result, what differed, why it is not clean, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.result import why_not
from drilltui.domain.said import Result
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, line
from drilltui.ui.present import closing as present
from drilltui.ui.present import failure
from drilltui.ui.screens.frame import Frame
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from drilltui.domain.closing import Judgement
    from drilltui.domain.exercise import Exercise
    from drilltui.ui.desk import Desk

_COLUMNS = (Column("", 3), Column("", 22), Column("", 20, share=1))
_LABEL = 13


class ClosingScreen(Frame[bool]):
    """`judgement` says how clean the record is; `worked` how far its drill was verified."""

    SCOPE: ClassVar[str] = "closing"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    CSS = """
    ClosingScreen #meaning { margin: 0 1; max-height: 40%; }
    ClosingScreen #results { height: 4; }
    ClosingScreen #told { height: auto; max-height: 3; margin: 0 1; }
    ClosingScreen #answer { height: 1fr; margin: 0 1; }
    """

    def __init__(
        self, desk: Desk, exercise: Exercise, judgement: Judgement, worked: tuple[Line, ...]
    ) -> None:
        super().__init__(desk, [tr("records"), exercise.called, tr("close")])
        self._exercise = exercise
        self._lines = present.meaning(judgement, worked)
        self._needs_reason = present.is_bad(judgement)
        self._why_not = why_not(exercise)
        self._result: Result | None = None
        self._asked_for: tuple[str, ...] = ()
        """What stood here when it was asked whether nobody is to sign."""
        self._busy = False

    def body(self) -> Iterator[Widget]:
        """How clean it is, the results, what is asked besides, and what came of it."""
        yield Sheet(self._lines, wraps=True, id="meaning")
        yield LineTable(_COLUMNS, header=False, id="results")
        yield Sheet(wraps=True, id="told")
        if self._needs_reason:
            yield Field(tr("Why closed"), label_width=_LABEL, id="why")
        yield Field(tr("Differs"), label_width=_LABEL, id="compared")
        yield Field(tr("Signed by"), self.session.place.person, label_width=_LABEL, id="name")
        yield Field(tr("Role"), label_width=_LABEL, id="role")
        yield Sheet([line((self._how, Role.DIM))], wraps=True, id="answer")

    @property
    def _how(self) -> str:
        return tr(
            "Enter takes the result under the cursor. Differs: how what came differs from what was "
            "expected. Without a role nobody signs now; that can be done later. F5 looks at "
            "everything once more, and closes."
        )

    def on_mount(self) -> None:
        """Offer the results."""
        self._show()
        self.query_one(LineTable).focus()

    def _show(self) -> None:
        results = list(Result)
        self.query_one(LineTable).set_rows(
            [one.value for one in results],
            lambda number: present.row(
                results[number],
                self._why_not[results[number]],
                taken=results[number] is self._result,
            ),
        )
        self._describe()

    @on(LineTable.Highlighted)
    def _describe(self) -> None:
        """Say in full what keeps the result under the cursor away: its row may have no room."""
        key = self.query_one(LineTable).cursor_key
        why = self._why_not[Result(key)] if key else ""
        self.query_one("#told", Sheet).show([line((why, Role.WARN))] if why else [])

    @on(LineTable.Chosen)
    def _take(self, event: LineTable.Chosen) -> None:
        """Take the result under the cursor, if it can be had, and go on to what is asked next."""
        wanted = Result(event.key)
        if why := self._why_not[wanted]:
            self.say(why, Role.WARN)
            return
        self._result = wanted
        self._show()
        self.query(Field).first(Field).focus()

    @on(Field.Submitted)
    def _go_on(self, event: Field.Submitted) -> None:
        fields = list(self.query(Field))
        place = fields.index(event.field) + 1
        if place < len(fields):
            fields[place].focus()
        else:
            self._asked_for = ()  # Enter comes in bursts: only F5 closes without a signature
            self.action_closing_close()

    def action_closing_close(self) -> None:
        """Close the record, or say what is missing."""
        if self._busy or not self.may_change():
            return
        if self._result is None:
            self.say(tr("Take a result first: Enter on its row."), Role.WARN)
            self.query_one(LineTable).focus()
        elif self._needs_reason and not self._typed("why"):
            self.say(tr("It is not clean: say why it is closed."), Role.WARN)
            self.query_one("#why", Field).focus()
        elif not self._is_signed() and self._asked_for != self._filled_in():
            self._ask_to_sign()
        else:
            self._busy = True
            self.run_worker(self._close(self._result), group="close", description="close a record")

    def _is_signed(self) -> bool:
        """Whether somebody signs: a signature has a name and a role."""
        return bool(self._typed("name") and self._typed("role"))

    def _filled_in(self) -> tuple[str, ...]:
        """Return all that was chosen and typed."""
        return (str(self._result), *(field.value for field in self.query(Field)))

    def _ask_to_sign(self) -> None:
        """Say that nobody signs, and go where it is mended; F5 on just this closes unsigned."""
        self._asked_for = self._filled_in()
        if self._typed("name"):
            said = tr("Nobody signs it: type your role, or F5 once more closes it unsigned.")
        else:
            said = tr("Nobody signs it: type your name, or F5 once more closes it unsigned.")
        self.query_one("#role" if self._typed("name") else "#name", Field).focus()
        self.say(said, Role.WARN)

    async def _close(self, result: Result) -> None:
        why = self._typed("why") if self._needs_reason else ""
        record_id = self._exercise.record_id
        try:
            await self.session.cleanup.close(
                record_id, why, result=result, compared=self._typed("compared")
            )
        except DrilltuiError as error:
            self._not_done(tr("Not closed."), error)
            return
        finally:
            self._busy = False
        if await self._signed(record_id):
            self.when_on_top(lambda: self.leave(True))

    async def _signed(self, record_id: str) -> bool:
        """Sign the record, if somebody does; where that fails it is closed all the same."""
        if not self._is_signed():
            return True
        try:
            await self.session.saying.sign(record_id, self._typed("name"), self._typed("role"))
        except DrilltuiError as error:
            self._not_done(tr("The record is closed, but not signed: sign it with X, S."), error)
            return False
        return True

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value.strip()

    def _not_done(self, said: str, error: DrilltuiError) -> None:
        self.query_one("#answer", Sheet).show(failure.lines(said, error))
        self.say(said, Role.STOP)
