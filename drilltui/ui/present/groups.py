"""Protection groups as rows, as a summary under the list, and in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.language import marked, tr
from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit, fit_span
from drilltui.ui.present.states import VERDICT_ROLES, state_span
from drilltui.ui.present.words import on, plural, short_id, since

if TYPE_CHECKING:
    from drilltui.domain.blocking import Blocker
    from drilltui.domain.drill import Drill
    from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
    from drilltui.domain.readiness import Readiness
    from drilltui.services.groups import GroupDetail, GroupOverview

STATE_CODE = "SDRS.1002"
"""The refusal of a group by its state: the state itself says enough in a narrow column."""


def row(overview: GroupOverview, now: datetime, blocker: Blocker | None = None) -> tuple[Span, ...]:
    """Return the cells of a group: name, state, direction, sync, instances, pairs, last drill,
    and whether a drill may be started: not while an earlier submission is open (`blocker`)."""
    group = overview.group
    return (
        Span(group.name, Role.STRONG),
        state_span(group.status),
        Span(direction(group, short=True)),
        Span(_percent(group.progress)),
        Span(str(group.instance_count)),
        Span(str(group.pair_count)),
        Span(since(overview.last_drill_at, now), Role.DIM),
        _open_call(blocker) or _now(group, overview.readiness),
    )


def direction(group: ProtectionGroup, *, short: bool = False) -> str:
    """Return where production is and where it would go: ``eu-1a -> eu-1b``.

    `short` leaves out what both zones begin with, as far as a dash.
    """
    here, there = group.production_zone, group.recovery_zone
    if not (here or there):
        return "-"
    if short:
        here, there = here.rpartition("-")[2], there.rpartition("-")[2]
    arrow = "->" if short else " -> "
    return f"{here or '?'}{arrow}{there or '?'}"


def _percent(progress: int | None) -> str:
    return "-" if progress is None else str(progress)


def _open_call(blocker: Blocker | None) -> Span | None:
    """Return how an earlier submission stands of which nobody knows; None when there is none.

    One that runs shows in the state of its drill.
    """
    if blocker is None or not blocker.call.open:
        return None
    if blocker.call.for_a_person:
        return Span(tr("unknown: you decide"), Role.STOP)
    return Span(tr("unknown: looked up"), Role.WARN)


def _now(group: ProtectionGroup, judged: Readiness) -> Span:
    if judged.verdict is Verdict.OK:
        return Span(tr("ready"), Role.OK)
    reason = tr(group.status) if judged.code == STATE_CODE else judged.reason
    if judged.verdict is Verdict.STOP:
        # Without alarm: most of them only have to be waited for.
        return Span(tr("no: {why}", why=reason))
    return Span(reason, VERDICT_ROLES[judged.verdict])


def summary(overview: GroupOverview, blocker: Blocker | None = None) -> tuple[Line, Line]:
    """Return two lines about the group under the cursor."""
    group, judged = overview.group, overview.readiness
    facts = [
        direction(group),
        plural(group.pair_count, marked("{count} pair"), marked("{count} pairs")),
        plural(len(overview.drills), marked("{count} drill"), marked("{count} drills")),
    ]
    first = line((group.name, Role.STRONG), "   " + "   ".join(facts))
    if blocker is not None and blocker.call.open:
        said = tr("n shows how far it is: whether {name} was made", name=blocker.call.name)
        return first, line((f"{tr('unknown')}  ", Role.WARN), said)
    if judged.verdict is Verdict.OK:
        return first, line((f"{group.id}", Role.DIM))
    code = f"{judged.code}  " if judged.code else ""
    word = f"{tr(judged.verdict.value)}  "
    role = VERDICT_ROLES[judged.verdict]
    return first, line(
        (word, role), (code, Role.DIM), tr(": ").join((judged.reason, judged.remedy))
    )


def detail(found: GroupDetail, now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """Return everything about a group: itself, its instances, its pairs, its drills."""
    overview = found.overview
    return (
        *_facts(overview, zone),
        Line(),
        *_instances(found.instances),
        Line(),
        *_pairs(found.pairs),
        Line(),
        *drill_list(overview.drills, now),
    )


def _facts(overview: GroupOverview, zone: tzinfo | None) -> tuple[Line, ...]:
    group, judged = overview.group, overview.readiness
    role = VERDICT_ROLES[judged.verdict]
    code = f"   {judged.code}" if judged.code else ""
    remedy = f": {judged.remedy}" if judged.remedy else ""
    why = f"{judged.reason}{remedy}{code}"
    sync = tr("sync {percent} %", percent=_percent(group.progress))
    changed = tr("changed {time}", time=on(group.updated_at, zone))
    vpcs = " ".join(sorted(group.vpc_ids)) or "-"
    return (
        line(_label(tr("State")), state_span(group.status), f"   {sync}"),
        line(_label(tr("Drill now")), (tr(judged.verdict.value), role), f"  {why}"),
        line(_label(tr("Direction")), f"{direction(group)}   {tr('(production is at the left)')}"),
        line(_label(tr("VPC")), vpcs),
        line(_label(tr("Id")), group.id),
        line(_label(tr("Created")), on(group.created_at, zone), f"   {changed}"),
        *((line(_label(tr("Text")), group.description),) if group.description else ()),
    )


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 11), Role.DIM)


def _instances(instances: Sequence[ProtectedInstance]) -> tuple[Line, ...]:
    rows = [
        line(
            f"  {fit(instance.name, 24)} ",
            fit_span(state_span(instance.status), 18),
            f"{_percent(instance.progress):>4} %   ",
            (short_id(instance.id), Role.DIM),
            (f"   {tr('frozen: unpaid')}", Role.STOP) if instance.frozen else "",
        )
        for instance in instances
    ]
    count = plural(
        len(instances), marked("{count} protected instance"), marked("{count} protected instances")
    )
    return (line((count, Role.HEADING)), *rows)


def _pairs(pairs: Sequence[ReplicationPair]) -> tuple[Line, ...]:
    rows = [
        line(
            f"  {fit(pair.name, 24)} ",
            fit_span(state_span(pair.status), 18),
            f"{_percent(pair.progress):>4} %   ",
            tr(pair.replication_status or "-"),
            (f"   {tr('fault level {level}', level=pair.fault_level)}", Role.STOP)
            if pair.fault_level not in ("", "0")
            else "",
        )
        for pair in pairs
    ]
    count = plural(
        len(pairs), marked("{count} replication pair"), marked("{count} replication pairs")
    )
    return (line((count, Role.HEADING)), *rows)


def drill_list(drills: Sequence[Drill], now: datetime) -> tuple[Line, ...]:
    """Return a heading and a line for each drill."""
    rows = [
        line(
            f"  {fit(drill.name, 40)} ",
            fit_span(state_span(drill.status), 18),
            since(drill.created_at, now),
        )
        for drill in drills
    ]
    count = plural(len(drills), marked("{count} drill"), marked("{count} drills"))
    return (line((count, Role.HEADING)), *rows)
