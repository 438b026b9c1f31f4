from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_draft import Method, SignInDraft, draft_of

HEX = "0123456789abcdef0123456789abcdef"
KEY = SignInDraft("prod", "eu-de", ak="AK1", sk=Secret("sk-1"))
LOGIN = SignInDraft(
    "prod", "eu-de", Method.PASSWORD, user="ada", domain="northwind", password=Secret("pw")
)
KEPT_KEY = AccessKey("AK1", Secret("kept"), Secret("token"))
KEPT_LOGIN = Login("ada", "northwind", Secret("kept"))


def problems(draft: SignInDraft, found: Credential | None = None) -> dict[str, str]:
    return {name: problem.text for name, problem in draft.problems(found).items()}


def test_a_whole_draft_has_no_problem() -> None:
    assert problems(KEY) == {}
    assert problems(LOGIN) == {}
    assert problems(replace(LOGIN, method=Method.PASSCODE, user_id=HEX)) == {}


def test_an_empty_draft_names_what_is_needed_in_the_order_of_the_fields() -> None:
    assert list(problems(SignInDraft())) == ["name", "region", "ak", "sk"]
    assert list(problems(SignInDraft(method=Method.PASSCODE))) == [
        "name",
        "region",
        "user",
        "domain",
        "password",
        "user_id",
    ]


def test_fields_of_another_method_are_of_no_account() -> None:
    assert problems(replace(KEY, user_id="x", password=Secret("a\nb"))) == {}
    assert problems(replace(LOGIN, ak="?", security_token=Secret(" "))) == {}


@pytest.mark.parametrize("ak", ["", "AK1"])
def test_a_key_that_is_there_already_completes_an_empty_secret(ak: str) -> None:
    draft = replace(KEY, ak=ak, sk=Secret(""))
    assert problems(draft, KEPT_KEY) == {}
    assert draft.credential(KEPT_KEY) is KEPT_KEY


def test_the_secret_of_one_key_never_completes_another() -> None:
    draft = replace(KEY, ak="AK2", sk=Secret(""))
    assert "another key" in problems(draft, KEPT_KEY)["sk"]
    typed = replace(KEY, ak="", sk=Secret("typed"))
    assert list(problems(typed, KEPT_KEY)) == ["ak"]


def test_what_is_typed_goes_before_what_is_there() -> None:
    assert KEY.credential(KEPT_KEY) == AccessKey("AK1", Secret("sk-1"))
    assert LOGIN.credential(KEPT_LOGIN) == Login("ada", "northwind", Secret("pw"))
    assert replace(LOGIN, password=Secret("")).credential(KEPT_LOGIN) == KEPT_LOGIN


def test_a_credential_of_the_other_kind_completes_nothing() -> None:
    assert list(problems(replace(LOGIN, password=Secret("")), KEPT_KEY)) == ["password"]
    assert list(problems(replace(KEY, ak="", sk=Secret("")), KEPT_LOGIN)) == ["ak", "sk"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sk", Secret("a b"), "character 2 is in no secret key: copy it again"),
        ("security_token", Secret("ab\n"), "character 3 is in no security token: copy it again"),
        ("ak", "AK?", "character 3 is in no access key: copy it again"),
    ],
)
def test_what_was_pasted_along_is_named_by_its_place_only(
    field: str, value: str | Secret, said: str
) -> None:
    assert problems(replace(KEY, **{field: value}))[field] == said  # type: ignore[arg-type]


def test_a_password_with_an_unseen_character_is_not_tried() -> None:
    draft = replace(LOGIN, password=Secret("pass\u200bword"))
    assert problems(draft)["password"] == "character 5 is in no password: copy it again"


def test_a_draft_makes_a_profile_without_any_secret() -> None:
    profile = replace(LOGIN, method=Method.PASSCODE, user_id=HEX, user=" ada ").profile(None)
    assert profile == Profile(
        "prod",
        "eu-de",
        auth=AuthMethod.PASSWORD,
        user="ada",
        domain="northwind",
        user_id=HEX,
        passcode=True,
    )
    assert KEY.profile(profile) == Profile("prod", "eu-de")


@pytest.mark.parametrize(
    ("user", "domain"), [("bob", "northwind"), ("ada", "southwind"), ("", "northwind")]
)
def test_the_password_of_one_user_never_completes_another(user: str, domain: str) -> None:
    draft = replace(LOGIN, password=Secret(""), user=user, domain=domain)
    assert "password" in problems(draft, KEPT_LOGIN)
    made = draft.credential(KEPT_LOGIN)
    assert isinstance(made, Login)
    assert not made.password


def test_a_ca_file_means_the_same_in_every_folder() -> None:
    assert "whole path" in problems(replace(KEY, ca_file="company.pem"))["ca_file"]
    for path in ("", "/etc/company.pem", "~/company.pem"):
        assert problems(replace(KEY, ca_file=path)) == {}


def test_what_cannot_be_typed_stays_but_another_place_has_its_own_cloud_and_addresses() -> None:
    base = Profile(
        "prod",
        "eu-de",
        cloud="private.example",
        readonly=True,
        rto_minutes=30,
        endpoints={"sdrs": "https://sdrs.example"},
    )
    assert KEY.profile(base) == base
    for moved in (replace(KEY, region="eu-nl"), replace(KEY, name="other")):
        made = moved.profile(base)
        assert (made.cloud, made.readonly, made.rto_minutes) == ("", True, 30)
        assert made.endpoints == {}


@pytest.mark.parametrize("method", Method)
def test_a_profile_and_its_draft_are_one(method: Method) -> None:
    profile = replace(LOGIN, method=method, user_id=HEX).profile(None)
    draft = draft_of(profile)
    assert draft.method is method
    assert draft.profile(None) == profile


def test_a_draft_shows_no_secret() -> None:
    assert "sk-1" not in repr(KEY)
    assert "'pw'" not in repr(LOGIN)
