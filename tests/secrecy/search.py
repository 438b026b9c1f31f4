"""Looks for secrets in whatever a program has left behind, in every form they may have taken."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus


@dataclass(frozen=True, slots=True)
class Sighting:
    """A secret that was seen: which one, in which form, where."""

    secret: str
    form: str
    place: str


def forms(secret: str) -> Mapping[str, bytes]:
    """Every way `secret` may be written, by the name of the way."""
    raw = secret.encode()
    found = {
        "clear": raw,
        "reversed": raw[::-1],
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "spaced hex": raw.hex(" ").encode(),
        "URL-encoded": quote(secret, safe="").encode(),
        "form-encoded": quote_plus(secret).encode(),
        "all percent": "".join(f"%{byte:02X}" for byte in raw).encode(),
        "JSON": json.dumps(secret)[1:-1].encode(),
        "JSON in UTF-8": json.dumps(secret, ensure_ascii=False)[1:-1].encode(),
        "repr": secret.encode("unicode_escape"),
        "repr of bytes": repr(raw)[2:-1].encode(),
        "XML": html.escape(secret).encode(),
        "UTF-16": secret.encode("utf-16-le"),
    }
    for offset in range(3):
        found |= _in_base64(raw, offset)
    return found


def _in_base64(raw: bytes, offset: int) -> Mapping[str, bytes]:
    """The letters that `raw` always has in base64 when it begins at `offset` modulo 3.

    What stands before and after it in the same text changes the letters at its edges only.
    """
    begin = -(-offset * 8 // 6)
    end = (offset + len(raw)) * 8 // 6
    padded = bytes(offset) + raw
    return {
        f"base64, {offset} in": base64.b64encode(padded)[begin:end],
        f"URL-safe base64, {offset} in": base64.urlsafe_b64encode(padded)[begin:end],
    }


def sightings(secrets: Mapping[str, str], places: Mapping[str, bytes]) -> list[Sighting]:
    """Every secret (by name) that is in one of `places` (bytes by name)."""
    return [
        Sighting(name, form, place)
        for name, secret in secrets.items()
        for form, wanted in forms(secret).items()
        for place, content in places.items()
        if wanted in content
    ]


def files_under(folders: Iterable[Path]) -> Mapping[str, bytes]:
    """The content of every file below `folders`, and its name as well."""
    return {
        str(path): str(path).encode() + b"\n" + path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
