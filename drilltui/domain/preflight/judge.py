"""Judging a draft: every rule of ``rules/preflight.toml``, asked of the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from drilltui.domain.drill import DrillDraft
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight import (
    account_rules,
    group_rules,
    member_rules,
    room_rules,
    vpc_rules,
)
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.finding import WORST_FIRST, PreflightFinding, Report
from drilltui.domain.preflight.fingerprint import fingerprint
from drilltui.domain.preflight.judgement import Judgement, could_not_look, ok
from drilltui.domain.preflight.selection import group_drills
from drilltui.domain.rules import rules
from drilltui.domain.verdict import Verdict

Check: TypeAlias = Callable[[Facts, DrillDraft], Judgement | None]
"""A rule: None when it has nothing to say of this draft."""

_VpcCheck: TypeAlias = Callable[[Facts, str], Judgement | None]


def judge(facts: Facts, draft: DrillDraft) -> tuple[PreflightFinding, ...]:
    """Return what every rule finds about `draft`, in the order of the rules."""
    return _findings((rule, check(facts, draft)) for rule, check in CHECKS.items())


def report(facts: Facts, draft: DrillDraft) -> Report:
    """Return the findings together with the fingerprint of what they were judged by."""
    return Report(judge(facts, draft), fingerprint(facts, draft))


def vpc_verdict(facts: Facts, vpc_id: str) -> PreflightFinding:
    """Return the worst that there is to say of a VPC as the drill VPC.

    A list of VPCs shows it: what takes a look into the VPC itself (its ports) is not judged here.
    """
    found = _findings((rule, check(facts, vpc_id)) for rule, check in VPC_CHECKS.items())
    return min(found, key=lambda one: (WORST_FIRST.index(one.verdict), one.overridable))


def _findings(judged: Iterable[tuple[str, Judgement | None]]) -> tuple[PreflightFinding, ...]:
    book = rules("preflight")
    return tuple(_finding(rule, found, book[rule]) for rule, found in judged if found)


def _finding(rule: str, found: Judgement, about: Mapping[str, Any]) -> PreflightFinding:
    speaks = found.verdict in (Verdict.STOP, Verdict.WARN)
    stopping = found.verdict is Verdict.STOP
    return PreflightFinding(
        tr(about["title"]),
        found.verdict,
        found.seen,
        found.remedy or (tr(about["remedy"]) if speaks else ""),
        found.code or (about["code"] if stopping else ""),
        rule,
        overridable=stopping and not found.firm and "override" in about,
    )


def _of_group(
    check: Callable[[ProtectionGroup], Judgement | None], fine: Callable[[ProtectionGroup], str]
) -> Check:
    def asked(facts: Facts, _draft: DrillDraft) -> Judgement:
        return check(facts.group) or ok(fine(facts.group))

    return asked


def _synchronisation(group: ProtectionGroup) -> Judgement | None:
    return group_rules.first_synchronisation(group) or group_rules.untold_synchronisation(group)


def _present_drills(facts: Facts, _draft: DrillDraft) -> Judgement:
    drills = group_drills(facts)
    if isinstance(drills, Unseen):
        return could_not_look(marked("drills"), drills)
    return group_rules.present_drills(drills) or ok(tr("none"))


def _of_vpc(check: _VpcCheck) -> Check:
    def asked(facts: Facts, draft: DrillDraft) -> Judgement | None:
        return None if draft.vpc_id is None else check(facts, draft.vpc_id)

    return asked


VPC_CHECKS: dict[str, _VpcCheck] = {
    "vpc-other": vpc_rules.vpc_other,
    "vpc-exists": vpc_rules.vpc_exists,
    "vpc-status": vpc_rules.vpc_status,
    "vpc-subnets": vpc_rules.vpc_subnets,
    "vpc-cidr": vpc_rules.vpc_cidr,
    "vpc-free": vpc_rules.vpc_free,
    "subnet-cidrs": vpc_rules.subnet_cidrs,
    "other-subnets": vpc_rules.other_subnets,
    "address-room": room_rules.address_room,
}
"""What is asked of each VPC of a list: of equally bad answers the first one is told, but a stop
that can be overridden after one that cannot."""

CHECKS: dict[str, Check] = {
    "group-state": _of_group(group_rules.group_state, lambda group: group.status),
    "group-content": _of_group(
        group_rules.group_content,
        lambda group: tr("{count} protected", count=group.instance_count),
    ),
    "first-sync": _of_group(_synchronisation, lambda _group: tr("complete")),
    "group-drills": _present_drills,
    "instance-state": member_rules.instance_state,
    "instance-frozen": member_rules.instance_frozen,
    "pair-state": member_rules.pair_state,
    "pair-attached": member_rules.pair_attached,
    "windows-keys": member_rules.windows_keys,
    "name": account_rules.name_valid,
    "name-free": account_rules.name_free,
    **{rule: _of_vpc(check) for rule, check in VPC_CHECKS.items()},
    "address-clash": room_rules.address_clash,
    "recovery-subnets": lambda facts, _draft: vpc_rules.recovery_subnets(facts),
    "vpc-room": room_rules.vpc_room,
    "subnet-room": room_rules.subnet_room,
    "server-room": room_rules.server_room,
    "disk-room": room_rules.disk_room,
    "port-room": room_rules.port_room,
    "rights": account_rules.rights,
    "clock": account_rules.clock,
    "custom-routes": account_rules.custom_routes,
    "acl": account_rules.acl,
    "enterprise-project": account_rules.enterprise_project,
}
"""Every rule by its id in ``rules/preflight.toml``."""
