"""Which role and which sign a state has, by the service's own word; that is said by `tr`."""

from __future__ import annotations

from drilltui.domain.language import tr
from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Role, Span
from drilltui.ui.present.fitted import fit

# A failed-over group is not among them: it may be drilled, but it does not synchronise.
_GOOD = frozenset({"protected", "available", "SUCCESS", "ACTIVE", "OK", "active", "accepted"})
_BUSY = frozenset(
    {
        "creating", "deleting", "starting", "stopping", "reversing", "failing-over", "reprotecting",
        "RUNNING", "BUILD", "CREATING", "REBOOT", "copying",
    }
)  # fmt: skip
_WAITING = frozenset({"INIT"})
_BAD = frozenset({"FAIL", "ERROR", "invalid", "fault", "UNKNOWN"})

_SIGNS = {Role.TEXT: "-", Role.OK: "+", Role.BUSY: "~", Role.STOP: "!", Role.WARN: "?"}


def role_of(state: str) -> Role:
    """Return how a state of the service is to be taken; unknown ones ask for a look."""
    if state in _GOOD:
        return Role.OK
    if state in _BUSY:
        return Role.BUSY
    if state in _WAITING:
        return Role.TEXT
    if state in _BAD or state.startswith("error"):
        return Role.STOP
    return Role.WARN


def sign_of(state: str) -> str:
    """Return the sign that says the same without colour."""
    return _SIGNS[role_of(state)]


def state_span(state: str) -> Span:
    """Return sign and word together."""
    return Span(f"{sign_of(state)} {tr(state or 'unknown')}", role_of(state))


VERDICT_ROLES = {
    Verdict.OK: Role.OK,
    Verdict.WARN: Role.WARN,
    Verdict.STOP: Role.STOP,
    Verdict.UNKNOWN: Role.WARN,
}


def verdict_span(verdict: Verdict) -> Span:
    """Return sign and word of a verdict, in a column of seven."""
    role = VERDICT_ROLES[verdict]
    sign = "" if verdict is Verdict.UNKNOWN else f"{_SIGNS[role]} "
    return Span(fit(sign + tr(verdict.value), 7), role)
