"""Rules about room: addresses in the chosen VPC, and quotas for what the drill makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drilltui.domain.drill import DrillDraft
from drilltui.domain.language import marked, tr
from drilltui.domain.network import Port, Subnet
from drilltui.domain.preflight.facts import Facts, Place, Unseen
from drilltui.domain.preflight.judgement import (
    Judgement,
    could_not_look,
    ok,
    some,
    stop,
    unknown,
    warn,
)
from drilltui.domain.preflight.selection import model_vpc_id, number_in, subnets_of
from drilltui.domain.preflight.untold import (
    untold_instances,
    untold_pairs,
    untold_places,
    untold_standby,
)
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.server import Server


def address_clash(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Judge whether the addresses that drill servers will have are free in the chosen VPC."""
    if draft.vpc_id is None:
        return None
    servers, ports = facts.standing_by, facts.ports
    if isinstance(servers, Unseen):
        return could_not_look(marked("the servers standing by"), servers)
    if isinstance(ports, Unseen):
        return could_not_look(marked("addresses in use"), ports)
    wanted = dict(_fixed(servers))
    taken = {address: port for port in ports for address in port.addresses if address in wanted}
    if clashes := [_clash(address, wanted[address]) for address in sorted(_ours(taken))]:
        return stop(some(clashes))
    if taken:
        seen = tr("the service itself uses {addresses}", addresses=some(sorted(taken)))
        return warn(seen, tr("it may move its own ports, or refuse"))
    return untold_places(facts) or ok(
        tr("all that are needed ({count}) are free", count=len(wanted))
    )


def _fixed(servers: tuple[Server, ...]) -> Iterator[tuple[str, str]]:
    for server in servers:
        for address in server.fixed_addresses:
            yield address.ip, server.name


def _ours(taken: Mapping[str, Port]) -> list[str]:
    return [address for address, port in taken.items() if not port.of_the_service]


def _clash(address: str, server: str) -> str:
    return tr("{address} of {server}", address=address, server=server)


def address_room(facts: Facts, vpc_id: str) -> Judgement | None:
    """Judge whether each subnet of the chosen VPC has room for the addresses that go there."""
    subnets = subnets_of(facts, vpc_id)
    if isinstance(subnets, Unseen):
        return could_not_look(marked("subnets"), subnets)
    places = facts.places
    if isinstance(places, Unseen):
        return could_not_look(marked("the servers standing by"), places)
    tight = [words for one in subnets if (words := _too_small(one, places))]
    if tight:
        return stop(some(tight))
    told = [one for one in subnets if one.free_addresses is not None]
    return untold_places(facts) or ok(tr("room for all servers")) if told else None


def _too_small(subnet: Subnet, places: tuple[Place, ...]) -> str:
    free = subnet.free_addresses
    if free is None or free >= len(places):  # most of thousands of subnets need no closer look
        return ""
    needed = number_in(subnet.cidr, places)
    if free >= needed:
        return ""
    return tr(
        "{subnet} has {free} free, {needed} needed", subnet=subnet.name, free=free, needed=needed
    )


@dataclass(frozen=True, slots=True)
class _Need:
    """How many of something the drill will take.

    `untold` says why it may be more than `number`.
    """

    counted: Counted
    number: int
    untold: Judgement | None = None


def vpc_room(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Judge the VPC quota: an automatic VPC is one more."""
    if draft.vpc_id is not None:
        return None
    return _room(facts, [_Need(Counted.VPC, 1)])


def subnet_room(facts: Facts, draft: DrillDraft) -> Judgement | None:
    """Judge the subnet quota: an automatic VPC gets as many as the group's VPC has."""
    if draft.vpc_id is not None:
        return None
    model = subnets_of(facts, model_vpc_id(facts.group))
    if isinstance(model, Unseen):
        return could_not_look(marked("subnets"), model)
    return _room(facts, [_Need(Counted.SUBNET, len(model))])


def server_room(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge the quotas of ECS: servers, cores and memory."""
    seen = facts.standing_by
    servers = () if isinstance(seen, Unseen) else seen
    unlisted = untold_standby(facts)
    return _room(
        facts,
        [
            _server_need(facts),
            _summed(Counted.CORE, [(one.name, one.cores) for one in servers], unlisted),
            _summed(Counted.MEMORY_MB, [(one.name, one.memory_mb) for one in servers], unlisted),
        ],
    )


def disk_room(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge the quotas of EVS: each pair is a snapshot and a disk of its size."""
    if isinstance(facts.pairs, Unseen):
        return could_not_look(marked("replication pairs"), facts.pairs)
    pairs, unlisted = facts.pairs, untold_pairs(facts)
    return _room(
        facts,
        [
            _Need(Counted.VOLUME, len(pairs), unlisted),
            _summed(Counted.VOLUME_GB, [(one.name, one.volume_gb) for one in pairs], unlisted),
            _Need(Counted.SNAPSHOT, len(pairs), unlisted),
        ],
    )


def port_room(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge the port quota: each network card of a drill server is one."""
    servers = facts.standing_by
    if isinstance(servers, Unseen):
        return could_not_look(marked("the servers standing by"), servers)
    return _room(facts, [_Need(Counted.PORT, sum(map(_cards, servers)), untold_places(facts))])


def _server_need(facts: Facts) -> _Need:
    if isinstance(facts.instances, Unseen):
        return _Need(Counted.SERVER, facts.group.instance_count)
    return _Need(Counted.SERVER, len(facts.instances), untold_instances(facts))


def _summed(
    kind: Counted, sizes: list[tuple[str, int | None]], unlisted: Judgement | None
) -> _Need:
    """Return the need of all together; an owner that tells no size may take any."""
    silent = [name for name, size in sizes if size is None]
    untold = (
        unknown(tr("no {what} is told of {names}", what=tr(kind.value), names=some(silent)))
        if silent
        else None
    )
    return _Need(kind, sum(size or 0 for _, size in sizes), unlisted or untold)


def _cards(server: Server) -> int:
    """Return how many network cards it has: a card may have an address of each IP version."""
    return len({address.port_id or address.ip for address in server.fixed_addresses})


def _room(facts: Facts, needs: list[_Need]) -> Judgement | None:
    """Compare needs with quotas. What the service has no quota of is not judged."""
    seen, short, untold = [], [], []
    for need in needs:
        quota = facts.quotas.get(need.counted)
        if isinstance(quota, Unseen):
            untold.append(could_not_look(_quota_of(need.counted), quota))
        elif quota is not None:
            words = _usage(quota)
            seen.append(words)
            if quota.room is not None and quota.room < need.number:
                short.append(tr("{usage}, {number} more needed", usage=words, number=need.number))
            elif quota.room is not None and need.untold:
                untold.append(need.untold)
    if short:
        return stop(some(short))
    if untold:
        return untold[0]
    return ok(some(seen)) if seen else None


def _quota_of(kind: Counted) -> str:
    return tr("the {what} quota", what=tr(kind.value))


def _usage(quota: Quota) -> str:
    """Return ``VPC 4 of 5``."""
    what, used = tr(quota.counted.value), quota.used
    if quota.limit is None:
        return tr("{what} {used} no limit", what=what, used=used)
    return tr("{what} {used} of {limit}", what=what, used=used, limit=quota.limit)
