"""What must hold of a scenario's account, its users, and what stands in front of the cloud."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from drilltui.sandbox.account_tables import UserTable
from drilltui.sandbox.rights import FORMS, ROLES
from drilltui.sandbox.scenario import Scenario

_ENVELOPES: Final = ("code", "title")
_PORTALS: Final = ("", "page", "redirect")

#: The gateway's clock may be a day off, which no client takes for its own.
_MOST_MINUTES: Final = 1440

#: Tokens and keys end within the years that dates have room for.
_LONGEST: Final = timedelta(days=3650)


def account_faults(scenario: Scenario) -> Iterator[str]:
    """What is wrong with the account and those who use it, a sentence without its stop each."""
    account = scenario.account
    if not account.projects or account.projects[0] != account.region:
        yield f"the first of account.projects must be the region's own, {account.region!r}"
    if len(set(account.zones)) != 2 or len(account.zones) != 2:
        yield "account.zones must be two different availability zones"
    if not scenario.users or not scenario.users[0].keys:
        yield "the first of users must be there and have a key"
    yield from repeated("user", ((user.name,) for user in scenario.users))
    keys = [key for user in scenario.users for key in user.keys]
    yield from repeated("access key", ((key.ak,) for key in keys))
    if any(key.life > _LONGEST for key in keys):
        yield f"no access key may live for more than {_LONGEST.days} days"
    for user in scenario.users:
        yield from (f"user {user.name!r}: {fault}" for fault in _user_faults(user))


def door_faults(scenario: Scenario) -> Iterator[str]:
    """What is wrong with the ways in: signing in, the gateway, the network before it."""
    rules = scenario.sign_in
    if rules.token_life > _LONGEST or rules.locked_for > _LONGEST:
        yield f"nothing of sign_in may last for more than {_LONGEST.days} days"
    if rules.wrong_passwords < 1:
        yield "sign_in.wrong_passwords must be 1 or more"
    if rules.envelope not in _ENVELOPES:
        yield f"sign_in.envelope must be {_choice(_ENVELOPES)}"
    if abs(scenario.gateway.ahead_minutes) > _MOST_MINUTES:
        yield f"gateway.ahead_minutes must be {-_MOST_MINUTES} to {_MOST_MINUTES}"
    if scenario.network.portal not in _PORTALS:
        yield f"network.portal must be {_choice(_PORTALS)}"


def repeated(kind: str, names: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A fault for each of ``names`` that has been there before."""
    seen: set[tuple[str, ...]] = set()
    for name in names:
        if name in seen:
            yield f"there are two of {kind} {name[-1]!r}"
        seen.add(name)


def _user_faults(user: UserTable) -> Iterator[str]:
    if user.login_protection and not user.totp_secret:
        yield "login_protection needs a totp_secret"
    try:
        base64.b32decode(user.totp_secret)
    except binascii.Error:
        yield "totp_secret must be base32 text"
    for role in user.roles:
        if role not in ROLES:
            yield f"unknown role {role!r} (known roles: {', '.join(ROLES)})"
    if user.denied not in FORMS:
        yield f"denied must be {_choice(FORMS)}"


def _choice(values: tuple[str, ...]) -> str:
    *most, last = (repr(value) for value in values)
    return f"{', '.join(most)} or {last}"
