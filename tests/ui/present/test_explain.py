from __future__ import annotations

from drilltui.domain.told_code import ToldCode
from drilltui.ui.line import Role
from drilltui.ui.present import explain
from tests.ui.present.things import role_of_text, texts

NESTED = 'DiskTask-fail:SDRS.0011:no {"error": {"code": "EVS.2072", "message": "all gone"}}'


def told(*codes: ToldCode) -> list[str]:
    return texts(explain.lines(codes))


def test_a_code_has_meaning_remedy_repetition_and_page() -> None:
    assert told(ToldCode("SDRS.1825", 400, "in use")) == [
        "SDRS.1825",
        "  means   A disk is used by a drill.",
        "  do      Delete the drill first.",
        "  again   after the drill is deleted",
        "  page    SDRS API Reference, appendix: Error Codes",
        "  whole   in use",
        "",
    ]


def test_who_told_it_is_said() -> None:
    head, *_ = explain.lines([ToldCode("EVS.2024", by="createVolume vol-1")])
    assert head.plain == "EVS.2024   createVolume vol-1"
    assert role_of_text(head, "EVS.2024") is Role.STOP


def test_what_is_nested_is_lifted_out_and_explained_and_the_whole_stays() -> None:
    shown = told(ToldCode("SDRS.0011", reason=NESTED))
    assert "EVS.2072   told inside the reason" in shown
    assert "  means   The disk type is sold out in the zone." in shown
    assert "  step    DiskTask" in shown
    assert "  says    all gone" in shown
    assert f"  whole   {NESTED}" in shown


def test_an_unknown_code_is_said_to_be_unknown_with_the_nearest() -> None:
    _, shown, *_ = told(ToldCode("SDRS.1931"))
    assert shown.startswith("          Unknown: it is not in the error book. Near it: SDRS.1930,")


def test_of_a_code_that_the_status_decides_that_meaning_is_told_or_all() -> None:
    late = told(ToldCode("APIGW.0201", 504))
    assert [row for row in late if "means" in row] == [
        "  means   The service did not answer the gateway in time."
    ]
    every = [row for row in told(ToldCode("APIGW.0201")) if "means" in row]
    assert len(every) == 7
    assert every[0].startswith("  means   HTTP 400: ")


def test_where_there_is_no_code_nothing_is_made_up() -> None:
    assert told(ToldCode("403", 403))[1] == (
        "          The answer had no code; its HTTP status was 403."
    )
    assert told(ToldCode("", reason="volume is error!")) == [
        "no code",
        "          The service told no code with it.",
        "  whole   volume is error!",
        "",
    ]
