from drilltui.domain.place import Mode


def test_words_that_are_in_every_record_never_change() -> None:
    assert {mode.name: mode.value for mode in Mode} == {"REHEARSAL": "rehearsal", "LIVE": "live"}
