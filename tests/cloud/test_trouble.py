"""What a call says of the way there, and what the doctor says, is one and the same."""

from __future__ import annotations

import socket
import ssl

import pytest

from drilltui.cloud.trouble import PROXY_PASSWORD, Trouble, of_name, of_proxy_name, of_tls


def gai(errno: int) -> socket.gaierror:
    return socket.gaierror(errno, "x")


@pytest.mark.parametrize(
    ("trouble", "what", "passing"),
    [
        (of_name(gai(socket.EAI_NONAME), "h\x1b"), "there is no host h?", False),
        (of_name(gai(socket.EAI_AGAIN), "h"), "the name h cannot be looked up now", True),
        (
            of_proxy_name(gai(socket.EAI_NONAME), "http://p:1"),
            "the name of the proxy http://p:1 cannot be looked up",
            False,
        ),
        (of_tls(ssl.SSLError(1, "x"), "h"), "no TLS connection to h: handshake failed", True),
        (
            of_tls(ssl.SSLError(1, "x"), "h", "h:1 through http://p:2"),
            "no TLS connection to h:1 through http://p:2: handshake failed",
            True,
        ),
        (
            of_tls(ssl.SSLCertVerificationError(1, "x"), "h", "h:1"),
            "the certificate of h is not trusted: no reason given",
            False,
        ),
    ],
)
def test_what_is_wrong_on_the_way(trouble: Trouble, what: str, passing: bool) -> None:
    assert (trouble.what, trouble.passing) == (what, passing)
    assert trouble.remedy.endswith(".")


def test_the_same_as_a_sentence() -> None:
    assert PROXY_PASSWORD.sentence == "The proxy wants a user name and a password (407)."
