"""A far end on loopback that takes a request and never gives the answer back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

LIMIT = 10.0


class MutingRelay:
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
        self._first = first
        far = urlsplit(endpoint)
        self._far = far.hostname or "", far.port or 80
        self._muting = muting
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.muted = threading.Event()
        self.heard: list[bytes] = []
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._go(self._accept)
        return self

    def __exit__(self, *_error: object) -> None:
        for one in (self._listener, *self._connections):
            with suppress(OSError):  # closed by the other side already
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(LIMIT)
        for one in (self._listener, *self._connections):
            one.close()

    def until(self, seen: Callable[[list[bytes]], bool]) -> None:
        """Wait until what was asked is enough."""
        end = time.monotonic() + LIMIT
        while not seen(self.heard):
            assert time.monotonic() < end, self.heard
            threading.Event().wait(0.02)

    def _go(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._far, LIMIT)
                far.settimeout(None)
                self._connections += [near, far]
                mute = threading.Event()
                self._go(self._ask, near, far, mute)
                self._go(self._answer, far, near, mute)

    def _ask(self, near: socket.socket, far: socket.socket, mute: threading.Event) -> None:
        with suppress(OSError):  # one side hung up
            while piece := near.recv(65536):
                if not self.heard:
                    self._first()
                self.heard.append(piece.split(b"\r\n", 1)[0])
                if self._muting in self.heard[-1]:
                    mute.set()
                far.sendall(piece)
        with suppress(OSError):
            far.shutdown(socket.SHUT_WR)

    def _answer(self, far: socket.socket, near: socket.socket, mute: threading.Event) -> None:
        with suppress(OSError):
            while piece := far.recv(65536):
                if mute.is_set():
                    self.muted.set()
                else:
                    near.sendall(piece)
