from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.charts.interactive.pinyin import pinyin


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("抚琴街道", "fu qin jie dao"),
        ("银行", "yin hang"),
        ("行人", "xing ren"),
        ("绿地", "lv di"),
        ("ABC 123", "abc 123"),
        ("", ""),
    ],
)
def test_a_name_sounds_as_it_is_read(name: str, sounds: str) -> None:
    assert pinyin(name) == sounds


@given(st.text(max_size=40))
def test_any_text_has_a_sound_in_one_line(name: str) -> None:
    sounds = pinyin(name)
    assert sounds == " ".join(sounds.split())
