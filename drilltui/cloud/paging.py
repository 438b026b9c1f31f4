"""Lists that come in pages: the four ways the services have, each read to its end.

A server that ignores what page was asked for must not make a loop: a page that brings no id that is
new ends the list.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeAlias

from drilltui.cloud import wire
from drilltui.cloud.answer import Answer
from drilltui.domain.errors import Unreadable
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr

Query: TypeAlias = list[tuple[str, str]]
Fetch: TypeAlias = Callable[[Query], Awaitable[Answer]]
Key: TypeAlias = Callable[[JsonObject], str]

INDEX_LIMIT = 999
"""SDRS documents 1000 and refuses it (SDRS.0221: more than 0, less than 1000)."""

MARKER_LIMIT = 1000
PAGE_SIZE = 1000
MOST_PAGES = 1000


def row_id(row: JsonObject) -> str:
    """Return the id of a row, empty when it has none."""
    return wire.text(row.get("id"))


class _Rows:
    """The rows so far, each id once: a list may move between two pages."""

    def __init__(self, key: Key) -> None:
        self.rows: list[JsonValue] = []
        self._key = key
        self._seen: set[str] = set()
        self._pages = 0

    def add(self, page: Sequence[JsonValue], answer: Answer) -> list[JsonValue]:
        """Keep what is new and return it. Unreadable after too many pages."""
        self._pages += 1
        if self._pages > MOST_PAGES:
            raise Unreadable(
                tr("The list does not end."), status=answer.status, request_id=answer.request_id
            )
        fresh = []
        nameless = []
        for row in page:
            key = self._key(row) if isinstance(row, dict) else ""
            if not key:
                nameless.append(row)
                fresh.append(row)
            elif key not in self._seen:
                self._seen.add(key)
                fresh.append(row)
        if len(fresh) == len(nameless) and self._pages > 1:
            return []
        self.rows += fresh
        return fresh


async def by_index(fetch: Fetch, member: str, key: Key = row_id) -> list[JsonValue]:
    """Read a list of SDRS to its end."""
    return [row async for page in index_pages(fetch, member, key=key) for row in page]


async def index_pages(
    fetch: Fetch, member: str, *, first: int = INDEX_LIMIT, key: Key = row_id
) -> AsyncIterator[list[JsonValue]]:
    """Read a list of SDRS page by page: `offset` is the index of the first item.

    The first page has at most `first` rows. A short page is the last one, unless `count` tells of
    more: then the server's own limit is lower than ours. `count` never ends a list, since it may be
    the size of the page.
    """
    rows, offset, limit = _Rows(key), 0, first
    while True:
        answer = await fetch([("limit", str(limit)), ("offset", str(offset))])
        page = answer.rows(member)
        offset += len(page)
        told = wire.number(answer.record().get("count")) or 0
        fresh = rows.add(page, answer)
        yield fresh
        if not fresh or (len(page) < limit and told <= offset):
            return
        limit = INDEX_LIMIT


async def by_marker(fetch: Fetch, member: str) -> list[JsonValue]:
    """Read a list of VPC: a page starts after the item whose id is the `marker`."""
    rows = _Rows(row_id)
    query = [("limit", str(MARKER_LIMIT))]
    while True:
        answer = await fetch(query)
        page = answer.rows(member)
        if not rows.add(page, answer) or len(page) < MARKER_LIMIT:
            return rows.rows
        marker = row_id(wire.record(page[-1]))
        if not marker:
            raise answer.lacks(tr("the id of the last of {member}", member=member))
        query = [("limit", str(MARKER_LIMIT)), ("marker", marker)]


async def by_next_marker(fetch: Fetch, member: str) -> list[JsonValue]:
    """Read a list of VPC v3: each page tells the `marker` of the next, the last one tells none."""
    rows = _Rows(row_id)
    query = [("limit", str(MARKER_LIMIT))]
    while True:
        answer = await fetch(query)
        fresh = rows.add(answer.rows(member), answer)
        marker = wire.text(wire.record(answer.record().get("page_info")).get("next_marker"))
        if not fresh or not marker:
            return rows.rows
        query = [("limit", str(MARKER_LIMIT)), ("marker", marker)]


async def by_page(fetch: Fetch, member: str) -> list[JsonValue]:
    """Read a list of IAM: pages are counted from 1."""
    rows, number = _Rows(row_id), 1
    while True:
        answer = await fetch([("page", str(number)), ("per_page", str(PAGE_SIZE))])
        page = answer.rows(member)
        if not rows.add(page, answer) or len(page) < PAGE_SIZE:
            return rows.rows
        number += 1
