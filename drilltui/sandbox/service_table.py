"""The table ``[service]`` of a scenario: what the API reference leaves open, decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """How SDRS behaves where its reference does not say, or says two things.

    A rule of creating a drill is asked when the request is taken or, later, in the job, where
    ``drill_rules`` says so; the codes in ``early`` and ``late`` move rules, those in ``off`` are
    not asked. ``unknown_vpc`` is the code for a drill VPC that does not exist. ``busy_vpc`` says
    which drill keeps others out of its VPC: ``"any"`` or only one that is ``"creating"``.
    With ``one_at_a_time`` a group takes no request while a drill of it is being created or
    deleted. ``failed_drill`` is what a failed creation leaves beside its failed task: a drill in
    ``"error"``, or no drill at all (``"none"``). ``missing_drill`` is the code for deleting a
    drill that is not there. Jobs take ``slowness`` times as long as usual.
    """

    early: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    unknown_vpc: str = "SDRS.0204"
    busy_vpc: str = "any"
    one_at_a_time: bool = False
    failed_drill: str = "error"
    missing_drill: str = "SDRS.1902"
    slowness: int = 1
