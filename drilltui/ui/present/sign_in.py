"""The sign-in form in words: what a field is for, what a region is, what a check proved."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from drilltui.domain.errors import CloudError
from drilltui.domain.field import Problem
from drilltui.domain.language import marked, tr
from drilltui.domain.region import Region, cloud_name, cloud_of, known_regions
from drilltui.domain.sign_in_draft import Method
from drilltui.domain.sign_in_field import profile_name_problem, region_problem
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit, padded
from drilltui.ui.present.form import problem_line
from drilltui.ui.present.states import verdict_span
from drilltui.ui.present.words import took

if TYPE_CHECKING:
    from drilltui.domain.finding import Finding
    from drilltui.domain.ports import Vault
    from drilltui.domain.project import Project
    from drilltui.services.check import Proof

LABELS: Final[Mapping[str, str]] = {
    "name": marked("Profile"),
    "region": marked("Region"),
    "ak": marked("Access key"),
    "sk": marked("Secret key"),
    "security_token": marked("Token"),
    "user": marked("User"),
    "domain": marked("Account"),
    "password": marked("Password"),
    "user_id": marked("User id"),
    "project_id": marked("Project id"),
    "ca_file": marked("CA file"),
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
    "security_token": marked("only for temporary keys"),
    "user_id": marked("console: My Credentials"),
    "domain": marked("the account's name; the API calls it domain"),
    "project_id": marked("optional: found from the region"),
    "ca_file": marked("optional: for networks that open TLS"),
}

_METHODS: Final[Mapping[Method, str]] = {
    Method.KEY: marked("permanent or temporary, signs every request"),
    Method.PASSWORD: marked("of a user, for a token"),
    Method.PASSCODE: marked("with a virtual MFA device"),
}

_DEEP: Final = " " * 7
"""How far what belongs to a finding is moved in: as far as its verdict is wide."""

_BESIDE: Final = 40
"""Cells that fit beside a finding's subject on a terminal of 60 columns."""

_LIKE_A_SECRET: Final = 32
"""Secret keys have 40 characters, access keys 20."""

_OFFERED: Final[Mapping[str, str]] = {
    "yes": marked("SDRS"),
    "no": marked("no SDRS"),
    "?": marked("SDRS ?"),
}

_SDRS: Final[Mapping[str, tuple[str, Role, str]]] = {
    "yes": (marked("ok"), Role.OK, marked("SDRS is offered")),
    "no": (marked("warn"), Role.WARN, marked("no SDRS in its catalogue")),
    "?": ("?", Role.WARN, marked("nobody lists SDRS there")),
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
            Span(tr(_OFFERED[region.sdrs]), Role.DIM),
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
    take = tr("Enter takes {region}", region=offered) if offered else ""
    if not (value or offered):
        return line(("      ", Role.DIM), (tr("such as eu-de; typing narrows a list"), Role.DIM))
    if problem := region_problem(value):
        return line((fit(tr("pick"), 6), Role.DIM), take) if offered else problem_line(problem, "")
    known = {region.id: region for region in known_regions()}.get(value)
    if known is None:
        by_rule = tr("by rule {host}", host=f"sdrs.{value}.{cloud_of(value)}")
        where = tr("SDRS at {address}", address=address) if address else by_rule
        told = tr("not known; {where}", where=where)
        if take:
            told = tr("Enter takes {region}, Tab keeps this", region=offered)
        return line((fit(tr("warn"), 6), Role.WARN), told)
    word, role, sdrs = _SDRS[known.sdrs]
    if address:
        word, role, sdrs = marked("ok"), Role.OK, tr("SDRS at {address}", address=address)
    return line((fit(tr(word), 6), role), f"{cloud_name(known.cloud)}, {known.place}: {tr(sdrs)}")


def key_remark(value: str) -> tuple[Line, ...]:
    """Warn when `value` is as long as a secret key: this field is shown, and sent in clear."""
    if len(value) < _LIKE_A_SECRET:
        return ()
    told = tr("as long as a secret key; an access key mostly has 20 capitals and digits")
    return (line((fit(tr("warn"), 6), Role.WARN), told),)


def name_line(name: str, known: Container[str], edited: str) -> Line:
    """Return what becomes of the name: a new profile, or another meaning of one that is there."""
    if problem := profile_name_problem(name):
        return problem_line(problem, "")
    if name == edited:
        return problem_line(None, tr("this profile is changed"))
    if name in known:
        return line(
            (fit(tr("warn"), 6), Role.WARN), tr("there is a profile of this name: it is changed")
        )
    return problem_line(None, tr("a new profile"))


def method_row(method: Method) -> tuple[Span, ...]:
    """Return the cells of a method."""
    return Span(tr(method.value), Role.STRONG), Span(tr(_METHODS[method]), Role.DIM)


def problem_lines(problem: Problem | None) -> tuple[Line, ...]:
    """Return what is wrong with a field; nothing if nothing is, so that the form stays short."""
    return (problem_line(problem, ""),) if problem else ()


def proof_lines(proof: Proof) -> tuple[Line, ...]:
    """Return what a check proved, step by step, and what support would ask for."""
    lines = [one for finding in proof.findings for one in _finding(finding)]
    if isinstance(proof.error, CloudError) and proof.error.request_id:
        lines.append(line(_DEEP, (tr("request {id}", id=proof.error.request_id), Role.DIM)))
    return tuple(lines)


def _finding(finding: Finding) -> Iterator[Line]:
    """Yield a finding; what is too long to stand beside its subject stands below it, as a whole."""
    head = (verdict_span(finding.verdict), (padded(tr(finding.subject), 11), Role.STRONG))
    if cell_len(finding.seen) <= _BESIDE:
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
        return tr("this run only")
    if vault.keeps_for is None:
        return tr("until you forget it")
    length = took(vault.keeps_for.total_seconds())
    return tr("for {length}, then it is gone", length=length)
