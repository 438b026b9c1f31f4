"""Who there is in the scenario `doors`, and what their devices show."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.account_tables import UserTable
from drilltui.sandbox.scenario_file import load_scenario

_SCENARIO = load_scenario("doors")
USERS = {user.name: user for user in _SCENARIO.users}
IDS = {user.name: user.id for user in account_of(_SCENARIO, datetime.now(UTC), 7).users}

STEP = 30


def key_of(name: str) -> Mapping[str, str]:
    """The first access key of a user, as the vendor's SDK is given it."""
    key = USERS[name].keys[0]
    told = {"HUAWEICLOUD_SDK_AK": key.ak, "HUAWEICLOUD_SDK_SK": key.sk}
    token = key.security_token
    return told | ({"HUAWEICLOUD_SDK_SECURITY_TOKEN": token} if token else {})


def passcode(user: UserTable, moment: float) -> str:
    """What the user's device shows at `moment` (seconds since 1970): RFC 6238 with SHA-1."""
    key = base64.b32decode(user.totp_secret)
    counter = int(moment // STEP).to_bytes(8, "big")
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[19] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") % 2**31
    return str(number % 1_000_000).zfill(6)
