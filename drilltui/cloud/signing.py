"""Request signing with an access key: SDK-HMAC-SHA256 (API Signing Guide, "Signing Algorithm").

The functions are pure. `AkSkAuth` applies them to every attempt with a fresh date, because the
gateway refuses dates that are more than 15 minutes off.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from drilltui.cloud.http import Request, Response
from drilltui.cloud.proof import By, Proof
from drilltui.domain.errors import UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.secret import Secret

ALGORITHM = "SDK-HMAC-SHA256"
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"

SIGNED = frozenset(
    {
        "content-type",
        "host",
        "x-domain-id",
        "x-project-id",
        "x-sdk-content-sha256",
        "x-sdk-date",
        "x-security-token",
    }
)
"""The headers we sign. Others are left out: a proxy on the way may change them."""

_EMPTY_HASH = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """What is signed: `path` percent-encoded or not, `query` as decoded pairs, `headers` with Host.

    Every header given here is signed, except those with an underscore in their name.
    """

    method: str
    path: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes = b""

    def signed_names(self) -> str:
        """Return the names of the signed headers: lower case, sorted, joined with `;`."""
        return ";".join(sorted(name.lower() for name in self.headers if "_" not in name))

    def canonical(self) -> str:
        """Return the canonical request of the signing guide."""
        values = {name.lower(): value.strip() for name, value in self.headers.items()}
        names = self.signed_names()
        return "\n".join(
            (
                self.method.upper(),
                canonical_path(self.path),
                canonical_query(self.query),
                "".join(f"{name}:{values[name]}\n" for name in names.split(";")),
                names,
                _payload_hash(self.body, values),
            )
        )


def canonical_path(path: str) -> str:
    """Return `path` decoded, encoded again segment by segment, with exactly one slash at its end.

    That slash exists in the signature only; the URL that is sent keeps its form.
    """
    encoded = "/".join(quote(segment, safe="") for segment in unquote(path).split("/"))
    return encoded if encoded.endswith("/") else encoded + "/"


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the query sorted by code point of the decoded pairs, then percent-encoded.

    This is also the form that is sent: a space as `%20`, never as `+`.
    """
    return "&".join(
        f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in sorted(pairs)
    )


def decoded_query(query: str) -> list[tuple[str, str]]:
    """Return the pairs of a raw query string; a `+` in it is a plus sign."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return [(unquote(key), unquote(value)) for key, _, value in pairs]


def string_to_sign(canonical: str, date: str) -> str:
    """Return the text whose HMAC is the signature; `date` is the value of X-Sdk-Date."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return f"{ALGORITHM}\n{date}\n{digest}"


def authorization(message: Message, access_key: str, secret_key: Secret) -> str:
    """Return the Authorization header for `message`, which must carry X-Sdk-Date."""
    date = next(value for name, value in message.headers.items() if name.lower() == "x-sdk-date")
    text = string_to_sign(message.canonical(), date)
    signature = hmac.new(secret_key.reveal().encode(), text.encode(), hashlib.sha256).hexdigest()
    names = message.signed_names()
    return f"{ALGORITHM} Access={access_key}, SignedHeaders={names}, Signature={signature}"


def sdk_date(now: datetime) -> str:
    """Return `now` (aware) as X-Sdk-Date has it: ``20250917T064210Z``."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _payload_hash(body: bytes, values: Mapping[str, str]) -> str:
    if not body:
        return _EMPTY_HASH  # even when X-Sdk-Content-Sha256 says otherwise
    return values.get("x-sdk-content-sha256") or hashlib.sha256(body).hexdigest()


def _check(what: str, value: str) -> None:
    # A line break or a letter that only looks like ASCII comes from copying out of a document.
    if not value or not all("!" <= character <= "~" for character in value):
        raise UsageError(
            tr("The {what} is empty or holds a character that no {what} has.", what=tr(what)),
            tr("Copy it again, without spaces and line breaks."),
        )


class AkSkAuth(Proof):
    """Signs each attempt with an access key.

    `project_id` belongs to calls of project-level services, `domain_id` to calls of global ones;
    calls made to find the project carry neither. `security_token` belongs to temporary keys.
    Raises UsageError for a key that cannot be one.
    """

    requires_request_body = True

    def __init__(
        self,
        access_key: str,
        secret_key: Secret,
        *,
        now: Callable[[], datetime],
        project_id: str = "",
        domain_id: str = "",
        security_token: Secret | None = None,
        signed: frozenset[str] = SIGNED,
    ) -> None:
        _check(marked("access key"), access_key)
        _check(marked("secret key"), secret_key.reveal())
        _check(marked("security token"), security_token.reveal() if security_token else "-")
        self._access_key = access_key
        self._secret_key = secret_key
        self._now = now
        self._project_id = project_id
        self._domain_id = domain_id
        self._security_token = security_token
        self._signed = signed
        self.by = By.TEMPORARY_KEY if security_token else By.SIGNATURE
        self.secrets = (secret_key, security_token) if security_token else (secret_key,)

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the signing headers and the signature, and send once: a 401 is never repeated.

        More than five wrong signatures in a row lock the key for five minutes.
        """
        self._add_headers(request)
        path, _, query = request.url.raw_path.decode().partition("?")
        headers = {name: value for name, value in request.headers.items() if name in self._signed}
        message = Message(request.method, path, decoded_query(query), headers, request.content)
        request.headers["Authorization"] = authorization(
            message, self._access_key, self._secret_key
        )
        yield request

    def _add_headers(self, request: Request) -> None:
        headers = request.headers
        if self._project_id:
            headers["X-Project-Id"] = self._project_id
        elif self._domain_id:
            headers["X-Domain-Id"] = self._domain_id
        if self._security_token:
            headers["X-Security-Token"] = self._security_token.reveal()
        content_type = headers.get("Content-Type", "application/json")
        if not content_type.startswith(("application/json", "application/bson")):
            headers["X-Sdk-Content-Sha256"] = UNSIGNED_PAYLOAD
        headers["X-Sdk-Date"] = sdk_date(self._now())
