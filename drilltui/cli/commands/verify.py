"""``drilltui verify``: whether an export, or a record of this host, is whole."""

from __future__ import annotations

from drilltui.cli.options import add_json
from drilltui.cli.signer import add_signer, check_signer, fault_of_signature
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Check an export to the last byte: manifest, checksums, every line, the hash chain and its "
        "head, and that the reports are what the events make. Or check the hash chain of a record "
        "of this host. It needs no cloud and no network. Exit 0: whole; 1: not, and it says where; "
        "2: it is no export."
    )
    parser.epilog = tr("Example: {command}", command="drilltui verify drill.zip --json")
    parser.add_argument(
        "subject",
        metavar="PATH|RECORD",
        help=tr("the folder or zip file of an export, or a record's id"),
    )
    add_signer(parser)
    add_json(parser)


def run(asked: Namespace) -> int:
    """Verify it."""
    from pathlib import Path

    from drilltui.domain.record_id import is_record_id

    check_signer(asked)
    path = Path(asked.subject)
    if not path.exists() and is_record_id(asked.subject):
        return _record(asked)
    return _path(path, asked)


def _path(path: Path, asked: Namespace) -> int:
    from drilltui import __version__
    from drilltui.cli.evidence_text import tell
    from drilltui.domain.errors import UsageError
    from drilltui.evidence.manifest import NewerFormat
    from drilltui.evidence.reading import Damaged, read_export
    from drilltui.evidence.verification import Verdict, verify

    try:
        files = read_export(path)
    except Damaged as damaged:
        signature = tr("the zip archive is damaged") if asked.signer else None
        verdict = Verdict((damaged.fault,))
        return tell(asked.subject, verdict, signature, asked.signer, as_json=asked.json)
    try:
        verdict = verify(files, __version__)
    except NewerFormat:
        raise UsageError(
            tr("The export is of a format that this version does not know."),
            tr("Take the version of drilltui that made it, or a later one."),
        ) from None
    signature = fault_of_signature(files, asked) if asked.signer else None
    return tell(asked.subject, verdict, signature, asked.signer, as_json=asked.json)


def _record(asked: Namespace) -> int:
    from drilltui.cli.ends import run as run_until_told
    from drilltui.cli.evidence_source import filed_record
    from drilltui.cli.evidence_text import tell_record
    from drilltui.cli.output import mention
    from drilltui.domain.errors import UsageError
    from drilltui.domain.plain_text import plain
    from drilltui.settings import LiveSettings
    from drilltui.wiring.archive import open_every_record

    if asked.signer:
        raise UsageError(
            tr("A record of this host has no signature: an export has."),
            tr("First: drilltui export {record} -o PATH --sign KEYFILE", record=asked.subject),
        )

    async def read() -> int:
        archive = await open_every_record(LiveSettings())
        try:
            mention(*map(plain, archive.notices))
            filed = await filed_record(archive, asked.subject)
        finally:
            await archive.close()
        return tell_record(filed, as_json=asked.json)

    return run_until_told(lambda _: read())
