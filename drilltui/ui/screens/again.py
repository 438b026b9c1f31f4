"""Sending again what is proven never to have been made: the next intention of the same record."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.call import Call
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.exercise import Exercise
from drilltui.ui.line import Line, Role
from drilltui.ui.present import failure, form
from drilltui.ui.screens.confirm import ConfirmScreen
from drilltui.ui.screens.frame import Frame


class AgainFrame(Frame[None]):
    """A frame from which a drill can be sent again."""

    _busy = False

    def never_made(self) -> tuple[Exercise, Call] | None:
        """Return the create that is proven never to have been carried out, if it is this one."""
        return None

    def tell_again(self, lines: Sequence[Line]) -> None:
        """Show whole why it was not sent again; nothing when it was."""

    def action_drill_again(self) -> None:
        """Ask for the confirmation."""
        if not self.may_change():
            return
        found = self.never_made()
        if found is None:
            self.say("Only what is proven not to have been made is sent again.")
        elif self._busy:
            self.say("This drill is being submitted.")
        else:
            self._busy = True
            self.run_worker(self._ask(*found), group="send", description="send a drill again")

    async def _ask(self, exercise: Exercise, call: Call) -> None:
        try:
            await self._send_again(exercise, DrillDraft(exercise.group_id, call.name, _vpc(call)))
        except DrilltuiError as error:
            self.complaint = error
            self._not_sent(failure.lines("It was not sent again.", error))
        finally:
            self._busy = False

    async def _send_again(self, exercise: Exercise, draft: DrillDraft) -> None:
        self.say("Reading the group first ...")
        found = await self.session.groups.detail(draft.group_id)
        group, request = found.overview.group, self.session.drills.preview(draft)
        about = form.confirmation(self.session.place, group, draft, None, request)
        lines = form.again(exercise.record_id, about)
        question = ConfirmScreen(self.desk, self.crumbs, lines, "Cancel", "Send it again")
        if not await self.app.push_screen_wait(question):
            self.say("Nothing was sent.")
            return
        self.say("Sending ...")
        answer = await self.session.drills.start(
            draft, group, found.names, again=exercise.record_id
        )
        self.complaint = answer.error
        if answer.key:
            self.tell_again(())
            self.say("Sent again." if answer.accepted else "Sent again, without an answer.")
        else:
            self._not_sent(form.refusal_lines(answer))

    def _not_sent(self, lines: Sequence[Line]) -> None:
        self.tell_again(lines)
        self.say("It was not sent again.", Role.STOP)


def _vpc(call: Call) -> str | None:
    return call.vpc_id or None
