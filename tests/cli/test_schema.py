"""The schema says everything that --json prints, and is printed itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from drilltui.cli.json_lines import SCHEMA as NUMBER
from drilltui.cli.json_lines import json_line
from drilltui.cli.result import EXITS, Result
from tests.cli.far_side import SCHEMA, STRICT, FarSide, Printed
from tests.cli.live_world import LiveWorld
from tests.cli.running import run

TYPES = {
    "group",
    "drill",
    "change",
    "outcome",
    "record",
    "event",
    "finding",
    "preflight",
    "candidate",
    "code",
    "step",
    "verification",
    "cleanup",
    "closing",
    "said",
    "overdue",
    "left",
    "evidence",
}


def test_it_is_a_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_info_prints_it_and_asks_nobody(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.trouble = AssertionError("nobody has to read a configuration for it")
    assert run("info", "--schema") == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_every_type_has_a_title_and_every_field_a_meaning() -> None:
    by_type = {
        one["properties"]["type"]["const"]: one
        for one in SCHEMA["$defs"].values()
        if "type" in one["properties"]
    }
    assert set(by_type) == TYPES
    assert {one["$ref"].rpartition("/")[2] for one in SCHEMA["oneOf"]} == TYPES
    for about in SCHEMA["$defs"].values():
        assert about["title"]
        assert about["description"]
        assert about["additionalProperties"] is True
        assert "pass over what you do not know" in about["$comment"]
        assert about["required"] == list(about["properties"])
        for name, field in about["properties"].items():
            assert name == "type" or field["description"], name


def test_its_number_and_its_results_are_those_of_the_program() -> None:
    outcome = SCHEMA["$defs"]["outcome"]["properties"]
    assert outcome["schema"]["const"] == NUMBER == 1
    assert outcome["result"]["enum"] == [one.value for one in Result]
    assert set(outcome["exit"]["enum"]) == set(EXITS.values())


def test_a_field_too_many_and_one_too_few_are_found() -> None:
    line = {"subject": "x", "verdict": "ok", "seen": "", "remedy": "", "code": ""}
    STRICT.validate(json.loads(json_line("finding", **line)))
    with pytest.raises(ValidationError):
        STRICT.validate(json.loads(json_line("finding", **line, more="")))
    with pytest.raises(ValidationError):
        STRICT.validate(json.loads(json_line("finding", **{**line, "verdict": "good"})))
    Draft202012Validator(SCHEMA).validate(json.loads(json_line("finding", **line, more="")))


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("groups", "--json"), "group"),
        (("doctor", "--json"), "finding"),
        (("explain", "--list", "--json"), "code"),
        (("explain", "SDRS.1931", "--json"), "code"),
    ],
)
def test_what_is_listed_is_valid(
    arguments: tuple[str, ...], kind: str, far: FarSide, printed: Printed
) -> None:
    far.run(*arguments)
    found = printed.objects()
    assert found
    assert {one["type"] for one in found} == {kind}


def test_what_other_tools_have_is_valid(
    world: LiveWorld, printed: Printed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "AKIDEXAMPLE")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", "never-printed-0123456789012345678901")
    assert run("import", "--json") == 0
    found: list[dict[str, Any]] = printed.objects()
    assert [one["type"] for one in found] == ["candidate"]
