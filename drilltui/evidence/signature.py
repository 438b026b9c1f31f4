"""A detached signature over an export's manifest, by ssh-keygen: who stands for it.

A chain of hashes proves order and wholeness, and not who wrote it. The operator's own key or agent
does: ``ssh-keygen -Y sign``, and ``-Y verify`` against a file of allowed signers (ssh-keygen(1)).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from drilltui.domain.errors import DiskError, UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.evidence.program import Finished, Run, run_program

NAMESPACE = "drilltui"
"""What the signature is for: one that was made for anything else is none here."""

PROGRAM = "ssh-keygen"

_MOST_SIGNATURE = 64 * 1024
_MOST_SAID = 300


class NotSigned(UsageError):
    """The key that was named makes no signature. Nothing was written."""


def sign(manifest: bytes, key: Path, run: Run = run_program) -> bytes:
    """Return a signature over `manifest` by the key in the file `key`.

    It may be a public key whose private one an agent has. Where the key has a passphrase,
    ssh-keygen asks for it on the terminal. Raises UsageError when the program or the key is not
    there, NotSigned when it cannot sign.
    """
    if not key.is_file():
        raise UsageError(
            tr("There is no key at {path}.", path=plain(str(key))),
            tr("Name the file of an SSH key, or of the public key that your agent has."),
        )
    done = _run(run, [PROGRAM, "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)], manifest)
    if done.status != 0 or not done.output.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise NotSigned(
            tr("{program} has not signed: {why}", program=PROGRAM, why=_said(done)),
            tr("Is it the right key, its passphrase typed right, or in the agent?"),
        )
    return done.output


def signature_fault(
    manifest: bytes, signature: bytes, signer: str, allowed: Path, run: Run = run_program
) -> str:
    """Return what is wrong with a signature, empty when `signer` has made it over `manifest`.

    `allowed` is a file of allowed signers. Raises UsageError when that or the program is not there,
    DiskError where the signature cannot be laid before the program.
    """
    if not allowed.is_file():
        raise UsageError(
            tr("There is no file of allowed signers at {path}.", path=plain(str(allowed))),
            tr("It has lines of an identity and a public key: see ssh-keygen(1)."),
        )
    if len(signature) > _MOST_SIGNATURE:
        return tr("It is too long for a signature.")
    with _laid_down(signature) as file:
        arguments = ["-f", str(allowed), "-I", signer, "-n", NAMESPACE, "-s", file.name]
        done = _run(run, [PROGRAM, "-Y", "verify", *arguments], manifest)
    return "" if done.status == 0 else _said(done)


@contextmanager
def _laid_down(signature: bytes) -> Iterator[IO[bytes]]:
    """Give a signature a file while it is looked at. DiskError where the disk takes none."""
    with ExitStack() as stack:
        try:
            made = tempfile.NamedTemporaryFile(prefix="drilltui-", suffix=".sig")  # noqa: SIM115
            file = stack.enter_context(made)
            file.write(signature)
            file.flush()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DiskError(
                tr("No temporary file can be written: {why}.", why=why),
                tr("Make room, or name another folder for such files in TMPDIR."),
            ) from None
        yield file


def _run(run: Run, arguments: Sequence[str], given: bytes) -> Finished:
    try:
        return run(arguments, given)
    except FileNotFoundError:
        raise UsageError(
            tr("{program} is not on this host.", program=PROGRAM),
            tr("Install the OpenSSH client, or do it where that is."),
        ) from None
    except OSError as error:
        why = error.strerror or os.strerror(error.errno or 0)
        raise UsageError(
            tr("{program} cannot be run: {why}.", program=PROGRAM, why=why),
            tr("Install the OpenSSH client, or do it where that is."),
        ) from None


def _said(done: Finished) -> str:
    """Return what the program complained of, in one line, cut."""
    lines = [line.strip() for line in done.complaint.splitlines() if line.strip()]
    return plain(" ".join(lines)[:_MOST_SAID]) or tr("exit status {status}", status=done.status)
