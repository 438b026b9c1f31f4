"""All pages of a journal's file and of its log, damaged or not, read without SQLite."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drilltui.store.page import HEADER, Fetch

_SIZES: Final = tuple(1 << power for power in range(9, 17))
_USUAL_SIZE: Final = 4096
_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""How a log begins, and the byte order in which its sums are made."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of `file`, of `size` bytes each, and the newer ones that `log` has committed."""

    file: bytes
    log: Mapping[int, bytes]
    size: int

    def all(self) -> Iterator[tuple[bytes, int, Fetch]]:
        """Return every page: its content, where it starts, and what brings those it leads to.

        First with the log, then without: a page of the file that the log has anew may be the one
        that is not damaged.
        """
        for number in range(1, max([self._count, *self.log]) + 1):
            if page := self._newest(number):
                yield page, _start(number), self._newest
        for number in self.log:
            if page := self._in_file(number):
                yield page, _start(number), self._in_file

    @property
    def _count(self) -> int:
        return -(-len(self.file) // self.size)

    def _newest(self, number: int) -> bytes | None:
        return self.log.get(number) or self._in_file(number)

    def _in_file(self, number: int) -> bytes | None:
        if not 1 <= number <= self._count:
            return None
        # The last one may be cut off.
        return self.file[(number - 1) * self.size : number * self.size].ljust(self.size, b"\0")


def read_pages(path: Path) -> Iterator[Pages]:
    """Read the file at `path` and its log, once for each size that its pages may have.

    Its header may be damaged, so it is not believed alone. Raises OSError.
    """
    file = path.read_bytes()
    log_path = path.with_name(path.name + "-wal")
    log = log_path.read_bytes() if log_path.exists() else b""
    said = int.from_bytes(file[16:18])
    likely = (65536 if said == 1 else said, int.from_bytes(log[8:12]), _USUAL_SIZE)
    for size in dict.fromkeys(one for one in likely if one in _SIZES):
        yield Pages(file, _committed(log, size), size)


def _committed(log: bytes, size: int) -> Mapping[int, bytes]:
    """Return the newest committed content of each page in a log (file format, section 4).

    It ends where SQLite would see its end: at the first frame that does not follow from those
    before it. What comes after the last commit was never done.
    """
    order = _MAGIC.get(int.from_bytes(log[:4]))
    if order is None or len(log) < _LOG_HEADER or int.from_bytes(log[8:12]) != size:
        return {}
    total = _sum(log[:24], (0, 0), order)
    if total != struct.unpack(">II", log[24:32]):
        return {}
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at in range(_LOG_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        number, commit = struct.unpack(">II", log[at : at + 8])
        page = log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        total = _sum(page, _sum(log[at : at + 8], total, order), order)
        if log[at + 8 : at + 16] != log[16:24] or not number:
            break
        if total != struct.unpack(">II", log[at + 16 : at + 24]):
            break
        pending[number] = page
        if commit:
            committed |= pending
            pending = {}
    return committed


def _sum(content: bytes, total: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = total
    words = struct.iter_unpack(f"{order}II", content)
    for first, second in words:
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _start(number: int) -> int:
    return HEADER if number == 1 else 0
