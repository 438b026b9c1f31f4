"""What a scenario may say of the service and of a group's drills."""

from pathlib import Path

import pytest

from drilltui.sandbox.drill_rules import RULES
from drilltui.sandbox.scenario import ScenarioError
from tests.sandbox.small import small


@pytest.mark.parametrize(
    ("world", "complaint"),
    [
        ({"tables": '[service]\nlate = ["SDRS.9999"]'}, "service.late: no rule has the code 'SD"),
        ({"tables": '[service]\noff = ["SDRS.1908"]'}, "without the rule SDRS.1908 no drill can"),
        (
            {"tables": '[service]\nearly = ["SDRS.1910"]\nlate = ["SDRS.1910"]'},
            "the rule SDRS.1910 cannot be both early and late",
        ),
        ({"tables": '[service]\nunknown_vpc = "x"'}, "must be 'SDRS.0204' or 'SDRS.1928'"),
        ({"tables": '[service]\nbusy_vpc = "x"'}, "service.busy_vpc must be 'any' or 'creating'"),
        ({"tables": '[service]\nfailed_drill = "x"'}, "service.failed_drill must be 'error' or"),
        ({"tables": '[service]\nmissing_drill = "x"'}, "service.missing_drill must be 'SDRS.1902'"),
        (
            {"group": 'creation_refusal = { code = "SDRS.9999", reason = "" }'},
            "group 'g': no request is refused with the code 'SDRS.9999'",
        ),
        ({"group": "deletion_refusals = -2"}, "deletion_refusals must be -1 (all of them) or more"),
        ({"group": "deletion_lies = -2"}, "deletion_lies must be -1 (all of them) or more"),
        ({"group": 'leaves = ["gold"]'}, "unknown leftover 'gold' (known: disk, snapshot, port,"),
        ({"group": "drill_eips = 4"}, "a drill can have 0 EIPs or more, one for each instance"),
        ({"group": 'recovery_vpc = "x"'}, "there is no VPC 'x' in project 'r-1'"),
        ({"own": "subnet_delete_tries = 0"}, "VPC 'own': subnet_delete_tries must be 1 or more"),
        (
            {"instances": '{ name = "i", disks = [{ size = 1, attachment = "x" }] }'},
            "a disk's attachment must be '' or 'none' or 'unreadable'",
        ),
    ],
)
def test_one_sentence_says_what_is_wrong(
    tmp_path: Path, world: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        small(tmp_path, **world)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_can_be_moved(tmp_path: Path, code: str) -> None:
    for key in ("early", "late"):
        small(tmp_path, tables=f'[service]\n{key} = ["{code}"]')
