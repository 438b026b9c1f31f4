"""A far end on loopback that takes a request and never gives the answer back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from tests.relay import LIMIT, Passes, Relay


class MutingRelay(Relay):
    """Hands bytes on to the service at `endpoint`, and back until a request has `muting` in it.

    `heard` is what was asked, by the first line of each request; `first` is called before the first
    one of them is handed on.
    """

    def __init__(
        self,
        endpoint: str,
        muting: bytes = b"no such request",
        first: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(endpoint)
        self._first = first
        self._muting = muting
        self.muted = threading.Event()
        self.heard: list[bytes] = []

    def ways(self) -> tuple[Passes, Passes]:
        """Return one that hears requests, and one that is shut by the muting one."""
        mute = threading.Event()

        def asked(piece: bytes) -> bool:
            if piece:
                self._hear(piece.split(b"\r\n", 1)[0], mute)
            return True

        def answered(piece: bytes) -> bool:
            if piece and mute.is_set():
                self.muted.set()
            return not mute.is_set()

        return asked, answered

    def until(self, seen: Callable[[list[bytes]], bool]) -> None:
        """Wait until what was asked is enough."""
        end = time.monotonic() + LIMIT
        while not seen(self.heard):
            assert time.monotonic() < end, self.heard
            threading.Event().wait(0.02)

    def _hear(self, request: bytes, mute: threading.Event) -> None:
        if not self.heard:
            self._first()
        self.heard.append(request)
        if self._muting in request:
            mute.set()
