"""Whatever the service refuses, at once or in the job, preflight has named by the same code."""

from __future__ import annotations

from pathlib import Path

import pytest

from drilltui.domain.rules import rules
from tests.preflight.pairs import PAIRS, Pair
from tests.preflight.table import PAGE, page
from tests.preflight.trial import Answered, foreseen, moved, unforeseen


def code_of(pair: Pair) -> str:
    code: str = rules("preflight")[pair.rule]["code"]
    return code


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_that_is_broken_is_named_by_its_code(pair: Pair, tmp_path: Path) -> None:
    said = foreseen(pair, tmp_path)

    assert said.verdict != "ok"
    assert said.code == code_of(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_without_preflight_the_service_answers_with_the_same_code(
    pair: Pair, tmp_path: Path
) -> None:
    assert unforeseen(pair, tmp_path).code == code_of(pair)


@pytest.mark.parametrize(
    "pair", [one for one in PAIRS if moved(code_of(one))], ids=lambda pair: pair.rule
)
def test_it_does_early_and_late(pair: Pair, tmp_path: Path) -> None:
    answers = {unforeseen(pair, tmp_path, service) for service in ("", moved(code_of(pair)))}

    assert answers == {Answered(code_of(pair), late=False), Answered(code_of(pair), late=True)}


def test_no_rule_is_without_its_pair() -> None:
    prevents = [rule for rule, about in rules("preflight").items() if about["code"]]

    assert [pair.rule for pair in PAIRS] == prevents


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    assert PAGE.read_text("utf-8") == page(tmp_path)
