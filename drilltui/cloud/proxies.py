"""Which proxy the environment names for a URL, by the rules of the HTTP library, and how to say it.

A proxy's user and password stand in its URL, so the URL itself is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: where it is, and what it wants to know, if anything was said.

    `variable` is the name of the environment variable that names it. `scheme` is http, https or
    something that cannot be used; `port` is None for a URL that is none.
    """

    variable: str
    scheme: str
    host: str
    port: int | None
    user: str = field(default="", repr=False)
    password: Secret | None = None

    def __str__(self) -> str:
        return plain(f"{self.scheme}://{self.host}:{self.port or '?'}")


def proxy_for(url: str, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy that `environ` names for `url`, None when it is asked without one."""
    parts = urlsplit(url)
    if _excluded(parts.hostname or "", _value("no_proxy", environ)[1]):
        return None
    for wanted in (f"{parts.scheme}_proxy", "all_proxy"):
        variable, value = _value(wanted, environ)
        if value:
            return _read(variable, value)
    return None


def _value(name: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the variable's name as it is spelt and its value: lower case counts first."""
    for spelt in (name, name.upper()):
        if value := environ.get(spelt, ""):
            return spelt, value
    return name, ""


def _read(variable: str, value: str) -> Proxy:
    parts = urlsplit(value if "://" in value else f"http://{value}")
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        port = None
    password = Secret(unquote(parts.password)) if parts.password else None
    host = parts.hostname or ""
    return Proxy(variable, parts.scheme, host, port, unquote(parts.username or ""), password)


def _excluded(host: str, no_proxy: str) -> bool:
    """True when `no_proxy` names `host` or a domain it is in; a leading dot means inside only."""
    for entry in (part.strip().lower() for part in no_proxy.split(",")):
        if entry in ("*", host):
            return True
        if entry and host.endswith(entry if entry.startswith(".") else f".{entry}"):
            return True
    return False
