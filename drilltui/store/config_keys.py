"""What may stand in the configuration file: TOML's own values in, a checked `Configuration` out.

Every fault is a `ConfigError` that names the file and the place in it, and never shows a value: it
might be a secret in the wrong place.
"""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.domain.field import Problem
from drilltui.domain.language import ENGLISH, LANGUAGES, marked, tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import SERVICES, Configuration, Profile, ResolvedProfile
from drilltui.domain.profile_key import ENDPOINTS, KEYS, Value, read_value, with_values
from drilltui.domain.sign_in_field import profile_name_problem
from drilltui.store.config_fault import fault as _fault
from drilltui.store.config_fault import nearest as _nearest
from drilltui.store.config_fault import only as _only
from drilltui.store.config_fault import shown as _shown
from drilltui.store.evidence_keys import EVIDENCE, redact_in
from drilltui.store.work_keys import CHECKLIST, PROBES, items_in, probes_in

DEFAULT_PROFILE = "default_profile"
PROFILES = "profiles"
KERNEL_KEYRING_HOURS = "kernel_keyring_hours"
LANG = "lang"
TOP_LEVEL = (LANG, DEFAULT_PROFILE, KERNEL_KEYRING_HOURS, PROFILES, CHECKLIST, PROBES, EVIDENCE)
"""The keys of the file itself. A table with settings of another kind is added here."""

MOST_HOURS = 72
"""A weekend; the kernel's keyring is for hosts that have nothing better."""


def configuration_of(document: Mapping[str, object], path: str) -> Configuration:
    """Return what the TOML `document` of the file at `path` says."""
    _only(document, TOP_LEVEL, "", path)
    _check_language(document, path)
    tables = _table(document.get(PROFILES, {}), PROFILES, path)
    profiles = {name: _profile(name, said, path) for name, said in tables.items()}
    default = document.get(DEFAULT_PROFILE, "")
    if not isinstance(default, str):
        raise _fault(path, DEFAULT_PROFILE, tr("must be text in quotes"))
    if default and default not in profiles:
        raise _fault(
            path,
            DEFAULT_PROFILE,
            tr(
                "there is no profile {name}{meant}",
                name=_shown(default),
                meant=_nearest(default, profiles),
            ),
            marked("Name one that is there, or take the line out."),
        )
    return Configuration(
        profiles,
        default,
        kernel_keyring_hours=_hours(document, path),
        checklist=items_in(document, path),
        probes=probes_in(document, path),
        redact=redact_in(document, path),
    )


def _check_language(document: Mapping[str, object], path: str) -> None:
    """Refuse a language that is not spoken; the command line has read it before."""
    said = document.get(LANG, ENGLISH)
    if not isinstance(said, str) or said not in LANGUAGES:
        raise _fault(path, LANG, tr("must be one of {known}", known=", ".join(LANGUAGES)))


def _hours(document: Mapping[str, object], path: str) -> int | None:
    hours = document.get(KERNEL_KEYRING_HOURS)
    if hours is None or (type(hours) is int and 1 <= hours <= MOST_HOURS):
        return hours
    why = tr("must be a whole number of hours from 1 to {most}", most=MOST_HOURS)
    raise _fault(path, KERNEL_KEYRING_HOURS, why)


def values_in(table: Mapping[str, object], name: str, path: str) -> dict[str, Value]:
    """Return what the table of the profile `name` says, by flat key; empty texts are left out."""
    place = f"{PROFILES}.{name}"
    _only(table, KEYS, place, path)
    flat = {key: raw for key, raw in table.items() if key != ENDPOINTS}
    addresses = _table(table.get(ENDPOINTS, {}), f"{place}.{ENDPOINTS}", path)
    _only(addresses, SERVICES, f"{place}.{ENDPOINTS}", path)
    flat |= {f"{ENDPOINTS}.{service}": raw for service, raw in addresses.items()}
    found: dict[str, Value] = {}
    for key, raw in flat.items():
        value = read_value(key, raw)
        if isinstance(value, Problem):
            raise _fault(path, f"{place}.{key}", value.text + _at(value))
        if value != "":
            found[key] = value
    return found


def _profile(name: str, said: object, path: str) -> ResolvedProfile:
    if problem := profile_name_problem(name):
        raise _fault(
            path,
            f"{PROFILES}.{_shown(name)}",
            tr("the name: {problem}", problem=problem.text),
        )
    values = values_in(_table(said, f"{PROFILES}.{name}", path), name, path)
    origin = Origin(OriginKind.FILE, path)
    return ResolvedProfile(with_values(Profile(name), values), dict.fromkeys(values, origin))


def _table(raw: object, place: str, path: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise _fault(path, place, tr("must be a table"))
    return raw


def _at(problem: Problem) -> str:
    return tr(" (character {position})", position=problem.position) if problem.position else ""
