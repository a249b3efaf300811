from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager, get_font

from graphmodel.charts import fonts
from graphmodel.charts.fonts import MISSING, check_glyphs, font_path, legible, register_fonts, width, wrapped
from graphmodel.charts.save import render
from graphmodel.charts.style import style
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


@pytest.mark.parametrize("character", ["🎉", "𠀀", "བ", "\t"])
def test_a_missing_glyph_is_named(character: str) -> None:
    with pytest.raises(RenderError, match=rf"found .* \(U\+{ord(character):04X} .* which no font here has"):
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


def test_the_fonts_are_found_by_their_paths_alone() -> None:
    first, second = register_fonts()
    assert findfont(FontProperties(family=[first]), fallback_to_default=False) == str(font_path())
    assert findfont(FontProperties(family=[second]), fallback_to_default=False).startswith(mpl.get_data_path())


@pytest.mark.parametrize("name", ["مرحبا بالعالم", "שלום עולם", "😀 ⚽", "Tiếng Việt"])
def test_other_scripts_are_drawn_and_not_as_boxes(name: str) -> None:
    """What stands in for a glyph that a font lacks is an outline of its own, and matplotlib warns of it."""
    assert legible(name) == name
    figure = Figure()
    with style():
        figure.text(0.1, 0.5, f"金牛 {name}")
    assert render(figure, "svg")
    assert render(figure, "png", dpi=40)


def test_arabic_is_shaped_and_runs_from_right_to_left() -> None:
    """Joined letters take less room than letters apart, and the first letter stands at the right."""
    font = get_font([str(font_path()), findfont(FontProperties(family=[register_fonts()[1]]))])
    font.set_size(20, 72)
    font.set_text("مرحبا")
    joined = font.get_width_height()[0]
    font.set_text("م ر ح ب ا".replace(" ", "\u200c"))
    assert joined < font.get_width_height()[0]


def test_an_accent_of_its_own_is_not_lost() -> None:
    assert legible("Cafe\u0301") == "Café"


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the package with the font away; what is cached comes back."""
    found = (fonts.font_path, fonts._main_font)
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    for cached in found:
        cached.cache_clear()
    yield
    for cached in found:
        cached.cache_clear()


@pytest.mark.usefixtures("no_package")
def test_a_font_of_the_system_stands_in_for_a_missing_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = FontEntry(fname=str(tmp_path / "hei.ttf"), name="SimHei", style="normal", weight=400)
    monkeypatch.setattr(fontManager, "ttflist", [own])
    with pytest.warns(UserWarning, match=r"no package pylopdf-fonts-zh-cn.*SimHei of this system stands in"):
        assert font_path() == tmp_path / "hei.ttf"


@pytest.mark.usefixtures("no_package")
def test_without_any_chinese_font_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontManager, "ttflist", [])
    with pytest.raises(RenderError, match="no Chinese font on this system: install gongjian again"):
        font_path()
