"""How far a record has come in a runbook: pure tables of events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Event, seal
from drilltui.guide.progress import Progress, Reading, Standing
from drilltui.guide.reading import read_runbook

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)

RUNBOOK = read_runbook(
    """
key = "r"
title = "R"
[[step]]
key = "look"
title = "Look"
do = "Look."
done.tick = true
minutes = 2
[[step]]
key = "way"
title = "Which way"
do = "Say."
[[step.choice]]
key = "short"
title = "Short"
to = "send"
[[step.choice]]
key = "long"
title = "Long"
to = "more"
[[step]]
key = "more"
title = "More"
do = "More."
done.event = "note"
[[step]]
key = "send"
title = "Send"
do = "Send."
done.event = "intended"
done.data.action = "create"
milestone = true
[[step]]
key = "answer"
title = "Answer"
do = "Wait."
done.fact = "create-accepted"
failed = [{event = "refused"}]
[[step]]
key = "open"
title = "Open"
do = "Say."
done.fact = "brief-said"
done.tick = true
[[step]]
key = "end"
title = "End"
do = "Close."
done.fact = "closed"
milestone = true
""",
    "r.toml",
)

OPENED: tuple[str, JsonObject] = ("opened", {"mode": "live"})
GUIDED: tuple[str, JsonObject] = ("guided", {"runbook": "r"})
CHOSEN: tuple[str, JsonObject] = ("chosen", {"group_id": "g1", "group_name": "pg-1"})
OTHER: tuple[str, JsonObject] = ("chosen", {"group_id": "g2", "group_name": "pg-2"})
NOTE: tuple[str, JsonObject] = ("note", {"text": "x"})
INTENDED: tuple[str, JsonObject] = ("intended", {"action": "create", "name": "d"})
ACCEPTED: tuple[str, JsonObject] = ("accepted", {"action": "create", "job_id": "j"})
REFUSED: tuple[str, JsonObject] = ("refused", {"action": "create", "code": "SDRS.1013"})
BRIEF: tuple[str, JsonObject] = ("brief", {"objective": "it works"})
NO_BRIEF: tuple[str, JsonObject] = ("brief", {"objective": "", "approver": "ada"})
CLOSED: tuple[str, JsonObject] = ("closed", {"outcome": "clean"})


def tick(
    step: str, *, done: bool = True, choice: str = "", runbook: str = "r"
) -> tuple[str, JsonObject]:
    said: JsonObject = {
        "runbook": runbook, "step": step, "done": done, "initials": "op", "choice": choice,
    }  # fmt: skip
    return "step", said


def record(told: Sequence[tuple[str, JsonObject]]) -> tuple[Event, ...]:
    """One event a minute."""
    events: list[Event] = []
    for number, (kind, data) in enumerate(told):
        before = events[-1].hash if events else GENESIS
        at = BEGIN + timedelta(minutes=number)
        events.append(seal("rec", number + 1, at, kind, data, before))
    return tuple(events)


def after(*told: tuple[str, JsonObject]) -> Progress:
    return Reading(RUNBOOK).progress(record((OPENED, GUIDED, *told)), DAY)


CASES = [
    ((), "look"),
    ((tick("look"),), "way"),
    ((tick("look", runbook="another"),), "look"),
    ((tick("look"), tick("look", done=False)), "look"),
    ((tick("look"), tick("way")), "way"),  # a decision without a way is none
    ((tick("look"), tick("way", choice="nowhere")), "way"),
    ((tick("look"), tick("way", choice="long")), "more"),
    ((tick("look"), tick("way", choice="short")), "send"),
    ((tick("look"), tick("way", choice="long"), NOTE), "send"),
    ((NOTE,), "look"),  # what was done early counts, and what comes before it is still to be done
    ((CHOSEN, tick("look"), OTHER), "look"),  # what was read of another group says nothing here
    ((CHOSEN, tick("look"), CHOSEN), "way"),
    ((INTENDED,), "answer"),  # a milestone leaves behind what stands before it
    ((INTENDED, REFUSED), "answer"),
    ((INTENDED, ACCEPTED), "open"),
    ((INTENDED, ACCEPTED, BRIEF), "end"),
    ((INTENDED, ACCEPTED, BRIEF, NO_BRIEF), "open"),
    ((INTENDED, ACCEPTED, tick("open")), "end"),  # a person has left it out
    ((INTENDED, ACCEPTED, tick("open"), BRIEF, NO_BRIEF), "end"),
    ((INTENDED, ACCEPTED, tick("open"), tick("open", done=False)), "open"),
    ((INTENDED, ACCEPTED, CLOSED), ""),
]


@pytest.mark.parametrize(("told", "current"), CASES)
def test_the_step_of_now(told: Sequence[tuple[str, JsonObject]], current: str) -> None:
    found = after(*told).current

    assert (found.step.key if found else "") == current


def test_what_has_shown_a_step_to_be_done_is_told_with_its_time_and_who() -> None:
    look = after(tick("look")).steps[0]

    assert look.standing is Standing.DONE
    assert look.shown is not None
    assert (look.shown.seq, look.shown.initials) == (3, "op")
    assert look.took(BEGIN) == timedelta(minutes=1)


def test_a_decision_leads_past_steps_and_a_milestone_passes_over_them() -> None:
    decided = after(tick("look"), tick("way", choice="short"))
    expert = after(INTENDED)

    assert decided.steps[2].standing is Standing.OFF_THE_WAY
    assert [one.standing for one in expert.steps[:3]] == [Standing.PASSED_OVER] * 3


def test_a_failure_is_told_until_the_step_is_done_after_all() -> None:
    failed = after(INTENDED, REFUSED)
    mended = after(INTENDED, REFUSED, INTENDED, ACCEPTED)

    assert failed.current is not None
    assert failed.current.failed is not None
    assert failed.current.failed.kind == "refused"
    assert mended.steps[4].failed is None


def test_a_target_is_missed_after_its_minutes() -> None:
    current = after().current

    assert current is not None
    assert not current.late(BEGIN + timedelta(minutes=3))
    assert current.late(BEGIN + timedelta(minutes=3, seconds=1))


def test_it_is_a_fold_of_the_record_whatever_that_holds() -> None:
    assert Reading(RUNBOOK).progress((), DAY).number == 1
    odd = after(("step", {"runbook": 7, "step": None}), ("unheard-of", {}))
    assert odd.current is not None
    assert odd.current.step.key == "look"
