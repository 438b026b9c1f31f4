"""A keepsake as text, in the one form that every vault keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeGuard

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret

FIELDS = ("ak", "sk", "security_token", "password")


def fields_of(keepsake: Keepsake) -> dict[str, str]:
    """Return what is set in `keepsake`, in clear: for the place that keeps it and nowhere else."""
    found = {"ak": keepsake.ak}
    for name in FIELDS[1:]:
        secret: Secret | None = getattr(keepsake, name)
        found[name] = secret.reveal() if secret else ""
    return {name: value for name, value in found.items() if value}


def to_text(fields: Mapping[str, object]) -> str:
    """Return `fields` as compact JSON."""
    return json.dumps(fields, separators=(",", ":"))


def keepsake_from(text: str, vault: str, profile: str) -> Keepsake:
    """Return the keepsake of `profile` that `text`, read in `vault`, stands for.

    Raises VaultError, without a word of `text`, when it is not what drilltui writes.
    """
    return keepsake_of(fields_in(text), vault, profile)


def keepsake_of(fields: object, vault: str, profile: str) -> Keepsake:
    """Return the keepsake that `fields` are. VaultError when drilltui does not write such ones."""
    if not _is_ours(fields):
        raise not_ours(vault, profile)
    return Keepsake(
        fields.get("ak", ""),
        *(Secret(fields[name]) if name in fields else None for name in FIELDS[1:]),
    )


def not_ours(vault: str, profile: str) -> VaultError:
    """Return what to say of an entry that drilltui did not write."""
    return VaultError(
        tr(
            "The entry of the profile {profile} in the {vault} was not written by drilltui.",
            profile=plain(profile),
            vault=tr(vault),
        ),
        tr("Take it away with `drilltui credentials forget` and sign in anew."),
    )


def fields_in(text: str) -> object:
    """Return the JSON value that `text` is, None when it is none.

    Its error would hold the text, so it ends here.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_ours(fields: object) -> TypeGuard[dict[str, str]]:
    return (
        isinstance(fields, dict)
        and bool(fields)
        and all(
            name in FIELDS and isinstance(value, str) and value for name, value in fields.items()
        )
    )
