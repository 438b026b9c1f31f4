"""A far end that remembers: it hands bytes on to the sandbox, and keeps what passed.

What it heard is the source of the tokens to look for, and proves that a secret was really used. It
is kept in this process only, which is none of the places that are searched.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

_TOKEN = re.compile(rb"(?im)^x-subject-token:[ ]*([^\r\n]+)")
_LIMIT = 10.0


class Relay:
    """Listens on loopback for clients of the service at `endpoint` (http://host:port)."""

    def __init__(self, endpoint: str) -> None:
        far = urlsplit(endpoint)
        self._far = far.hostname or "", far.port or 80
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._heard: list[bytearray] = []
        self._told: list[bytearray] = []
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
            thread.join(_LIMIT)
        for one in (self._listener, *self._connections):
            one.close()

    @property
    def heard(self) -> bytes:
        """Everything that clients have sent."""
        return b"\n".join(map(bytes, list(self._heard)))

    @property
    def tokens(self) -> list[str]:
        """The tokens that were given out, in no particular order."""
        answers = b"\n".join(map(bytes, list(self._told)))
        return list(dict.fromkeys(found.decode() for found in _TOKEN.findall(answers)))

    def _go(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                self._connections.append(near)
                far = socket.create_connection(self._far, _LIMIT)
                self._connections.append(far)
                far.settimeout(None)
                for start, end, record in ((near, far, self._heard), (far, near, self._told)):
                    kept = bytearray()
                    record.append(kept)
                    self._go(_copy, start, end, kept)


def _copy(start: socket.socket, end: socket.socket, kept: bytearray) -> None:
    with suppress(OSError):  # one side hung up
        while piece := start.recv(65536):
            kept += piece  # before it goes on: whoever has it can find it here
            end.sendall(piece)
    with suppress(OSError):
        end.shutdown(socket.SHUT_WR)
