"""The first screen of a first start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drilltui.domain.language import marked, tr
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit
from drilltui.ui.present.profiles import cloud_words
from drilltui.ui.present.sentence import sentence
from drilltui.ui.present.words import also

if TYPE_CHECKING:
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.profile import ResolvedProfile

REHEARSE = marked("Rehearse")
SIGN_IN = marked("Sign in")
"""The keys of the two choices, and what is said for them."""

TOLD = {
    REHEARSE: marked("learn a drill: no credentials, nothing touches a cloud"),
    SIGN_IN: marked("work on Huawei Cloud or Open Telekom Cloud"),
}


def head(profiles: Mapping[str, ResolvedProfile]) -> tuple[Line, ...]:
    """Return what this program is for, and why it asks."""
    asked = (
        tr("Several profiles are there and none is the usual one: choose.")
        if profiles
        else tr("There is no profile yet: nothing was sent, and no secret is kept anywhere.")
    )
    return (
        sentence(
            tr("{drills} on Huawei Cloud SDRS and Open Telekom Cloud."),
            drills=Span(tr("Disaster-recovery drills"), Role.STRONG),
        ),
        line(asked),
    )


def choice_row(label: str) -> tuple[Span, ...]:
    """Return the cells of one of the two choices."""
    return Span(tr(label), Role.STRONG), Span(tr(TOLD[label]))


def profile_row(resolved: ResolvedProfile) -> tuple[Span, ...]:
    """Return the cells of a profile."""
    profile = resolved.profile
    told = f"{profile.region}, {cloud_words(profile)}"
    return Span(profile.name, Role.STRONG), Span(
        told + (also(tr("READ-ONLY")) if profile.readonly else "")
    )


def foot(path: str, error: DrilltuiError | None) -> tuple[Line, ...]:
    """Return where the configuration lies or will lie, and what else there is to know."""
    trouble = (line((fit(tr("stop"), 6), Role.STOP), str(error)), line()) if error else ()
    return (
        *trouble,
        line((fit(tr("Profiles are in"), 18), Role.DIM), path),
        line(
            (fit(tr("Secrets are in"), 18), Role.DIM),
            tr("a keyring, or this run's memory; never a file"),
        ),
        line(),
        line(f"{tr('Set up for another tool already?')}  ", ("drilltui import", Role.KEY)),
        line(tr("shows what it finds, without values, and takes it over on a yes.")),
    )
