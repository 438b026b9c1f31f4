"""Where an unattended exercise stands: the session, and what has come of it so far."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import tr
from drilltui.domain.preflight.facts import Unseen
from drilltui.play.transcript import Transcript
from drilltui.services.groups import GroupDetail
from drilltui.services.session import Session
from drilltui.services.sight import DrillDetail


@dataclass(slots=True)
class Stage:
    """What the walks share. `watching` is the run of the watcher: it must not end before they do.

    `remarks` are for the record, which is begun with the drill: what was seen before it.
    """

    session: Session
    transcript: Transcript
    watching: asyncio.Task[None]
    chosen: GroupDetail | None = None
    record_id: str = ""
    made: DrillDetail | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def group(self) -> ProtectionGroup:
        """The group that is drilled."""
        return self._detail.overview.group

    @property
    def names(self) -> Mapping[str, str]:
        """Names of its protected instances by id."""
        return self._detail.names

    @property
    def drill(self) -> DrillDetail:
        """The drill that was made; DrilltuiError when there is none."""
        if self.made is None:
            raise DrilltuiError(tr("There is no drill to go on with."))
        return self.made

    @property
    def _detail(self) -> GroupDetail:
        if self.chosen is None:
            raise DrilltuiError(tr("No protection group was chosen."))
        return self.chosen

    async def vpc_id(self, name: str) -> str | None:
        """Return the id of the project's VPC of this name; None, for an automatic one, without."""
        if not name:
            return None
        facts = await self.session.preflight.look(self.group.id)
        vpcs = () if isinstance(facts.vpcs, Unseen) else facts.vpcs
        found = [vpc.id for vpc in vpcs if vpc.name == name]
        if len(found) != 1:
            raise DrilltuiError(tr("There is no single VPC called {name}.", name=name))
        return found[0]

    async def note(self, text: str) -> None:
        """Write a note into the record, or keep it until there is one."""
        if not self.record_id:
            self.remarks.append(text)
            return
        await self.session.steps.note(self.record_id, text)
