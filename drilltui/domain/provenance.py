"""Which program, by which rules, run by whom and from where: what the first event of a record says.

None of it can be found out later, and auditors ask for all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from drilltui.domain.json_value import JsonValue


@dataclass(frozen=True, slots=True)
class Provenance:
    """Empty texts mean "not known".

    `tool` is the version and `build` a digest of the program's own files, `rules` one of its rules.
    `utc_offset` is this host's (``+08:00``), `unix_user` the account that runs it, `ssh_from` the
    address that the SSH session came from, `cloud_user` the name that was signed in with.
    """

    tool: str = ""
    build: str = ""
    rules: str = ""
    utc_offset: str = ""
    unix_user: str = ""
    ssh_from: str = ""
    cloud_user: str = ""


def record_of_provenance(known: Provenance) -> dict[str, JsonValue]:
    """Return what an `opened` event says of it; what is not known is left out."""
    return {name: value for name, value in asdict(known).items() if value}


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Return one digest of files by their names: SHA-256 over ``<sha256> <name>`` lines, sorted.

    ``sha256sum`` of each file, sorted by name, gives the same lines.
    """
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def utc_offset(moment: datetime) -> str:
    """Return the offset of a local time from UTC as ``+08:00``; empty without a zone."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def ssh_client(connection: str) -> str:
    """Return the client's address out of ``SSH_CONNECTION``; empty where it names none."""
    parts = connection.split()
    return parts[0] if len(parts) == 4 else ""
