"""Rules about who asks: rights, clock and name; and what the service leaves to people."""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import DrillDraft
from drilltui.domain.field import name_problem
from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.judgement import (
    Judgement,
    could_not_look,
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
from drilltui.domain.skew import SET_CLOCK, TOLERANCE, skew_words, too_far

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
        return could_not_look(marked("drills"), drills)
    if draft.name in {one.name for one in drills}:
        return stop(tr("the group has a drill called {name}", name=draft.name))
    return ok(tr("no drill of the group has it"))


def rights(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Say which reads did not come through; what they would have shown is not judged."""
    vain = [(what, looked) for what, looked in _reads(facts) if isinstance(looked, Unseen)]
    if not vain:
        return ok(tr("everything could be read"))
    first = vain[0][1]
    codes = sorted({looked.code for _, looked in vain if looked.code})
    why = f"{first.why} ({some(codes)})" if len(codes) > 1 else first.why
    return could_not_look(some([what for what, _ in vain]), Unseen(why, first.code, first.remedy))


def _reads(facts: Facts) -> list[tuple[str, object]]:
    quotas = [
        (tr("{what} quota", what=tr(kind.value)), looked) for kind, looked in facts.quotas.items()
    ]
    # Not enterprise projects, which many accounts do not have: only names would be missing.
    return [
        (tr("drills"), facts.drills),
        (tr("protected instances"), facts.instances),
        (tr("replication pairs"), facts.pairs),
        (tr("VPCs"), facts.vpcs),
        (tr("subnets"), facts.subnets),
        (tr("servers"), facts.standby),
        (tr("key pairs"), facts.key_pairs),
        (tr("route tables"), facts.route_tables),
        (tr("network ACLs"), facts.acls),
        (tr("ports"), facts.ports),
        *quotas,
    ]


def clock(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge this host's clock: a signed request more than 15 minutes off is refused."""
    if facts.skew is None:
        return unknown(tr("no answer told the time"))
    if abs(facts.skew) > TOLERANCE:
        return stop(too_far(facts.skew), tr(SET_CLOCK))
    if abs(facts.skew) > EXACT:
        return warn(skew_words(facts.skew), tr(SET_CLOCK))
    return ok(tr("right"))


def custom_routes(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Tell the routes of the group's VPC that an automatic VPC will not have."""
    if draft.vpc_id is not None:
        return None
    if isinstance(facts.route_tables, Unseen):
        return could_not_look(marked("route tables"), facts.route_tables)
    model = model_vpc_id(facts.group)
    own = [one for one in facts.route_tables if same_id(one.vpc_id, model) and not one.default]
    count = sum(len(one.routes) for one in own)
    if not count:
        return ok(tr("none to be made by hand"))
    names = some([one.name for one in own if one.routes])
    words = (
        marked("{count} route of {names} is not copied")
        if count == 1
        else marked("{count} routes of {names} are not copied")
    )
    return warn(tr(words, count=count, names=names), tr("a step for later"))


def acl(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Tell the ACLs of the group's VPC, whose rules a chosen VPC does not get."""
    if draft.vpc_id is None:
        return None
    if isinstance(facts.acls, Unseen):
        return could_not_look(marked("network ACLs"), facts.acls)
    subnets = subnets_of(facts, model_vpc_id(facts.group))
    if isinstance(subnets, Unseen):
        return could_not_look(marked("subnets"), subnets)
    own = {folded(one.id) for one in subnets}
    guards = [one.name for one in facts.acls if own & {folded(id_) for id_ in one.subnet_ids}]
    if not guards:
        return ok(tr("none guards the group's subnets"))
    seen = tr("{names} of the group's VPC is not copied", names=some(guards))
    return warn(seen, tr("a step for later"))


def enterprise_project(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Tell that drill servers do not join the enterprise project of those they are made like."""
    servers = facts.standing_by
    if isinstance(servers, Unseen):
        return could_not_look(marked("the servers standing by"), servers)
    ids = sorted({one.enterprise_project_id for one in servers} - {"", "0"})
    if not ids:
        return untold_standby(facts) or ok(tr("the default one"))
    known = facts.enterprise_projects
    names = {} if isinstance(known, Unseen) else {one.id: one.name for one in known}
    said = some([names.get(id_) or id_ for id_ in ids])
    return warn(tr("drill servers do not join {names}", names=said), tr("a step for later"))
