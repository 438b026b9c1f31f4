"""Building request URLs, in the very form that is signed and sent."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drilltui.cloud.signing import canonical_query
from drilltui.domain.errors import Unreachable, UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._~-]{0,127}", re.ASCII)


def usable(value: str) -> bool:
    """True when `value` can be an id in a path: unreserved characters, not a dot first.

    Ids come from the cloud; ``../x`` must not lead to another resource, and the gateway decodes
    ``%2F`` before it checks the signature.
    """
    return _SEGMENT.fullmatch(value) is not None


def segment(value: str, what: str) -> str:
    """Return `value` as a part of a path; UsageError names `what` when it cannot be one."""
    if not usable(value):
        shown = plain(value)[:40] or tr("(empty)")
        raise UsageError(
            tr("{id} is not an id of a {what}.", id=shown, what=tr(what)),
            tr("Reload the list and choose the {what} again.", what=tr(what)),
        )
    return value


def project_segment(project_id: str) -> str:
    """Return a project's id as a part of a path; UsageError when it is not known or can be none."""
    if not project_id:
        raise UsageError(
            tr("The project is not known yet."),
            tr("Give its id, or let it be found from the region."),
        )
    return segment(project_id, marked("project"))


def known(endpoint: str, service: str) -> str:
    """Return the base URL of a service; Unreachable when nobody has said where it is."""
    if endpoint:
        return endpoint
    raise Unreachable(
        tr("The endpoint of {service} is not known.", service=service.upper()),
        sent=False,
        remedy=tr("Give the profile a region, or endpoints.{service}.", service=service),
    )


def url(endpoint: str, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
    """Return the whole URL; the query is sorted and encoded as the signature wants it."""
    encoded = canonical_query(query)
    return f"{endpoint}{path}?{encoded}" if encoded else f"{endpoint}{path}"
