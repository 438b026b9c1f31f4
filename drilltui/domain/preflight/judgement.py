"""What a rule says of what was seen, before the rule's own words are added."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.language import tr
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """`remedy` and `code` take the place of the rule's own.

    A `firm` stop cannot be overridden although the rule has stops that can.
    """

    verdict: Verdict
    seen: str
    remedy: str = ""
    code: str = ""
    firm: bool = False


def ok(seen: str) -> Judgement:
    """Return that nothing speaks against it."""
    return Judgement(Verdict.OK, seen)


def warn(seen: str, remedy: str = "", code: str = "") -> Judgement:
    """Return what a person should know, and decide."""
    return Judgement(Verdict.WARN, seen, remedy, code)


def stop(seen: str, remedy: str = "", *, firm: bool = False) -> Judgement:
    """Return what the service would refuse, or fail with."""
    return Judgement(Verdict.STOP, seen, remedy, firm=firm)


def unknown(seen: str, remedy: str = "") -> Judgement:
    """Return that what the service tells is not enough for a verdict, and so never a stop."""
    return Judgement(Verdict.UNKNOWN, seen, remedy)


def could_not_look(what: str, unseen: Unseen) -> Judgement:
    """Return that `what`, a marked word, was not seen: no verdict, and so never a stop."""
    return Judgement(
        Verdict.UNKNOWN,
        tr("{what} could not be read: {why}", what=tr(what), why=unseen.why),
        unseen.remedy,
        unseen.code,
    )


def some(names: list[str], most: int = 3) -> str:
    """Return the first names, and how many more there are."""
    first = tr(", ").join(names[:most])
    more = len(names) - most
    return tr("{names} and {more} more", names=first, more=more) if more > 0 else first


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 pair``, ``2 pairs``: of two marked texts the one that fits the number."""
    return tr(one if number == 1 else many, number=number)
