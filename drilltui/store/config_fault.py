"""What is wrong in the configuration file, in words: the place, never a value.

A value might be a secret in the wrong place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from drilltui.domain.errors import ConfigError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

_SECRET_WORDS = ("password", "passwd", "secret", "token", "access_key", "private_key", "api_key")
_SECRET_NAMES = {"ak", "sk", "pw", "pwd", "pass", "key", "otp", "totp"}
_KEYRING = marked("Secrets belong into the keyring: take it out and run drilltui credentials set.")
_CORRECT = marked("Correct it there.")


def fault(path: str, place: str, why: str, remedy: str = _CORRECT) -> ConfigError:
    """Return the error for what is wrong at `place` of the file at `path`."""
    return ConfigError(f"{plain(path)}: {place}: {why}.", tr(remedy))


def only(table: Mapping[str, object], known: Iterable[str], place: str, path: str) -> None:
    """Refuse a key that is not `known`. One that looks like a secret has a remedy of its own."""
    for key in table:
        if key in known:
            continue
        where = f"{place}.{shown(key)}" if place else shown(key)
        if _secret_looking(key):
            raise fault(path, where, tr("looks like a secret"), _KEYRING)
        raise fault(path, where, tr("is an unknown key{meant}", meant=nearest(key, known)))


def nearest(key: str, known: Iterable[str]) -> str:
    """Return which of `known` may have been meant, as the end of a sentence."""
    names = list(known)
    near = difflib.get_close_matches(key[:64], names, n=1)
    if near:
        return tr(" (did you mean {near}?)", near=near[0])
    return tr(" (known: {names})", names=", ".join(names)) if names else ""


def shown(key: str) -> str:
    """Return a key as it may be shown."""
    return plain(key if len(key) <= 40 else f"{key[:39]}…") or '""'


def _secret_looking(key: str) -> bool:
    name = key.lower().replace("-", "_")
    return name in _SECRET_NAMES or any(word in name for word in _SECRET_WORDS)
