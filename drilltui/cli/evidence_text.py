"""What was found in an export or a record: in sentences, or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.cli.json_lines import json_line
from drilltui.cli.output import say
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.evidence import names
from drilltui.evidence.verification import Fault, Verdict

TYPE_CHECKING = False

if TYPE_CHECKING:  # an export is verified where there is no journal
    from drilltui.services.archive import Filed

NOT_PROVEN = (
    marked("who wrote it: a signature does that, if you know the signer's key"),
    marked("that the clock of the host was right"),
    marked(
        "that it was not made anew as a whole: compare its head with one that was noted elsewhere, "
        "or have it signed"
    ),
)
"""What no chain of hashes proves."""


def tell(path: str, verdict: Verdict, signature: str | None, signer: str, *, as_json: bool) -> int:
    """Print what was found in an export; return the exit status.

    `signature` is what is wrong with it, empty when it is good, None when nobody asked.
    """
    whole = _is_whole(verdict, signature)
    if as_json:
        say(_line(verdict, signature, whole=whole))
    else:
        say(*map(plain, _lines(path, verdict, signature, signer)))
    return 0 if whole else 1


def tell_record(filed: Filed, *, as_json: bool) -> int:
    """Print whether the chain of a record is whole; return the exit status."""
    record, broken = filed.exercise.record_id, filed.broken_at
    fault = Fault("", marked("it does not follow the event before it"), None, broken)
    verdict = Verdict((fault,) if broken is not None else ())
    head, count = filed.events[-1].hash, len(filed.events)
    if as_json:
        told = _told(verdict, None, whole=verdict.whole)
        told |= {"record": record, "mode": filed.exercise.mode, "events": count, "head": head}
        say(json_line("evidence", **told))
    elif broken is not None:
        said = tr("The record {record} is broken at event {number}.", record=record, number=broken)
        say(plain(said))
    else:
        said = tr(
            "The record {record} is whole: {count} events, head {head}.",
            record=record,
            count=count,
            head=head,
        )
        say(plain(said), *_not_proven())
    return 0 if verdict.whole else 1


def _is_whole(verdict: Verdict, signature: str | None) -> bool:
    """Whether nothing is amiss, and all of it was checked.

    An event with a hidden value has a hash that nobody can recompute: everything else that it says
    is vouched for by a signature alone.
    """
    vouched = not verdict.hidden or signature == ""
    return verdict.whole and not signature and vouched


def _lines(path: str, verdict: Verdict, signature: str | None, signer: str) -> Iterator[str]:
    manifest = verdict.manifest
    whole = _is_whole(verdict, signature)
    yield tr("{path} is whole.", path=path) if whole else tr("{path} is NOT whole.", path=path)
    if manifest is not None:
        yield tr(
            "record {record}, {mode}, {count} events, head {head}",
            record=manifest.record_id,
            mode=manifest.mode.upper(),
            count=manifest.events,
            head=manifest.head,
        )
    yield from map(fault_text, verdict.faults)
    if verdict.whole:
        yield _remade(verdict)
    yield from _hidden(verdict, signature)
    if manifest is not None or verdict.signed or signature is not None:
        yield _signature(verdict, signature, signer)
    yield from _not_proven()


def fault_text(fault: Fault) -> str:
    """Return where something is amiss, and what."""
    why = tr(fault.why)
    if fault.line is None:
        return tr("{file}: {why}", file=fault.file, why=why)
    if fault.seq is None or fault.seq == fault.line:
        return tr("{file}, line {line}: {why}", file=fault.file, line=fault.line, why=why)
    return tr(
        "{file}, line {line}, event {seq}: {why}",
        file=fault.file,
        line=fault.line,
        seq=fault.seq,
        why=why,
    )


def _remade(verdict: Verdict) -> str:
    if verdict.remade:
        return tr("The reports are what the events make: they were made again and compared.")
    made_by = verdict.manifest.tool if verdict.manifest else ""
    return tr(
        "The reports were not made again: version {version} has made them. Their checksums hold.",
        version=made_by,
    )


def _hidden(verdict: Verdict, signature: str | None) -> Iterator[str]:
    if not verdict.hidden:
        return
    numbers = ", ".join(map(str, verdict.manifest.hidden if verdict.manifest else ()))
    yield tr(
        "Values are hidden in {count} events ({numbers}): the chain proves their place, and "
        "NOTHING of what stands in them. Whoever made this export may have written it.",
        count=verdict.hidden,
        numbers=numbers,
    )
    if signature is None:
        yield tr("A signature that is checked would vouch for them: --signer, --allowed.")


def _signature(verdict: Verdict, signature: str | None, signer: str) -> str:
    if signature is None and not verdict.signed:
        return tr("It is not signed.")
    if signature is None:
        return tr("It is signed; nobody asked by whom: --signer IDENTITY --allowed FILE.")
    if signature:
        return tr(
            "{file}: not by {signer}: {why}", file=names.SIGNATURE, signer=signer, why=signature
        )
    return tr("It is signed by {signer}.", signer=signer)


def _not_proven() -> Iterator[str]:
    yield tr("This does not prove:")
    yield from (f"  {tr(one)}" for one in NOT_PROVEN)


def _line(verdict: Verdict, signature: str | None, *, whole: bool) -> str:
    return json_line("evidence", **_told(verdict, signature, whole=whole))


def _told(verdict: Verdict, signature: str | None, *, whole: bool) -> dict[str, JsonValue]:
    manifest = verdict.manifest
    signed = "unchecked" if verdict.signed else "none"
    if signature is not None:
        signed = "bad" if signature else "good"
    return {
        "whole": whole,
        "record": manifest.record_id if manifest else "",
        "mode": manifest.mode if manifest else "",
        "events": manifest.events if manifest else None,
        "head": manifest.head if manifest else "",
        "faults": [
            {"file": one.file, "line": one.line, "event": one.seq, "why": one.why}
            for one in verdict.faults
        ],
        "remade": verdict.remade,
        "hidden": verdict.hidden,
        "signature": signed,
        "not_proven": list(NOT_PROVEN),
    }
