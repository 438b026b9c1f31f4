"""Whether drill servers do what they are for: a person's word, or a probe that a person ran."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.cloud_id import same_id
from drilltui.domain.drill import Drill
from drilltui.domain.errors import UsageError
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.place import Place
from drilltui.domain.ports import Prober
from drilltui.domain.probe import NotPlanned, PlannedProbe, Probe, ProbeResult, plan, probes_for
from drilltui.domain.record import Kind
from drilltui.domain.server import Server
from drilltui.services.drill_records import DrillRecords
from drilltui.services.exercises import Exercises

BY_HAND = "person"
_NO_PROBER = marked("Nothing can be probed in this run.")


class Verifying:
    """Sets servers as verified or failed, and runs probes that were shown before."""

    def __init__(
        self,
        exercises: Exercises,
        records: DrillRecords,
        place: Place,
        prober: Prober | None = None,
        own: Sequence[Probe] = (),
    ) -> None:
        self._exercises = exercises
        self._records = records
        self._place = place
        self._prober = prober
        self._own = tuple(own)

    @property
    def about(self) -> str:
        """What has to be known before a probe is run; empty where it is just run."""
        return self._prober.about if self._prober else _NO_PROBER

    def probes(self, server: Server) -> tuple[Probe, ...]:
        """Return what can be asked of a server: own probes first."""
        return probes_for(server, self._own)

    def plan(self, probe: Probe, server: Server) -> PlannedProbe | NotPlanned:
        """Return what would be run, word by word, for a person to see; nothing is run."""
        return plan(probe, server)

    async def say(self, drill: Drill, server_id: str, *, passed: bool, remark: str = "") -> str:
        """Write a person's word on a server; return the record. Raises what `run` raises."""
        return await self._write(drill, server_id, BY_HAND, passed=passed, remark=remark)

    async def run(self, drill: Drill, probe: PlannedProbe) -> ProbeResult:
        """Run a probe that was shown, and write what came of it.

        One that could not be run is no word on the server: nothing is written then. Raises
        UsageError for a server that is none of the drill's or where nothing can be probed,
        JournalError where nothing can be recorded (nothing was run then), Blocked and CloudError.
        """
        if refusal := self._exercises.refusal:
            raise refusal
        if self._prober is None:
            raise UsageError(tr(_NO_PROBER), tr("Say yourself what you have seen."))
        _instance_of(drill, probe.server_id)
        result = await self._prober.run(probe)
        if result.passed is not None:
            await self._write(
                drill, probe.server_id, probe.how, passed=result.passed, remark=result.said
            )
        return result

    async def _write(
        self, drill: Drill, server_id: str, how: str, *, passed: bool, remark: str
    ) -> str:
        said: dict[str, JsonValue] = {
            "server_id": server_id,
            "instance_id": _instance_of(drill, server_id),
            "passed": passed,
            "by": self._place.person,
            "how": how,
            "remark": remark,
        }
        return await self._records.write(drill, Kind.VERIFIED, said)


def _instance_of(drill: Drill, server_id: str) -> str:
    for made in drill.servers:
        if same_id(made.server_id, server_id):
            return made.instance_id
    raise UsageError(
        tr("The drill {drill} has no server {server}.", drill=drill.name, server=server_id),
        tr("Nothing was done."),
    )
