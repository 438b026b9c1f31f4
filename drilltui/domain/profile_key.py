"""What may be said about a profile, key by key: the form of each value, wherever it comes from.

Keys are flat and named as in the configuration file: ``region``, ``endpoints.sdrs``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from drilltui.domain.endpoint import base_url
from drilltui.domain.field import Problem
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import SERVICES, AuthMethod, Profile
from drilltui.domain.sign_in_field import (
    ca_file_problem,
    project_id_problem,
    region_problem,
    user_id_problem,
)

Value: TypeAlias = "str | bool | int"

ENDPOINTS = "endpoints"
LONGEST = 1024
"""Characters of a text; more is no name, no path and no address."""

MOST_MINUTES = 100_000
"""More than two months is no target for a recovery."""

MOST_DAYS = 3650
"""A group that is drilled once in ten years is not drilled."""

_CLOUD = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*", re.ASCII)


def cloud_problem(value: str) -> Problem | None:
    """Say why `value` cannot be the domain of a cloud."""
    if _CLOUD.fullmatch(value):
        return None
    return Problem(tr("a cloud is a domain such as otc.t-systems.com"), "")


def auth_problem(value: str) -> Problem | None:
    """Say why `value` is no method of signing in."""
    if value in {method.value for method in AuthMethod}:
        return None
    return Problem(tr('must be "aksk" or "password"'), "")


TEXTS: Mapping[str, Callable[[str], Problem | None]] = {
    "region": region_problem,
    "cloud": cloud_problem,
    "auth": auth_problem,
    "project_id": project_id_problem,
    "user": lambda _: None,
    "domain": lambda _: None,
    "user_id": user_id_problem,
    "ca_file": ca_file_problem,
}
SWITCHES = ("passcode", "readonly")
MINUTES, DAYS = "rto_minutes", "overdue_days"
FIGURES: Mapping[str, tuple[str, int]] = {
    MINUTES: (marked("must be a whole number of minutes from 1 to {most}"), MOST_MINUTES),
    DAYS: (marked("must be a whole number of days from 1 to {most}"), MOST_DAYS),
}
"""Whole numbers: what is said of another value, and the most that makes sense."""

KEYS = (*TEXTS, *SWITCHES, *FIGURES, ENDPOINTS)
"""The keys of a profile; `ENDPOINTS` is a table with one for each service."""

FLAT_KEYS = (*TEXTS, *SWITCHES, *FIGURES, *(f"{ENDPOINTS}.{service}" for service in SERVICES))


def read_value(key: str, raw: object) -> Value | Problem:
    """Return what `raw` means as the value of `key` (one of `FLAT_KEYS`), or why it means nothing.

    An empty text means "not said" for every key but ``auth``.
    """
    if key in SWITCHES:
        return raw if isinstance(raw, bool) else Problem(tr("must be true or false"), "")
    if key in FIGURES:
        return _figure(raw, *FIGURES[key])
    if not isinstance(raw, str):
        return Problem(tr("must be text in quotes"), "")
    if problem := _unfit(raw):
        return problem
    if not raw and key != "auth":
        return ""
    if key.startswith(f"{ENDPOINTS}."):
        return base_url(raw)
    return TEXTS[key](raw) or raw


def values_of(profile: Profile) -> dict[str, Value]:
    """Return what `profile` says beyond its defaults, by flat key; ``auth`` is always said."""
    said: dict[str, Value] = {key: getattr(profile, key) for key in (*TEXTS, *SWITCHES)}
    said |= {f"{ENDPOINTS}.{service}": url for service, url in profile.endpoints.items()}
    said |= {"auth": profile.auth.value, MINUTES: profile.rto_minutes or 0}
    said |= {DAYS: profile.overdue_days or 0}
    return {key: said[key] for key in FLAT_KEYS if said.get(key)}


def with_values(profile: Profile, values: Mapping[str, Value]) -> Profile:
    """Return `profile` with `values`, which `read_value` has passed, set by flat key."""
    plain_keys = {key: value for key, value in values.items() if "." not in key and key != "auth"}
    urls = {key.partition(".")[2]: str(url) for key, url in values.items() if "." in key and url}
    changed = replace(profile, **plain_keys, endpoints={**profile.endpoints, **urls})  # type: ignore[arg-type]
    if "auth" in values:
        changed = replace(changed, auth=AuthMethod(values["auth"]))
    return changed


def _figure(raw: object, words: str, most: int) -> Value | Problem:
    if type(raw) is int and 1 <= raw <= most:
        return raw
    return Problem(tr(words, most=most), "")


def _unfit(text: str) -> Problem | None:
    if len(text) > LONGEST:
        return Problem(
            tr("has {count} characters, at most {most}", count=len(text), most=LONGEST), ""
        )
    for position, (character, shown) in enumerate(zip(text, plain(text), strict=True), start=1):
        if character != shown:
            return Problem(
                tr("character {position} cannot be seen: write it again", position=position), ""
            )
    return None
