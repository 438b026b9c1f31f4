"""A broken world, judged by preflight and asked without it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from random import Random

from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import Refused
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.judge import judge
from drilltui.sandbox.drill_rules import RULES
from drilltui.services.session import Session
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import open_rehearsal
from tests import virtual_time
from tests.preflight.pairs import Pair
from tests.sandbox.cloud import Cloud
from tests.sandbox.small import request, small_file


@dataclass(frozen=True)
class Said:
    """What preflight says of the rule: its words and the code; no words where it could not look."""

    verdict: str
    seen: str
    code: str


@dataclass(frozen=True)
class Answered:
    """What the service answered: a code, and when."""

    code: str
    late: bool


def world(pair: Pair, folder: Path, service: str = "") -> str:
    """The scenario of a pair's world, with more keys of [service]."""
    rest = {name: text for name, text in pair.world.items() if name != "tables"}
    return small_file(folder, tables=pair.tables(service), **rest)


def foreseen(pair: Pair, folder: Path) -> Said:
    """What preflight says of the pair's rule in the pair's world."""
    return virtual_time.run(_foreseen(pair, world(pair, folder)))


async def _foreseen(pair: Pair, path: str) -> Said:
    session = await open_rehearsal(
        RehearsalSettings(path),
        clock=virtual_time.VirtualClock(),
        journal=MemoryJournal(),
        chance=Random(1),
    )
    try:
        return await _judged(session, pair)
    except Refused as error:  # whoever cannot look at all is told the same
        return Said("not read", error.message, error.code)
    finally:
        await session.close()


async def _judged(session: Session, pair: Pair) -> Said:
    (overview,) = [one for one in await session.groups.list() if one.group.name == "g"]
    group_id = overview.group.id
    facts = await session.preflight.look(group_id)
    assert not isinstance(facts.vpcs, Unseen)
    named = {one.name: one.id for one in facts.vpcs}
    vpc_id = named.get(pair.vpc, pair.vpc) or None
    facts = await session.preflight.look_into(facts, vpc_id)
    found = judge(facts, DrillDraft(group_id, pair.name, vpc_id))
    one = next(one for one in found if one.rule == pair.rule)
    return Said(one.verdict.value, one.seen, one.code)


def unforeseen(pair: Pair, folder: Path, service: str = "") -> Answered:
    """What the service answers to the pair's drill that nobody judged before."""
    return asyncio.run(_unforeseen(pair, Cloud(world(pair, folder, service))))


async def _unforeseen(pair: Pair, cloud: Cloud) -> Answered:
    listed = await cloud.send("GET", "server-groups")
    if listed.status_code != 200:  # whoever may not even look may not create either
        return Answered(listed.json()["error_code"], late=False)
    body = await request(cloud, pair.vpc)
    draft = body["disaster_recovery_drill"]
    assert isinstance(draft, dict)
    draft["name"] = pair.name
    answer = await cloud.send("POST", "disaster-recovery-drills", body)
    if answer.status_code != 200:
        return Answered(answer.json()["error"]["code"], late=False)
    cloud.clock.tick(90)
    job = await cloud.get(f"jobs/{answer.json()['job_id']}")
    return Answered(job["error_code"] or job["status"], late=True)


def moved(code: str) -> str:
    """The key of [service] that asks a rule at the other time; "" where it has one time only."""
    rule = next((one for one in RULES if one.code == code), None)
    if rule is None:
        return ""
    return f'{"early" if rule.late else "late"} = ["{code}"]'
