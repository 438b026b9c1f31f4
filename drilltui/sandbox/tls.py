"""HTTPS for the sandbox: a certificate authority of its own, made anew each time."""

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tls:
    """``context`` serves; ``ca_file`` is the path of the authority that clients must trust."""

    context: ssl.SSLContext
    ca_file: str


@contextmanager
def tls_for(*names: str) -> Iterator[Tls]:
    """HTTPS for a server called ``names`` (host names or addresses), trusted until the end.

    The authority's file (PEM) can be read by this user alone. Neither key is kept on disk: nobody
    can make another certificate that those who trust the authority would take. Raises OSError when
    the file cannot be written.
    """
    import trustme

    authority = trustme.CA(organization_name="drilltui sandbox")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    with _kept(authority.cert_pem.bytes()) as ca_file:
        yield Tls(context, ca_file)


@contextmanager
def _kept(content: bytes) -> Iterator[str]:
    """The path of a new file with ``content``; that it is gone at the end already is no fault."""
    descriptor, path = tempfile.mkstemp(prefix="drilltui-ca-", suffix=".pem")  # with rights 0600
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        yield path
    finally:
        Path(path).unlink(missing_ok=True)
