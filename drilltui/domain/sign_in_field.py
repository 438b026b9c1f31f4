"""What a person types to sign in, judged while they type: value in, problem or None out.

Sources: IAM API, "Obtaining a User Token" (names, passcodes) and "Querying Projects" (ids of 32 hex
digits); RFC 6238 (a passcode has six digits).
"""

from __future__ import annotations

import re
import string
from collections.abc import Container
from pathlib import PurePath

from drilltui.domain.field import Problem
from drilltui.domain.plain_text import UNSAFE

PROFILE_CHARACTERS = frozenset(string.ascii_letters + string.digits + "._-")
PROFILE_LENGTH = 32

_REGION_CHARACTERS = frozenset(string.ascii_lowercase + string.digits + "-")
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_KEY_NAME = frozenset(string.ascii_letters + string.digits + "_-")
_PRINTABLE = frozenset(chr(code) for code in range(0x21, 0x7F))


def profile_name_problem(value: str) -> Problem | None:
    """Say why `value` cannot name a profile: letters, digits, `.` `_` `-`, 32 at most."""
    if not value:
        return Problem("a name for this profile is needed, such as prod", "")
    if problem := _stray(value, PROFILE_CHARACTERS, "only letters, digits, . _ -"):
        return problem
    if len(value) > PROFILE_LENGTH:
        return Problem(f"{len(value)} characters, at most {PROFILE_LENGTH}", "")
    return None


def region_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a region's id. Unknown ids are fine: regions come and go."""
    if not value:
        return Problem("a region is needed, such as eu-de", "")
    if problem := _stray(value, _REGION_CHARACTERS, "only lower-case letters, digits and -"):
        return problem
    if "-" not in value or value.startswith("-") or value.endswith("-"):
        return Problem("a region looks like eu-de or cn-north-4", "")
    return None


def project_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a project's id; an empty one is found from the region."""
    return _id_problem(value, "a project id has 32 characters 0-9 a-f") if value else None


def user_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a user's id, which signing in with a passcode needs."""
    if not value:
        return Problem("the user id is needed (console: My Credentials)", "")
    return _id_problem(value, "a user id has 32 characters 0-9 a-f")


def user_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a user's name."""
    return None if value.strip() else Problem("a user name is needed", "")


def domain_problem(value: str) -> Problem | None:
    """Say why `value` cannot be an account's name."""
    return None if value.strip() else Problem("the account's name is needed (the API: domain)", "")


def ca_file_problem(value: str) -> Problem | None:
    """Say why `value` cannot be the path of a CA file; an empty one is not needed.

    A relative one would be another file, or none, in each folder that drilltui is started in.
    """
    if not value or value.startswith("~") or PurePath(value).is_absolute():
        return None
    return Problem("a CA file has a whole path, from / or from ~/ on", "")


def key_problem(value: str, what: str) -> Problem | None:
    """Say why `value` cannot be a key or a token (`what`), without saying any of its characters."""
    if not value:
        return Problem(f"the {what} is needed", "")
    for position, character in enumerate(value, start=1):
        if character not in _PRINTABLE:
            return Problem(f"character {position} is in no {what}: copy it again", "")
    return None


def access_key_problem(value: str) -> Problem | None:
    """Say why `value` cannot be an access key: letters and digits, which the API calls ``ak``."""
    if problem := key_problem(value, "access key"):
        return problem
    for position, character in enumerate(value, start=1):
        if character not in _KEY_NAME:
            return Problem(f"character {position} is in no access key: copy it again", "")
    return None


def password_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a password, without saying any of its characters.

    A line break or an unseen character was pasted with it: every try with it would be a wrong one.
    """
    if not value:
        return Problem("the password is needed", "")
    if stray := UNSAFE.search(value):
        return Problem(f"character {stray.start() + 1} is in no password: copy it again", "")
    return None


def passcode_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a passcode of a virtual MFA device."""
    if problem := _stray(value, frozenset(string.digits), "only digits"):
        return problem
    return None if len(value) == 6 else Problem(f"{len(value)} of 6 digits", "")


def _id_problem(value: str, rule: str) -> Problem | None:
    return None if _ID.fullmatch(value) else Problem(f"{rule}; this has {len(value)}", "")


def _stray(value: str, allowed: Container[str], rule: str) -> Problem | None:
    for position, character in enumerate(value, start=1):
        if character not in allowed:
            return Problem(rule, "", character, position)
    return None
