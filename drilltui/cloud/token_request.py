"""Asking IAM for a token, by password and by password and passcode (IAM API)."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass

from drilltui.cloud.http import Request, Response
from drilltui.cloud.proof import By, Proof
from drilltui.domain.credential import Login
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.masking import MASK
from drilltui.domain.secret import Secret

PATH = "/v3/auth/tokens"


@dataclass(frozen=True, slots=True)
class Scope:
    """The project that a token is for: by id where that is known, else by name.

    A region's main project is named like the region; asked for by name, IAM tells its id.
    """

    project_id: str = ""
    name: str = ""


def token_request(endpoint: str, login: Login, scope: Scope, passcode_for: str) -> PlannedRequest:
    """Return the request as it may be shown: `PasswordProof` puts in what is masked here.

    `passcode_for` is the id of the user whose passcode goes along, empty for none. The catalog of
    services is not wanted: it makes up most of the answer.
    """
    masked = Secret(MASK)
    body = _body(login, masked, scope, passcode_for, masked if passcode_for else None)
    return PlannedRequest("POST", f"{endpoint}{PATH}?nocatalog=true", body)


class PasswordProof(Proof):
    """Puts the password, and the passcode if there is one, into a request for a token.

    They exist in clear in the bytes that are sent only: nothing that is logged, and no variable
    that a crash would print, holds them.
    """

    def __init__(
        self, login: Login, scope: Scope, user_id: str = "", passcode: Secret | None = None
    ) -> None:
        self.by = By.PASSCODE if passcode else By.PASSWORD
        self.secrets = (login.password, passcode) if passcode else (login.password,)
        self._login = login
        self._scope = scope
        self._user_id = user_id
        self._passcode = passcode

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Send the request once, with its true body in place of the masked one."""
        kept = {name: value for name, value in request.headers.items() if name != "content-length"}
        yield Request(
            request.method,
            request.url,
            headers=kept,
            content=self._content(),
            extensions=request.extensions,
        )

    def _content(self) -> bytes:
        login = self._login
        return _body(login, login.password, self._scope, self._user_id, self._passcode).encode()


def _body(
    login: Login, password: Secret, scope: Scope, user_id: str, passcode: Secret | None
) -> str:
    user: JsonObject = {
        "name": login.user,
        "password": password.reveal(),
        "domain": {"name": login.domain},
    }
    identity: dict[str, JsonValue] = {"methods": ["password"], "password": {"user": user}}
    if passcode is not None:
        identity["methods"] = ["password", "totp"]
        identity["totp"] = {"user": {"id": user_id, "passcode": passcode.reveal()}}
    project = {"id": scope.project_id} if scope.project_id else {"name": scope.name}
    document = {"auth": {"identity": identity, "scope": {"project": project}}}
    return json.dumps(document, separators=(",", ":"))
