"""Rules about who asks: rights, clock and name; and what the service leaves to people."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import DrillDraft
from drilltui.domain.field import name_problem
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.judgement import (
    Judgement,
    could_not_look,
    counted,
    ok,
    some,
    stop,
    unknown,
    warn,
)
from drilltui.domain.preflight.selection import (
    group_drills,
    model_vpc_id,
    subnets_of,
)
from drilltui.domain.preflight.untold import untold_standby
from drilltui.domain.skew import SET_CLOCK, TOLERANCE, skew_words

EXACT = timedelta(seconds=2)
"""Answers tell their time in whole seconds, and take a part of one to arrive."""


def name_valid(_facts: Facts, draft: DrillDraft) -> Judgement:
    """Judge the name's form."""
    problem = name_problem(draft.name)
    return stop(problem.text) if problem else ok(draft.name)


def name_free(facts: Facts, draft: DrillDraft) -> Judgement:
    """Judge whether the group has a drill of this name: a lost answer could not tell them apart."""
    drills = group_drills(facts)
    if isinstance(drills, Unseen):
        return could_not_look("drills", drills)
    if draft.name in {one.name for one in drills}:
        return stop(f"the group has a drill called {draft.name}")
    return ok("no drill of the group has it")


def rights(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Say which reads did not come through; what they would have shown is not judged."""
    vain = [(what, looked) for what, looked in _reads(facts) if isinstance(looked, Unseen)]
    if not vain:
        return ok("everything could be read")
    first = vain[0][1]
    codes = sorted({looked.code for _, looked in vain if looked.code})
    told = f" ({some(codes)})" if len(codes) > 1 else ""
    return could_not_look(
        some([what for what, _ in vain]), Unseen(first.why + told, first.code, first.remedy)
    )


def _reads(facts: Facts) -> list[tuple[str, object]]:
    quotas = [(f"{kind.value} quota", looked) for kind, looked in facts.quotas.items()]
    # Not enterprise projects, which many accounts do not have: only names would be missing.
    return [
        ("drills", facts.drills),
        ("protected instances", facts.instances),
        ("replication pairs", facts.pairs),
        ("VPCs", facts.vpcs),
        ("subnets", facts.subnets),
        ("servers", facts.standby),
        ("key pairs", facts.key_pairs),
        ("route tables", facts.route_tables),
        ("network ACLs", facts.acls),
        ("ports", facts.ports),
        *quotas,
    ]


def clock(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge this host's clock: a signed request more than 15 minutes off is refused."""
    if facts.skew is None:
        return unknown("no answer told the time")
    if abs(facts.skew) > TOLERANCE:
        return stop(f"{skew_words(facts.skew)}, 15 min are allowed", SET_CLOCK)
    if abs(facts.skew) > EXACT:
        return warn(skew_words(facts.skew), SET_CLOCK)
    return ok("right")


def custom_routes(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Tell the routes of the group's VPC that an automatic VPC will not have."""
    if draft.vpc_id is not None:
        return None
    if isinstance(facts.route_tables, Unseen):
        return could_not_look("route tables", facts.route_tables)
    model = model_vpc_id(facts.group)
    own = [one for one in facts.route_tables if same_id(one.vpc_id, model) and not one.default]
    count = sum(len(one.routes) for one in own)
    if not count:
        return ok("none to be made by hand")
    names = some([one.name for one in own if one.routes])
    return warn(f"{counted(count, 'route')} of {names} are not copied", "a step for later")


def acl(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Tell the ACLs of the group's VPC, whose rules a chosen VPC does not get."""
    if draft.vpc_id is None:
        return None
    if isinstance(facts.acls, Unseen):
        return could_not_look("network ACLs", facts.acls)
    subnets = subnets_of(facts, model_vpc_id(facts.group))
    if isinstance(subnets, Unseen):
        return could_not_look("subnets", subnets)
    own = {folded(one.id) for one in subnets}
    guards = [one.name for one in facts.acls if own & {folded(id_) for id_ in one.subnet_ids}]
    if not guards:
        return ok("none guards the group's subnets")
    return warn(f"{some(guards)} of the group's VPC is not copied", "a step for later")


def enterprise_project(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Tell that drill servers do not join the enterprise project of those they are made like."""
    servers = facts.standing_by
    if isinstance(servers, Unseen):
        return could_not_look("the servers standing by", servers)
    ids = sorted({one.enterprise_project_id for one in servers} - {"", "0"})
    if not ids:
        return untold_standby(facts) or ok("the default one")
    known = facts.enterprise_projects
    names = {} if isinstance(known, Unseen) else {one.id: one.name for one in known}
    said = some([names.get(id_) or id_ for id_ in ids])
    return warn(f"drill servers do not join {said}", "a step for later")
