"""What the last line of a command says of a code: its meaning, once."""

from __future__ import annotations

from dataclasses import replace

from drilltui.cli.outcome import Outcome, of_sight
from drilltui.cli.outcome_text import as_text
from drilltui.services.sight import Sight
from tests.ui.present.things import BEGUN, job, sight

NESTED = 'T-fail:SDRS.0011:no {"error": {"code": "EVS.2072", "message": "sold out"}}'


def ended(code: str, reason: str, status: str = "FAIL") -> Sight:
    told = job(status=status, error_code=code, fail_reason=reason)
    return replace(sight(told), ended_at=BEGUN + 9, settled=True)


def text(outcome: Outcome) -> str:
    (line,) = as_text(outcome, None)
    return line


def test_a_failed_job_is_told_with_the_books_meaning_and_remedy() -> None:
    said = text(of_sight(ended("SDRS.1929", "no more VPCs"), BEGUN + 9))
    assert "no more VPCs (record" in said
    assert said.endswith("SDRS.1929: The VPC quota is used up. Delete drill VPCs that nobody needs"
                         " (they stay after drills), or ask for a higher quota.")  # fmt: skip
    assert said.count("SDRS.1929") == 1


def test_the_innermost_known_code_is_the_one_explained() -> None:
    outcome = of_sight(ended("SDRS.0011", NESTED), BEGUN + 9)
    assert outcome.remedy.startswith("EVS.2072: The disk type is sold out in the zone.")
    assert outcome.code == "SDRS.0011"


def test_an_unknown_code_is_not_explained_but_told() -> None:
    outcome = of_sight(ended("XYZ.1234", "odd"), BEGUN + 9)
    assert outcome.remedy == ""
    assert "odd (XYZ.1234)" in text(outcome)


def test_nothing_is_explained_of_what_has_not_ended() -> None:
    running = sight(job(error_code="SDRS.1929"))
    assert "VPC quota" not in of_sight(running, BEGUN + 9).remedy
