import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.plain_text import plain

# Visible in spite of their category: Arabic and Kaithi number signs, Syriac abbreviation mark.
SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt): drawn as nothing at all.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
TURNING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
ANY_TEXT = st.text(st.characters())


def _harmful(character: str) -> bool:
    obeyed = unicodedata.category(character) in OBEYED and not SEEN.match(character)
    turning = unicodedata.bidirectional(character) in TURNING
    return obeyed or turning or bool(IGNORABLE.match(character))


def test_every_character_that_a_terminal_obeys_or_hides_is_replaced_and_no_other() -> None:
    # All of Unicode, so that nothing hides between examples.
    everything = [chr(point) for point in range(sys.maxunicode + 1)]
    wrong = [
        f"U+{ord(character):04X}"
        for character in everything
        if (plain(character) == "?") != (_harmful(character) or character == "?")
        and unicodedata.category(character) != "Cn"
    ]

    assert wrong == []


@given(text=ANY_TEXT)
def test_length_and_harmless_characters_stay(text: str) -> None:
    shown = plain(text)

    assert len(shown) == len(text)
    assert not any(map(_harmful, shown))
    assert all(new in (old, "?") for old, new in zip(text, shown, strict=True))
    assert plain(shown) == shown
    shown.encode("utf-8")


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_untouched(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "?[31mred?[0m"),
        ("\x9b2J", "?2J"),
        ("a\r\nb\tc", "a??b?c"),
        ("invoice\u202efdp.exe", "invoice?fdp.exe"),
        ("pay\u200bments", "pay?ments"),
        ("\ud83d", "?"),
        ("zażółć e\u0301 日本 🛟", "zażółć e\u0301 日本 🛟"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_examples(text: str, shown: str) -> None:
    assert plain(text) == shown
