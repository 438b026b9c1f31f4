"""Fields and lists of the screens that a runbook may speak of, each with its name for people.

Keys are in `ui/keys.py`. A field is named by its screen's scope and the id of its widget.
"""

from __future__ import annotations

from typing import Final

from drilltui.domain.language import marked
from drilltui.guide.vocabulary import Vocabulary

FIELDS: Final[dict[str, dict[str, str]]] = {
    "groups": {"groups": marked("the list of groups")},
    "drill_form": {
        "name": marked("the name"),
        "vpcs": marked("the list of VPCs"),
        "vpc-id": marked("the VPC id"),
    },
    "confirm": {"choice": marked("the choice")},
    "override": {"reason": marked("the reason")},
    "drills": {"drills": marked("the list of drills")},
    "drill": {
        "servers": marked("the list of servers"),
        "steps": marked("the list of what is to be done"),
    },
    "remark": {"remark": marked("the remark")},
    "delete": {"name": marked("the drill's name")},
    "clearing": {"name": marked("the VPC's name")},
    "reason": {"why": marked("the reason"), "until": marked("the day")},
    "paper": {
        "said-objective": marked("the objective"),
        "said-not_covered": marked("what is not covered"),
        "said-rto_minutes": marked("RTO"),
        "said-rpo_minutes": marked("RPO"),
        "said-target_source": marked("where they come from"),
        "said-approver": marked("the approver"),
        "said-participants": marked("who takes part"),
        "said-seen": marked("what was seen"),
        "said-expected": marked("what was expected"),
        "said-data_point": marked("the newest data"),
        "said-role": marked("your role"),
    },
    "checklist": {"steps": marked("the list of what is to be done")},
    "closing": {
        "results": marked("the list of results"),
        "compared": marked("what differed"),
        "role": marked("your role"),
    },
    "records": {"records": marked("the list of records")},
    "overview": {"overview": marked("the overview")},
    "guide_tick": {
        "ways": marked("the ways to go on"),
        "initials": marked("the initials"),
        "remark": marked("the remark"),
    },
}
"""By scope, then by id."""


LISTS: Final = frozenset(
    {
        "groups",
        "vpcs",
        "choice",
        "drills",
        "servers",
        "steps",
        "records",
        "overview",
        "ways",
        "results",
    }
)
"""Ids of those that are lists: a row is chosen there, nothing is typed."""


def vocabulary() -> Vocabulary:
    """Return what runbooks may name: every scope, its keys and fields."""
    from drilltui.ui.keys import EVERYWHERE, SCOPES, keys_of

    presses = ("up", "down", "tab", "escape", "enter", "space", "end")
    return Vocabulary(
        {scope: frozenset(one.id for one in keys_of(scope)) for scope in (EVERYWHERE, *SCOPES)},
        {scope: frozenset(named) for scope, named in FIELDS.items()},
        frozenset(presses),
    )
