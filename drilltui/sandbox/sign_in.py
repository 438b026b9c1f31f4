"""Signing in: from the body of ``POST /v3/auth/tokens`` to a grant.

Source: API reference, "Obtaining a User Token" by password, and by password and virtual MFA.
"""

import hmac
from datetime import datetime
from http import HTTPStatus
from typing import Final

from drilltui.sandbox.accounts import Account, Project, User
from drilltui.sandbox.passcode import is_passcode
from drilltui.sandbox.tokens import Grant

_WRONG: Final = "The username or password is wrong."


class IamRefusal(Exception):
    """IAM declines a request, in the envelope of its own: a number, a message and a title."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(message)


def sign_in(account: Account, document: object, now: datetime) -> Grant:
    """The grant that a request body, parsed from JSON, earns.

    Raises ``IamRefusal``: 400 for a body not of the documented form, 401 for wrong credentials,
    404 for a project that the account does not have.
    """
    identity = _table(document, "auth", "identity")
    methods = identity.get("methods")
    if methods not in (["password"], ["password", "totp"], ["totp", "password"]):
        raise _malformed("auth.identity.methods")
    user = _known_user(account, _table(identity, "password", "user"))
    scope = _table(document, "auth").get("scope")
    if "totp" in methods:
        if scope is None:
            raise _malformed("auth.scope")
        _check_passcode(user, _table(identity, "totp", "user"), now)
    elif user.login_protection:
        raise IamRefusal(HTTPStatus.UNAUTHORIZED, "Login protection asks for a passcode too.")
    return Grant(user, _project_in(account, scope), tuple(methods), now)


def _known_user(account: Account, claimed: dict[str, object]) -> User:
    """The user whose name or ID, account and password these are."""
    password = claimed.get("password")
    if not isinstance(password, str):
        raise _malformed("auth.identity.password.user.password")
    if "id" in claimed:
        found = [user for user in account.users if user.id == claimed["id"]]
    else:
        domain = _table(claimed, "domain")
        found = [
            user
            for user in account.users
            if user.name == claimed.get("name") and _is_account(account, domain)
        ]
    stored = found[0].password if found else ""
    matches = hmac.compare_digest(stored.encode(), password.encode())
    if not (found and matches):
        raise IamRefusal(HTTPStatus.UNAUTHORIZED, _WRONG)
    return found[0]


def _check_passcode(user: User, claimed: dict[str, object], now: datetime) -> None:
    code = claimed.get("passcode")
    if not isinstance(code, str):
        raise _malformed("auth.identity.totp.user.passcode")
    if (
        claimed.get("id") != user.id
        or user.totp_secret is None
        or not is_passcode(user.totp_secret, code, now)
    ):
        raise IamRefusal(HTTPStatus.UNAUTHORIZED, "The user ID or passcode is wrong.")


def _project_in(account: Account, scope: object) -> Project | None:
    """The project of a scope, which wins over an account; None for account-wide."""
    if scope is None:
        return None
    if not isinstance(scope, dict) or not {"project", "domain"} & scope.keys():
        raise _malformed("auth.scope")
    if "project" not in scope:
        if not _is_account(account, _table(scope, "domain")):
            raise IamRefusal(HTTPStatus.UNAUTHORIZED, _WRONG)
        return None
    wanted = _table(scope, "project")
    project = next(
        (
            one
            for one in account.projects
            if wanted.get("id", one.id) == one.id and wanted.get("name", one.name) == one.name
        ),
        None,
    )
    if project is None or not {"id", "name"} & wanted.keys():
        raise IamRefusal(HTTPStatus.NOT_FOUND, "Could not find project.")
    return project


def _is_account(account: Account, claimed: dict[str, object]) -> bool:
    if "id" in claimed:
        return claimed["id"] == account.id
    return claimed.get("name") == account.name


def _table(document: object, *path: str) -> dict[str, object]:
    """The JSON object at ``path``; raises 400 when there is none."""
    here = document
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        raise _malformed(".".join(path) or "body")
    return here


def _malformed(where: str) -> IamRefusal:
    return IamRefusal(HTTPStatus.BAD_REQUEST, f"The request body is invalid: {where}.")
