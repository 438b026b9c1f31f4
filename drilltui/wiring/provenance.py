"""Which program runs here, by which rules, for whom: read of this host when a record is begun."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from drilltui import __version__
from drilltui.domain.provenance import Provenance, digest_of_files, ssh_client, utc_offset
from drilltui.wiring.operator import person

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_CODE = (".py", ".toml", ".json")


def provenance(cloud_user: str = "", environ: Mapping[str, str] = os.environ) -> Provenance:
    """Return what is known now; `cloud_user` is whom the profile signs in."""
    return Provenance(
        tool=__version__,
        build=_build(),
        rules=_rules(),
        utc_offset=utc_offset(datetime.now().astimezone()),
        unix_user=person(),
        ssh_from=ssh_client(environ.get("SSH_CONNECTION", "")),
        cloud_user=cloud_user,
    )


@cache
def _build() -> str:
    return digest_of_files(dict(_walk(files("drilltui"), "drilltui")))


@cache
def _rules() -> str:
    folder = files("drilltui.domain.rules")
    return digest_of_files(
        {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".toml")}
    )


def _walk(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        path = f"{name}/{one.name}"
        if one.is_dir():
            found += _walk(one, path)
        elif one.name.endswith(_CODE):
            found.append((path, one.read_bytes()))
    return found
