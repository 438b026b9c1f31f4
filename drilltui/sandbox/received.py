"""A request as it arrived on the wire, before anything read a meaning into it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """Method, raw path and query, header pairs (names in lower case) and body.

    ``path`` and ``query`` are still percent-encoded; values are the bytes sent.
    """

    method: str
    path: bytes
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of the first header called ``name`` (lower case), without outer space."""
        wanted = name.encode("ascii")
        for key, value in self.headers:
            if key == wanted:
                return value.decode("latin-1").strip()
        return None
