"""Rules about what a group protects: its instances, its pairs, and the servers standing by."""

from __future__ import annotations

from collections.abc import Iterable

from drilltui.domain.drill import DrillDraft
from drilltui.domain.group import ProtectedInstance, ReplicationPair
from drilltui.domain.language import marked, tr
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
from drilltui.domain.preflight.untold import untold_instances, untold_pairs, untold_standby
from drilltui.domain.server import Server

_AMISS = ("error", "invalid", "fault")
_SETTLED = frozenset({"available", "protected", "failed-over"})


def instance_state(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Judge the instances' states: `invalid` is one whose server was deleted, `fault` a broken
    synchronisation. A group whose last action failed passes its state on to what belongs to it.
    """
    found = facts.instances
    if isinstance(found, Unseen):
        return could_not_look(marked("protected instances"), found)
    group = facts.group.status
    if amiss := [_is(one.name, one.status) for one in found if _is_amiss(one.status, group)]:
        return stop(some(amiss))
    if gone := _without_server(facts, found):
        return stop(tr("no standby server is seen for {names}", names=some(gone)))
    return (
        _unsettled(found, group)
        or untold_standby(facts)
        or ok(
            counted(
                len(found),
                marked("{number} instance, none amiss"),
                marked("{number} instances, none amiss"),
            )
        )
    )


def _is(name: str, status: str) -> str:
    return tr("{name} is {status}", name=name, status=status)


def _is_amiss(status: str, group_status: str) -> bool:
    return status.startswith(_AMISS) and status != group_status


def _without_server(facts: Facts, instances: Iterable[ProtectedInstance]) -> list[str]:
    if isinstance(facts.standby, Unseen):
        return []
    known = facts.standby
    wanted = ((one.name, one.standby_server_id) for one in instances)
    return [name for name, id_ in wanted if id_ in known and known[id_].gone]


def _unsettled(
    members: Iterable[ProtectedInstance | ReplicationPair], group_status: str
) -> Judgement | None:
    """Return that something is going on with a member, or that it is unknown what."""
    odd = [
        _is(one.name, one.status) if one.status else tr("{name} is in no state", name=one.name)
        for one in members
        if one.status not in (*_SETTLED, group_status)
    ]
    return warn(some(odd), tr("wait until that has ended")) if odd else None


def instance_frozen(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Judge whether the service froze something because of a payment."""
    if isinstance(facts.instances, Unseen):
        return could_not_look(marked("protected instances"), facts.instances)
    frozen = [one.name for one in facts.instances if one.frozen]
    if frozen:
        return stop(tr("frozen: {names}", names=some(frozen)))
    return untold_instances(facts) or ok(tr("nothing is frozen"))


def pair_state(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Judge the pairs: broken ones, then those whose first copy is not complete.

    The reading is that of the API's "Creating a DR Drill": progress 100 is ready, less with an
    active replication cannot be told, anything else is not ready. A group without protection may
    be drilled although its pairs are not: that is told, and left to a person.
    """
    pairs = facts.pairs
    if isinstance(pairs, Unseen):
        return could_not_look(marked("replication pairs"), pairs)
    group = facts.group.status
    if broken := [words for one in pairs if (words := _broken(one, group))]:
        return stop(some(broken), tr("mend the pair first: its copy is not to be trusted"))
    lagging = [one for one in pairs if one.progress is not None and one.progress < 100]
    halted = [one for one in lagging if one.replication_status not in ("active", "")]
    if halted and (group == "protected" or any(map(_copies, halted))):
        return stop(some([_lag(one) for one in halted]))
    return (
        _unsettled(pairs, group)
        or _lagging(lagging, halted, group)
        or _untold_progress(facts, pairs)
        or ok(counted(len(pairs), marked("100 %, {number} pair"), marked("100 %, {number} pairs")))
    )


def _broken(pair: ReplicationPair, group_status: str) -> str:
    if _is_amiss(pair.status, group_status):
        return _is(pair.name, pair.status)
    if pair.fault_level not in ("", "0"):
        return tr("{name} has fault level {level}", name=pair.name, level=pair.fault_level)
    return ""


def _copies(pair: ReplicationPair) -> bool:
    return pair.replication_status == "copying"


def _lag(pair: ReplicationPair) -> str:
    return f"{pair.name} {pair.progress} % ({pair.replication_status})"


def _lagging(
    lagging: list[ReplicationPair], halted: list[ReplicationPair], group_status: str
) -> Judgement | None:
    """Tell pairs below 100 % that do not copy, in a state that the service takes a drill in."""
    if halted:
        names = some([_lag(one) for one in halted])
        if group_status == "available":
            seen = tr("protection is off, not ready: {names}", names=names)
        else:
            seen = tr("group is {status}, not ready: {names}", status=group_status, names=names)
        return warn(seen, tr("protect the group to 100 %, or drill all the same"))
    if lagging:
        names = some([f"{one.name} {one.progress} %" for one in lagging])
        seen = tr("cannot tell whether the copy is whole: {names}", names=names)
        return warn(seen, tr("ask who looks after it"))
    return None


def _untold_progress(facts: Facts, pairs: tuple[ReplicationPair, ...]) -> Judgement | None:
    if fewer := untold_pairs(facts):
        return fewer
    if not pairs:
        return unknown(tr("no replication pair is listed"))
    silent = [one.name for one in pairs if one.progress is None]
    return unknown(tr("no progress is told of {names}", names=some(silent))) if silent else None


def pair_attached(facts: Facts, _draft: DrillDraft) -> Judgement:
    """Judge whether each pair belongs to an instance: a drill takes disks by attachment."""
    pairs, instances = facts.pairs, facts.instances
    if isinstance(pairs, Unseen):
        return could_not_look(marked("replication pairs"), pairs)
    attached = (
        set()
        if isinstance(instances, Unseen)
        else {pair_id for one in instances for pair_id in one.pair_ids}
    )
    loose = [one.name for one in pairs if not one.instance_ids and one.id not in attached]
    if loose and isinstance(instances, Unseen):
        return could_not_look(marked("protected instances"), instances)
    if loose:
        return stop(tr("attached to no instance: {names}", names=some(loose)))
    return untold_pairs(facts) or ok(tr("all pairs are attached"))


def windows_keys(facts: Facts, _draft: DrillDraft) -> Judgement | None:
    """Judge the key pairs of Windows servers: without its key pair such a server is not made."""
    servers = facts.standing_by
    if isinstance(servers, Unseen):
        return could_not_look(marked("the servers standing by"), servers)
    keyed = [one for one in servers if one.key_name and one.system.lower() in ("windows", "")]
    if not keyed:
        return untold_standby(facts) or ok(tr("no Windows server logs in with a key"))
    if isinstance(facts.key_pairs, Unseen):
        return could_not_look(marked("key pairs"), facts.key_pairs)
    missing = [one for one in keyed if one.key_name not in facts.key_pairs]
    if gone := [_key(one) for one in missing if one.system]:
        return stop(tr("no key pair {names}", names=some(gone)))
    if missing:
        return unknown(
            tr(
                "no system is told of {names}, and its key pair is gone",
                names=some([one.name for one in missing]),
            )
        )
    return untold_standby(facts) or ok(
        counted(
            len(keyed),
            marked("{number} server with a key pair that is there"),
            marked("{number} servers with a key pair that is there"),
        )
    )


def _key(server: Server) -> str:
    return tr("{key} of {server}", key=server.key_name, server=server.name)
