"""What a person agreed to is what is sent, or nothing is."""

from __future__ import annotations

import pytest

from drilltui.domain.errors import SeenOtherwise, Stopped
from drilltui.domain.preflight.decision import decision
from drilltui.domain.preflight.finding import PreflightFinding, Report
from drilltui.domain.verdict import Verdict

OK, WARN, STOP, UNKNOWN = Verdict.OK, Verdict.WARN, Verdict.STOP, Verdict.UNKNOWN


def finding(
    rule: str, verdict: Verdict, seen: str = "so", *, firm: bool = False
) -> PreflightFinding:
    return PreflightFinding(rule, verdict, seen, rule=rule, overridable=not firm)


def found(*findings: PreflightFinding, fingerprint: str = "f") -> Report:
    return Report(findings, fingerprint)


CIDR = finding("cidr", STOP, "other CIDR")
FINE = finding("pairs", OK, "100 %")


def test_a_stop_needs_a_reason_and_a_firm_one_takes_none() -> None:
    with pytest.raises(Stopped, match="cidr: other CIDR"):
        decision(found(CIDR), None, "  ")
    with pytest.raises(Stopped):
        decision(found(finding("state", STOP, firm=True)), None, "I know better")
    told = decision(found(CIDR, FINE), None, " tried before ").record("ops")
    assert told["override"] == {"reason": "tried before", "by": "ops", "rules": ["cidr"]}


def test_a_reason_for_one_stop_is_none_for_another() -> None:
    agreed = found(CIDR, FINE)
    now = found(CIDR, finding("pairs", STOP, "fault level 5"))
    with pytest.raises(SeenOtherwise, match=r"pairs is stop: fault level 5, was ok: 100 %"):
        decision(now, agreed, "tried before")
    assert decision(agreed, agreed, "tried before").reason == "tried before"


def test_what_cannot_be_read_this_time_has_to_be_agreed_to() -> None:
    agreed = found(CIDR, FINE)
    with pytest.raises(SeenOtherwise) as caught:
        decision(found(CIDR, finding("pairs", UNKNOWN), fingerprint="g"), agreed, "why")
    assert str(caught.value).startswith("This could not be read once more: pairs. Nothing was sent")
    assert caught.value.changes == ()


@pytest.mark.parametrize("fingerprint", ["f", "g"])
def test_what_can_be_read_only_now_and_is_no_stop_holds_nothing_up(fingerprint: str) -> None:
    agreed = found(finding("pairs", UNKNOWN))
    now = found(FINE, fingerprint=fingerprint)
    assert decision(now, agreed, "").report is now
    with pytest.raises(SeenOtherwise):
        decision(found(finding("pairs", STOP), fingerprint=fingerprint), agreed, "why")


def test_a_count_that_moves_is_no_news_while_what_matters_is_the_same() -> None:
    agreed = found(finding("quota", OK, "10 of 40"))
    now = found(finding("quota", OK, "11 of 40"))
    assert decision(now, agreed, "").report is now
    with pytest.raises(SeenOtherwise, match="11 of 40, was ok: 10 of 40"):
        decision(found(finding("quota", OK, "11 of 40"), fingerprint="g"), agreed, "")


def test_what_no_rule_judges_is_said_to_have_changed() -> None:
    with pytest.raises(SeenOtherwise, match="something that no rule judges"):
        decision(found(FINE, fingerprint="g"), found(FINE), "")
