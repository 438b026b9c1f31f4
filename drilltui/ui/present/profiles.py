"""Profiles in words: how they sign in, where their secret is, why one may only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.region import cloud_name, cloud_of
from drilltui.domain.sign_in_draft import Method
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.words import short_id, took

if TYPE_CHECKING:
    from drilltui.domain.profile import Profile, ResolvedProfile
    from drilltui.services.credentials import KeptEntry

REHEARSAL = "rehearsal"

_SHORT = {Method.KEY: "access key", Method.PASSWORD: "password", Method.PASSCODE: "passcode"}


def why_read_only(resolved: ResolvedProfile) -> str:
    """Return why nothing may be changed with this profile, and who says so; empty if it may."""
    profile, origin = resolved.profile, resolved.origins.get("readonly")
    if not profile.readonly:
        return ""
    if origin is not None and origin.kind is OriginKind.OPTION:
        return f"Read-only: {origin.name or '--readonly'} of this start says so."
    if origin is not None and origin.kind is OriginKind.ENVIRONMENT:
        return f"Read-only: {origin.name} in the environment says so."
    return f"Read-only: profile {profile.name} says so in config.toml."


def source_words(origin: Origin) -> str:
    """Say where a secret is, in place of its value."""
    match origin.kind:
        case OriginKind.ENVIRONMENT:
            return f"from the environment: {origin.name}"
        case OriginKind.VAULT:
            return f"kept in {origin.name}"
        case OriginKind.ASKED:
            return "typed in, kept for this run"
        case _:
            return f"from {origin}"


def cloud_words(profile: Profile) -> str:
    """Return what people call the cloud of a profile."""
    return cloud_name(profile.cloud or cloud_of(profile.region))


def kept_words(kept: Sequence[KeptEntry] | None) -> str:
    """Return where the secret is kept, and how long yet; None means: not looked yet.

    This run's memory has what was typed in it too, which matters only where nothing lasts.
    """
    if kept is None:
        return "looking ..."
    told = [entry for entry in kept if entry.lasting] or kept
    return ", ".join(map(_entry, told)) or "not found"


def _entry(entry: KeptEntry) -> str:
    if entry.time_left is None:
        return entry.vault
    return f"{entry.vault}, {took(entry.time_left.total_seconds())} left"


def row(
    profile: Profile, kept: Sequence[KeptEntry] | None, *, default: bool, here: bool
) -> tuple[Span | Line, ...]:
    """Return the cells of a profile."""
    marks = [word for word, is_so in (("open", here), ("default", default)) if is_so]
    said = [Span("READ-ONLY ", Role.WARN)] if profile.readonly else []
    return (
        Span(profile.name, Role.STRONG),
        Span(profile.region or "-"),
        Span(_SHORT[Method.of(profile)]),
        Span(kept_words(kept), Role.DIM if kept is None else Role.TEXT),
        line(*said, (" ".join(marks), Role.DIM)),
        Span(cloud_words(profile)),
        Span(short_id(profile.project_id) or "by region"),
    )


def rehearsal_row(scenario: str, *, here: bool) -> tuple[Span, ...]:
    """Return the cells of the rehearsal."""
    return (
        Span(REHEARSAL, Role.STRONG),
        Span(scenario),
        Span("nothing"),
        Span("no secret"),
        Span("open" if here else "", Role.DIM),
        Span("played on this machine"),
        Span("-"),
    )


def summary(
    profile: Profile, kept: Sequence[KeptEntry] | None, used: Origin | None = None
) -> tuple[Line, ...]:
    """Return the profile under the cursor in full; `used` is the origin of the secret in use."""
    method = Method.of(profile)
    who = "" if method is Method.KEY else f"  {profile.user} of {profile.domain}"
    in_use = (line(("In use    ", Role.DIM), source_words(used)),) if used else ()
    may = (Span("  READ-ONLY", Role.WARN),) if profile.readonly else ()
    return (
        line(
            (profile.name, Role.STRONG), f"  {cloud_words(profile)}, {profile.region or '-'}", *may
        ),
        line(("Signs in  ", Role.DIM), f"with {method.value}{who}"),
        line(("Project   ", Role.DIM), profile.project_id or "found from the region"),
        line(("Secret    ", Role.DIM), kept_words(kept)),
        *in_use,
    )
