"""Sending again what is proven never to have been made: the next intention of the same record."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.call import Call
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.preflight.decision import decision
from drilltui.domain.preflight.judge import report
from drilltui.ui.form_state import BY_THE_FIELD, FormState
from drilltui.ui.line import Line, Role
from drilltui.ui.present import failure, form
from drilltui.ui.screens.agreement import agreed
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
            self.say(tr("Only what is proven not to have been made is sent again."))
        elif self._busy:
            self.say(tr("This drill is being submitted."))
        else:
            self._busy = True
            self.run_worker(self._ask(*found), group="send", description="send a drill again")

    async def _ask(self, exercise: Exercise, call: Call) -> None:
        try:
            await self._send_again(exercise, DrillDraft(exercise.group_id, call.name, _vpc(call)))
        except DrilltuiError as error:
            self.complaint = error
            self._not_sent(failure.lines(tr("It was not sent again."), error))
        finally:
            self._busy = False

    async def _send_again(self, exercise: Exercise, draft: DrillDraft) -> None:
        self.say(tr("Reading the group first ..."))
        facts = await self.session.preflight.look(draft.group_id, draft.vpc_id)
        seen = report(facts, draft)
        if any(one.rule not in BY_THE_FIELD for one in seen.firm):
            decision(seen, None, "")  # raises; of a name in use the sending itself knows more
        state = FormState.of(facts)
        reason = await agreed(self, state, draft, seen, again=exercise.record_id)
        if reason is None:
            self.say(tr("Nothing was sent."))
            return
        self.say(tr("Sending ..."))
        answer = await self.session.drills.start(
            draft,
            state.group,
            state.names,
            again=exercise.record_id,
            override=reason,
            confirmed=seen,
        )
        self.complaint = answer.error
        if answer.key:
            self.tell_again(())
            said = tr("Sent again, without an answer.")
            self.say(tr("Sent again.") if answer.accepted else said)
        else:
            self._not_sent(form.refusal_lines(answer))

    def _not_sent(self, lines: Sequence[Line]) -> None:
        self.tell_again(lines)
        self.say(tr("It was not sent again."), Role.STOP)


def _vpc(call: Call) -> str | None:
    return call.vpc_id or None
