"""The lowest of the switches for reading only: it sees each request just before it is sent."""

from __future__ import annotations

from drilltui.cloud.http import URL, Request
from drilltui.cloud.token_request import PATH
from drilltui.domain.errors import ReadOnly
from drilltui.domain.language import tr

READS = frozenset({"GET", "HEAD"})
"""The methods that change nothing."""


class ReadsOnly:
    """Lets reads through, and the request for a token to the IAM at `iam`, and nothing else.

    It looks at methods, not at what is asked for: a new call that changes something is refused
    without anybody having thought of it.
    """

    def __init__(self, iam: str) -> None:
        self._tokens = URL(f"{iam}{PATH}")

    async def __call__(self, request: Request) -> None:
        """Raise ReadOnly for a request that may change something. It has not been sent then."""
        if request.method in READS or (request.method == "POST" and self._asks_token(request.url)):
            return
        raise ReadOnly(
            tr(
                "{method} was not sent to {host}: this run may only read.",
                method=request.method,
                host=request.url.host,
            )
        )

    def _asks_token(self, url: URL) -> bool:
        wanted = self._tokens
        path = url.raw_path.partition(b"?")[0]
        return (url.scheme, url.netloc, path) == (wanted.scheme, wanted.netloc, wanted.raw_path)
