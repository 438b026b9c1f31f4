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
from drilltui.domain.language import marked, tr
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
        return Problem(tr("a name for this profile is needed, such as prod"), "")
    if problem := _stray(value, PROFILE_CHARACTERS, tr("only letters, digits, . _ -")):
        return problem
    if len(value) > PROFILE_LENGTH:
        return Problem(
            tr("{count} characters, at most {most}", count=len(value), most=PROFILE_LENGTH), ""
        )
    return None


def region_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a region's id. Unknown ids are fine: regions come and go."""
    if not value:
        return Problem(tr("a region is needed, such as eu-de"), "")
    if problem := _stray(value, _REGION_CHARACTERS, tr("only lower-case letters, digits and -")):
        return problem
    if "-" not in value or value.startswith("-") or value.endswith("-"):
        return Problem(tr("a region looks like eu-de or cn-north-4"), "")
    return None


def project_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a project's id; an empty one is found from the region."""
    return (
        _id_problem(value, marked("a project id has 32 characters 0-9 a-f; this has {count}"))
        if value
        else None
    )


def user_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a user's id, which signing in with a passcode needs."""
    if not value:
        return Problem(tr("the user id is needed (console: My Credentials)"), "")
    return _id_problem(value, marked("a user id has 32 characters 0-9 a-f; this has {count}"))


def user_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a user's name."""
    return None if value.strip() else Problem(tr("a user name is needed"), "")


def domain_problem(value: str) -> Problem | None:
    """Say why `value` cannot be an account's name."""
    return (
        None if value.strip() else Problem(tr("the account's name is needed (the API: domain)"), "")
    )


def ca_file_problem(value: str) -> Problem | None:
    """Say why `value` cannot be the path of a CA file; an empty one is not needed.

    A relative one would be another file, or none, in each folder that drilltui is started in.
    """
    if not value or value.startswith("~") or PurePath(value).is_absolute():
        return None
    return Problem(tr("a CA file has a whole path, from / or from ~/ on"), "")


def key_problem(value: str, what: str) -> Problem | None:
    """Say why `value` cannot be a key or a token (`what`), without saying any of its characters."""
    if not value:
        return Problem(tr("the {what} is needed", what=tr(what)), "")
    for position, character in enumerate(value, start=1):
        if character not in _PRINTABLE:
            return Problem(
                tr(
                    "character {position} is in no {what}: copy it again",
                    position=position,
                    what=tr(what),
                ),
                "",
            )
    return None


def access_key_problem(value: str) -> Problem | None:
    """Say why `value` cannot be an access key: letters and digits, which the API calls ``ak``."""
    if problem := key_problem(value, marked("access key")):
        return problem
    for position, character in enumerate(value, start=1):
        if character not in _KEY_NAME:
            return Problem(
                tr(
                    "character {position} is in no {what}: copy it again",
                    position=position,
                    what=tr("access key"),
                ),
                "",
            )
    return None


def password_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a password, without saying any of its characters.

    A line break or an unseen character was pasted with it: every try with it would be a wrong one.
    """
    if not value:
        return Problem(tr("the password is needed"), "")
    if stray := UNSAFE.search(value):
        position = stray.start() + 1
        return Problem(
            tr(
                "character {position} is in no {what}: copy it again",
                position=position,
                what=tr("password"),
            ),
            "",
        )
    return None


def passcode_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a passcode of a virtual MFA device."""
    if problem := _stray(value, frozenset(string.digits), tr("only digits")):
        return problem
    return None if len(value) == 6 else Problem(tr("{count} of 6 digits", count=len(value)), "")


def _id_problem(value: str, words: str) -> Problem | None:
    return None if _ID.fullmatch(value) else Problem(tr(words, count=len(value)), "")


def _stray(value: str, allowed: Container[str], rule: str) -> Problem | None:
    for position, character in enumerate(value, start=1):
        if character not in allowed:
            return Problem(rule, "", character, position)
    return None
