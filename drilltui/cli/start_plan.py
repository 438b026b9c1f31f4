"""What ``drilltui start`` would send, as far as it was said and as it was left open."""

from __future__ import annotations

import random
from argparse import Namespace
from dataclasses import dataclass

from drilltui.cli.choice import unknown
from drilltui.cli.facts import facts
from drilltui.cli.group_choice import chosen_group
from drilltui.cli.record_choice import chosen_record
from drilltui.cli.vpc_choice import chosen_vpc
from drilltui.domain.drill import Drill, DrillDraft, free_name, suggest_name, with_ending
from drilltui.domain.errors import NameInUse, UsageError
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.finding import Report
from drilltui.domain.preflight.judge import report
from drilltui.domain.preflight.selection import group_drills
from drilltui.domain.sending import Sending
from drilltui.services.session import Session


@dataclass(frozen=True, slots=True)
class Plan:
    """What was seen, the draft, and what its VPC is called (empty: a new one).

    `late` is the record that called this very drill absent, which may only have been shown late.
    """

    facts: Facts
    draft: DrillDraft
    vpc: str
    late: str = ""

    @property
    def group(self) -> ProtectionGroup:
        """The group as it was read."""
        return self.facts.group

    @property
    def drills(self) -> tuple[Drill, ...]:
        """The group's drills, none where they were not seen."""
        return _drills(self.facts)

    @property
    def names(self) -> dict[str, str]:
        """Names of the protected instances by id, as far as they were seen."""
        found = self.facts.instances
        return {} if isinstance(found, Unseen) else {one.id: one.name for one in found}

    @property
    def report(self) -> Report:
        """What preflight finds."""
        return report(self.facts, self.draft)

    def check_name(self) -> None:
        """Raise UsageError for a name or an id that the service does not take, or NameInUse."""
        if problems := self.draft.problems():
            raise UsageError(problems[0].text, tr("Nothing was sent."))
        taken = {drill.name for drill in self.drills}
        if self.draft.name in taken:
            raise NameInUse(self.draft.name, free_name(self.draft.name, taken), self.late)


async def plan(session: Session, asked: Namespace) -> Plan:
    """Return what is asked for. UsageError for a group, a VPC or a record that is not there."""
    if asked.again:
        return await _again(session, asked.again)
    return await wanted(session, asked.group, asked.vpc, asked.drill, suffix=asked.suffix)


async def wanted(
    session: Session, group: str, vpc: str, name: str, *, suffix: bool = False
) -> Plan:
    """Look at a group and a VPC by their names or ids, for a drill of this name.

    Without a name a free one is proposed. UsageError for a group or a VPC that is not there.
    """
    chosen = await chosen_group(session, group)
    facts = await session.preflight.look(chosen.id)
    target = chosen_vpc(facts, vpc)
    if target:
        facts = await session.preflight.look_into(facts, target.id)
    called = _name(session, name, facts, suffix=suffix)
    draft = DrillDraft(chosen.id, called, target.id if target else None)
    return Plan(facts, draft, target.name or target.id if target else "")


def summary(session: Session, planned: Plan) -> list[str]:
    """Return what a person agrees to: where, what, and the exact request."""
    place, group = session.place, planned.group
    request = session.drills.preview(planned.draft)
    named = f"{planned.vpc} {planned.draft.vpc_id}" if planned.draft.vpc_id else ""
    lines = facts(
        {
            marked("profile"): place.profile,
            marked("region"): place.region,
            marked("project"): place.project_id,
            marked("group"): f"{group.name} ({group.id})",
            marked("drill"): planned.draft.name,
            marked("VPC"): named.strip() or tr("a new one; it stays"),
            marked("servers"): tr("{count}, billed while they exist", count=group.instance_count),
        }
    )
    return [*lines, f"{request.method} {request.url}", request.body]


async def _again(session: Session, record_id: str) -> Plan:
    exercise = await chosen_record(session, record_id)
    create = exercise.create
    if create is None:
        known = [one.record_id for one in await session.exercises.outlines()]
        raise unknown(marked("record with a submission"), record_id, known)
    facts = await session.preflight.look(exercise.group_id, create.vpc_id or None)
    draft = DrillDraft(exercise.group_id, create.name, create.vpc_id or None)
    return Plan(facts, draft, "", record_id if create.sending is Sending.ABSENT else "")


def _drills(facts: Facts) -> tuple[Drill, ...]:
    found = group_drills(facts)
    return () if isinstance(found, Unseen) else found


def _name(session: Session, said: str, facts: Facts, *, suffix: bool) -> str:
    taken = {drill.name for drill in _drills(facts)}
    today = session.clock.now().date()
    if not suffix:
        return said or suggest_name(facts.group.name, today, taken)
    ending = f"{random.SystemRandom().getrandbits(16):04x}"
    return with_ending(said or suggest_name(facts.group.name, today), ending)
