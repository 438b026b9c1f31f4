"""Which items of the checklist a drill has, by what was seen. Pure.

Each condition returns what the item concerns ("2 routes of vpc-prod", or "" where there is nothing
to add), None when there is nothing to be done. Where nobody could look the item stands all the
same: to do it in vain is cheaper than to miss it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import DrillDraft
from drilltui.domain.language import marked, tr
from drilltui.domain.network import NetworkAcl, Route, Subnet
from drilltui.domain.preflight.facts import Facts, Looked, Unseen
from drilltui.domain.server import Server

Condition: TypeAlias = Callable[[Facts, DrillDraft], str | None]

UNSEEN: Final = marked("could not look")
"""How the words begin of an item that stands because nobody could look."""

DEFAULT_PROJECT: Final = ("", "0")
"""Ids of the enterprise project that servers are in when nobody chose one."""

_LOCAL: Final = "local"
"""The kind of a route inside a VPC, which every VPC has by itself."""

_MOST: Final = 3
"""So many names are told of many."""

_T = TypeVar("_T")


def _always(_facts: Facts, _draft: DrillDraft) -> str:
    return ""


def _enterprise_project(facts: Facts, _draft: DrillDraft) -> str | None:
    if isinstance(facts.standby, Unseen):
        return _could_not_look(facts.standby)
    placed = [
        one.enterprise_project_id
        for one in facts.standby.values()
        if one.enterprise_project_id not in DEFAULT_PROJECT
    ]
    if not placed:
        return None
    names = _project_names(facts)
    projects = sorted({names.get(folded(one), one) for one in placed})
    words = marked("{count} server of {names}"), marked("{count} servers of {names}")
    return _count(len(placed), words, names=_some(projects))


def _project_names(facts: Facts) -> Mapping[str, str]:
    if isinstance(facts.enterprise_projects, Unseen):
        return {}
    return {folded(one.id): one.name for one in facts.enterprise_projects if one.name}


def _acl(facts: Facts, draft: DrillDraft) -> str | None:
    """Only a chosen VPC is left as it is; compare subnets of the same range (they have to be)."""
    if draft.vpc_id is None:
        return None
    for looked in (facts.acls, facts.subnets):
        if isinstance(looked, Unseen):
            return _could_not_look(looked)
    acls, subnets = _seen(facts.acls), _seen(facts.subnets)
    theirs = _guards(acls, [one for one in subnets if _any_id(one.vpc_id, facts.group.vpc_ids)])
    chosen = _guards(acls, [one for one in subnets if same_id(one.vpc_id, draft.vpc_id)])
    differing = sorted(
        cidr
        for cidr in theirs.keys() | chosen.keys()
        if theirs.get(cidr, frozenset()) != chosen.get(cidr, frozenset())
    )
    if not differing:
        return None
    words = (
        marked("{count} subnet under another ACL or none: {names}"),
        marked("{count} subnets under another ACL or none: {names}"),
    )
    return _count(len(differing), words, names=_some(differing))


def _guards(acls: Iterable[NetworkAcl], subnets: Iterable[Subnet]) -> dict[str, frozenset[str]]:
    """Return the ids of the ACLs in force by the range of the subnet that they guard."""
    in_force = [one for one in acls if one.enabled]
    found: dict[str, frozenset[str]] = {}
    for subnet in subnets:
        ids = {acl.id for acl in in_force if any(same_id(one, subnet.id) for one in acl.subnet_ids)}
        if ids:
            found[subnet.cidr] = found.get(subnet.cidr, frozenset()) | ids
    return found


def _routes(facts: Facts, draft: DrillDraft) -> str | None:
    if isinstance(facts.route_tables, Unseen):
        return _could_not_look(facts.route_tables)
    theirs = _custom(facts, facts.group.vpc_ids)
    # An automatic VPC begins without any.
    chosen = _custom(facts, [draft.vpc_id]) if draft.vpc_id else []
    there = {route.destination for route in chosen}
    missing = list(dict.fromkeys(one.destination for one in theirs if one.destination not in there))
    if not missing:
        return None
    words = marked("{count} route of {vpc}: {names}"), marked("{count} routes of {vpc}: {names}")
    return _count(len(missing), words, vpc=_vpc_names(facts), names=_some(missing))


def _custom(facts: Facts, vpc_ids: Iterable[str]) -> list[Route]:
    tables = _seen(facts.route_tables)
    return [
        route
        for vpc_id in vpc_ids
        for table in tables
        if same_id(table.vpc_id, vpc_id)
        for route in table.routes
        if route.kind != _LOCAL
    ]


def _vpc_names(facts: Facts) -> str:
    names = {one.id: one.name for one in _seen(facts.vpcs)}
    return _some(sorted(names.get(one, one) for one in facts.group.vpc_ids)) or tr(
        "the group's VPC"
    )


def _passwords(facts: Facts, _draft: DrillDraft) -> str | None:
    if isinstance(facts.standby, Unseen):
        return _could_not_look(facts.standby)
    systems = Counter(one.system or tr("unknown system") for one in facts.standby.values())
    return tr(", ").join(f"{count} {system}" for system, count in sorted(systems.items())) or None


def _key_pair(facts: Facts, _draft: DrillDraft) -> str | None:
    if isinstance(facts.standby, Unseen):
        return _could_not_look(facts.standby)
    wanted = sorted(
        {one.key_name for one in facts.standby.values() if one.system == "Windows" and one.key_name}
    )
    if not wanted:
        return None
    if isinstance(facts.key_pairs, Unseen):
        return tr("{names}; {doubt}", names=_some(wanted), doubt=_could_not_look(facts.key_pairs))
    missing = [one for one in wanted if one not in facts.key_pairs]
    return tr("not there: {names}", names=_some(missing)) if missing else None


def _suse(facts: Facts, _draft: DrillDraft) -> str | None:
    return _servers(facts, lambda one: any(mark in one.image.lower() for mark in ("suse", "sles")))


def _not_copied(facts: Facts, _draft: DrillDraft) -> str | None:
    return _servers(facts, lambda one: bool(one.security_group_ids))


def _servers(facts: Facts, concerned: Callable[[Server], bool]) -> str | None:
    if isinstance(facts.standby, Unseen):
        return _could_not_look(facts.standby)
    names = sorted(one.name or one.id for one in facts.standby.values() if concerned(one))
    return _some(names) or None


def _any_id(wanted: str, ids: Iterable[str]) -> bool:
    return any(same_id(wanted, one) for one in ids)


def _could_not_look(unseen: Unseen) -> str:
    why = unseen.why.rstrip(".。")
    return tr("{unseen} ({why}): do it to be sure", unseen=tr(UNSEEN), why=why)


def _seen(looked: Looked[tuple[_T, ...]]) -> tuple[_T, ...]:
    return () if isinstance(looked, Unseen) else looked


def _count(count: int, words: tuple[str, str], **values: str) -> str:
    """Say what fits the number: the first sentence of `words` is for one, the other for many."""
    return tr(words[0] if count == 1 else words[1], count=count, **values)


def _some(names: list[str]) -> str:
    more = len(names) - _MOST
    told = tr(", ").join(names[:_MOST])
    return tr("{names} and {more} more", names=told, more=more) if more > 0 else told


CONDITIONS: Final[Mapping[str, Condition]] = {
    "key-pair": _key_pair,
    "enterprise-project": _enterprise_project,
    "acl": _acl,
    "routes": _routes,
    "passwords": _passwords,
    "suse-nics": _suse,
    "not-copied": _not_copied,
    "reach": _always,
    "names": _always,
    "log-in": _always,
    "close-openings": _always,
}
"""The condition of each item in ``rules/checklist.toml``, by its key."""
