"""Joining what file, environment and options say into the profiles of this run.

An option goes before the profile in the file, the file before the environment, the environment
before what follows from the region. So a variable that is left over for another tool never moves a
profile elsewhere: it fills what the profile leaves out, and only where it speaks of its region
(`Statement.about`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from drilltui.domain.conventions import NO, read_environment
from drilltui.domain.credential import Given
from drilltui.domain.errors import UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import SERVICES, AuthMethod, Configuration, Profile, ResolvedProfile
from drilltui.domain.profile_key import ENDPOINTS, values_of, with_values
from drilltui.domain.surroundings import Said, Surroundings

PROFILE_VARIABLE = "DRILLTUI_PROFILE"
READONLY_VARIABLE = "DRILLTUI_READONLY"
ENVIRONMENT_PROFILE = "environment"
"""The name of the profile that the environment makes when the file has none."""

BY_REGION = Origin(OriginKind.RULE, "region")
_IDENTITY = ("user", "user_id", "domain")
_YES = ("1", "t", "true", "y", "yes", "on")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said: the name of a profile, and whether this run may only read."""

    profile: str = ""
    readonly: bool = False


def resolve(
    configuration: Configuration, environ: Mapping[str, str], options: Options
) -> Configuration:
    """Return the profiles of this run, each value with its origin, and which one is current.

    UsageError when a variable of ours cannot be understood.
    """
    surroundings = read_environment(environ)
    readonly = _readonly(environ, options)
    said = configuration.profiles or _of_environment(surroundings)
    profiles = {
        name: _under(readonly, _completed(profile, surroundings)) for name, profile in said.items()
    }
    current, origin = _current(configuration, profiles, environ, options)
    return replace(configuration, profiles=profiles, current=current, current_origin=origin)


def completed(profile: Profile, environ: Mapping[str, str], options: Options) -> Profile:
    """Return `profile`, as it stands in the file or is to be written there, as this run uses it."""
    said = ResolvedProfile(profile, dict.fromkeys(values_of(profile), Origin(OriginKind.FILE)))
    known = resolve(Configuration({profile.name: said}), environ, options).profiles
    return known[profile.name].profile


def environment_profile(surroundings: Surroundings, given: Given) -> ResolvedProfile:
    """Return the profile that the environment describes for signing in with `given`.

    Who signs in is said where the secret is, as far as that convention says it.
    """
    said: dict[str, Said] = {}
    for statement in surroundings.statements:
        if given in statement.given:
            said = {key: one for key, one in statement.values.items() if key in _IDENTITY}
    method = AuthMethod.PASSWORD if given.keepsake.password else AuthMethod.AKSK
    profile = with_values(
        Profile(ENVIRONMENT_PROFILE, auth=method), {key: one.value for key, one in said.items()}
    )
    origins = {key: one.origin for key, one in said.items()}
    begun = ResolvedProfile(profile, {**origins, "auth": given.origin})
    return _ruled(_filled(begun, surroundings))


def _of_environment(surroundings: Surroundings) -> Mapping[str, ResolvedProfile]:
    """Return the profile that the environment makes: a region and a whole credential make one."""
    if surroundings.region() is None:
        return {}
    found = sorted(surroundings.given(), key=lambda given: given.keepsake.password is not None)
    for given in found:
        made = environment_profile(surroundings, given)
        profile = made.profile
        if profile.auth is AuthMethod.AKSK or (profile.user and profile.domain):
            return {ENVIRONMENT_PROFILE: made}
    return {}


def _completed(said: ResolvedProfile, surroundings: Surroundings) -> ResolvedProfile:
    return _ruled(_filled(_with_method(said, surroundings), surroundings))


def _with_method(said: ResolvedProfile, surroundings: Surroundings) -> ResolvedProfile:
    """Choose how to sign in where the file does not say.

    A user's name is for passwords only. Else an access key it is, unless there is a password only.
    """
    if "auth" in said.origins:
        return said
    method, origin = AuthMethod.AKSK, Origin(OriginKind.RULE, marked("usual method"))
    given = surroundings.given()
    passwords = [one for one in given if one.keepsake.password]
    if said.profile.user or said.profile.user_id:
        method, origin = AuthMethod.PASSWORD, Origin(OriginKind.RULE, marked("user"))
    elif passwords and len(passwords) == len(given):
        method, origin = AuthMethod.PASSWORD, passwords[0].origin
    profile = replace(said.profile, auth=method)
    return ResolvedProfile(profile, {**said.origins, "auth": origin})


def _filled(said: ResolvedProfile, surroundings: Surroundings) -> ResolvedProfile:
    """Fill what is left out with what the environment says."""
    named = surroundings.region()
    region = said.profile.region or (str(named.value) if named else "")
    found = {key: one for key, one in surroundings.about(region).items() if key not in said.origins}
    if named and not said.profile.region:
        found["region"] = named
    profile = with_values(said.profile, {key: one.value for key, one in found.items()})
    origins = {key: one.origin for key, one in found.items()}
    return ResolvedProfile(profile, {**origins, **said.origins})


def _ruled(said: ResolvedProfile) -> ResolvedProfile:
    """Add the origin of what follows from the region."""
    if not said.profile.region:
        return said
    keys = ("cloud", *(f"{ENDPOINTS}.{service}" for service in SERVICES))
    return replace(said, origins={**dict.fromkeys(keys, BY_REGION), **said.origins})


def _under(readonly: Origin | None, said: ResolvedProfile) -> ResolvedProfile:
    """Keep changes back where this run was asked to; nothing can allow what a profile forbids."""
    if readonly is None:
        return said
    profile = replace(said.profile, readonly=True)
    return ResolvedProfile(profile, {**said.origins, "readonly": readonly})


def _readonly(environ: Mapping[str, str], options: Options) -> Origin | None:
    if options.readonly:
        return Origin(OriginKind.OPTION, "--readonly")
    value = environ.get(READONLY_VARIABLE, "").strip().lower()
    if value in _YES:
        return Origin(OriginKind.ENVIRONMENT, READONLY_VARIABLE)
    if value in NO:
        return None
    raise UsageError(
        tr("{name} is neither yes nor no.", name=READONLY_VARIABLE),
        tr("Set {name}=1, or unset it.", name=READONLY_VARIABLE),
    )


def _current(
    configuration: Configuration,
    profiles: Mapping[str, ResolvedProfile],
    environ: Mapping[str, str],
    options: Options,
) -> tuple[str, Origin | None]:
    """Return the profile to work with and who chose it; empty when nobody did."""
    if options.profile:
        return options.profile, Origin(OriginKind.OPTION, "--profile")
    if name := environ.get(PROFILE_VARIABLE, "").strip():
        return name, Origin(OriginKind.ENVIRONMENT, PROFILE_VARIABLE)
    if name := configuration.default_profile:
        return name, Origin(OriginKind.FILE, "default_profile")
    if len(profiles) == 1:
        return next(iter(profiles)), Origin(OriginKind.RULE, marked("the only profile"))
    return "", None
