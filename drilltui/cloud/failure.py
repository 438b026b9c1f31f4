"""Why no answer came: the HTTP library's exceptions in words, with what a person can do."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator

from drilltui.cloud.http import (
    ConnectError,
    ConnectTimeout,
    DecodingError,
    PoolTimeout,
    ProxyError,
    RequestError,
    TimeoutException,
    UnsupportedProtocol,
)
from drilltui.cloud.retry import Failure
from drilltui.cloud.trouble import (
    CHECK_NETWORK,
    PROXY_PASSWORD,
    Trouble,
    of_name,
    of_proxy_name,
    of_tls,
)
from drilltui.domain.errors import Unreachable, Unreadable
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

_UNSENT = (ConnectError, ConnectTimeout, PoolTimeout, ProxyError, UnsupportedProtocol)
_PROXY_FAULT = re.compile(r"5\d\d\b")


def no_answer(
    error: RequestError,
    host: str,
    service: str = marked("The service"),
    said: str | None = None,
    *,
    proxy: str = "",
) -> Failure:
    """Say what `error` means for `service` at `host`. `said` is its text, when that is not its own.

    With a `proxy` (as it may be shown) it is the proxy that was looked up and connected to. Only
    failures before the first byte count as not sent.

    A name that does not exist, a certificate that is not trusted and a proxy that wants a password
    will be the same in a second, so they are not worth another try.
    """
    if isinstance(error, DecodingError):
        what = tr("The answer of {host} is compressed in a way that cannot be undone.", host=host)
        return Failure(
            Unreadable(what, status=200, remedy=tr("A proxy on the way may be at fault."))
        )
    if isinstance(error, ProxyError) and str(error).startswith("407"):
        return proxy_wants_password()
    said = plain(" ".join((str(error) if said is None else said).split()))
    if "location header" in said.lower():  # the library quotes it, and it may have a secret in it
        said = tr("it sends us to an address that is none")
    what, remedy, passing = _explain(error, said, host, service, proxy)
    return Failure(Unreachable(what, sent=not isinstance(error, _UNSENT), remedy=remedy), passing)


def proxy_wants_password() -> Failure:
    """Return what a 407 means, whichever way it comes: the request did not get past the proxy."""
    told = PROXY_PASSWORD
    return Failure(Unreachable(told.sentence, sent=False, remedy=tr(told.remedy)))


def _explain(
    error: RequestError, said: str, host: str, service: str, proxy: str
) -> tuple[str, str, bool]:
    near = tr("The proxy {proxy}", proxy=proxy) if proxy else host
    if isinstance(error, ProxyError):
        return _proxy(said[:100], host)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return _told(of_tls(cause, host))
        if isinstance(cause, socket.gaierror):
            return _told(of_proxy_name(cause, proxy) if proxy else of_name(cause, host, service))
        if isinstance(cause, ConnectionRefusedError):
            return (
                tr("{host} refused the connection.", host=near),
                tr(
                    "Check the endpoint, the firewall and the proxy settings "
                    "(HTTPS_PROXY, NO_PROXY)."
                ),
                True,
            )
    if isinstance(error, TimeoutException):
        return _timeout(error, host, near)
    said = said[:200].rstrip(".")
    if said:
        what = tr("The connection to {host} failed ({why}).", host=host, why=said)
    else:
        what = tr("The connection to {host} failed.", host=host)
    return what, tr("Check the network and try again."), True


def _timeout(error: TimeoutException, host: str, near: str) -> tuple[str, str, bool]:
    if isinstance(error, PoolTimeout):
        return tr("Too many calls are waiting for an answer."), tr("Try again in a minute."), True
    if isinstance(error, ConnectTimeout):
        return (
            tr("{host} cannot be reached: no connection in time.", host=near),
            tr(CHECK_NETWORK),
            True,
        )
    return (
        tr("{host} did not answer in time.", host=host),
        tr("Try again; the network or the service is slow."),
        True,
    )


def _told(trouble: Trouble) -> tuple[str, str, bool]:
    return trouble.sentence, trouble.remedy, trouble.passing


def _proxy(said: str, host: str) -> tuple[str, str, bool]:
    remedy = tr("Check HTTPS_PROXY and NO_PROXY, or ask who runs the proxy.")
    passing = _PROXY_FAULT.match(said) is not None
    return tr("The proxy gives no way to {host} ({why}).", host=host, why=said), remedy, passing


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to `error`, itself first; members of exception groups included."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        waiting += [e for e in (current.__context__, current.__cause__, *inner) if e is not None]
