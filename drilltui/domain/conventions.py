"""Reading the environment in the conventions of other tools, which people have set up.

The variables are data (``rules/conventions.toml``). Each convention is read by itself: a key of one
is never joined with a secret of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from drilltui.domain.credential import KEY_PARTS, Given, Keepsake
from drilltui.domain.field import Problem
from drilltui.domain.finding import Finding
from drilltui.domain.iam_address import place_of
from drilltui.domain.language import tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import SERVICES
from drilltui.domain.profile_key import ENDPOINTS, read_value
from drilltui.domain.rules import rules
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_field import key_problem
from drilltui.domain.surroundings import Said, Statement, Surroundings, override
from drilltui.domain.verdict import Verdict

Environ: TypeAlias = Mapping[str, str]

NO = ("", "0", "f", "false", "n", "no", "off")
"""How a variable that is a switch is turned off."""

_IAM = f"{ENDPOINTS}.iam"


def read_environment(environ: Environ) -> Surroundings:
    """Return what `environ` says. An empty variable is one that is not set."""
    book = rules("conventions")
    environ = {name: value for name, value in environ.items() if value.strip()}
    findings: list[Finding] = []
    statements = tuple(_statement(one, environ, findings) for one in book["convention"])
    forms = [one["overrides"] for one in book["convention"] if "overrides" in one]
    overrides = {name: said for form in forms for name, said in _overrides(form, environ, findings)}
    findings += _in_vain(book, environ, {key for one in statements for key in one.values})
    named = (_set(one["secrets"]["ak"], environ) for one in book["convention"])
    ak = next((environ[name] for name in named if name), "")
    return Surroundings(statements, overrides, forms[0], ak, tuple(findings))


def _statement(book: Mapping[str, Any], environ: Environ, findings: list[Finding]) -> Statement:
    values: dict[str, Said] = {}
    for key, names in book["values"].items():
        if variable := _set(names, environ):
            target = _IAM if key == "auth_url" else key
            value = read_value(target, environ[variable].strip())
            if isinstance(value, Problem):
                findings.append(_unusable(variable, value))
            else:
                values[target] = Said(value, variable)
    told: dict[str, Said] = {}
    if iam := values.get(_IAM):
        region, cloud = place_of(str(iam.value))
        if region:
            told = {"region": Said(region, iam.variable), "cloud": Said(cloud, iam.variable)}
            told = {key: said for key, said in told.items() if key not in values}
    values |= told
    user = str(values["user"].value) if "user" in values else ""
    given = (*_key(book["secrets"], environ, findings), *_password(book["secrets"], environ, user))
    return Statement(book["name"], values, frozenset(told), given)


def _key(names: Mapping[str, Any], environ: Environ, findings: list[Finding]) -> Iterable[Given]:
    """Yield the access key of one convention when it is whole."""
    set_ = {part: name for part in KEY_PARTS if (name := _set(names[part], environ))}
    if not set_:
        return
    if missing := [names[part][0] for part in ("ak", "sk") if part not in set_]:
        lone = next(iter(set_.values()))
        seen = tr("{name} is set without {other}: not used", name=lone, other=missing[0])
        remedy = tr("Set {other} too, or unset {name}.", other=missing[0], name=lone)
        findings.append(Finding(lone, Verdict.WARN, seen, remedy))
        return
    problems = [
        _unusable(name, problem)
        for part, name in set_.items()
        if (problem := key_problem(environ[name], KEY_PARTS[part]))
    ]
    if problems:
        findings.extend(problems)
        return
    token = set_.get("security_token")
    yield Given(
        Keepsake(
            environ[set_["ak"]],
            Secret(environ[set_["sk"]]),
            Secret(environ[token]) if token else None,
        ),
        Origin(OriginKind.ENVIRONMENT, set_["sk"]),
    )


def _password(names: Mapping[str, Any], environ: Environ, user: str) -> Iterable[Given]:
    """Yield the password of one convention, which belongs to its `user`."""
    if variable := _set(names.get("password", ()), environ):
        kept = Keepsake(password=Secret(environ[variable]))
        yield Given(kept, Origin(OriginKind.ENVIRONMENT, variable), user)


def _overrides(form: str, environ: Environ, findings: list[Finding]) -> Iterable[tuple[str, Said]]:
    """Yield the addresses for single services; the first of several counts."""
    for service in SERVICES:
        beginning = override(form, service, "")
        for name in sorted(environ):
            if not name.startswith(beginning):
                continue
            key = f"{ENDPOINTS}.{service}"
            value = read_value(key, environ[name].partition(",")[0].strip())
            if isinstance(value, Problem):
                findings.append(_unusable(name, value))
            else:
                yield name, Said(value, name)


def _in_vain(book: Mapping[str, Any], environ: Environ, said: set[str]) -> Iterable[Finding]:
    """Yield what is known and not used, unless something is said in its stead."""
    for name, why in book["unused"].items():
        if name in environ and not said & set(why.get("instead", ())):
            seen = tr("{name} is not used: {why}", name=name, why=tr(why["why"]))
            yield Finding(name, Verdict.WARN, seen, tr(why.get("remedy", "")))
    for name, why in book["refused"].items():
        if environ.get(name, "").strip().lower() not in NO:
            seen = tr("{name} is not obeyed: {why}", name=name, why=tr(why["why"]))
            yield Finding(name, Verdict.WARN, seen, tr(why["remedy"]))


def _set(names: Iterable[str], environ: Environ) -> str | None:
    return next((name for name in names if name in environ), None)


def _unusable(variable: str, problem: Problem) -> Finding:
    seen = tr("{name} is not used: {why}", name=variable, why=problem.text)
    return Finding(variable, Verdict.WARN, seen, tr("Set {name} anew, or unset it.", name=variable))
