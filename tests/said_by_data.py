"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations

import argparse
import ast
import inspect
from calendar import month_abbr
from collections.abc import Iterator
from enum import Enum

from drilltui.cli.result import Result as CallResult
from drilltui.domain.checklist import book
from drilltui.domain.clearing_progress import Stage
from drilltui.domain.credential import KEY_PARTS
from drilltui.domain.drill_finding import FindingStatus, Severity
from drilltui.domain.errors import SignInFault
from drilltui.domain.leftover import Cleanliness, LeftoverKind, Proof
from drilltui.domain.origin import OriginKind
from drilltui.domain.phase import Phase
from drilltui.domain.quota import Counted
from drilltui.domain.record import Action
from drilltui.domain.rules import rules
from drilltui.domain.said import Result
from drilltui.domain.sending import Sending
from drilltui.domain.sign_in_draft import Method
from drilltui.domain.touched import Fate
from drilltui.domain.verdict import Verdict
from drilltui.domain.verification import Verified
from drilltui.ui.fields import FIELDS
from drilltui.ui.keys import KEYS, SCOPES

VALUES: tuple[type[Enum], ...] = (
    Action,
    CallResult,
    Cleanliness,
    Counted,
    Fate,
    FindingStatus,
    LeftoverKind,
    Method,
    OriginKind,
    Phase,
    Proof,
    Result,
    Sending,
    Severity,
    SignInFault,
    Stage,
    Verdict,
    Verified,
)
"""Enumerations whose values are stored or compared in English, and shown by tr(value)."""

SUBJECTS = (
    "certificates",
    "clock",
    "configuration",
    "connection",
    "credential",
    "environment",
    "name",
    "network",
    "password",
    "paths",
    "permission",
    "profile",
    "project",
    "proxy",
    "proxy name",
    "secrets",
    "sign-in",
    "signature",
    "terminal",
    "TLS",
    "values",
    "versions",
)
"""What findings of a look at this host are about; they are compared in English."""


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    rules_said = {*_error_book(), *_preflight(), *_checklist(), *_reads(), *_groups()}
    ours = {*of_keys(), *_fields(), *_values(), *_conventions()}
    return {*rules_said, *ours, *month_abbr[1:], *of_argparse()}


def _error_book() -> Iterator[str]:
    for entry in rules("errors")["entry"]:
        yield entry["meaning"]
        yield entry["remedy"]
        if entry["retry"].startswith("after "):
            yield entry["retry"]
    yield "once"


def _preflight() -> Iterator[str]:
    for rule in rules("preflight").values():
        yield rule["title"]
        if rule["remedy"]:
            yield rule["remedy"]


def _checklist() -> Iterator[str]:
    for item in book():
        yield from (item.title, item.why, item.how)


def _reads() -> Iterator[str]:
    """What helps where a read is not allowed; see `services.reads`."""
    for one in rules("reads").values():
        yield f"Grant {one['right']}."


def _groups() -> Iterator[str]:
    for one in rules("groups")["refused"].values():
        yield from one.values()


def _values() -> Iterator[str]:
    """What values are called that are stored or compared in English."""
    for kind in VALUES:
        for one in kind:
            yield str(one.value)
    yield from KEY_PARTS.values()
    yield from SUBJECTS
    yield "key"  # what a person is asked for, where a secret key alone is wanted


def _conventions() -> Iterator[str]:
    book = rules("conventions")
    for about in (*book["unused"].values(), *book["refused"].values()):
        yield about["why"]
        if about.get("remedy"):
            yield about["remedy"]


PROGRAMMERS = (
    ".__call__",
    "conflicting",
    "is an invalid argument for positionals",
    "must be optional",
    "is not callable",
    "can't open",
    "cannot merge",
    "invalid option string",
    "dest= is required",
    "invalid conflict_resolution",
    "cannot have multiple",
    "%(prog)s: ",
    'argument "-"',
    "is deprecated",
)
"""What argparse says of faults in a program, or of what ours does not use: nobody can meet it."""


def of_argparse() -> set[str]:
    """What this Python's argparse says, by the calls of its own gettext."""
    said: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            said |= {word for word in words if isinstance(word, str)}
    return {word for word in said if not any(part in word for part in PROGRAMMERS)}


def of_keys() -> set[str]:
    """What keys and screens are called, and what each key does."""
    told = {text for key in KEYS for text in (key.label, key.tells)}
    return told | set(SCOPES.values())


def _fields() -> Iterator[str]:
    """Names of fields that the guide speaks of."""
    for named in FIELDS.values():
        yield from named.values()
