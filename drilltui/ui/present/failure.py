"""What could not be read, and what a person can do about it."""

from __future__ import annotations

from drilltui.domain.errors import DrilltuiError, NotSignedIn, SignInRefused
from drilltui.domain.language import marked, tr
from drilltui.ui.line import Line, Role, line

TRY_AGAIN = marked("r tries again, p shows the profiles.")


def is_about_signing_in(error: DrilltuiError) -> bool:
    """Whether nothing goes on before a person has done something about signing in."""
    return isinstance(error, NotSignedIn | SignInRefused)


def sentence(error: DrilltuiError) -> str:
    """Return `error` for the key line, which is cut at the right: what helps comes first."""
    if is_about_signing_in(error):
        return f"{tr('Not signed in: r tries again, p shows the profiles.')} {error}"
    return str(error)


def lines(title: str, error: DrilltuiError, *, indent: int = 0) -> list[Line]:
    """Return what stands where the content would be."""
    blank = " " * indent
    told = [line((f"{blank}{title}", Role.STOP)), line(f"{blank}{error}")]
    return [*told, line(f"{blank}{tr(TRY_AGAIN)}")] if is_about_signing_in(error) else told
