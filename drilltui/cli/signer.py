"""Who has to have signed an export: the options that say it, and what is wrong with that."""

from __future__ import annotations

from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping


def add_signer(parser: ArgumentParser) -> None:
    """Let `parser` take ``--signer`` and ``--allowed``."""
    parser.add_argument(
        "--signer",
        metavar="IDENTITY",
        default="",
        help=tr("who has to have signed it, as the allowed signers name them"),
    )
    parser.add_argument(
        "--allowed",
        metavar="FILE",
        default="",
        help=tr("the file of allowed signers, see ssh-keygen(1)"),
    )


def check_signer(asked: Namespace) -> None:
    """Raise UsageError where only one of the two is said."""
    from drilltui.domain.errors import UsageError

    if bool(asked.signer) is not bool(asked.allowed):
        raise UsageError(
            tr("A signature is checked by --signer and --allowed together."),
            tr("Say both, or neither."),
        )


def fault_of_signature(files: Mapping[str, bytes], asked: Namespace) -> str:
    """Return what is wrong with the signature of an export; empty when it is good."""
    from pathlib import Path

    from drilltui.evidence import names
    from drilltui.evidence.signature import signature_fault

    if names.SIGNATURE not in files or names.MANIFEST not in files:
        return tr("There is none.")
    manifest, signature = files[names.MANIFEST], files[names.SIGNATURE]
    allowed = Path(asked.allowed).expanduser()
    return signature_fault(manifest, signature, asked.signer, allowed)
