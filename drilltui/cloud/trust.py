"""Which certificates are trusted: this host's own store, and a file that a profile adds."""

from __future__ import annotations

import errno
import os
import ssl
import stat
from pathlib import Path

from drilltui.domain.errors import ConfigError, UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.verdict import Verdict

LONGEST = 16 * 1024**2
"""Bytes of a file of certificates; a system's whole store has about 0.3 MB."""

_SUBJECT = "certificates"


def trusted(ca_file: str = "") -> tuple[ssl.SSLContext, Finding]:
    """Return a context that checks certificates and host names, and where its trust comes from.

    The store is the one that OpenSSL knows on this host, or what SSL_CERT_FILE and SSL_CERT_DIR put
    in its place. Certificates of `ca_file` (PEM) are added. Only where all that is empty, as in a
    bare container, the list that comes with the HTTP library is used.

    Raises ConfigError for a `ca_file` that cannot be used, UsageError for such a SSL_CERT_FILE.
    """
    named = os.environ.get("SSL_CERT_FILE", "")
    # Before OpenSSL does: it would wait for a pipe, and pass over a file that it cannot read and
    # then trust nobody without a word.
    store = _read(named, UsageError, "SSL_CERT_FILE") if named else ""
    added = _read(ca_file, ConfigError, "ca_file") if ca_file else ""
    context = _context()
    if store:
        _add(context, store, UsageError, f"SSL_CERT_FILE {plain(named)[:120]}")
    has_own = bool(named) or _has_any(context)
    if added:
        _add(context, added, ConfigError, f"ca_file {plain(ca_file)[:120]}")
    if has_own:
        where = named or os.environ.get("SSL_CERT_DIR", "") or tr("this host's store")
        seen = tr("{store}, and {file}", store=where, file=ca_file) if ca_file else where
        return context, Finding(_SUBJECT, Verdict.OK, plain(seen))
    return context, _fall_back(context, ca_file)


def _context() -> ssl.SSLContext:
    """Return a context that checks, with this host's store.

    Not by `ssl.create_default_context`: that writes the keys of each connection into the file that
    SSLKEYLOGFILE names, and whoever has them reads passwords and tokens in what passes by.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    return context


def _read(path: str, kind: type[UsageError], what: str) -> str:
    """Return what a file of certificates says. Raises `kind` with a sentence about `what`."""
    try:
        # Between the certificates, bundles have names in whatever letters.
        return _content(path).decode("ascii", "ignore") or "nothing"
    except (OSError, ValueError, RuntimeError) as error:
        no_path = tr("no such home") if isinstance(error, RuntimeError) else tr("not a path")
        why = getattr(error, "strerror", None) or no_path
    shown = plain(path)[:120]
    raise kind(
        tr("{what} {path} cannot be read: {why}.", what=what, path=shown, why=why),
        tr("Check its path and rights."),
    )


def _content(path: str) -> bytes:
    """Return what a regular file holds: a pipe would be waited for until somebody writes in it."""
    descriptor = os.open(Path(path).expanduser(), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, tr("it is no regular file"))
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise OSError(errno.EFBIG, tr("it has more than {most} MB", most=LONGEST // 1024**2))
    return content


def _add(context: ssl.SSLContext, pem: str, kind: type[UsageError], what: str) -> None:
    """Add the certificates of a text. Raises `kind` with a sentence about `what`."""
    try:
        context.load_verify_locations(cadata=pem)
    except ssl.SSLError:
        raise kind(
            tr("{what} holds no certificate in PEM form.", what=what),
            tr("A PEM file has lines that say BEGIN CERTIFICATE."),
        ) from None


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
    if ca_file:
        seen = tr(
            "this host has none; the list that comes with drilltui's HTTP library, and {file}",
            file=plain(ca_file),
        )
    else:
        seen = tr("this host has none; the list that comes with drilltui's HTTP library")
    return Finding(
        _SUBJECT,
        Verdict.WARN,
        seen,
        tr("Install the system's certificates (Debian: apt install ca-certificates)."),
    )
