"""One page of an SQLite file, read without SQLite (sqlite.org/fileformat2.html, sections 1.6, 2.1).

SQLite gives up where a page is damaged that leads to others. Here each page is read by itself, and
what makes no sense is passed over: whether it is true is for hashes to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

Value: TypeAlias = int | bytes | None
"""A column: a number, the bytes of a text or blob, or nothing. Journals have no others."""

Fetch: TypeAlias = "Callable[[int], bytes | None]"
"""Gives the page of a number, from 1; None when there is none."""

HEADER: Final = 100
"""Bytes of the file's header, on its first page."""

_TABLE_LEAF: Final = 0x0D
_INDEX: Final = {0x0A: (8, 0), 0x02: (12, 4)}
"""Kinds of index pages, leaf and interior: where their cell pointers are, what is before a cell."""

_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def rows(page: bytes, start: int, fetch: Fetch) -> Iterator[tuple[int, list[Value]]]:
    """Return the rows of a table's leaf: each with its number, and its columns.

    `start` is HEADER on the file's first page, otherwise 0; `fetch` brings what did not fit.
    """
    if page[start : start + 1] != bytes([_TABLE_LEAF]):
        return
    for at in _cells(page, start, start + 8):
        try:
            size, at = _varint(page, at)
            number, at = _varint(page, at)
            yield number, _columns(_payload(page, at, size, len(page) - 35, fetch))
        except (IndexError, ValueError):
            continue


def keys(page: bytes, start: int, fetch: Fetch) -> Iterator[list[Value]]:
    """Return the keys of a page of an index."""
    kind = page[start] if start < len(page) else 0
    if kind not in _INDEX:
        return
    pointers, skip = _INDEX[kind]
    for at in _cells(page, start, start + pointers):
        try:
            size, at = _varint(page, at + skip)
            yield _columns(_payload(page, at, size, (len(page) - 12) * 64 // 255 - 23, fetch))
        except (IndexError, ValueError):
            continue


def _cells(page: bytes, start: int, pointers: int) -> Iterator[int]:
    count = int.from_bytes(page[start + 3 : start + 5])
    for at in range(pointers, min(pointers + 2 * count, len(page) - 1), 2):
        yield int.from_bytes(page[at : at + 2])


def _payload(page: bytes, at: int, size: int, most: int, fetch: Fetch) -> bytes:
    """Return the `size` bytes of a cell, of which `most` can be on its own page."""
    if size <= most:
        return _exactly(page[at : at + size], size)
    least = (len(page) - 12) * 32 // 255 - 23
    local = least + (size - least) % (len(page) - 4)
    local = local if local <= most else least
    parts = [page[at : at + local]]
    missing, following = size - local, int.from_bytes(page[at + local : at + local + 4])
    seen: set[int] = set()
    while missing > 0:
        more = None if following in seen else fetch(following)
        if more is None:
            raise ValueError("a page is missing, or leads back to itself")
        seen.add(following)
        parts.append(more[4 : 4 + missing])
        missing, following = missing - (len(more) - 4), int.from_bytes(more[:4])
    return _exactly(b"".join(parts), size)


def _exactly(content: bytes, size: int) -> bytes:
    if len(content) != size:
        raise ValueError("cut off")
    return content


def _columns(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    values: list[Value] = []
    content = end
    while at < end:
        kind, at = _varint(payload, at)
        value, size = _value(payload, content, kind)
        values.append(value)
        content += size
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, 0
    if kind in (8, 9):
        return kind - 8, 0
    if size := _INTEGERS.get(kind):
        return int.from_bytes(_exactly(payload[at : at + size], size), signed=True), size
    if kind < 12:
        raise ValueError("no kind of value that a journal has")
    size = (kind - 12) // 2
    return _exactly(payload[at : at + size], size), size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return the number at `at`, of one to nine bytes, and where the next thing begins."""
    number = 0
    for place in range(9):
        byte = content[at + place]
        if place == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    raise AssertionError("nine bytes are the most")
