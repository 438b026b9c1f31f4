from __future__ import annotations

from datetime import timedelta

import pytest

from drilltui.domain.errors import CloudError, Refused
from drilltui.domain.finding import Finding
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.sign_in_draft import Method
from drilltui.domain.verdict import Verdict
from drilltui.services.check import Proof
from drilltui.ui.line import Role
from drilltui.ui.present import sign_in as present
from tests.live import KERNEL, MemoryVault


@pytest.mark.parametrize(
    ("text", "first"),
    [("", "af-south-1"), ("eu", "eu-de"), ("germ", "eu-de"), ("RIYADH", "me-east-1"), ("zz", "")],
)
def test_regions_are_found_by_id_place_and_cloud(text: str, first: str) -> None:
    assert next(iter(present.region_rows(text)), "") == first


def test_regions_that_begin_so_come_before_those_that_only_contain_it() -> None:
    found = list(present.region_rows("eu"))
    assert [one.startswith("eu") for one in found] == sorted(
        (one.startswith("eu") for one in found), reverse=True
    )
    assert set(present.region_rows("open telekom")) == {"eu-de", "eu-nl"}


@pytest.mark.parametrize(
    ("value", "offered", "said", "role"),
    [
        ("", "", "      such as eu-de; typing narrows a list", Role.DIM),
        ("eu", "eu-de", "pick  Enter takes eu-de", Role.DIM),
        ("eude", "", "stop  a region looks like eu-de or cn-north-4", Role.STOP),
        ("eu-de", "", "ok    Open Telekom Cloud, Germany: SDRS is offered", Role.OK),
        ("eu-nl", "", "warn  Open Telekom Cloud, Netherlands: no SDRS in its catalogue", Role.WARN),
        ("cn-north-1", "", "?     Huawei Cloud, Beijing 1: nobody lists SDRS there", Role.WARN),
        ("x-1", "", "warn  not known; by rule sdrs.x-1.myhuaweicloud.com", Role.WARN),
        ("eu-west-1", "eu-west-101", "warn  Enter takes eu-west-101, Tab keeps this", Role.WARN),
    ],
)
def test_a_region_is_told_in_one_line(value: str, offered: str, said: str, role: Role) -> None:
    line = present.region_line(value, offered)
    assert line.plain == said
    assert line.spans[0].role is role


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("eu-de", "ok    Open Telekom Cloud, Germany: SDRS at https://sdrs.example.com"),
        ("x-1", "warn  not known; SDRS at https://sdrs.example.com"),
        ("x", "stop  a region looks like eu-de or cn-north-4"),
    ],
)
def test_an_address_of_the_profile_is_told_in_place_of_the_rule(value: str, said: str) -> None:
    assert present.region_line(value, "", "https://sdrs.example.com").plain == said


@pytest.mark.parametrize(("length", "warned"), [(0, False), (20, False), (31, False), (40, True)])
def test_what_is_as_long_as_a_secret_is_warned_of_where_it_is_shown(
    length: int, warned: bool
) -> None:
    assert bool(present.key_remark("A" * length)) is warned


def test_a_name_says_what_becomes_of_it() -> None:
    assert present.name_line("prod", {"test"}, "").plain == "ok    a new profile"
    assert present.name_line("prod", {"prod"}, "prod").plain == "ok    this profile is changed"
    assert present.name_line("prod", {"prod"}, "").plain.startswith("warn  there is a profile")
    assert present.name_line("a b", set(), "").plain.startswith("stop  a blank at position 2")


def test_a_proof_is_told_with_word_sign_and_remedy() -> None:
    findings = (
        Finding("clock", Verdict.WARN, "this host is 3 min behind", "Set the clock."),
        Finding("signature", Verdict.OK, "accepted"),
        Finding("project", Verdict.STOP, "no project", ""),
        Finding("permission", Verdict.UNKNOWN, "not looked"),
    )
    proof = Proof(Profile("prod"), findings, error=CloudError("no project"))
    assert [line.plain for line in present.proof_lines(proof)] == [
        "? warn clock      this host is 3 min behind",
        "       Set the clock.",
        "+ ok   signature  accepted",
        "! stop project    no project",
        "?      permission not looked",
    ]


def test_a_vault_says_how_long_it_keeps() -> None:
    def told(vault: MemoryVault) -> str:
        return "  ".join(span.text for span in present.vault_row(vault))

    assert told(MemoryVault("Secret Service")) == "Secret Service  until you forget it"
    assert told(MemoryVault("this run's memory", lasting=False)).endswith("  this run only")
    assert "for 8 hours" in told(MemoryVault(KERNEL, left=timedelta(hours=8)))


def test_every_field_has_a_label_and_every_method_its_fields() -> None:
    labelled = set(present.LABELS)
    assert labelled >= present.SECRETS
    assert set(present.PLACEHOLDERS) <= labelled
    assert set(present.FIELDS_OF) == set(Method)
    assert all(set(fields) <= labelled for fields in present.FIELDS_OF.values())
    assert max(map(len, present.LABELS.values())) <= 10


def test_a_project_is_told_with_its_whole_id() -> None:
    assert [span.text for span in present.project_row(Project("id-1", "eu-de_x"))] == [
        "eu-de_x",
        "id-1",
    ]


def test_what_is_too_long_stands_below_with_what_support_asks_for() -> None:
    error = Refused(status=403, code="SDRS.0405", message="no", request_id="request-1")
    finding = Finding("permission", Verdict.STOP, "x" * 41, "Ask for it.")
    told = present.proof_lines(Proof(Profile("prod"), (finding,), error=error))
    assert [line.plain for line in told] == [
        "! stop permission ",
        "       " + "x" * 41,
        "       Ask for it.",
        "       request request-1",
    ]
