"""The request log: what was really sent, and what came back."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drilltui.domain.language import tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.words import at, short_id

if TYPE_CHECKING:
    from drilltui.domain.exchange import Exchange


_PROJECT = re.compile(r"^/v\d[\d.]*/[0-9a-f]{32}(?=/)")
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def row(exchange: Exchange, zone: tzinfo | None) -> tuple[Span, ...]:
    """Return the cells of a request: time, method, path with query, status, milliseconds.

    The path is without version and project, which are the same in every row, and its ids are
    shortened, so that what was asked for is seen in a narrow column.
    """
    url = urlsplit(exchange.request.url)
    path = _PROJECT.sub("", url.path) + (f"?{url.query}" if url.query else "")
    target = _ID.sub(lambda found: short_id(found[0]), path)
    return (
        Span(at(exchange.at, zone)),
        Span(
            exchange.request.method, Role.STRONG if exchange.request.method != "GET" else Role.TEXT
        ),
        Span(target),
        _status(exchange),
        Span(f"{exchange.seconds * 1000:.0f} ms", Role.DIM),
    )


def _status(exchange: Exchange) -> Span:
    if exchange.status is None:
        return Span(tr("no answer"), Role.STOP)
    return Span(str(exchange.status), Role.OK if exchange.status < 400 else Role.STOP)


def detail(exchange: Exchange) -> tuple[Line, ...]:
    """Return one request in full; secrets were masked when it was noted."""
    request = exchange.request
    request_id = tr("request {id}", id=exchange.request_id or "-")
    return (
        line((f"{request.method} ", Role.STRONG), request.url),
        *(line((f"{name}: ", Role.DIM), value) for name, value in exchange.headers.items()),
        Line(),
        *(line(text) for text in request.body.split("\n") if text),
        Line(),
        line((f"{tr('ANSWER')}  ", Role.DIM), _status(exchange), f"   {request_id}"),
        *((line((exchange.failure, Role.STOP)),) if exchange.failure else ()),
        *(line(text) for text in exchange.answer.split("\n") if text),
    )
