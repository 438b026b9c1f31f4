"""A file that is attached to a word in a record: name and digest are kept, it stays in place."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

from drilltui.domain.attachment import Attachment
from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr


def attached_file(path: str) -> Attachment:
    """Return what a record keeps of a file. UsageError when it is none, or cannot be read."""
    file = Path(path)
    if not file.is_file():  # a pipe or a device may never end
        raise UsageError(
            tr("{path} is no file.", path=path), tr("Say a file: nothing was written.")
        )
    try:
        with file.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(
            tr("{path} could not be read: {error}.", path=path, error=error.strerror or error),
            tr("Nothing was written."),
        ) from error
    return Attachment(file.name, digest)
