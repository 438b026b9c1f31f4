from copy import deepcopy
from http import HTTPStatus
from typing import Any

import pytest

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.passcode import passcode
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.sign_in import IamRefusal, sign_in
from tests.sandbox.cloud import START

ACCOUNT = account_of(load_scenario("smooth"), START, 7)
OPERATOR, AUDITOR = ACCOUNT.users
MAIN, SECOND = ACCOUNT.projects


def body(scope: Any = None, **user: Any) -> dict[str, Any]:
    known = {"name": OPERATOR.name, "password": OPERATOR.password, "domain": {"name": ACCOUNT.name}}
    identity = {"methods": ["password"], "password": {"user": known | user}}
    return {"auth": {"identity": identity} | ({} if scope is None else {"scope": scope})}


def with_passcode(code: str, user_id: str = AUDITOR.id) -> dict[str, Any]:
    document = body({"project": {"id": MAIN.id}}, name=AUDITOR.name, password=AUDITOR.password)
    identity = document["auth"]["identity"]
    identity["methods"].append("totp")
    identity["totp"] = {"user": {"id": user_id, "passcode": code}}
    return document


def status_of(document: object) -> HTTPStatus:
    with pytest.raises(IamRefusal) as caught:
        sign_in(ACCOUNT, document, START)
    return caught.value.status


@pytest.mark.parametrize(
    ("scope", "project"),
    [
        ({"project": {"name": MAIN.name}}, MAIN),
        ({"project": {"id": SECOND.id}}, SECOND),
        ({"project": {"name": SECOND.name, "domain": {"name": ACCOUNT.name}}}, SECOND),
        ({"project": {"id": MAIN.id}, "domain": {"name": ACCOUNT.name}}, MAIN),
        ({"domain": {"name": ACCOUNT.name}}, None),
        ({"domain": {"id": ACCOUNT.id}}, None),
        (None, None),
    ],
)
def test_scopes(scope: Any, project: Any) -> None:
    grant = sign_in(ACCOUNT, body(scope), START)
    assert (grant.user, grant.project, grant.issued) == (OPERATOR, project, START)


def test_a_user_may_be_named_by_id() -> None:
    document = body()
    user = document["auth"]["identity"]["password"]["user"]
    del user["name"], user["domain"]
    user["id"] = OPERATOR.id
    assert sign_in(ACCOUNT, document, START).user is OPERATOR


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "no"},
        {"name": "nobody"},
        {"name": "nobody", "password": ""},
        {"domain": {"name": "other"}},
        {"domain": {"id": MAIN.id}},
        {"name": AUDITOR.name},
    ],
)
def test_wrong_credentials(wrong: dict[str, Any]) -> None:
    assert status_of(body(**wrong)) == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    "scope",
    [
        {"project": {"name": "eu-demo-9"}},
        {"project": {"id": MAIN.name}},
        {"project": {"id": MAIN.id, "name": SECOND.name}},
        {"project": {}},
    ],
)
def test_a_project_that_the_account_does_not_have(scope: Any) -> None:
    assert status_of(body(scope)) == HTTPStatus.NOT_FOUND


def test_a_foreign_account_as_scope() -> None:
    assert status_of(body({"domain": {"name": "other"}})) == HTTPStatus.UNAUTHORIZED


def test_malformed_bodies() -> None:
    whole = body({"project": {"id": MAIN.id}})
    assert sign_in(ACCOUNT, whole, START).project is MAIN
    broken: list[Any] = [None, [], "x", {}, {"auth": None}, body("scope"), body({})]
    for path in (
        ("methods",),
        ("password",),
        ("password", "user"),
        ("password", "user", "password"),
    ):
        cut = deepcopy(whole)
        here = cut["auth"]["identity"]
        for key in path[:-1]:
            here = here[key]
        here[path[-1]] = 5
        broken.append(cut)
    assert {status_of(document) for document in broken} == {HTTPStatus.BAD_REQUEST}


def test_login_protection_asks_for_a_passcode() -> None:
    assert AUDITOR.totp_secret is not None
    code = passcode(AUDITOR.totp_secret, START)
    password_only = body(name=AUDITOR.name, password=AUDITOR.password)
    assert status_of(password_only) == HTTPStatus.UNAUTHORIZED
    grant = sign_in(ACCOUNT, with_passcode(code), START)
    assert (grant.user, grant.methods) == (AUDITOR, ("password", "totp"))


def test_a_passcode_must_be_right_and_the_user_s_own_and_needs_a_scope() -> None:
    assert AUDITOR.totp_secret is not None
    code = passcode(AUDITOR.totp_secret, START)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert status_of(with_passcode(wrong)) == HTTPStatus.UNAUTHORIZED
    assert status_of(with_passcode(code, OPERATOR.id)) == HTTPStatus.UNAUTHORIZED
    unscoped = with_passcode(code)
    del unscoped["auth"]["scope"]
    assert status_of(unscoped) == HTTPStatus.BAD_REQUEST
