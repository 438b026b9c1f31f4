"""A captive portal: the login page of a network, in the place of every answer of the cloud."""

from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

PAGE_PATH: Final = "/captive-portal/login"

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head><title>Guest network: please log in</title></head>
<body>
<h1>Welcome to the guest network</h1>
<form method="post"><label>Room <input name="room"></label><button>Connect</button></form>
</body>
</html>
"""


class Portal:
    """An ASGI application that answers everything with its page, or (``redirecting``) sends there.

    It carries none of the gateway's marks: no request ID, no date.
    """

    def __init__(self, *, redirecting: bool) -> None:
        self._redirecting = redirecting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer: Response = HTMLResponse(_PAGE)
        if self._redirecting and scope["path"] != PAGE_PATH:
            base = str(Request(scope).base_url).rstrip("/")
            answer = RedirectResponse(f"{base}{PAGE_PATH}", 302)
        await answer(scope, receive, send)
