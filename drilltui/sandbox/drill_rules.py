"""The rules of creating a drill: what each forbids, its code, and when the service asks it.

Source: API reference, "Creating a DR Drill" and "Error Codes". Which rules are asked when the
request is taken and which only in the job is not confirmed there: ``late`` holds the reading of
its section 6, and a scenario may say otherwise. Either way the world counts as it is when the
request is taken. That an instance, a pair or a disk amiss is refused at all is our reading too.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from drilltui.sandbox import member_rules, room_rules, vpc_rules
from drilltui.sandbox.breach import Breach
from drilltui.sandbox.drill_case import Case
from drilltui.sandbox.groups import Failure
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.stops import Stop


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the task of the job that meets it, and the test for its breach.

    Without a ``vital`` one kept no drill can be built, so that it is always asked.
    """

    code: str
    task: str
    test: Callable[[Case], Breach | None]
    late: bool = False
    vital: bool = False

    def is_late(self, case: Case) -> bool:
        """Whether it is asked in the job rather than when the request is taken."""
        service = case.service
        return self.code in service.late or (self.late and self.code not in service.early)

    def reason(self, breach: Breach) -> str:
        """The ``fail_reason`` of a job that meets the breach."""
        text = breach.message
        if breach.inner:
            inner = json.dumps({"badRequest": {"message": breach.inner, "code": 400}})
            text = f"Client error : {inner}"
        return f"{self.task}-fail:{self.code}:{text}"


def check_early(case: Case) -> None:
    """Raise the refusal of the first broken rule that is asked when the request is taken."""
    for rule, breach in _broken(case, late=False):
        raise Refusal(rule.code, breach.message)


def late_stop(case: Case) -> Stop | None:
    """Where the job stops for the first broken rule that is asked in it, if any is."""
    for rule, breach in _broken(case, late=True):
        return Stop(Failure(rule.code, rule.reason(breach)), breach.part, breach.after)
    return None


def _broken(case: Case, *, late: bool) -> Iterator[tuple[Rule, Breach]]:
    for rule in RULES:
        if rule.code in case.service.off or rule.is_late(case) is not late:
            continue
        breach = rule.test(case)
        if breach is not None:
            yield rule, breach


#: In the order in which they are asked. The codes of ECS are those of its API reference, page
#: "Error Codes": Ecs.0001 is its quota of servers, Ecs.0314 a key pair that does not exist.
RULES: Final = (
    Rule("SDRS.1002", "SdrsCheckGroupTask", member_rules.group_status),
    Rule("SDRS.1015", "SdrsCheckGroupTask", member_rules.instances),
    Rule("SDRS.1314", "SdrsCheckInstanceTask", member_rules.instance_status),
    Rule("SDRS.0225", "SdrsCheckInstanceTask", member_rules.frozen),
    Rule("SDRS.1830", "SdrsCheckReplicationTask", member_rules.synchronised),
    Rule("SDRS.0204", "SdrsCheckDrillVpcTask", vpc_rules.known_vpc("SDRS.0204"), vital=True),
    Rule("SDRS.1928", "SdrsCheckDrillVpcTask", vpc_rules.known_vpc("SDRS.1928"), vital=True),
    Rule("SDRS.1907", "SdrsCheckDrillVpcTask", vpc_rules.other_vpc, vital=True),
    Rule("SDRS.1908", "SdrsCheckDrillVpcTask", vpc_rules.has_subnets, vital=True),
    Rule("SDRS.1909", "SdrsCheckDrillVpcTask", vpc_rules.same_blocks, vital=True),
    Rule("SDRS.1921", "SdrsCheckDrillVpcTask", vpc_rules.unoccupied),
    Rule("SDRS.1924", "SdrsQuerySubnetTask", vpc_rules.recovery_subnets, late=True),
    Rule("SDRS.1929", "SdrsCreateDrillVpcTask", room_rules.room_for_vpc, late=True),
    Rule("SDRS.1930", "SdrsCreateDrillSubnetTask", room_rules.room_for_subnets, late=True),
    Rule("SDRS.1919", "SdrsQueryAttachmentTask", member_rules.readable, late=True),
    Rule("SDRS.1920", "SdrsQueryAttachmentTask", member_rules.attached, late=True),
    Rule("SDRS.1905", "SdrsCreateDrillVolumeTask", room_rules.ROOM_FOR_DISKS, late=True),
    Rule("SDRS.1910", "SdrsCreateDrillNicTask", vpc_rules.free_addresses, late=True),
    Rule("SDRS.1912", "SdrsCreateDrillNicTask", room_rules.ROOM_FOR_PORTS, late=True),
    Rule("Ecs.0001", "SdrsCreateDrillServerTask", room_rules.ROOM_FOR_SERVERS, late=True),
    Rule("Ecs.0314", "SdrsCreateDrillServerTask", room_rules.key_pairs, late=True),
)  # fmt: skip
