"""The scenarios that teach something: what each promises."""

import pytest

from drilltui.sandbox.lesson_table import LessonTable, TextTable
from drilltui.sandbox.scenario_file import drawn, known_scenarios, load_scenario, load_surprise

TECHNICAL = {"doors", "hostile", "leftovers", "preflight"}
LESSONS = sorted({*known_scenarios()} - TECHNICAL)


def lesson_of(name: str) -> LessonTable:
    lesson = load_scenario(name).lesson
    assert lesson is not None
    return lesson


def texts(lesson: LessonTable) -> list[TextTable]:
    hints = [hint.text for hint in lesson.hints]
    return [lesson.title, lesson.text, lesson.trap, lesson.good, *hints]


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_there_are_fifteen_and_the_technical_worlds_are_none() -> None:
    assert len(LESSONS) == 15
    assert [name for name in TECHNICAL if load_scenario(name).lesson] == []


@pytest.mark.parametrize("name", LESSONS)
def test_each_is_told_in_both_languages(name: str) -> None:
    for text in texts(lesson_of(name)):
        assert text.en.isascii()
        assert is_chinese(text.zh)


@pytest.mark.parametrize("name", LESSONS)
def test_each_has_hints_that_come_one_after_the_other(name: str) -> None:
    due = [hint.after_minutes for hint in lesson_of(name).hints]
    assert len(due) >= 2
    assert due == sorted(due)
    assert due[-1] <= lesson_of(name).minutes


def test_a_surprise_is_one_of_the_others_by_its_seed() -> None:
    surprise = load_surprise("surprise")
    assert surprise is not None
    found = {drawn("surprise", seed) for seed in range(200)}
    assert found == {*surprise.draws}
    assert "surprise" not in found


def test_the_same_seed_draws_the_same() -> None:
    assert [drawn("surprise", 5) for _ in range(3)] == [drawn("surprise", 5)] * 3
    assert load_scenario("surprise", 5) == load_scenario(drawn("surprise", 5))


def test_what_is_no_surprise_stands_for_itself() -> None:
    assert drawn("smooth", 3) == "smooth"
    assert load_surprise("smooth") is None
