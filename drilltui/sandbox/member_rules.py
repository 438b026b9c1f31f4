"""Rules of creating a drill about the group and what is in it."""

from collections.abc import Callable

from drilltui.sandbox.breach import Breach
from drilltui.sandbox.drill_case import Case
from drilltui.sandbox.groups import DRILLABLE
from drilltui.sandbox.members import is_amiss
from drilltui.sandbox.pairs import ReplicationPair


def group_status(case: Case) -> Breach | None:
    """A group is drilled in some of its statuses only, and may be so one drill at a time."""
    if case.group.status not in DRILLABLE:
        return Breach(f"The protection group is {case.group.status}: no DR drill can be created.")
    if case.going is not None and case.service.one_at_a_time:
        return Breach(f"DR drill {case.going.name} of the protection group is in progress.")
    return None


def instances(case: Case) -> Breach | None:
    """There is something to make servers from."""
    return None if case.instances else Breach("The protection group has no protected instance.")


def instance_status(case: Case) -> Breach | None:
    """No instance is amiss."""
    for place, one in enumerate(case.instances):
        if is_amiss(one.status, case.group.status):
            return Breach(f"Protected instance {one.name} is {one.status}.", after=place)
    return None


def frozen(case: Case) -> Breach | None:
    """Nothing is frozen because of a payment."""
    owners = {pair.instance_id for pair in case.pairs if pair.frozen}
    for place, one in enumerate(case.instances):
        if one.frozen or one.id in owners:
            return Breach(f"A disk of protected instance {one.name} is frozen.", after=place)
    return None


def synchronised(case: Case) -> Breach | None:
    """The first copy of every disk is complete, and no pair is broken."""

    def lags(pair: ReplicationPair) -> bool:
        stalled = case.group.status == "protected" and pair.replication_status != "active"
        return pair.is_syncing or (stalled and pair.progress < 100)

    status = case.group.status
    return _pair_breach(case, lambda one: lags(one) or one.is_broken(status), "not synchronized")


def readable(case: Case) -> Breach | None:
    """The service can tell what each pair is attached to."""
    return _pair_breach(case, lambda one: not one.readable, "attached in a way that is unreadable")


def attached(case: Case) -> Breach | None:
    """Each pair is attached to an instance."""
    return _pair_breach(case, lambda one: not one.attached, "attached to no instance")


def _pair_breach(case: Case, test: Callable[[ReplicationPair], bool], what: str) -> Breach | None:
    for pair in case.pairs:
        if test(pair):
            message = f"Replication pair {pair.name} is {what}."
            return Breach(message, after=case.place_of((pair.instance_id,)))
    return None
