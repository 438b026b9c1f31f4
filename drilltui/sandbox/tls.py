"""HTTPS for the sandbox: a certificate authority of its own, made anew each time."""

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tls:
    """``context`` serves; ``ca_file`` is the path of the authority that clients must trust."""

    context: ssl.SSLContext
    ca_file: str


@contextmanager
def tls_for(*names: str) -> Iterator[Tls]:
    """HTTPS for a server called ``names`` (host names or addresses), trusted until the end.

    The authority's file (PEM) can be read by this user alone. Neither key is kept on disk: nobody
    can make another certificate that those who trust the authority would take.
    """
    import trustme

    authority = trustme.CA(organization_name="drilltui sandbox")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    with tempfile.NamedTemporaryFile(prefix="drilltui-ca-", suffix=".pem") as file:
        file.write(authority.cert_pem.bytes())
        file.flush()
        yield Tls(context, file.name)
