"""``drilltui preflight`` says what a drill would meet, and sends nothing but reads."""

from __future__ import annotations

from tests.cli.far_side import FarSide, Printed


def test_a_group_that_nothing_stops_is_exit_0(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-payments") == 0

    out = printed.page()
    assert "ok    group state              protected" in out
    assert out.index("warn ") < out.index("ok ")
    assert "pg-payments, automatic VPC: " in printed.err


def test_a_stop_is_exit_1_with_code_and_remedy(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-kiosk") == 1

    out = printed.page()
    assert out.startswith("stop  group state              protection is being enabled (SDRS.1002)")
    assert "-> wait until it is protected" in out


def test_a_vpc_is_judged_by_its_name_or_id(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-payments", "--vpc", "vpc-prod") == 1
    assert "the group's own (SDRS.1907)" in printed.page()


def test_a_group_or_a_vpc_that_is_not_there_is_exit_2(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-nobody") == 2
    assert "There is no protection group pg-nobody." in printed.complaint()
    assert far.run("preflight", "--group", "pg-payments", "--vpc", "nowhere") == 2
    assert "There is no VPC nowhere." in printed.complaint()


def test_a_name_in_use_stops_it(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-payments", "--name", "a b", "--json") == 1
    first = printed.objects()[0]
    assert (first["rule"], first["code"], first["drill"]) == ("name", "SDRS.0202", "a b")


def test_each_finding_is_an_object_for_programs(far: FarSide, printed: Printed) -> None:
    assert far.run("preflight", "--group", "pg-kiosk", "--json") == 1

    found = printed.objects()
    assert {one["type"] for one in found} == {"preflight"}
    assert (found[0]["rule"], found[0]["verdict"]) == ("group-state", "stop")
    assert not any(one["overridable"] for one in found if one["verdict"] != "stop")
