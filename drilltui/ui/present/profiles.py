"""Profiles in words: how they sign in, where their secret is, why one may only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drilltui.domain.language import marked, tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.region import cloud_name, cloud_of
from drilltui.domain.sign_in_draft import Method
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.mode import read_only_span
from drilltui.ui.present.words import short_id, took

if TYPE_CHECKING:
    from drilltui.domain.profile import Profile, ResolvedProfile
    from drilltui.services.credentials import KeptEntry

REHEARSAL = marked("rehearsal")

_SHORT = {
    Method.KEY: marked("access key"),
    Method.PASSWORD: marked("password"),
    Method.PASSCODE: marked("passcode"),
}


def why_read_only(resolved: ResolvedProfile) -> str:
    """Return why nothing may be changed with this profile, and who says so; empty if it may."""
    profile, origin = resolved.profile, resolved.origins.get("readonly")
    if not profile.readonly:
        return ""
    if origin is not None and origin.kind is OriginKind.OPTION:
        option = origin.name or "--readonly"
        return tr("Read-only: {option} of this start says so.", option=option)
    if origin is not None and origin.kind is OriginKind.ENVIRONMENT:
        return tr("Read-only: {variable} in the environment says so.", variable=origin.name)
    return tr("Read-only: profile {profile} says so in config.toml.", profile=profile.name)


def source_words(origin: Origin) -> str:
    """Say where a secret is, in place of its value."""
    match origin.kind:
        case OriginKind.ENVIRONMENT:
            return tr("from the environment: {variable}", variable=origin.name)
        case OriginKind.VAULT:
            return tr("kept in {place}", place=origin.name)
        case OriginKind.ASKED:
            return tr("typed in, kept for this run")
        case _:
            return tr("from {origin}", origin=origin)


def cloud_words(profile: Profile) -> str:
    """Return what people call the cloud of a profile."""
    return cloud_name(profile.cloud or cloud_of(profile.region))


def kept_words(kept: Sequence[KeptEntry] | None) -> str:
    """Return where the secret is kept, and how long yet; None means: not looked yet.

    This run's memory has what was typed in it too, which matters only where nothing lasts.
    """
    if kept is None:
        return tr("looking ...")
    told = [entry for entry in kept if entry.lasting] or kept
    return ", ".join(map(_entry, told)) or tr("not found")


def _entry(entry: KeptEntry) -> str:
    if entry.time_left is None:
        return entry.vault
    left = took(entry.time_left.total_seconds())
    return tr("{place}, {length} left", place=entry.vault, length=left)


def row(
    profile: Profile, kept: Sequence[KeptEntry] | None, *, default: bool, here: bool
) -> tuple[Span | Line, ...]:
    """Return the cells of a profile."""
    marks = [word for word, is_so in ((tr("open"), here), (tr("default"), default)) if is_so]
    said = [read_only_span(), Span(" ")] if profile.readonly else []
    return (
        Span(profile.name, Role.STRONG),
        Span(profile.region or "-"),
        Span(tr(_SHORT[Method.of(profile)])),
        Span(kept_words(kept), Role.DIM if kept is None else Role.TEXT),
        line(*said, (" ".join(marks), Role.DIM)),
        Span(cloud_words(profile)),
        Span(short_id(profile.project_id) or tr("by region")),
    )


def rehearsal_row(scenario: str, *, here: bool) -> tuple[Span, ...]:
    """Return the cells of the rehearsal."""
    return (
        Span(tr(REHEARSAL), Role.STRONG),
        Span(scenario),
        Span(tr("nothing")),
        Span(tr("no secret")),
        Span(tr("open") if here else "", Role.DIM),
        Span(tr("played on this machine")),
        Span("-"),
    )


def summary(
    profile: Profile, kept: Sequence[KeptEntry] | None, used: Origin | None = None
) -> tuple[Line, ...]:
    """Return the profile under the cursor in full; `used` is the origin of the secret in use."""
    method = Method.of(profile)
    how = tr("with {method}", method=tr(method.value))
    if method is not Method.KEY:
        whose = tr("{user} of {account}", user=profile.user, account=profile.domain)
        how = f"{how}  {whose}"
    in_use = (line(_label(tr("In use")), source_words(used)),) if used else ()
    may = (Span("  "), read_only_span()) if profile.readonly else ()
    return (
        line(
            (profile.name, Role.STRONG), f"  {cloud_words(profile)}, {profile.region or '-'}", *may
        ),
        line(_label(tr("Signs in")), how),
        line(_label(tr("Project")), profile.project_id or tr("found from the region")),
        line(_label(tr("Secret")), kept_words(kept)),
        *in_use,
    )


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 10), Role.DIM)
