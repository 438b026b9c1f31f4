"""What ``drilltui start`` would send, as far as it was said and as it was left open."""

from __future__ import annotations

import random
from argparse import Namespace
from dataclasses import dataclass

from drilltui.cli.choice import unknown
from drilltui.cli.group_choice import chosen_detail
from drilltui.cli.record_choice import chosen_record
from drilltui.cli.vpc_choice import chosen_vpc
from drilltui.domain.drill import DrillDraft, free_name, suggest_name, with_ending
from drilltui.domain.errors import DrilltuiError, NameInUse, UsageError
from drilltui.domain.sending import Sending
from drilltui.domain.verdict import Verdict
from drilltui.services.groups import GroupDetail
from drilltui.services.session import Session


@dataclass(frozen=True, slots=True)
class Plan:
    """The group as it was read, the draft, and what its VPC is called (empty: a new one).

    `late` is the record that called this very drill absent, which may only have been shown late.
    """

    detail: GroupDetail
    draft: DrillDraft
    vpc: str
    late: str = ""

    def check(self) -> None:
        """Raise what speaks against it. Nothing was sent.

        DrilltuiError for a group that may not be drilled now, NameInUse, UsageError for a name that
        the service does not take.
        """
        group, judged = self.detail.overview.group, self.detail.overview.readiness
        if judged.verdict is Verdict.STOP:
            code = f" ({judged.code})" if judged.code else ""
            raise DrilltuiError(
                f"{group.name} may not be drilled now: {judged.reason}{code}. Nothing was sent.",
                judged.remedy,
            )
        if problems := self.draft.problems():
            raise UsageError(problems[0].text, "Nothing was sent.")
        taken = {drill.name for drill in self.detail.overview.drills}
        if self.draft.name in taken:
            raise NameInUse(self.draft.name, free_name(self.draft.name, taken), self.late)


async def plan(session: Session, asked: Namespace) -> Plan:
    """Return what is asked for. UsageError for a group, a VPC or a record that is not there."""
    if asked.again:
        return await _again(session, asked.again)
    detail = await chosen_detail(session, asked.group)
    group = detail.overview.group
    vpc = await chosen_vpc(session, asked.vpc, group)
    draft = DrillDraft(group.id, _name(session, asked, detail), vpc.id if vpc else None)
    return Plan(detail, draft, vpc.name if vpc else "")


def summary(session: Session, planned: Plan) -> list[str]:
    """Return what a person agrees to: where, what, and the exact request."""
    place, group = session.place, planned.detail.overview.group
    request = session.drills.preview(planned.draft)
    vpc = f"{planned.vpc} {planned.draft.vpc_id}" if planned.draft.vpc_id else "a new one; it stays"
    facts = {
        "profile": place.profile,
        "region": place.region,
        "project": place.project_id,
        "group": f"{group.name} ({group.id})",
        "drill": planned.draft.name,
        "VPC": vpc.strip(),
        "servers": f"{len(planned.detail.instances)}, billed while they exist",
    }
    lines = [f"{name:8} {value}" for name, value in facts.items()]
    return [*lines, f"{request.method} {request.url}", request.body]


async def _again(session: Session, record_id: str) -> Plan:
    exercise = await chosen_record(session, record_id)
    create = exercise.create
    if create is None:
        known = [one.record_id for one in await session.exercises.every()]
        raise unknown("record with a submission", record_id, known)
    detail = await session.groups.detail(exercise.group_id)
    draft = DrillDraft(exercise.group_id, create.name, create.vpc_id or None)
    return Plan(detail, draft, "", record_id if create.sending is Sending.ABSENT else "")


def _name(session: Session, asked: Namespace, detail: GroupDetail) -> str:
    taken = {drill.name for drill in detail.overview.drills}
    today = session.clock.now().date()
    if not asked.suffix:
        return asked.drill or suggest_name(detail.overview.group.name, today, taken)
    ending = f"{random.SystemRandom().getrandbits(16):04x}"
    return with_ending(asked.drill or suggest_name(detail.overview.group.name, today), ending)
