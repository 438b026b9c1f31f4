"""`drilltui explain`: the error book on paper, with nothing opened for it."""

from __future__ import annotations

import json

import pytest

from drilltui.domain.error_book import codes, entries
from tests.cli.live_world import LiveWorld
from tests.cli.running import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _nothing_is_opened(world: LiveWorld) -> None:
    world.trouble = AssertionError("neither configuration nor journal is needed for it")


def test_a_code_has_meaning_remedy_repetition_and_page(capsys: Capture) -> None:
    assert run("explain", "sdrs1825") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "SDRS.1825  HTTP 400  A disk is used by a drill.",
        "  Do     Delete the drill first.",
        "  Again  after the drill is deleted",
        "  When   the call is refused with it",
        "  Page   SDRS API Reference, appendix: Error Codes",
    ]


def test_an_unknown_code_is_said_to_be_unknown_with_the_nearest(capsys: Capture) -> None:
    assert run("explain", "SDRS.1931", "1002") == 2
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("SDRS.1931: unknown; it is not in the error book. Near it: SDRS.1930,")
    assert second.startswith("SDRS.1002  HTTP 400  ")


def test_what_is_typed_is_harmless(capsys: Capture) -> None:
    assert run("explain", "\x1b[Jx") == 2
    assert capsys.readouterr().out == "?[Jx: unknown; it is not in the error book.\n"


def test_where_the_status_decides_every_meaning_is_told(capsys: Capture) -> None:
    assert run("explain", "APIG.0201") == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert [head.split()[2] for head in heads] == ["400", "413", "414", "494", "500", "502", "504"]


def test_the_reason_of_a_failed_job_is_read_for_its_codes(capsys: Capture) -> None:
    assert run("explain", 'T-fail:SDRS.0011:no {"error":{"code":"EVS.2072","message":"x"}}') == 0
    heads = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert heads == ["SDRS.0011", "EVS.2072"]


def test_for_programs_it_is_an_object_a_meaning(capsys: Capture) -> None:
    assert run("explain", "1909", "SDRS.1931", "--json") == 2
    known, unknown = map(json.loads, capsys.readouterr().out.splitlines())
    assert (known["asked"], known["known"], known["code"]) == ("1909", True, "SDRS.1909")
    assert (known["statuses"], known["nearest"]) == ([400], [])
    assert (unknown["known"], unknown["meaning"]) == (False, "")
    assert unknown["nearest"][0] == "SDRS.1930"


def test_the_list_has_every_meaning_of_every_code(capsys: Capture) -> None:
    assert run("explain", "--list") == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["CODE", "HTTP", "AGAIN", "MEANING"]
    assert [row.split()[0] for row in rows] == [
        one.code for code in codes() for one in entries(code)
    ]


@pytest.mark.parametrize("arguments", [(), ("--list", "SDRS.1909")])
def test_it_takes_codes_or_the_list(arguments: tuple[str, ...], capsys: Capture) -> None:
    assert run("explain", *arguments) == 2
    assert capsys.readouterr().out == ""
