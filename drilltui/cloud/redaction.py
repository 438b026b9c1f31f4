"""Secrets taken out of what is written to the request log or said in an error."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from drilltui.domain.masking import MASK, SECRET_HEADERS
from drilltui.domain.secret import Secret


def masked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return `headers` with the values of secret ones masked; names keep their order."""
    return {
        name: MASK if name.lower() in SECRET_HEADERS else value for name, value in headers.items()
    }


def secret_values(headers: Mapping[str, str]) -> list[str]:
    """Return the secret values among `headers`, to be looked for in an answer."""
    return [value for name, value in headers.items() if value and name.lower() in SECRET_HEADERS]


def spellings(secrets: Iterable[Secret]) -> list[str]:
    """Return `secrets` as they may stand in an answer: as they are, in JSON, markup or a URL."""
    found: set[str] = set()
    for secret in filter(None, secrets):
        said = secret.reveal()
        raw = said.encode("utf-8", "surrogatepass")
        quoted = quote(raw, safe="")
        found |= {
            said,
            json.dumps(said)[1:-1],
            json.dumps(said)[1:-1].replace("/", r"\/"),
            json.dumps(said, ensure_ascii=False)[1:-1],
            html.escape(said),
            html.escape(said, quote=False),
            quote(raw),
            quoted,
            re.sub("%..", lambda code: code[0].lower(), quoted),
        }
    return sorted(found, key=len, reverse=True)


class Echoes:
    """Takes out of an answer what was secret in its request, should the answer echo it."""

    def __init__(self, headers: Mapping[str, str], secrets: Iterable[Secret]) -> None:
        self._secrets = spellings([*map(Secret, secret_values(headers)), *secrets])

    def out_of(self, text: str) -> str:
        """Return `text` without them."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def out_of_body(self, body: bytes) -> bytes:
        """Return `body` without them."""
        for secret in self._secrets:
            body = body.replace(secret.encode("utf-8", "surrogatepass"), MASK.encode())
        return body
