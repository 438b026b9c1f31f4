"""``drilltui servers``: whether drill servers do what they are for."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, add_yes, example
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.verification_text import Said
    from drilltui.cli.visit import Visit
    from drilltui.domain.probe import NotPlanned, PlannedProbe, Probe
    from drilltui.domain.server import Server
    from drilltui.services.session import Session
    from drilltui.services.sight import DrillDetail

AT_ONCE = 8
"""How many probes run beside one another: more would be an attack on a small jump host."""


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Set drill servers as verified or failed, or run a probe: a "
        "command of the configuration ([[probes]]), or a connection to the "
        "port of the usual login. What would be run is shown before. Exit "
        "1: a probe failed; 2: one could not be run."
    )
    parser.epilog = example("drilltui servers drill-q4 --all --probe 'ssh answers' --yes")
    parser.add_argument("drill", metavar="DRILL", help=tr("its id, or its exact name"))
    add_group(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--server",
        metavar="NAME",
        action="append",
        default=[],
        help=tr("a server's name or id; may be said several times"),
    )
    which.add_argument("--all", action="store_true", help=tr("all servers of the drill"))
    word = parser.add_mutually_exclusive_group(required=True)
    word.add_argument(
        "--probe", metavar="TITLE", default="", help=tr("run the probe of this title")
    )
    word.add_argument("--passed", action="store_true", help=tr("you have seen that they work"))
    word.add_argument("--failed", action="store_true", help=tr("you have seen that they do not"))
    parser.add_argument("--remark", metavar="TEXT", default="", help=tr("what you have seen"))
    add_yes(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Set or probe the servers."""
    from drilltui.cli.consent import refuse_without_a_voice
    from drilltui.cli.visit import visit
    from drilltui.domain.errors import UsageError

    if asked.remark and asked.probe:
        raise UsageError(tr("A probe says itself what it has seen."), tr("Leave --remark out."))
    refuse_without_a_voice(yes=asked.yes)
    return visit(asked, _verify)


async def _verify(visit: Visit) -> int:
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.output import say
    from drilltui.cli.verification_text import as_line, as_text

    session, asked = visit.session, visit.asked
    drill = await chosen_drill(session, asked.drill, asked.group)
    detail = await session.drills.show(drill.id)
    servers = _servers(asked, detail)
    told = await (_probed if asked.probe else _said)(session, asked, detail, servers)
    say(*(as_line(one, detail.drill) if asked.json else as_text(one) for one in told))
    if not asked.probe:
        return 0
    if any(one.passed is False for one in told):
        return 1
    return 2 if any(one.passed is None for one in told) else 0


def _servers(asked: Namespace, detail: DrillDetail) -> list[Server]:
    from drilltui.cli.choice import chosen
    from drilltui.domain.errors import UsageError

    if not detail.servers:
        raise UsageError(
            tr("The drill {name} has no servers.", name=detail.drill.name), tr("Nothing was done.")
        )
    if asked.all:
        return list(detail.servers)
    found = [
        chosen(
            marked("server"), named, detail.servers, id_of=lambda s: s.id, name_of=lambda s: s.name
        )
        for named in asked.server
    ]
    return list({one.id: one for one in found}.values())


async def _said(
    session: Session, asked: Namespace, detail: DrillDetail, servers: list[Server]
) -> list[Said]:
    from drilltui.cli.consent import ask
    from drilltui.cli.facts import fact
    from drilltui.services.verifying import BY_HAND

    question = tr("Set as verified?") if asked.passed else tr("Set as failed?")
    what = [fact(marked("server"), f"{one.name} {one.id}") for one in servers]
    ask(what, question, yes=asked.yes)
    told = []
    for server in servers:
        await session.verifying.say(
            detail.drill, server.id, passed=asked.passed, remark=asked.remark
        )
        told.append(_word(session, detail, server, asked.passed, BY_HAND, asked.remark))
    return told


async def _probed(
    session: Session, asked: Namespace, detail: DrillDetail, servers: list[Server]
) -> list[Said]:
    import asyncio

    from drilltui.cli.consent import ask
    from drilltui.cli.output import mention
    from drilltui.domain.plain_text import plain
    from drilltui.domain.probe import NotPlanned

    plans = [(one, session.verifying.plan(_probe(session, asked, one), one)) for one in servers]
    what = [plain(_shown(server, planned)) for server, planned in plans]
    what += [session.verifying.about] if session.verifying.about else []
    if asked.yes:
        mention(*what)  # nothing is run unseen
    ask(what, tr("Run it?"), yes=asked.yes)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(server: Server, planned: PlannedProbe | NotPlanned) -> Said:
        if isinstance(planned, NotPlanned):
            return _word(session, detail, server, None, asked.probe, planned.why)
        async with room:
            result = await session.verifying.run(detail.drill, planned)
        return _word(session, detail, server, result.passed, planned.how, result.said)

    return await asyncio.gather(*(one(server, planned) for server, planned in plans))


def _probe(session: Session, asked: Namespace, server: Server) -> Probe:
    from drilltui.cli.choice import chosen

    return chosen(
        marked("probe"),
        asked.probe,
        session.verifying.probes(server),
        id_of=lambda probe: probe.title,
        name_of=lambda probe: probe.title,
    )


def _shown(server: Server, planned: PlannedProbe | NotPlanned) -> str:
    from drilltui.domain.probe import NotPlanned

    if isinstance(planned, NotPlanned):
        return tr("{server}: not looked at, {why}", server=server.name, why=planned.why)
    fixed = planned.address and not planned.elastic
    note = tr("(a fixed address: production may have it too)") if fixed else ""
    told = tr(
        "{server}: {probe}  up to {seconds:g} s",
        server=server.name,
        probe=planned.shown,
        seconds=planned.seconds,
    )
    return f"{told}  {note}".rstrip()


def _word(
    session: Session,
    detail: DrillDetail,
    server: Server,
    passed: bool | None,
    how: str,
    remark: str,
) -> Said:
    from drilltui.cli.verification_text import Said

    instance_id = next(
        (one.instance_id for one in detail.drill.servers if one.server_id == server.id), ""
    )
    return Said(
        server.id,
        server.name,
        instance_id,
        detail.names.get(instance_id, ""),
        passed,
        how,
        remark,
        session.clock.now(),
        session.place.person,
    )
