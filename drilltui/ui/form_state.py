"""What the drill form knows: what was read so far, and how a draft is judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import Drill, DrillDraft, free_name
from drilltui.domain.field import Problem, name_problem
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import marked, tr
from drilltui.domain.network import Port, RouteTable
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.preflight.finding import PreflightFinding, Report
from drilltui.domain.preflight.judge import report
from drilltui.domain.preflight.selection import group_drills
from drilltui.domain.preflight.vpc_choice import VpcChoice, vpc_choices
from drilltui.domain.readiness import readiness
from drilltui.domain.verdict import Verdict
from drilltui.services.groups import GroupOverview
from drilltui.ui.present import form as present

BY_THE_FIELD = frozenset({"name", "name-free"})
"""Rules whose findings stand beside the field that is typed into."""

_BEING_READ = marked("it is being read")


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a VPC that was looked into."""

    ports: Looked[tuple[Port, ...]]
    route_tables: Looked[tuple[RouteTable, ...]]


@dataclass(frozen=True, slots=True)
class FormState:
    """`facts` is None until they are read; `inside` has the VPCs looked into, by id (`folded`)."""

    overview: GroupOverview
    facts: Facts | None = None
    choices: tuple[VpcChoice, ...] = ()
    inside: Mapping[str, Inside] = field(default_factory=dict)
    _reports: dict[DrillDraft, Report] = field(init=False, default_factory=dict, compare=False)
    """The report of the draft that was judged last: one key asks for it several times."""

    @classmethod
    def of(cls, facts: Facts, known: tuple[Drill, ...] = (), last_vpc_id: str = "") -> FormState:
        """Return the state after a look; `known` are the group's drills where none were seen."""
        drills = group_drills(facts)
        known = known if isinstance(drills, Unseen) else drills
        overview = GroupOverview(facts.group, known, readiness(facts.group, known))
        return cls(overview, facts, vpc_choices(facts, last_vpc_id))

    def seen(self, facts: Facts, last_vpc_id: str) -> FormState:
        """Return the state after a look; what was in VPCs has to be read again."""
        return self.of(facts, self.overview.drills, last_vpc_id)

    def looked_into(self, vpc_id: str, facts: Facts) -> FormState:
        """Return the state with what is in one more VPC."""
        found = Inside(facts.ports, facts.route_tables)
        return replace(self, inside={**self.inside, folded(vpc_id): found})

    @property
    def group(self) -> ProtectionGroup:
        """The group, as it was read last."""
        return self.facts.group if self.facts else self.overview.group

    @property
    def names(self) -> dict[str, str]:
        """Names of the protected instances by id, as far as they were seen."""
        if self.facts is None or isinstance(self.facts.instances, Unseen):
            return {}
        return {one.id: one.name for one in self.facts.instances}

    def options(self) -> dict[str, VpcChoice | str]:
        """Return what can be chosen as drill VPC, by key: usable VPCs first."""
        listed = {choice.vpc.id: choice for choice in self.choices}
        return {present.AUTOMATIC: present.AUTOMATIC, **listed, present.OTHER: present.OTHER}

    def listed(self, vpc_id: str | None) -> VpcChoice | None:
        """Return the choice that is meant, typed in whatever case."""
        return next((one for one in self.choices if same_id(one.vpc.id, vpc_id or "")), None)

    def worth_a_look(self, vpc_id: str | None) -> bool:
        """Whether this VPC is still to be looked into: as far as can be seen it is usable."""
        listed = self.listed(vpc_id)
        if listed is None or folded(listed.vpc.id) in self.inside:
            return False
        return listed.usable or listed.finding.overridable

    def report(self, draft: DrillDraft) -> Report | None:
        """Return what preflight finds about `draft`; None before anything was read."""
        if self.facts is None:
            return None
        if draft not in self._reports:
            self._reports.clear()
            self._reports[draft] = self._judged(self.facts, draft)
        return self._reports[draft]

    def _judged(self, facts: Facts, draft: DrillDraft) -> Report:
        found = self.inside.get(folded(draft.vpc_id or ""))
        if found:
            facts = replace(facts, ports=found.ports, route_tables=found.route_tables)
        elif self.worth_a_look(draft.vpc_id):
            facts = replace(facts, ports=Unseen(tr(_BEING_READ)))
        return report(facts, draft)

    def free_name(self, name: str) -> str:
        """Return `name`, or the next one that no drill of the group has."""
        taken = {drill.name for drill in self.overview.drills}
        return free_name(name, taken) if name in taken else name

    def name_problem(self, name: str) -> Problem | None:
        """Return what is wrong with the name: by itself, or because the group has it already."""
        free = self.free_name(name)
        return name_problem(name) or (present.in_use(free) if free != name else None)

    def problems(self, draft: DrillDraft) -> tuple[Problem, ...]:
        """Return everything that keeps the draft from being sent and no reason overrides."""
        found = list(draft.problems())
        if (taken := self.name_problem(draft.name)) and not name_problem(draft.name):
            found.append(taken)
        report = self.report(draft)
        if report is None:
            return (*found, *self._unready())
        firm = [one for one in shown(report) if one in report.firm]
        return (*found, *(_problem(one) for one in firm))

    def _unready(self) -> tuple[Problem, ...]:
        judged = self.overview.readiness
        if judged.verdict is not Verdict.STOP:
            return ()
        return (Problem(judged.reason, judged.code),)


def shown(report: Report, *, fields: bool = True) -> tuple[PreflightFinding, ...]:
    """Return the findings to tell of, the worst first: a name that can be taken is none of them.

    What is wrong with the name stands beside its field, where there are `fields`.
    """
    silent = {Verdict.OK, *([Verdict.STOP] if fields else [])}
    return tuple(
        one
        for one in report.worst_first
        if one.rule not in BY_THE_FIELD or one.verdict not in silent
    )


def _problem(finding: PreflightFinding) -> Problem:
    return Problem(finding.seen, finding.code)
