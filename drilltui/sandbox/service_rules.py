"""What must hold of a scenario's way with drills: the table [service] and what groups say."""

from collections.abc import Iterator
from typing import Final

from drilltui.sandbox import groups
from drilltui.sandbox.drill_rules import RULES
from drilltui.sandbox.refusals import is_known
from drilltui.sandbox.scenario import DiskTable, GroupTable, VpcTable
from drilltui.sandbox.service_table import ServiceTable

#: What each key of [service] that is a choice may be.
_CHOICES: Final = {
    "unknown_vpc": ("SDRS.0204", "SDRS.1928"),
    "busy_vpc": ("any", "creating"),
    "failed_drill": ("error", "none"),
    "missing_drill": ("SDRS.1902", "SDRS.1913"),
}

_SLOWEST: Final = 1000

_ATTACHMENTS: Final = ("", "none", "unreadable")


def service_faults(service: ServiceTable) -> Iterator[str]:
    """What is wrong with [service], a sentence without its stop each."""
    known = {rule.code: rule for rule in RULES}
    for key in ("early", "late", "off"):
        for code in getattr(service, key):
            if code not in known:
                yield f"service.{key}: no rule has the code {code!r} (known: {', '.join(known)})"
    for code in service.off:
        if code in known and known[code].vital:
            yield f"service.off: without the rule {code} no drill can be built"
    for code in set(service.early) & set(service.late):
        yield f"service: the rule {code} cannot be both early and late"
    if not 1 <= service.slowness <= _SLOWEST:
        yield f"service.slowness must be 1 to {_SLOWEST}"
    for key, choices in _CHOICES.items():
        if getattr(service, key) not in choices:
            yield f"service.{key} must be {' or '.join(map(repr, choices))}"


def course_faults(group: GroupTable) -> Iterator[str]:
    """What is wrong with what a group says of its drills."""
    refusal = group.creation_refusal
    if refusal is not None and not is_known(refusal.code):
        yield f"no request is refused with the code {refusal.code!r}"
    for key in ("deletion_refusals", "deletion_failures", "deletion_lies"):
        if getattr(group, key) < -1:
            yield f"{key} must be -1 (all of them) or more"
    for leftover in group.leaves:
        if leftover not in groups.LEFTOVERS:
            yield f"unknown leftover {leftover!r} (known: {', '.join(groups.LEFTOVERS)})"
    known = {one.name for one in group.instances}
    for name in group.broken:
        if name not in known:
            yield f"there is no instance {name!r} to be broken"
    for eips in (group.drill_eips, *(drill.eips for drill in group.drills)):
        if not 0 <= eips <= len(group.instances):
            yield "a drill can have 0 EIPs or more, one for each instance at most"


def disk_faults(disk: DiskTable) -> Iterator[str]:
    """What is wrong with how a disk is attached."""
    if disk.attachment not in _ATTACHMENTS:
        yield f"a disk's attachment must be {' or '.join(map(repr, _ATTACHMENTS))}"


def deletion_faults(vpc: VpcTable) -> Iterator[str]:
    """What is wrong with how a VPC is deleted."""
    if vpc.subnet_delete_tries < 1:
        yield "subnet_delete_tries must be 1 or more"
