"""Signing in: from the body of ``POST /v3/auth/tokens`` to a grant.

Source: API reference, "Obtaining a User Token" by password, and by password and virtual MFA.
"""

import hmac
from datetime import datetime
from http import HTTPStatus
from typing import Final

from drilltui.sandbox.account_tables import SignInTable
from drilltui.sandbox.accounts import Account, Project, User
from drilltui.sandbox.iam_refusals import IamRefusal, listed_refusal
from drilltui.sandbox.lock import Lock
from drilltui.sandbox.passcode import Passcodes
from drilltui.sandbox.tokens import Grant

_WRONG: Final = "The username or password is wrong."


class SignIn:
    """The users' way in. It remembers wrong passwords, and passcodes that have served."""

    def __init__(self, account: Account, rules: SignInTable) -> None:
        self._account = account
        self._rules = rules
        self._lock = Lock(rules.wrong_passwords, rules.locked_for)
        self._passcodes = Passcodes()

    def grant(self, document: object, now: datetime) -> Grant:
        """The grant that a request body, parsed from JSON, earns.

        Raises ``IamRefusal``: 400 for a body not of the documented form and a wrong passcode
        (``IAM.1061``), 401 for wrong credentials and a locked user (``IAM.0061``), 403 for a user
        who may not sign in (``IAM.0081`` to ``0083``), 404 for a project that the account does
        not have.
        """
        identity = _table(document, "auth", "identity")
        methods = identity.get("methods")
        if methods not in (["password"], ["password", "totp"], ["totp", "password"]):
            raise _malformed("auth.identity.methods")
        scope = _table(document, "auth").get("scope")
        user = self._known_user(_table(identity, "password", "user"), now)
        self._check_standing(user)
        if "totp" in methods:
            if scope is None:
                raise _malformed("auth.scope")
            self._check_passcode(user, _table(identity, "totp", "user"), now)
        elif user.login_protection:
            raise IamRefusal(HTTPStatus.UNAUTHORIZED, "Login protection asks for a passcode too.")
        project = _project_in(self._account, scope)
        return Grant(user, project, tuple(methods), now, self._rules.token_life)

    def _known_user(self, claimed: dict[str, object], now: datetime) -> User:
        """The user whose name or ID, account and password these are."""
        password = claimed.get("password")
        if not isinstance(password, str):
            raise _malformed("auth.identity.password.user.password")
        user = _claimed_user(self._account, claimed)
        if user is not None and self._lock.is_locked(user.id, now):
            raise self._listed("IAM.0061")
        stored = user.password if user else ""
        matches = hmac.compare_digest(stored.encode(), password.encode())
        if user is None or not matches:
            if user is not None:
                self._lock.failed(user.id, now)
            raise IamRefusal(HTTPStatus.UNAUTHORIZED, _WRONG)
        self._lock.succeeded(user.id)
        return user

    def _check_standing(self, user: User) -> None:
        if user.disabled:
            raise self._listed("IAM.0082")
        if not user.programmatic_access:
            raise self._listed("IAM.0081")
        if not user.region_access:
            raise self._listed("IAM.0083")

    def _check_passcode(self, user: User, claimed: dict[str, object], now: datetime) -> None:
        code = claimed.get("passcode")
        if not isinstance(code, str):
            raise _malformed("auth.identity.totp.user.passcode")
        if (
            claimed.get("id") != user.id
            or user.totp_secret is None
            or not self._passcodes.accept(user.id, user.totp_secret, code, now)
        ):
            raise self._listed("IAM.1061")

    def _listed(self, code: str) -> IamRefusal:
        return listed_refusal(code, shown=self._rules.envelope == "code")


def _claimed_user(account: Account, claimed: dict[str, object]) -> User | None:
    """The user with the name or ID that somebody claims to have."""
    if "id" in claimed:
        found = [user for user in account.users if user.id == claimed["id"]]
    else:
        ours = _is_account(account, _table(claimed, "domain"))
        found = [user for user in account.users if ours and user.name == claimed.get("name")]
    return found[0] if found else None


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
