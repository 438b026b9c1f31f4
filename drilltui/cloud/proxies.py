"""Which proxy the environment names for a URL, and how to say it. Nothing else decides that.

Only https goes through a proxy, which then sees host and port and no more. Plain http is for this
machine's own addresses, and what is said to them in clear, a password too, is for nobody else: so
HTTP_PROXY means nothing here. A proxy's user and password stand in its URL, so the URL itself is
shown to nobody.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: where it is, and what it wants to know, if anything was said.

    `variable` is the name of the environment variable that names it. `scheme` is http, https or
    something that cannot be used; `port` is 0, and `host` may be empty, for a URL that is none.
    """

    variable: str
    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: Secret | None = None

    def __str__(self) -> str:
        return plain(f"{self.scheme}://{authority(self.host or '?', self.port or '?')}")

    def login(self) -> tuple[str, str] | None:
        """Return user and password for it, None when neither was said."""
        if not self.user and self.password is None:
            return None
        return self.user, self.password.reveal() if self.password else ""

    def check(self) -> None:
        """Raise UsageError when this cannot be used."""
        if self.scheme not in _PORTS or not self.host or not self.port:
            raise self.unusable()

    def unusable(self) -> UsageError:
        """Return the error that says so, without the URL, in which a password may be."""
        return UsageError(
            tr(
                "{variable} names {proxy}, which cannot be used as a proxy.",
                variable=self.variable,
                proxy=self,
            ),
            tr(
                "Set {variable} to http://host:port or https://host:port; there is no other kind "
                "of proxy here.",
                variable=self.variable,
            ),
        )


def authority(host: str, port: int | str) -> str:
    """Return host and port as a URL has them: an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def proxy_for(url: str, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy that `environ` names for `url`, None when it is asked without one.

    The variables are https_proxy, all_proxy and no_proxy, in lower case first: one that is set and
    empty there makes the one in upper case mean nothing, as it does for Python and curl.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or _excluded(parts, _value("no_proxy", environ)[1]):
        return None
    return named_proxy(environ)


def named_proxy(environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy that `environ` names for every host that it does not exclude."""
    for wanted in ("https_proxy", "all_proxy"):
        variable, value = _value(wanted, environ)
        if value:
            return _read(variable, value)
    return None


def _value(name: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the variable's name as it is spelt, and its value, which may be empty."""
    spelt = name if name in environ else name.upper()
    return spelt, environ.get(spelt, "").strip()


def _read(variable: str, value: str) -> Proxy:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
    except ValueError:  # a bracket that is not closed
        return Proxy(variable, "http", "", 0)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:  # none, or beyond 65535
        port = 0
    password = Secret(unquote(parts.password)) if parts.password else None
    host = parts.hostname or ""
    return Proxy(variable, parts.scheme, host, port, unquote(parts.username or ""), password)


def _excluded(asked: SplitResult, no_proxy: str) -> bool:
    """True when one of the entries of `no_proxy` names what is asked."""
    return any(_names(entry, asked) for entry in no_proxy.lower().split(","))


def _names(entry: str, asked: SplitResult) -> bool:
    """True when `entry` is ``*``, or names the host or a domain or a network that it is in.

    A leading dot, or ``*.``, means inside of the domain only; a port or a scheme narrows it down.
    """
    host = asked.hostname or ""
    scheme, _, rest = entry.strip().rpartition("://")
    if scheme not in ("", asked.scheme):
        return False
    if rest in ("*", host):
        return True
    if (inside := _in_network(rest, host)) is not None:
        return inside
    name, port = _split(rest)
    if port and port != str(asked.port or _PORTS[asked.scheme]):
        return False
    if name == host or not name or _is_address(host):
        return name == host
    return host.endswith(name if name.startswith(".") else f".{name}")


def _split(entry: str) -> tuple[str, str]:
    """Return the name and the port of an entry; without its star, if it has one."""
    if entry.startswith("["):
        name, _, port = entry[1:].partition("]")
        return name, port.removeprefix(":")
    name, _, port = entry.partition(":")
    return name.removeprefix("*"), port


def _in_network(entry: str, host: str) -> bool | None:
    """True when `host` is an address in the network `entry`, None when `entry` is none."""
    try:
        network = ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None
    return _is_address(host) and ipaddress.ip_address(host) in network


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
