from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from drilltui.cloud.failure import no_answer
from drilltui.domain.errors import Unreachable, Unreadable

HOST = "sdrs.x.example.com"


def caused(error: httpx.RequestError, *causes: BaseException) -> httpx.RequestError:
    """Chain `causes` below `error`, the last one deepest, as the HTTP library does."""
    current: BaseException = error
    for cause in causes:
        current.__cause__ = cause
        current = cause
    return error


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_message = "self-signed certificate\x1b"
    return error


CASES = [
    (
        caused(httpx.ConnectError("x"), OSError(), socket.gaierror(socket.EAI_NONAME, "x")),
        f"SDRS is not offered at {HOST}: there is no host of this name.",
        "region",
        False,
    ),
    (
        caused(httpx.ConnectError("x"), socket.gaierror(socket.EAI_AGAIN, "x")),
        f"The name {HOST} cannot be looked up now.",
        "DNS",
        True,
    ),
    (
        caused(httpx.ConnectError("x"), ExceptionGroup("all", [ConnectionRefusedError(111, "x")])),
        f"{HOST} refused the connection.",
        "HTTPS_PROXY",
        True,
    ),
    (
        caused(httpx.ConnectError("x"), untrusted()),
        f"The certificate of {HOST} is not trusted: self-signed certificate?",
        "ca_file in the profile, or SSL_CERT_FILE",
        False,
    ),
    (
        caused(httpx.ConnectError("x"), ssl.SSLError(1, "[SSL] wrong")),
        f"No TLS connection to {HOST}: handshake failed.",
        "port",
        True,
    ),
    (
        httpx.ProxyError("407 Proxy Authentication Required"),
        "The proxy wants a user name and a password (407).",
        "http://user:password@proxy:port",
        False,
    ),
    (
        httpx.ProxyError("502 Bad\x1b Gateway"),
        f"The proxy gives no way to {HOST} (502 Bad? Gateway).",
        "NO_PROXY",
        True,
    ),
    (
        httpx.ProxyError("403 Forbidden"),
        f"The proxy gives no way to {HOST} (403 Forbidden).",
        "NO_PROXY",
        False,
    ),
    (
        httpx.ConnectTimeout(""),
        f"{HOST} cannot be reached: no connection in time.",
        "firewall",
        True,
    ),
    (httpx.PoolTimeout(""), "Too many calls are waiting for an answer.", "minute", True),
    (httpx.ConnectError("No route."), f"The connection to {HOST} failed (No route).", "net", True),
]


def openssl() -> ssl.SSLError:
    error = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER]")
    error.reason = "WRONG_VERSION_NUMBER"
    return error


SENT = [
    (httpx.ReadTimeout(""), f"{HOST} did not answer in time."),
    (httpx.WriteTimeout(""), f"{HOST} did not answer in time."),
    (httpx.ReadError(""), f"The connection to {HOST} failed."),
    (httpx.WriteError(""), f"The connection to {HOST} failed."),
    (httpx.RemoteProtocolError("Server left."), f"The connection to {HOST} failed (Server left)."),
]


@pytest.mark.parametrize(("error", "what", "remedy", "passing"), CASES)
def test_before_the_first_byte(
    error: httpx.RequestError, what: str, remedy: str, passing: bool
) -> None:
    failure = no_answer(error, HOST, "SDRS")
    assert isinstance(failure.error, Unreachable)
    assert failure.error.what == what
    assert remedy in failure.error.remedy
    assert not failure.error.sent
    assert failure.passing is passing


@pytest.mark.parametrize(("error", "what"), SENT)
def test_after_that_nobody_knows(error: httpx.RequestError, what: str) -> None:
    failure = no_answer(error, HOST)
    assert isinstance(failure.error, Unreachable)
    assert failure.error.what == what
    assert failure.error.sent
    assert failure.passing


def test_what_openssl_says_is_told_in_words() -> None:
    failure = no_answer(caused(httpx.ConnectError("x"), openssl()), HOST)
    assert str(failure.error).startswith(f"No TLS connection to {HOST}: wrong version number. ")


def test_a_circle_of_causes_ends() -> None:
    error = httpx.ConnectError("x")
    inner = OSError("y")
    error.__cause__, inner.__context__ = inner, error
    assert isinstance(no_answer(error, HOST).error, Unreachable)


def test_an_answer_that_cannot_be_decompressed() -> None:
    failure = no_answer(httpx.DecodingError("x"), HOST)
    assert isinstance(failure.error, Unreadable)
    assert failure.error.status == 200
    assert not failure.passing


PROXY = "http://proxy.example.com:3128"


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (
            caused(httpx.ConnectError("x"), socket.gaierror(socket.EAI_NONAME, "x")),
            f"The name of the proxy {PROXY} cannot be looked up.",
        ),
        (
            caused(httpx.ConnectError("x"), ConnectionRefusedError(111, "x")),
            f"The proxy {PROXY} refused the connection.",
        ),
        (httpx.ConnectTimeout("x"), f"The proxy {PROXY} cannot be reached: no connection in time."),
        (httpx.ReadTimeout("x"), f"{HOST} did not answer in time."),
    ],
)
def test_with_a_proxy_it_is_the_proxy_that_is_not_reached(
    error: httpx.RequestError, what: str
) -> None:
    failure = no_answer(error, HOST, "SDRS", proxy=PROXY)
    assert failure.error.what == what
    assert "is not offered" not in str(failure.error)
