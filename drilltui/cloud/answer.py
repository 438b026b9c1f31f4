"""A success answer of the service, and what is taken from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from drilltui.cloud import wire
from drilltui.cloud.envelope import page_words
from drilltui.domain.errors import Intercepted, Unreadable
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.secret import Secret

_PROXY = marked("A proxy on the way may have answered: try the address in a browser.")
_PORTAL = marked(
    "A login page of the network, or a proxy, may stand in between: open any page in a browser, or "
    "set HTTPS_PROXY."
)


class HasId(Protocol):
    """A value that the service knows by an id."""

    @property
    def id(self) -> str:
        """The id; empty when the answer had none."""
        ...


Named = TypeVar("Named", bound=HasId)


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of a 2xx answer; `body` is None for one without content.

    `token` is what the header X-Subject-Token holds: IAM puts a new token nowhere else.
    """

    status: int
    body: JsonValue
    request_id: str = ""
    token: Secret | None = field(default=None, repr=False)

    def one(self, member: str, reader: wire.Reader[Named]) -> Named:
        """Return the object under `member`. Unreadable when it is not there or has no id."""
        found = wire.record(self.body).get(member)
        if not isinstance(found, dict):
            raise self.lacks(member)
        value = reader(found, "")
        if not value.id:
            raise self.lacks(f"{member}.id")
        return value

    def rows(self, member: str) -> list[JsonValue]:
        """Return the list under `member`, `null` being an empty one. Unreadable when it is absent.

        "There are none" decides whether a drill may be sent again, so it must have been said.
        """
        whole = wire.record(self.body)
        found = whole.get(member)
        if isinstance(found, list):
            return found
        if found is None and member in whole:
            return []
        raise self.lacks(member)

    def object(self, member: str) -> JsonObject:
        """Return the object under `member`. Unreadable when it is missing or no object."""
        found = wire.record(self.body).get(member)
        if isinstance(found, dict):
            return found
        raise self.lacks(member)

    def nothing(self) -> None:
        """Take an answer that has nothing to say. Unreadable when it says something, or 202.

        A removal that was merely accepted has not happened.
        """
        if self.status not in (200, 204) or self.body is not None:
            raise Unreadable(
                tr("The answer is not the empty one that tells of a removal."),
                status=self.status,
                request_id=self.request_id,
                remedy=tr("Look whether it is still there."),
            )

    def word(self, member: str) -> str:
        """Return the text under `member`. Unreadable when it is missing or empty."""
        if found := wire.text(wire.record(self.body).get(member)):
            return found
        raise self.lacks(member)

    def record(self) -> JsonObject:
        """Return the whole answer. Unreadable when it is no object."""
        if isinstance(self.body, dict):
            return self.body
        raise self.lacks(tr("a JSON object"))

    def lacks(self, member: str) -> Unreadable:
        """Return the error that says what the answer lacks."""
        return Unreadable(
            tr("The answer lacks {member}.", member=member),
            status=self.status,
            request_id=self.request_id,
            remedy=tr("Give support the request id; the request log has the whole answer."),
        )


def read_answer(
    status: int, body: bytes, request_id: str, words: Callable[[], str] | None = None
) -> Answer:
    """Make an answer of a 2xx body. Unreadable when there is one and it is not JSON.

    `words` gives what is told of such a body; without it, all that can be read in there.
    """
    if not body.strip():
        return Answer(status, None, request_id)
    try:
        document: JsonValue = json.loads(body)
    # Not UTF-8, half a document, a number of five thousand digits; a document nested too deep.
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            tr(
                "The answer is not JSON: {words}",
                words=(words() if words else page_words(body))[:120],
            ),
            status=status,
            request_id=request_id,
            remedy=tr(_PROXY),
        ) from error
    return Answer(status, document, request_id)


def is_page(content_type: str, body: bytes) -> bool:
    """True for a page of markup, which no service of the cloud answers with."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or body.lstrip()[:1] == b"<"


def intercepted(host: str, how: str, status: int, request_id: str = "") -> Intercepted:
    """Return the error for a page of somebody else; `how` is what it did or said."""
    return Intercepted(
        tr("A page that is not the cloud's answered in place of {host}: {how}", host=host, how=how),
        status=status,
        request_id=request_id,
        remedy=tr(_PORTAL),
    )
