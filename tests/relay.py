"""A far end on loopback through which a client's bytes pass to a service and back."""

from __future__ import annotations

import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeAlias
from urllib.parse import urlsplit

LIMIT = 10.0
"""Seconds after which a connection or an end is given up."""

Passes: TypeAlias = Callable[[bytes], bool]
"""Whether a piece goes on, asked before it does; the end of a way is the piece ``b""``."""


class Relay(ABC):
    """Listens at `endpoint` for clients of the service at the one it is given (http://host:port).

    Every connection is two ways, of what is asked and of what is answered.
    """

    def __init__(self, endpoint: str) -> None:
        far = urlsplit(endpoint)
        self._far = far.hostname or "", far.port or 80
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
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

    @abstractmethod
    def ways(self) -> tuple[Passes, Passes]:
        """Return what lets pass what is asked, and what is answered, on a new connection."""

    def _go(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                self._connections.append(near)
                far = socket.create_connection(self._far, LIMIT)
                self._connections.append(far)
                far.settimeout(None)
                asked, answered = self.ways()
                self._go(_carry, near, far, asked)
                self._go(_carry, far, near, answered)


def _carry(start: socket.socket, end: socket.socket, passes: Passes) -> None:
    with suppress(OSError):  # one side hung up
        while piece := start.recv(65536):
            if passes(piece):
                end.sendall(piece)
    if passes(b""):
        with suppress(OSError):
            end.shutdown(socket.SHUT_WR)
