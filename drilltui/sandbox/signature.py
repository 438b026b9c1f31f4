"""``SDK-HMAC-SHA256``: what signature a received request should carry.

Source: Huawei Cloud "API Signing Guide". The canonical request is derived anew from what arrived;
only headers named in ``SignedHeaders`` take part, everything else may change on the way.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from drilltui.sandbox.received import Received

ALGORITHM: Final = "SDK-HMAC-SHA256"

_AUTHORIZATION: Final = re.compile(
    rf"{ALGORITHM} Access=([^,\s]+), SignedHeaders=([^,\s]+), Signature=([0-9a-f]{{64}})"
)
_UNRESERVED: Final = "-._~"
_CONTENT_HASH: Final = "x-sdk-content-sha256"
_EMPTY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Claim:
    """What an ``Authorization`` header claims: whose key, which headers, what signature."""

    ak: str
    signed_headers: tuple[str, ...]
    signature: str


def read_claim(authorization: str) -> Claim | None:
    """The claim in the value of an ``Authorization`` header, None when it has another form."""
    found = _AUTHORIZATION.fullmatch(authorization)
    if found is None:
        return None
    return Claim(found[1], tuple(found[2].split(";")), found[3])


def canonical_request(received: Received, signed_headers: tuple[str, ...]) -> bytes | None:
    """The canonical request, None when a signed header did not arrive.

    Path: percent-decoded, each segment encoded anew, closed with one slash. Query: raw pairs
    sorted by key and value, a ``+`` meaning itself. Headers: sorted, in lower case, outer space
    cut.
    """
    values = {name: _header_value(received, name) for name in signed_headers}
    lines = []
    for name in sorted(values):
        value = values[name]
        if value is None:
            return None
        lines.append(name.encode("ascii") + b":" + value + b"\n")
    parts = (
        received.method.encode("ascii"),
        _canonical_path(received.path),
        _canonical_query(received.query),
        b"".join(lines),
        ";".join(sorted(values)).encode("ascii"),
        _payload_hash(received.body, values.get(_CONTENT_HASH)),
    )
    return b"\n".join(parts)


def sign(canonical: bytes, stamp: str, sk: str) -> str:
    """The signature of a canonical request, with ``stamp`` the value of ``X-Sdk-Date``."""
    digest = hashlib.sha256(canonical).hexdigest()
    return hmac.new(
        sk.encode(), f"{ALGORITHM}\n{stamp}\n{digest}".encode(), hashlib.sha256
    ).hexdigest()


def is_signed_by(claim: Claim, canonical: bytes, stamp: str, sk: str) -> bool:
    """Whether the claimed signature is the one that ``sk`` makes."""
    return hmac.compare_digest(sign(canonical, stamp, sk), claim.signature)


def _header_value(received: Received, name: str) -> bytes | None:
    wanted = name.encode()
    values = [value.strip() for key, value in received.headers if key == wanted]
    return b",".join(values) if values else None


def _canonical_path(path: bytes) -> bytes:
    encoded = _encoded(unquote_to_bytes(path), also_plain="/")
    return encoded if encoded.endswith(b"/") else encoded + b"/"


def _canonical_query(query: bytes) -> bytes:
    pairs = []
    for pair in query.split(b"&"):
        if pair:
            key, _, value = pair.partition(b"=")
            pairs.append((unquote_to_bytes(key), unquote_to_bytes(value)))
    return b"&".join(_encoded(key) + b"=" + _encoded(value) for key, value in sorted(pairs))


def _payload_hash(body: bytes, declared: bytes | None) -> bytes:
    if not body:
        return _EMPTY.encode("ascii")
    return declared or hashlib.sha256(body).hexdigest().encode("ascii")


def _encoded(raw: bytes, also_plain: str = "") -> bytes:
    return quote_from_bytes(raw, safe=_UNRESERVED + also_plain).encode("ascii")
