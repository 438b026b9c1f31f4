from drilltui.domain.mishap import Mishap


def test_says_where_it_lies_what_was_read_and_what_to_do() -> None:
    mishap = Mishap("/home/ops/journal-damaged-20261125T210434Z.db", 12, ("a1",), (), 243)
    assert mishap.what == (
        "The journal was damaged. It was set aside, nothing of it was deleted: it lies in"
        " /home/ops/journal-damaged-20261125T210434Z.db now. 243 events could be read and went on"
        " into a new journal: 12 records whole as far as can be seen, 1 without the end (a1)."
    )
    assert "before anything is sent again" in mishap.remedy
    assert str(mishap) == f"{mishap.what} {mishap.remedy}"


def test_one_is_one_and_what_is_lost_is_named() -> None:
    said = Mishap("/j", 1, (), ("b", "c"), 1).what
    assert "1 event could" in said
    assert "1 record whole" in said
    assert said.endswith("; 2 lost (b, c).")
    assert "without the end" not in said


def test_many_are_named_in_part_and_nothing_reaches_the_terminal_raw() -> None:
    ids = tuple(f"r{number}\x1b[2J" for number in range(7))
    said = Mishap("/j\x1b[2J", 0, ids, (), 7).what
    assert "7 without the end (r0?[2J, r1?[2J, r2?[2J, r3?[2J, r4?[2J and 2 more)" in said
    assert "\x1b" not in said
