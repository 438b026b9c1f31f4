"""Taking over what other tools have set up: shown without values, moved to a vault on a yes."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from functools import reduce

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.origin import OriginKind
from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Profiles, Vault
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.sign_in_field import (
    PROFILE_CHARACTERS,
    PROFILE_LENGTH,
    profile_name_problem,
    region_problem,
)
from drilltui.services.credentials import goes_before, joined, keepsake_of
from drilltui.services.entry_change import entry_changed


class Importing:
    """Finds candidates and takes them over.

    `search` looks through what other tools have set up on this host.
    """

    def __init__(self, search: Callable[[], tuple[Candidate, ...]], profiles: Profiles) -> None:
        self._search = search
        self._profiles = profiles

    def found(self) -> tuple[Candidate, ...]:
        """Return what there is, each under a name that is free in the configuration file.

        ConfigError when that file cannot be used.
        """
        taken = set(self._profiles.load().profiles)
        named = []
        for candidate in self._search():
            profile = candidate.profile
            if candidate.whole:
                wanted = profile.region if _is_environment(candidate) else profile.name
                profile = replace(profile, name=free_name(wanted, taken))
                taken.add(profile.name)
            named.append(replace(candidate, profile=profile))
        return tuple(named)

    async def take(
        self, candidate: Candidate, name: str, vault: Vault, *, default: bool = False
    ) -> tuple[str, ...]:
        """Keep the secrets of `candidate` in `vault`, and write its profile as `name`.

        What is kept is read back and compared first. Returns sentences on where the secret still
        lies in clear: another tool's file is not drilltui's to change. Raises UsageError when
        something is missing, VaultError and ConfigError when it cannot be kept; then nothing is.
        """
        profile = replace(candidate.profile, name=name)
        kept = self._kept(profile, candidate)
        async with entry_changed(vault, name, kept):
            self._profiles.save(profile, default=default)
        return _still_there(candidate)

    def _kept(self, profile: Profile, candidate: Candidate) -> Keepsake:
        """Return what is to be kept; UsageError when it makes no profile that works."""
        if problem := profile_name_problem(profile.name):
            raise UsageError(
                tr(
                    "{name} cannot name a profile: {why}.",
                    name=plain(profile.name),
                    why=problem.text,
                )
            )
        if profile.name in self._profiles.load().profiles:
            raise UsageError(
                tr("There is a profile {name} already.", name=profile.name),
                tr("Choose another name for it."),
            )
        if problem := region_problem(profile.region):
            raise UsageError(
                tr(
                    "What {place} holds lacks its region: {why}.",
                    place=_place(candidate),
                    why=problem.text,
                ),
                tr("Say which region it is for."),
            )
        credential = joined(profile, candidate.keepsake)
        if credential is None:
            raise UsageError(
                tr(
                    "What {place} holds is not enough to sign in: the {what} is missing.",
                    place=_place(candidate),
                    what=_missing(profile, candidate.keepsake),
                ),
                tr("Add what is missing, or sign in on the screen."),
            )
        return keepsake_of(credential)


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return `wanted` as a profile can be named, with a number behind it when it is taken."""
    fit = "".join(one if one in PROFILE_CHARACTERS else "-" for one in wanted)
    fit = fit.strip("-")[:PROFILE_LENGTH] or "imported"
    name, number = fit, 2
    while name in taken:
        ending = f"-{number}"
        name, number = fit[: PROFILE_LENGTH - len(ending)] + ending, number + 1
    return name


def _is_environment(candidate: Candidate) -> bool:
    return candidate.source.kind is OriginKind.ENVIRONMENT


def _place(candidate: Candidate) -> str:
    return plain(candidate.source.name)


def _missing(profile: Profile, kept: Keepsake) -> str:
    needed: Sequence[tuple[str, object]] = (
        (
            (tr("password"), kept.password),
            (tr("user"), profile.user),
            (tr("account"), profile.domain),
        )
        if profile.auth is AuthMethod.PASSWORD
        else ((tr("access key"), kept.ak), (tr("secret key"), kept.sk))
    )
    missing = [name for name, value in needed if not value]
    return reduce(
        lambda said, name: tr("{first} and the {second}", first=said, second=name), missing
    )


def _still_there(candidate: Candidate) -> tuple[str, ...]:
    place = _place(candidate)
    if _is_environment(candidate):
        return (goes_before(candidate.source),)
    return (
        tr(
            "{place} still holds the secret in clear, for the tools that read it: take it out "
            "there when none needs it any more.",
            place=place,
        ),
    )
