"""What can be wrong on the way to a host, once for errors and for what a diagnosis finds."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass

from drilltui.domain.errors import as_sentence
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

CHECK_NETWORK = marked(
    "Check the network, the firewall and the proxy settings (HTTPS_PROXY, NO_PROXY)."
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what` is wrong, without capital and full stop; `passing` says it may be well in a second."""

    what: str
    remedy: str
    passing: bool = False

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        return as_sentence(tr(self.what))


PROXY_PASSWORD = Trouble(
    marked("the proxy wants a user name and a password (407)"),
    marked("Put them into HTTPS_PROXY: http://user:password@proxy:port."),
)


def of_name(error: Exception, host: str, service: str = "") -> Trouble:
    """Say why the name `host`, at which there should be `service`, has no address."""
    if _again(error):
        return Trouble(
            tr("the name {host} cannot be looked up now", host=plain(host)),
            tr("Check this host's DNS."),
            True,
        )
    if service:
        what = tr(
            "{service} is not offered at {host}: there is no host of this name",
            service=tr(service),
            host=plain(host),
        )
    else:
        what = tr("there is no host {host}", host=plain(host))
    return Trouble(
        what,
        tr(
            "Check region and endpoint; else this host's DNS, or whether a proxy is needed "
            "(HTTPS_PROXY)."
        ),
    )


def of_proxy_name(error: Exception, proxy: str) -> Trouble:
    """Say that the name in `proxy`, a URL as it may be shown, has no address."""
    what = tr("the name of the proxy {proxy} cannot be looked up", proxy=proxy)
    return Trouble(what, tr("Check HTTPS_PROXY and this host's DNS."), _again(error))


def of_tls(error: ssl.SSLError, host: str, where: str = "") -> Trouble:
    """Say why there is no TLS with `host`; `where` is where we connected to, if that says more."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = plain(getattr(error, "verify_message", "") or tr("no reason given"))
        return Trouble(
            tr("the certificate of {host} is not trusted: {why}", host=plain(host), why=why),
            tr(
                "If a proxy opens TLS here, name the file with its certificate: ca_file in the "
                "profile, or SSL_CERT_FILE."
            ),
        )
    # Only errors that OpenSSL reports have a reason.
    told = plain(getattr(error, "reason", "") or "").replace("_", " ").lower()
    reason = told or tr("handshake failed")
    return Trouble(
        tr("no TLS connection to {host}: {why}", host=plain(where or host), why=reason),
        tr("Check the endpoint's port and whether a proxy is needed (HTTPS_PROXY)."),
        True,
    )


def _again(error: Exception) -> bool:
    return isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
