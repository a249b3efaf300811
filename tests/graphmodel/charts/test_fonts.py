from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.charts.fonts import MISSING, check_glyphs, font_path, legible, register_font, width, wrapped
from graphmodel.errors import RenderError
from graphmodel.schema import BY_NAME
from graphmodel.schema.enumerations import LAYERS, LEVELS, LINES


def test_the_font_has_every_word_of_the_schema() -> None:
    for table in BY_NAME.values():
        check_glyphs(table.chinese)
        for column in table.columns:
            check_glyphs(column.chinese + column.description.zh + column.description.en)
    for value in (*LAYERS, *LEVELS, *LINES):
        check_glyphs(value.chinese)


@pytest.mark.parametrize("character", ["🎉", "𠀀", "ب", "\t"])
def test_a_missing_glyph_is_named(character: str) -> None:
    with pytest.raises(RenderError, match=rf"found .* \(U\+{ord(character):04X} .* which the font lacks"):
        check_glyphs(f"金牛{character}")


@given(st.text(max_size=40))
def test_a_legible_name_can_always_be_drawn_on_one_line(text: str) -> None:
    shown = legible(text, longest=20)
    check_glyphs(shown)
    assert "\n" not in shown
    assert len(shown) <= 20


def test_missing_characters_are_marked_not_dropped() -> None:
    assert legible("舞龙🐉队") == f"舞龙{MISSING}队"


@given(
    st.lists(st.sampled_from(["社区", "党委", "work ", "coverage ", "a "]), max_size=12).map("".join),
    st.integers(8, 30),
)
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = wrapped(text, columns).split("\n")
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_font_is_found_by_its_path_alone() -> None:
    from matplotlib.font_manager import FontProperties, findfont  # noqa: PLC0415 -- after registration

    assert findfont(FontProperties(family=[register_font()]), fallback_to_default=False) == str(font_path())
