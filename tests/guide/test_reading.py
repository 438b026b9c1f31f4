"""A runbook out of TOML: what is read, and each fault with its line and a remedy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drilltui.domain.language import CHINESE, ENGLISH
from drilltui.guide.fault import RunbookError, RunbookFault
from drilltui.guide.reading import MOST_CHARACTERS, read_runbook
from drilltui.guide.runbook import Sign
from drilltui.ui.fields import vocabulary

SOUND = """\
key = "mine"
title.en = "Mine"
title.zh = "我的"

[[step]]
key = "first"
title = "Only English"
do.en = "Do it."
do.zh = "做。"
minutes = 5
milestone = true
done.event = "intended"
done.data.action = ["create", "delete"]

[[step.where]]
screen = "drill_form"
key = "drill.start"
field = "name"

[[step]]
key = "second"
title = "Which?"
do = "Say it."

[[step.choice]]
key = "this"
title = "This way"
to = "third"

[[step]]
key = "third"
title = "Third"
do = '''
[[step]]
key = "not a step"
'''
done.tick = true
"""


def fault_of(text: str) -> RunbookFault:
    with pytest.raises(RunbookError) as caught:
        read_runbook(text, "mine.toml", vocabulary())
    return caught.value.fault


def test_a_sound_runbook_is_read_whole() -> None:
    read = read_runbook(SOUND, "mine.toml", vocabulary())
    first, second, third = read.steps

    assert (read.key, read.title.said(ENGLISH), read.title.said(CHINESE)) == (
        "mine",
        "Mine",
        "我的",
    )
    assert first.title.said(CHINESE) == "Only English"
    assert first.done.signs == (Sign("intended", {"action": ("create", "delete")}),)
    assert (first.minutes, first.milestone) == (5.0, True)
    assert (first.places[0].scope, first.places[0].key) == ("drill_form", "drill.start")
    assert second.by_person
    assert second.choices[0].to == "third"
    assert third.done.tick
    assert len(read.digest) == 64


CHANGES = [
    # what stands there, what stands there instead, the line of the fault, words of the fault
    ('key = "mine"', 'kez = "mine"', 1, "kez is unknown here. Is key meant?"),
    ('key = "mine"', 'key = "My Runbook"', 1, "key is no key"),
    ('key = "mine"', 'key = "mine', 1, "This is no TOML"),
    ('title.en = "Mine"', "title.en = 7", 2, "title says nothing"),
    ('title.zh = "我的"', 'title.fr = "Le mien"', 3, "no text has the language fr"),
    ('title = "Only English"', f'title = "{"x" * 61}"', 7, "more than 60 characters"),
    ('do.en = "Do it."', 'does.en = "Do it."', 8, "does is unknown here. Is done meant?"),
    ("minutes = 5", "minutes = -5", 10, "minutes is no number of minutes"),
    ("milestone = true", 'milestone = "yes"', 11, "milestone is neither true nor false"),
    ('event = "intended"', 'event = "intendet"', 12, "an event intendet. Is intended meant?"),
    ('done.event = "intended"', 'done.fact = "closed"', 13, "only an event has data"),
    ('done.event = "intended"', 'done.event = "note"\ndone.tick = true', 13, "done by one thing"),
    ('done.data.action = ["create", "delete"]', "done.data.action = 1.5", 13, "action is no text"),
    ('screen = "drill_form"', 'screen = "drill_from"', 16, "Is drill_form meant?"),
    ('key = "drill.start"', 'key = "drill.strat"', 17, "no key drill.strat. Is drill.start meant?"),
    ('field = "name"', 'field = "nmae"', 18, "no field nmae. Is name meant?"),
    ('key = "second"', 'key = "first"', 21, "two steps have the key first"),
    ('do = "Say it."', 'do = "Say it."\ndone.tick = true', 24, "done when one is taken"),
    ('to = "third"', 'to = "first"', 28, "no step after this one has the key first"),
    ('to = "third"', 'to = "thrid"', 28, "Is third meant?"),
    ("done.tick = true", "done.tick = false", 37, "tick is not true"),
    ("done.tick = true", 'done.fact = "servers-uo"', 37, "Is servers-up meant?"),
    ('field = "name"', 'field = "name"\nalso = ["vpc-ix"]', 19, "no field vpc-ix. Is vpc-id"),
    ("done.tick = true", 'done.fact = "closed"\ndone.tick = false', 38, "tick is not true"),
    (
        "done.tick = true",
        'done.tick = true\nfailed = [{event = "job", dat = {}}]',
        38,
        "Is data meant?",
    ),
    ("done.tick = true", 'done.any = [{event = "note", tick = true}]', 37, "tick is unknown here"),
    ("done.tick = true", "", 30, "nothing shows when this step is done"),
]


@pytest.mark.parametrize(("before", "after", "line", "words"), CHANGES)
def test_each_fault_names_its_line_and_a_remedy(
    before: str, after: str, line: int, words: str
) -> None:
    assert before in SOUND
    fault = fault_of(SOUND.replace(before, after, 1))

    assert fault.line == line, fault.sentence
    assert words.casefold() in fault.sentence.casefold()
    assert fault.sentence.startswith(f"mine.toml, line {line}: ")
    assert "\n" not in fault.sentence


def test_a_step_that_a_fact_shows_may_be_left_out_where_a_tick_stands_beside_it() -> None:
    text = SOUND.replace("done.tick = true", 'done.fact = "closed"\ndone.tick = true')
    third = read_runbook(text, "mine.toml", vocabulary()).steps[2]

    assert (third.optional, third.by_person, third.done.fact) == (True, False, "closed")


def test_what_is_too_much_is_refused_before_it_is_parsed() -> None:
    assert "at most" in fault_of("#" * (MOST_CHARACTERS + 1)).what
    many = 'key = "a"\ntitle = "A"\n' + '[[step]]\nkey = "s"\n' * 101
    assert fault_of(many).line == 2 + 2 * 100 + 1


@pytest.mark.parametrize("number", ["1" * 5_000, "0x" + "f" * 5_000])
def test_a_number_that_nobody_writes_is_one_fault(number: str) -> None:
    assert fault_of(f"a = {number}").what == "A number in it is too long."


def test_no_step_is_no_runbook() -> None:
    assert fault_of('key = "a"\ntitle = "A"').what == "A runbook needs steps."


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_a_file_says_ends_in_a_runbook_or_in_one_fault(data: st.DataObject) -> None:
    lines = SOUND.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = data.draw(
        st.one_of(st.text(max_size=30), st.sampled_from(lines), st.just(lines[place] + " = 1"))
    )
    text = "\n".join(lines)
    for fault in faults_of(text):
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.what


def faults_of(text: str) -> list[RunbookFault]:
    """The fault of a text, none where it is sound."""
    try:
        read_runbook(text, "mine.toml", vocabulary())
    except RunbookError as error:
        return [error.fault]
    return []
