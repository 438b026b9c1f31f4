"""What people say around a drill: purpose, holds, service, findings, signatures."""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.domain.brief import Brief, record_of_brief
from drilltui.domain.brief_typed import brief_typed
from drilltui.domain.drill_finding import DrillFinding, record_of_finding
from drilltui.domain.errors import UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.finding_typed import FindingTyped, finding_typed
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.record import Kind
from drilltui.domain.said import Signature
from drilltui.domain.typed import name_typed, text_typed
from drilltui.services.pen import Pen

MOST_FINDINGS = 200
"""A drill with more of them needs another tool than a record."""


class Saying:
    """Writes each word with who said it. Every method may raise what `Pen.write` raises.

    Texts come as they were typed, and are bounded in length: see `domain.typed`.
    """

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    async def of(self, record_id: str) -> Exercise:
        """Return what the record says by now."""
        return await self._pen.load(record_id)

    async def brief(self, record_id: str, typed: Mapping[str, str]) -> Brief:
        """Say what the exercise is for, field by field; the others stay as they are."""
        by = self._pen.writer.person

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            now = exercise.said.brief
            new = brief_typed(now, typed, by)
            if new == brief_typed(now, {}, by):
                raise UsageError(tr("That is what the brief says already."))
            return record_of_brief(new)

        return (await self._pen.write(record_id, Kind.BRIEF, say)).said.brief

    async def hold(self, record_id: str, why: str) -> Exercise:
        """Hold the exercise up, for a reason; both clocks show it."""
        reason = text_typed(why)
        if not reason:
            raise UsageError(tr("A hold has a reason."), tr("Say why: nothing was written."))

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            if exercise.said.on_hold:
                hold = exercise.said.holds[-1]
                raise UsageError(
                    tr("It is on hold already, by {by}: {why}", by=hold.by, why=hold.why),
                    tr("End that hold first."),
                )
            return {"on": True, "why": reason, "by": self._pen.writer.person}

        return await self._pen.write(record_id, Kind.HOLD, say)

    async def end_hold(self, record_id: str) -> Exercise:
        """Go on after a hold."""

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            if not exercise.said.on_hold:
                raise UsageError(tr("It is not on hold."))
            return {"on": False, "why": "", "by": self._pen.writer.person}

        return await self._pen.write(record_id, Kind.HOLD, say)

    async def service(
        self,
        record_id: str,
        *,
        passed: bool,
        seen: str = "",
        expected: str = "",
        data_point: str = "",
    ) -> Exercise:
        """Say whether the service on the drill servers does what it is for, and how that shows.

        Either word needs what was seen: an auditor asks for it, and who writes it has looked.
        """
        told: dict[str, JsonValue] = {
            "passed": passed,
            "by": self._pen.writer.person,
            "expected": text_typed(expected),
            "seen": text_typed(seen),
            "data_point": text_typed(data_point),
        }
        if not told["seen"]:
            raise UsageError(
                tr("A word on the service says what was seen."),
                tr("Say what was seen: nothing was written."),
            )

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            if passed and not exercise.was_made:
                raise UsageError(
                    tr("No drill was seen available yet: there is no service that could work."),
                    tr("Say it when the drill servers are there."),
                )
            return told

        return await self._pen.write(record_id, Kind.SERVICE, say)

    async def find(self, record_id: str, typed: FindingTyped) -> DrillFinding:
        """Write down a new finding; it gets the next number."""
        by, number = self._pen.writer.person, 0

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            nonlocal number
            known = exercise.said.findings
            if len(known) >= MOST_FINDINGS:
                raise UsageError(
                    tr("A record takes {most} findings at most.", most=MOST_FINDINGS),
                    tr("Change one that is there."),
                )
            number = max(known, default=0) + 1
            return record_of_finding(finding_typed(DrillFinding(number, ""), typed, by))

        exercise = await self._pen.write(record_id, Kind.FINDING, say)
        return exercise.said.findings[number]

    async def change(self, record_id: str, number: int, typed: FindingTyped) -> DrillFinding:
        """Change a finding, or say what has become of it. UsageError when there is none of it."""
        by = self._pen.writer.person

        def say(exercise: Exercise) -> Mapping[str, JsonValue]:
            known = exercise.said.findings
            if number not in known:
                numbers = ", ".join(map(str, sorted(known))) or tr("there is none yet")
                raise UsageError(
                    tr("There is no finding {number} in this record.", number=number),
                    tr("Take one of: {words}.", words=numbers),
                )
            new = finding_typed(known[number], typed, by)
            if new == finding_typed(known[number], FindingTyped(), by):
                raise UsageError(tr("That is what the finding says already."))
            return record_of_finding(new)

        exercise = await self._pen.write(record_id, Kind.FINDING, say)
        return exercise.said.findings[number]

    async def sign(self, record_id: str, name: str, role: str) -> Signature:
        """Stand for what the record says, by name and role; before its end or after it."""
        told: dict[str, JsonValue] = {
            "name": name_typed(name),
            "role": name_typed(role),
            "by": self._pen.writer.person,
        }
        if not told["name"] or not told["role"]:
            raise UsageError(
                tr("A signature has a name and a role."), tr("Say both: nothing was written.")
            )
        written = await self._pen.write(record_id, Kind.SIGNED, lambda _: told, after_its_end=True)
        return written.said.signatures[-1]
