"""``drilltui export``: a record as evidence that can be verified anywhere."""

from __future__ import annotations

from drilltui.cli.options import add_record, add_redact
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from drilltui.cli.evidence_source import Source


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Write a record to a new folder, or to a zip file where PATH ends in .zip: its events, one "
        "a line, the report made of them, and a manifest with the checksum of each file and the "
        "head of the hash chain. 'drilltui verify' checks all of it on any host. Nothing is sent, "
        "and nothing is overwritten. Notes and remarks stay as they were written: what names "
        "people in them is for you to hide, by [evidence] redact of the configuration."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui export 20261123-0914-k7q2 -o drill.zip --sign ~/.ssh/id_ed25519",
    )
    add_record(parser)
    parser.add_argument(
        "-o", "--output", metavar="PATH", required=True, help=tr("the folder or zip file to make")
    )
    add_redact(parser)
    parser.add_argument(
        "--sign",
        metavar="KEYFILE",
        default="",
        help=tr("sign the manifest with this SSH key (a public one: with your agent's)"),
    )


def run(asked: Namespace) -> int:
    """Write the export."""
    from pathlib import Path

    from drilltui.cli.evidence_source import with_source
    from drilltui.evidence.writing import check_free

    path = Path(asked.output)
    check_free(path)
    key = Path(asked.sign).expanduser() if asked.sign else None
    return with_source(asked, lambda source: _export(source, path, key))


def _export(source: Source, path: Path, key: Path | None) -> int:
    from drilltui import __version__
    from drilltui.cli.output import complain, say
    from drilltui.clock import SystemClock
    from drilltui.domain.plain_text import plain
    from drilltui.evidence import names
    from drilltui.evidence.export import Stamp, export
    from drilltui.evidence.signature import sign
    from drilltui.evidence.writing import write_export

    filed = source.filed
    stamp = Stamp(__version__, SystemClock().now())
    files = export(filed.events, source.words, stamp, source.redaction, source.previous)
    if key:
        signature = sign(files[names.MANIFEST], key)
        files = {**files, names.SIGNATURE: signature}
    write_export(path, files)
    say(
        tr(
            "The record {record} is in {path}: {count} events, head {head}.",
            record=filed.exercise.record_id,
            path=plain(str(path)),
            count=len(filed.events),
            head=filed.events[-1].hash,
        )
    )
    if source.redaction.fields:
        say(
            tr(
                "Hidden values are digests with the salt {salt}, which is kept nowhere: who has it "
                "can show what a value was. A value that can be guessed, such as one of a list of "
                "names, can be found by trying, also without the salt.",
                salt=source.redaction.salt.hex(),
            )
        )
    if filed.broken_at is None:
        return 0
    record = filed.exercise.record_id
    told = tr(
        "The record {record} is broken at event {number}.", record=record, number=filed.broken_at
    )
    return complain(told, 1)
