from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.account_tables import SignInTable
from drilltui.sandbox.iam_refusals import IamRefusal
from drilltui.sandbox.passcode import passcode
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.sign_in import SignIn
from tests.sandbox.cloud import START

ACCOUNT = account_of(load_scenario("smooth"), START, 7)
OPERATOR, AUDITOR = ACCOUNT.users
MAIN, SECOND = ACCOUNT.projects


def fresh(**rules: Any) -> SignIn:
    return SignIn(ACCOUNT, SignInTable(**rules))


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


def refusal(door: SignIn, document: object, now: datetime = START) -> tuple[int, str]:
    """Status and code of what ``document`` must be refused with."""
    with pytest.raises(IamRefusal) as caught:
        door.grant(document, now)
    return caught.value.status.value, caught.value.code


def status_of(document: object) -> int:
    return refusal(fresh(), document)[0]


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
    grant = fresh().grant(body(scope), START)
    assert (grant.user, grant.project, grant.issued) == (OPERATOR, project, START)


def test_a_user_may_be_named_by_id() -> None:
    document = body()
    user = document["auth"]["identity"]["password"]["user"]
    del user["name"], user["domain"]
    user["id"] = OPERATOR.id
    assert fresh().grant(document, START).user is OPERATOR


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
    assert fresh().grant(whole, START).project is MAIN
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
    with pytest.raises(IamRefusal, match="asks for a passcode") as caught:
        fresh().grant(body(name=AUDITOR.name, password=AUDITOR.password), START)
    assert (caught.value.status, caught.value.code) == (HTTPStatus.UNAUTHORIZED, "")
    grant = fresh().grant(with_passcode(code), START)
    assert (grant.user, grant.methods) == (AUDITOR, ("password", "totp"))


def test_a_passcode_must_be_right_and_the_user_s_own_and_needs_a_scope() -> None:
    assert AUDITOR.totp_secret is not None
    code = passcode(AUDITOR.totp_secret, START)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert refusal(fresh(), with_passcode(wrong)) == (400, "IAM.1061")
    assert refusal(fresh(), with_passcode(code, OPERATOR.id)) == (400, "IAM.1061")
    unscoped = with_passcode(code)
    del unscoped["auth"]["scope"]
    assert refusal(fresh(), unscoped) == (400, "")


def test_a_passcode_serves_once_even_when_it_is_still_shown() -> None:
    assert AUDITOR.totp_secret is not None
    door, later = fresh(), START + timedelta(seconds=30)
    document = with_passcode(passcode(AUDITOR.totp_secret, START))
    door.grant(document, START)
    assert refusal(door, document, START + timedelta(seconds=1)) == (400, "IAM.1061")
    door.grant(with_passcode(passcode(AUDITOR.totp_secret, later)), later)


def test_the_title_envelope_has_no_room_for_a_number() -> None:
    with pytest.raises(IamRefusal, match="Invalid TOTP passcode") as caught:
        fresh(envelope="title").grant(with_passcode("000000"), START)
    assert (caught.value.status.value, caught.value.code) == (400, "")


def test_too_many_wrong_passwords_lock_a_user_for_a_while() -> None:
    door = fresh(wrong_passwords=3, locked_for=timedelta(minutes=2))
    for _ in range(3):
        assert refusal(door, body(password="no")) == (401, "")
    assert refusal(door, body()) == (401, "IAM.0061")
    assert refusal(door, body(password="no")) == (401, "IAM.0061")
    other = body(name=AUDITOR.name, password="no")
    assert refusal(door, other) == (401, "")  # nobody else is locked
    assert refusal(door, body(), START + timedelta(seconds=119)) == (401, "IAM.0061")
    assert door.grant(body(), START + timedelta(minutes=2)).user is OPERATOR


def test_a_right_password_in_between_starts_the_count_anew() -> None:
    door = fresh(wrong_passwords=3)
    for _ in range(2):
        for _ in range(2):
            assert refusal(door, body(password="no")) == (401, "")
        assert door.grant(body(), START).user is OPERATOR


def test_nobody_is_locked_for_a_name_that_is_not_theirs() -> None:
    door = fresh(wrong_passwords=1)
    assert refusal(door, body(name="nobody", password="no")) == (401, "")
    assert refusal(door, body(domain={"name": "other"}, password="no")) == (401, "")
    assert door.grant(body(), START).user is OPERATOR


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"disabled": True}, "IAM.0082"),
        ({"programmatic_access": False}, "IAM.0081"),
        ({"region_access": False}, "IAM.0083"),
    ],
)
def test_who_may_not_sign_in_is_told_so_once_the_password_was_right(
    change: dict[str, Any], code: str
) -> None:
    account = replace(ACCOUNT, users=(replace(OPERATOR, **change), AUDITOR))
    door = SignIn(account, SignInTable())
    assert refusal(door, body()) == (403, code)
    assert refusal(door, body(password="no")) == (401, "")


def test_a_token_lives_as_long_as_the_scenario_says() -> None:
    grant = fresh(token_life=timedelta(seconds=20)).grant(body(), START)
    assert grant.expires == START + timedelta(seconds=20)
    assert fresh().grant(body(), START).expires == START + timedelta(hours=24)
