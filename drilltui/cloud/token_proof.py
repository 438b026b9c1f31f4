"""Proving who we are with a token of IAM."""

from __future__ import annotations

from collections.abc import Generator

from drilltui.cloud.http import Request, Response
from drilltui.cloud.proof import By, Proof
from drilltui.cloud.token import Token


class TokenProof(Proof):
    """Sends `token` along (X-Auth-Token) and nothing else: a 401 is the caller's to judge."""

    by = By.TOKEN

    def __init__(self, token: Token) -> None:
        self.token = token

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the token and send once."""
        request.headers["X-Auth-Token"] = self.token.value.reveal()
        yield request
