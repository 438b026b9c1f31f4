from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain import error_book
from drilltui.domain.error_book import BookEntry, codes, entries, entry, innermost, nearest
from tests.domain import reference_codes

EVERY = [one for code in codes() for one in entries(code)]


def test_the_book_has_the_codes_of_the_reference_and_invents_none() -> None:
    assert {code for code in codes() if code.startswith("SDRS.")} == set(reference_codes.SDRS)


@pytest.mark.parametrize(("code", "status"), reference_codes.SDRS.items())
def test_its_statuses_are_those_of_the_reference(code: str, status: int) -> None:
    found = entry(code)
    assert found
    assert found.statuses == (status,)


def test_the_gateways_codes_are_those_of_the_reference_with_the_same_statuses() -> None:
    told = {
        (one.code, status)
        for one in EVERY
        if one.code.startswith("APIGW.")
        for status in one.statuses
    }
    assert told == reference_codes.GATEWAY


@pytest.mark.parametrize("code", sorted(reference_codes.LATE))
def test_what_only_jobs_tell_is_told_to_be_late(code: str) -> None:
    found = entry(code)
    assert found
    assert found.when == "job"


@pytest.mark.parametrize("found", EVERY, ids=lambda one: f"{one.code}-{one.statuses}")
def test_every_entry_is_whole(found: BookEntry) -> None:
    assert re.fullmatch(r"[A-Za-z]+\.\d{4}", found.code)
    assert re.fullmatch(r"[A-Z][^\n]+[^.]\.", found.meaning)
    assert re.fullmatch(r"[A-Z][^\n]+[^.]\.", found.remedy)
    assert found.meaning.count(". ") == 0, "one sentence"
    assert re.fullmatch(r"no|yes|once|after \w[^\n.]+", found.retry)
    assert found.when in ("answer", "job", "either")
    assert found.statuses
    assert found.page


def test_no_two_entries_of_a_code_share_a_status() -> None:
    for code in codes():
        told = [status for one in entries(code) for status in one.statuses]
        assert len(told) == len(set(told)), code


@pytest.mark.parametrize("code", ["VPC.0010", "Ecs.0319", "EVS.2024", "EVS.2072", "IAM.0061"])
def test_neighbours_are_in_it_too(code: str) -> None:
    assert code in codes()


@pytest.mark.parametrize(
    "typed", ["SDRS.1909", "sdrs.1909", "sdrs1909", "1909", " SDRS-1909 ", "Sdrs 1909"]
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    found = entry(typed)
    assert found
    assert found.code == "SDRS.1909"


def test_a_bare_number_means_the_first_service_that_has_it() -> None:
    found = entry("0308")
    assert found
    assert found.code == "APIGW.0308"


@pytest.mark.parametrize("typed", ["", "404", "SDRS", "SDRS.", "SDRS.9999", "x1909y", "１９０９"])
def test_what_is_no_code_of_the_book_is_unknown(typed: str) -> None:
    assert entry(typed) is None
    assert entries(typed) == ()


@pytest.mark.parametrize("typed", ["APIGW.0201", "APIG.0201", "apigw0201"])
def test_where_the_status_decides_it_has_to_be_said(typed: str) -> None:
    late = entry(typed, 504)
    assert late
    assert "in time" in late.meaning
    assert entry(typed) is None
    assert entry(typed, 418) is None
    assert len(entries(typed)) == 7


def test_another_status_than_the_documented_one_changes_no_single_meaning() -> None:
    assert entry("SDRS.1002", 409) == entry("SDRS.1002")


def test_the_nearest_are_of_the_same_service_and_close_by() -> None:
    assert nearest("SDRS.1931")[0] == "SDRS.1930"
    assert nearest("sdr.1909")[0] == "SDRS.1909"
    assert all(code.startswith("VPC.") for code in nearest("VPC.9999"))
    assert nearest("evs24")[0] == "EVS.2024"
    assert nearest("nothing") == ()
    assert len(nearest("SDRS.1931", 5)) == 5


@given(st.text(max_size=40))
def test_any_text_is_looked_up(text: str) -> None:
    for found in entries(text):
        assert found.code in codes()
    assert set(nearest(text)) <= set(codes())


def test_of_several_codes_the_innermost_that_is_known_says_most() -> None:
    found = innermost(("SDRS.0011", "EVS.2072", "XYZ.0001"))
    assert found
    assert found.code == "EVS.2072"
    assert innermost(("404", "")) is None


def test_the_advice_is_one_line_with_the_code() -> None:
    found = error_book.entry("SDRS.1825")
    assert found
    assert found.advice == "SDRS.1825: A disk is used by a drill. Delete the drill first."


INVENTED = {"VPC.0602", "VPC.0702"}
"""Told by the embedded cloud where the reference names no code; there they mean other things."""


def test_every_code_that_the_program_names_is_in_the_book() -> None:
    package = Path(error_book.__file__).parents[1]
    named = {
        code
        for path in package.rglob("*")
        if path.suffix in (".py", ".toml")
        for code in re.findall(r"\b(?:SDRS|APIGW?|IAM|Ecs|VPC|EVS|EPS)\.\d{4}\b", path.read_text())
    }
    assert len(named) > 100
    assert {code for code in named if not entries(code)} == INVENTED
