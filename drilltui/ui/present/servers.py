"""Drill servers as rows and in full, and how far they are verified."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.drill import AVAILABLE
from drilltui.domain.language import tr
from drilltui.domain.verification import Standing, Verified, standing
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import at, on, short_id

if TYPE_CHECKING:
    from drilltui.domain.drill import DrillServer
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.probe import PlannedProbe
    from drilltui.domain.server import Address, Server
    from drilltui.domain.verification import Verification
    from drilltui.services.sight import DrillDetail

_ROLES = {
    Verified.NONE: Role.WARN,
    Verified.SOME: Role.WARN,
    Verified.ALL: Role.OK,
    Verified.FAILED: Role.STOP,
}


def row(
    found: DrillDetail, made: DrillServer, word: Verification | None, zone: tzinfo | None
) -> tuple[Span, ...]:
    """Return the cells of a server: itself, what it stands for, state, address, verdict, more."""
    server = server_of(found, made)
    stands_for = Span(found.names.get(made.instance_id, short_id(made.instance_id)))
    verdict = _verdict(word, zone)
    if server is None or server.gone:
        gone = Span(tr("! gone"), Role.STOP)
        return (Span(short_id(made.server_id), Role.STRONG), stands_for, gone, Span("-"), verdict)
    return (
        Span(server.name or short_id(server.id), Role.STRONG),
        stands_for,
        state_span(server.status),
        Span(_first_address(server)),
        verdict,
        Span(server.flavor or "-", Role.DIM),
        Span(server.image or "-", Role.DIM),
        Span(short_id(server.enterprise_project_id) or "-", Role.DIM),
    )


def server_of(found: DrillDetail, made: DrillServer) -> Server | None:
    """Return what ECS told of a drill's server; None when it told nothing."""
    return next((one for one in found.servers if one.id == made.server_id), None)


def _first_address(server: Server) -> str:
    """Return the address to try first, and how many more there are; all are in full elsewhere."""
    found = sorted(server.addresses, key=lambda one: not one.elastic)
    if not found:
        return "-"
    more = f" +{len(found) - 1}" if len(found) > 1 else ""
    return f"{found[0].ip}{' EIP' if found[0].elastic else ''}{more}"


def _verdict(word: Verification | None, zone: tzinfo | None) -> Span:
    if word is None:
        return Span("-", Role.DIM)
    moment = at(word.at, zone)[:5]
    return (
        Span(tr("+ ok {time}", time=moment), Role.OK)
        if word.passed
        else Span(tr("! no {time}", time=moment), Role.STOP)
    )


def standing_span(found: DrillDetail, said: Exercise) -> Span:
    """Return in words how far the servers of a drill are verified; its clocks stand elsewhere."""
    ids = [made.server_id for made in found.drill.servers]
    stands = standing(ids, said.verified)
    if found.drill.status != AVAILABLE and stands.verified is Verified.NONE:
        return Span("")
    return Span(_words(found, stands), _ROLES[stands.verified])


def _words(found: DrillDetail, stands: Standing) -> str:
    if stands.verified is Verified.FAILED:
        names = {server.id: server.name for server in found.servers}
        failed = [names.get(one) or short_id(one) for one in stands.failed]
        return tr("failed: {servers}", servers=", ".join(failed))
    if stands.verified is Verified.NONE:
        return tr(Verified.NONE.value)
    return tr("{passed} of {total} verified", passed=stands.passed, total=stands.total)


def in_full(
    found: DrillDetail, made: DrillServer, word: Verification | None, zone: tzinfo | None
) -> tuple[Line, ...]:
    """Return everything that is known of a server."""
    server = server_of(found, made)
    stands_for = found.names.get(made.instance_id, "")
    lines = [
        _fact(
            tr("Stands for"),
            f"{stands_for} ({made.instance_id})" if stands_for else made.instance_id,
        ),
        _fact(tr("Id"), made.server_id),
    ]
    if server is None or server.gone:
        fault = server.fault if server else ""
        lines.append(line(_label(tr("State")), (tr("! gone"), Role.STOP), f"  {fault}"))
    else:
        lines += [
            line(_label(tr("State")), state_span(server.status), f"  {server.fault}"),
            *(_fact(tr("Address"), _address(one)) for one in server.addresses),
            _fact(tr("Image"), server.image or tr("not told")),
            _fact(tr("System"), server.system or tr("not told")),
            _fact(tr("Flavor"), server.flavor or tr("not told")),
            _fact(tr("Enterprise project"), server.enterprise_project_id or tr("not told")),
            _fact(tr("Key pair"), server.key_name or tr("none")),
            _fact(tr("Security groups"), ", ".join(server.security_group_ids) or tr("not told")),
        ]
    return (*lines, Line(), *_word(word, zone))


def _word(word: Verification | None, zone: tzinfo | None) -> tuple[Line, ...]:
    if word is None:
        return (line((tr("Nobody has said yet whether it works: v, x, or P."), Role.WARN)),)
    said = (tr("+ verified"), Role.OK) if word.passed else (tr("! failed"), Role.STOP)
    how = tr("by {how}", how=tr(word.how))
    head = line(said, f"  {on(word.at, zone)}, {word.by or tr('nobody')}, {how}")
    return (head, *((line(word.remark),) if word.remark else ()))


def _address(address: Address) -> str:
    return f"{address.ip} ({tr('elastic')})" if address.elastic else address.ip


def _fact(name: str, told: str) -> Line:
    return line(_label(name), told)


def _label(name: str) -> tuple[str, Role]:
    return (fit(name, 20), Role.DIM)


def to_be_run(probe: PlannedProbe, about: str) -> tuple[Line, ...]:
    """Return what a probe would do, word by word, for a person to agree to."""
    ends = tr(
        "It ends after {seconds} s at the latest. What comes of it is recorded.",
        seconds=f"{probe.seconds:g}",
    )
    lines = [
        line(
            (tr("This probes {server}.", server=probe.server_name or probe.server_id), Role.STRONG)
        ),
        Line(),
        line((probe.shown, Role.KEY)),
        Line(),
        line(ends),
    ]
    if about:
        lines.append(line((about, Role.REHEARSAL)))
    elif probe.address and not probe.elastic:
        lines.append(
            line(
                ("? ", Role.WARN),
                tr(
                    "{address} is a fixed address: the drill VPC has the range of production, and"
                    " from this host it may lead to the production server.",
                    address=probe.address,
                ),
            )
        )
    return tuple(lines)
