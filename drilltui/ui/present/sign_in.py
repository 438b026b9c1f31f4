"""The sign-in form in words: what a field is for, what a region is, what a check proved."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from drilltui.domain.errors import CloudError
from drilltui.domain.field import Problem
from drilltui.domain.region import Region, cloud_name, cloud_of, known_regions
from drilltui.domain.sign_in_draft import Method
from drilltui.domain.sign_in_field import profile_name_problem, region_problem
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.form import problem_line
from drilltui.ui.present.states import verdict_span

if TYPE_CHECKING:
    from drilltui.domain.finding import Finding
    from drilltui.domain.ports import Vault
    from drilltui.domain.project import Project
    from drilltui.services.check import Proof

LABELS: Final[Mapping[str, str]] = {
    "name": "Profile",
    "region": "Region",
    "ak": "Access key",
    "sk": "Secret key",
    "security_token": "Token",
    "user": "User",
    "domain": "Account",
    "password": "Password",
    "user_id": "User id",
    "project_id": "Project id",
    "ca_file": "CA file",
}
"""The fields by the names that a draft has for them, in their order."""

FIELDS_OF: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.KEY: ("ak", "sk", "security_token"),
    Method.PASSWORD: ("user", "domain", "password"),
    Method.PASSCODE: ("user", "domain", "password", "user_id"),
}
"""The fields that belong to one method only."""

SECRETS: Final = frozenset({"sk", "security_token", "password"})

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "security_token": "only for temporary keys",
    "user_id": "console: My Credentials",
    "domain": "the account's name; the API calls it domain",
    "project_id": "optional: found from the region",
    "ca_file": "optional: for networks that open TLS",
}

_METHODS: Final[Mapping[Method, str]] = {
    Method.KEY: "permanent or temporary, signs every request",
    Method.PASSWORD: "of a user, for a token",
    Method.PASSCODE: "with a virtual MFA device",
}

_DEEP: Final = " " * 7
"""How far what belongs to a finding is moved in: as far as its verdict is wide."""

_BESIDE: Final = 40
"""Characters that fit beside a finding's subject on a terminal of 60 columns."""

_LIKE_A_SECRET: Final = 32
"""Secret keys have 40 characters, access keys 20."""

_OFFERED: Final[Mapping[str, str]] = {"yes": "SDRS", "no": "no SDRS", "?": "SDRS ?"}

_SDRS: Final[Mapping[str, tuple[str, Role, str]]] = {
    "yes": ("ok    ", Role.OK, "SDRS is offered"),
    "no": ("warn  ", Role.WARN, "no SDRS in its catalogue"),
    "?": ("?     ", Role.WARN, "nobody lists SDRS there"),
}


def region_rows(text: str) -> dict[str, tuple[Span, ...]]:
    """Return the known regions that `text` may mean, by id: those that begin so come first."""
    needle = text.casefold().strip()
    fitting = [one for one in known_regions() if needle in _haystack(one)]
    fitting.sort(key=lambda region: not region.id.startswith(needle))
    return {
        region.id: (
            Span(region.id, Role.STRONG),
            Span(region.place),
            Span(_OFFERED[region.sdrs], Role.DIM),
            Span(cloud_name(region.cloud), Role.DIM),
        )
        for region in fitting
    }


def _haystack(region: Region) -> str:
    return f"{region.id} {region.place} {cloud_name(region.cloud)}".casefold()


def region_line(value: str, offered: str, address: str = "") -> Line:
    """Return what the typed region is; `offered` is what Enter would take in its place.

    `address` is where the profile says that SDRS is, empty when the region decides.
    """
    take = f"Enter takes {offered}" if offered else ""
    if not (value or offered):
        return line(("      ", Role.DIM), ("such as eu-de; typing narrows a list", Role.DIM))
    if problem := region_problem(value):
        return line(("pick  ", Role.DIM), take) if offered else problem_line(problem, "")
    known = {region.id: region for region in known_regions()}.get(value)
    if known is None:
        where = f"SDRS at {address}" if address else f"by rule sdrs.{value}.{cloud_of(value)}"
        told = f"{take}, Tab keeps this" if take else f"not known; {where}"
        return line(("warn  ", Role.WARN), told)
    word, role, sdrs = _SDRS[known.sdrs]
    if address:
        word, role, sdrs = "ok    ", Role.OK, f"SDRS at {address}"
    return line((word, role), f"{cloud_name(known.cloud)}, {known.place}: {sdrs}")


def key_remark(value: str) -> tuple[Line, ...]:
    """Warn when `value` is as long as a secret key: this field is shown, and sent in clear."""
    if len(value) < _LIKE_A_SECRET:
        return ()
    told = "as long as a secret key; an access key mostly has 20 capitals and digits"
    return (line(("warn  ", Role.WARN), told),)


def name_line(name: str, known: Container[str], edited: str) -> Line:
    """Return what becomes of the name: a new profile, or another meaning of one that is there."""
    if problem := profile_name_problem(name):
        return problem_line(problem, "")
    if name == edited:
        return line(("ok    ", Role.OK), ("this profile is changed", Role.DIM))
    if name in known:
        return line(("warn  ", Role.WARN), "there is a profile of this name: it is changed")
    return line(("ok    ", Role.OK), ("a new profile", Role.DIM))


def method_row(method: Method) -> tuple[Span, ...]:
    """Return the cells of a method."""
    return Span(method.value, Role.STRONG), Span(_METHODS[method], Role.DIM)


def problem_lines(problem: Problem | None) -> tuple[Line, ...]:
    """Return what is wrong with a field; nothing if nothing is, so that the form stays short."""
    return (problem_line(problem, ""),) if problem else ()


def proof_lines(proof: Proof) -> tuple[Line, ...]:
    """Return what a check proved, step by step, and what support would ask for."""
    lines = [one for finding in proof.findings for one in _finding(finding)]
    if isinstance(proof.error, CloudError) and proof.error.request_id:
        lines.append(line(_DEEP, (f"request {proof.error.request_id}", Role.DIM)))
    return tuple(lines)


def _finding(finding: Finding) -> Iterator[Line]:
    """Yield a finding; what is too long to stand beside its subject stands below it, as a whole."""
    head = (verdict_span(finding.verdict), (f"{finding.subject:11}", Role.STRONG))
    if len(finding.seen) <= _BESIDE:
        yield line(*head, finding.seen)
    else:
        yield line(*head)
        yield line(_DEEP, finding.seen)
    if finding.remedy:
        yield line(_DEEP, finding.remedy)


def project_row(project: Project) -> tuple[Span, ...]:
    """Return the cells of a project."""
    return Span(project.name, Role.STRONG), Span(project.id, Role.DIM)


def vault_row(vault: Vault) -> tuple[Span, ...]:
    """Return the cells of a place that keeps secrets: how long it does."""
    return Span(vault.name, Role.STRONG), Span(_how_long(vault), Role.DIM)


def _how_long(vault: Vault) -> str:
    if not vault.lasting:
        return "this run only"
    if vault.name == "kernel keyring":
        return "for 8 hours, then it is gone"
    return "until you forget it"
