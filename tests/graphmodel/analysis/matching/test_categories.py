from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.analysis.matching import read_synonyms, usual_synonyms
from graphmodel.analysis.matching.categories import likeness
from graphmodel.errors import InputError


def test_the_usual_table_knows_what_streets_call_the_same() -> None:
    table = usual_synonyms()
    assert table["养老"] == table["为老服务"] == "养老服务"
    assert table["elderlycare"] == "养老服务"
    assert all(table[meant] == meant for meant in table.values())


def test_text_is_compared_without_width_case_and_spaces() -> None:
    found = likeness([" 法律ＡＢＣ", "法律"], ["法律 abc", ""], synonyms={}, similar=None)
    assert found.tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_likeness_takes_the_best_part_and_nothing_below_the_bound() -> None:
    needed = ["医用防护口罩 | N95口罩", "防护服", "｜"]
    found = likeness(needed, ["N95", "防护服", "核酸检测试剂盒"], synonyms={}, similar=0.85)
    assert found[0, 0] == pytest.approx(0.9)
    assert found[1].tolist() == [0.0, 1.0, 0.0]
    assert found[2].tolist() == [0.0, 0.0, 0.0]


def test_no_categories_at_all() -> None:
    assert likeness([], ["a"], synonyms={}, similar=0.5).shape == (0, 1)


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('"口罩" = ["N95", "医用口罩"]\n', encoding="utf-8")
    assert read_synonyms(path) == {"口罩": "口罩", "n95": "口罩", "医用口罩": "口罩"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("口罩 = [", "cannot read the synonyms"),
        ('"口罩" = "N95"', "expected a list of names"),
        ('"口罩" = ["N95"]\n"面罩" = ["n95"]', "under 口罩 and under 面罩"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_synonyms(path)


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the synonyms"):
        read_synonyms(tmp_path / "none.toml")
