"""Which certificates are trusted: this host's own store, and a file that a profile adds."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

from drilltui.domain.errors import ConfigError, UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.plain_text import plain
from drilltui.domain.verdict import Verdict

_SUBJECT = "certificates"


def trusted(ca_file: str = "") -> tuple[ssl.SSLContext, Finding]:
    """Return a context that checks certificates and host names, and where its trust comes from.

    The store is the one that OpenSSL knows on this host, or what SSL_CERT_FILE and SSL_CERT_DIR put
    in its place. Certificates of `ca_file` (PEM) are added. Only where all that is empty, as in a
    bare container, the list that comes with the HTTP library is used.

    Raises ConfigError for a `ca_file` that cannot be used, UsageError for such a SSL_CERT_FILE.
    """
    context = ssl.create_default_context()
    named = os.environ.get("SSL_CERT_FILE", "")
    if named:
        # OpenSSL would pass over a file that it cannot read, and trust nobody without a word.
        _add(context, named, UsageError, "SSL_CERT_FILE")
    has_own = bool(named) or _has_any(context)
    if ca_file:
        _add(context, ca_file, ConfigError, "ca_file")
    if has_own:
        where = named or os.environ.get("SSL_CERT_DIR", "") or "this host's store"
        with_own = f", and {ca_file}" if ca_file else ""
        return context, Finding(_SUBJECT, Verdict.OK, plain(f"{where}{with_own}"))
    return context, _fall_back(context, ca_file)


def _add(context: ssl.SSLContext, path: str, kind: type[UsageError], what: str) -> None:
    """Add the certificates of a file. Raises `kind` with a sentence about `what`."""
    shown = plain(path)[:120]
    try:
        context.load_verify_locations(cafile=Path(path).expanduser())
    except ssl.SSLError:
        raise kind(
            f"{what} {shown} holds no certificate in PEM form.",
            "A PEM file has lines that say BEGIN CERTIFICATE.",
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise kind(f"{what} {shown} cannot be read: {why}.", "Check its path and rights.") from None


def _has_any(context: ssl.SSLContext) -> bool:
    """True when the host's store has certificates; those of a folder are read when needed."""
    folders = os.environ.get("SSL_CERT_DIR") or ssl.get_default_verify_paths().openssl_capath
    return context.cert_store_stats()["x509"] > 0 or any(map(_hashed, _names(folders)))


def _names(folders: str) -> list[str]:
    found: list[str] = []
    for one in folders.split(os.pathsep):
        try:
            found += os.listdir(one)
        except OSError:
            continue
    return found


def _hashed(name: str) -> bool:
    """True for ``4042bcee.0``, the only form of name that OpenSSL looks for in a folder."""
    stem, _, number = name.rpartition(".")
    return len(stem) == 8 and number.isdigit()


def _fall_back(context: ssl.SSLContext, ca_file: str) -> Finding:
    import certifi

    context.load_verify_locations(cafile=certifi.where())
    with_own = f", and {plain(ca_file)}" if ca_file else ""
    return Finding(
        _SUBJECT,
        Verdict.WARN,
        f"this host has none; the list that comes with drilltui's HTTP library{with_own}",
        "Install the system's certificates (Debian: apt install ca-certificates).",
    )
