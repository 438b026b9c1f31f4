from __future__ import annotations

import tomllib

import pytest

from drilltui.domain.checklist import Item
from drilltui.domain.errors import ConfigError
from drilltui.domain.probe import Probe
from drilltui.domain.profile import Configuration
from drilltui.store.config_keys import configuration_of

EXAMPLE = """
[[checklist]]
title = "Tell the service desk"
why = "They see the alarms first."
how = "Call 4711."
when = "before"
[[checklist]]
title = "演练"
[[probes]]
title = "web answers"
command = ["curl", "-fsS", "http://{address}/health", '{"a": 1}']
seconds = 5
[[probes]]
title = "ssh"
tcp = 22
"""


def read(text: str) -> Configuration:
    return configuration_of(tomllib.loads(text), "/c/config.toml")


def test_own_items_and_probes_are_read() -> None:
    found = read(EXAMPLE)
    assert found.checklist == (
        Item(
            "own.tell-the-service-desk",
            "Tell the service desk",
            "They see the alarms first.",
            "Call 4711.",
            when="before",
        ),
        Item("own.2", "演练", "", ""),
    )
    web, ssh = found.probes
    assert web.command == ("curl", "-fsS", "http://{address}/health", '{"a": 1}')
    assert web.seconds == 5
    assert ssh == Probe("ssh", tcp=22)


def test_two_items_of_one_title_have_two_keys() -> None:
    found = read('[[checklist]]\ntitle = "A b"\n[[checklist]]\ntitle = "a-B"\n').checklist
    assert [one.key for one in found] == ["own.a-b", "own.a-b-2"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("checklist = 1", "checklist: must be tables: [[checklist]]."),
        ("[[checklist]]\nwhy = 'x'", "checklist[1].title: must be said."),
        (
            "[[checklist]]\ntitle = 'x'\nhwo = 'y'",
            "checklist[1].hwo: is an unknown key (did you mean how?).",
        ),
        (
            "[[checklist]]\ntitle = 'x'\npassword = 'never-shown'",
            "checklist[1].password: looks like a secret.",
        ),
        (
            "[[checklist]]\ntitle = 'x'\nwhen = 'later'",
            "checklist[1].when: must be one of before, running, after.",
        ),
        ("[[checklist]]\ntitle = 4", "checklist[1].title: must be text in quotes"),
        (
            "[[probes]]\ntitle = 'x'",
            "probes[1]: must have either a command or a tcp port.",
        ),
        (
            "[[probes]]\ntitle = 'x'\ntcp = 22\ncommand = ['true']",
            "probes[1]: must have either a command or a tcp port.",
        ),
        ("[[probes]]\ntitle = 'x'\ntcp = true", "probes[1].tcp: must be a port"),
        ("[[probes]]\ntitle = 'x'\ntcp = 70000", "probes[1].tcp: must be a port"),
        (
            "[[probes]]\ntitle = 'x'\ncommand = 'ping {address}'",
            "probes[1].command: must be a list of words",
        ),
        (
            "[[probes]]\ntitle = 'x'\ncommand = ['ping', '{adress}']",
            "has a placeholder that there is none of (did you mean address?).",
        ),
        ("[[probes]]\ntitle = 'x'\ncommand = ['{name}']", "must begin with a program"),
        ("[[probes]]\ntitle = 'x'\ncommand = ['']", "must begin with the name of a program"),
        ("[[probes]]\ntitle = 'x'\ntcp = 22\nseconds = 0", "must be a number of seconds"),
        ("[[probes]]\ntitle = 'x'\ntcp = 22\nseconds = inf", "must be a number of seconds"),
        (
            "[[probes]]\ntitle = 'x'\ntcp = 1\n[[probes]]\ntitle = 'x'\ntcp = 2",
            "probes[2].title: is that of another probe.",
        ),
    ],
)
def test_what_cannot_be_is_a_sentence_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert sentence in str(caught.value)
    assert "never-shown" not in str(caught.value)
