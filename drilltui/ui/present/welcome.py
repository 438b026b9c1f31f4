"""The first screen of a first start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.profiles import cloud_words

if TYPE_CHECKING:
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.profile import ResolvedProfile

REHEARSE = "Rehearse"
SIGN_IN = "Sign in"

TOLD = {
    REHEARSE: "learn a drill: no credentials, nothing touches a cloud",
    SIGN_IN: "work on Huawei Cloud or Open Telekom Cloud",
}


def head(profiles: Mapping[str, ResolvedProfile]) -> tuple[Line, ...]:
    """Return what this program is for, and why it asks."""
    asked = (
        "Several profiles are there and none is the usual one: choose."
        if profiles
        else "There is no profile yet: nothing was sent, and no secret is kept anywhere."
    )
    return (
        line(
            ("Disaster-recovery drills", Role.STRONG),
            " on Huawei Cloud SDRS and Open Telekom Cloud.",
        ),
        line(asked),
    )


def choice_row(label: str) -> tuple[Span, ...]:
    """Return the cells of one of the two choices."""
    return Span(label, Role.STRONG), Span(TOLD[label])


def profile_row(resolved: ResolvedProfile) -> tuple[Span, ...]:
    """Return the cells of a profile."""
    profile = resolved.profile
    told = f"{profile.region}, {cloud_words(profile)}"
    return Span(profile.name, Role.STRONG), Span(told + (", READ-ONLY" if profile.readonly else ""))


def foot(path: str, error: DrilltuiError | None) -> tuple[Line, ...]:
    """Return where the configuration lies or will lie, and what else there is to know."""
    trouble = (line(("stop  ", Role.STOP), str(error)), line()) if error else ()
    return (
        *trouble,
        line(("Profiles are in   ", Role.DIM), path),
        line(("Secrets are in    ", Role.DIM), "a keyring, or this run's memory; never a file"),
        line(),
        line("Set up for another tool already?  ", ("drilltui import", Role.KEY)),
        line("shows what it finds, without values, and takes it over on a yes."),
    )
