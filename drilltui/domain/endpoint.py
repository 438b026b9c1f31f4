"""Endpoints as people write them, brought into the one form that requests are built from."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from drilltui.domain.field import Problem
from drilltui.domain.language import tr

# What tools append to a host: /v1, /v3, /v2.0, /v2.1, and the project's id or a place for it.
_TAIL = re.compile(r"(/v\d(?:\.\d)?(?:/(?:[0-9a-f]{32}|[%$][({]\w+[)}]s?))?)?/*", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]", re.ASCII)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|\[::1\]", re.ASCII | re.IGNORECASE)


def base_url(text: str) -> str | Problem:
    """Return `text` as ``https://host[:port]``, or why it is no endpoint.

    A host, a URL, a URL with ``/v1`` and one with ``/v1/<project id>`` all mean the same service,
    because every tool of these clouds has its own habit. Plain http is for loopback addresses only:
    a token in it could be read by everybody on the way.
    """
    value = text.strip()
    if "://" not in value:
        value = f"https://{value}"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return Problem(tr("the port must be a number from 1 to 65535"), "")
    scheme, host = parts.scheme.lower(), parts.netloc.rpartition("@")[2]
    host = host if port is None else host.rpartition(":")[0]
    if scheme not in ("https", "http"):
        return Problem(tr("an endpoint begins with https://"), "")
    if "@" in parts.netloc or parts.query or parts.fragment:
        return Problem(tr("an endpoint has no user name, no ? and no #"), "")
    if not _HOST.fullmatch(host) or port == 0:
        return Problem(tr("this is no host name"), "")
    if not _TAIL.fullmatch(parts.path):
        return Problem(tr("only /v1 or /v1/<project id> may follow the host"), "")
    if scheme == "http" and not _LOOPBACK.fullmatch(host):
        return Problem(tr("http:// is for loopback addresses only; use https://"), "")
    return f"{scheme}://{host.lower()}" + (f":{port}" if port is not None else "")
