import random
from datetime import timedelta

import pytest

from drilltui.sandbox.accounts import User
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.tokens import Grant, Tokens
from tests.sandbox.cloud import START

USER = User("u" * 32, "someone", "secret", ())


def grant(hours: float = 0) -> Grant:
    return Grant(USER, None, ("password",), START + timedelta(hours=hours))


def code_of(tokens: Tokens, token: str, hours: float) -> str:
    with pytest.raises(Refusal) as caught:
        tokens.grant(token, START + timedelta(hours=hours))
    return caught.value.code


def test_a_token_lives_for_24_hours() -> None:
    tokens = Tokens(random.Random(1))
    token = tokens.issue(grant())
    assert tokens.grant(token, START + timedelta(hours=24, seconds=-1)) == grant()
    assert code_of(tokens, token, 24) == "APIGW.0307"


def test_an_unknown_token_is_another_matter_than_an_expired_one() -> None:
    tokens = Tokens(random.Random(1))
    token = tokens.issue(grant())
    assert code_of(tokens, token + "x", 0) == "APIGW.0301"


def test_a_new_token_leaves_the_old_one_valid_and_both_fit_a_header() -> None:
    tokens = Tokens(random.Random(1))
    first, second = tokens.issue(grant()), tokens.issue(grant(1))
    assert first != second
    assert tokens.grant(first, START + timedelta(hours=2)) == grant()
    assert first.isascii()
    assert first.isprintable()
    assert len(first) > 2000


def test_long_expired_tokens_are_forgotten() -> None:
    tokens = Tokens(random.Random(1))
    token = tokens.issue(grant())
    tokens.issue(grant(hours=24 * 9))
    assert code_of(tokens, token, 24 * 9) == "APIGW.0301"
