from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text("place_id,name,level,备注\nC1,甲,小区,x\n", encoding="utf-8")
    return tmp_path


def add_bad_row(folder: Path) -> None:
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write("C2,乙,片区,\n")


def test_clean_is_0_and_says_what_was_read_as_what(folder: Path) -> None:
    result = CliRunner().invoke(gongjian, ["check", str(folder), "--lang", "en"])
    assert result.exit_code == 0
    assert "places.csv → places" in result.output
    assert "备注" in result.output
    assert "gongjian load" in result.output


def test_each_sheet_is_one_line_that_names_what_was_recognised_by_another_name(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(
        "单位编码,企业名称,zzjgdm,注册资本(万元),从业人数\nE1,甲,,3,4\n", encoding="utf-8"
    )
    output = CliRunner().invoke(gongjian, ["check", str(tmp_path), "--as-of", "2022", "--lang", "en"]).output
    lines = output.splitlines()
    (line,) = [line for line in lines if "→ enterprises" in line]
    assert "2 columns by their own names, 企业名称 → name" in line
    assert any("注册资本" in line and "not known" in line for line in lines)


def test_what_is_wrong_stands_last(folder: Path) -> None:
    add_bad_row(folder)
    lines = CliRunner().invoke(gongjian, ["check", str(folder), "--lang", "en"]).output.splitlines()
    read_as, counted, wrong = (
        next(at for at, line in enumerate(lines) if text in line)
        for text in ("→ places", "quarantined", "error unknown_enum")
    )
    assert read_as < counted < wrong
    assert lines[-1].startswith("1 rows cannot be used; next:")


def test_quarantined_rows_are_1_and_are_written(folder: Path, tmp_path: Path) -> None:
    add_bad_row(folder)
    target = tmp_path / "q"
    result = CliRunner().invoke(gongjian, ["check", str(folder), "--quarantine", str(target), "--lang", "en"])
    assert result.exit_code == 1
    assert "places.csv:3:level" in result.output
    assert (target / "quarantine.xlsx").exists()


def test_json_is_only_json(folder: Path) -> None:
    add_bad_row(folder)
    result = CliRunner().invoke(gongjian, ["check", str(folder), "--format", "json", "--as-of", "2022-06"])
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["as_of"] == "2022-06-30"
    assert found["tables"]["places"] == {"read": 2, "accepted": 1, "merged": 0, "quarantined": 1}
    assert [error["code"] for error in found["errors"]] == ["unknown_column", "unknown_enum"]


def test_unreadable_is_an_input_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(gongjian, ["check", str(tmp_path / "no")])
    assert result.exit_code != 0
    assert "found nothing" in f"{result.output}{result.exception}"


def test_it_speaks_one_language(folder: Path) -> None:
    add_bad_row(folder)
    chinese = CliRunner().invoke(gongjian, ["check", str(folder), "--as-of", "2022", "--lang", "zh"]).output
    english = CliRunner().invoke(gongjian, ["check", str(folder), "--as-of", "2022", "--lang", "en"]).output
    assert "places.csv → 区划与载体（表头在第1行）：3列为本表表头" in chinese
    assert "places.csv: 备注（未识别，1个单元格）" in chinese
    assert "错误 unknown_enum（区划与载体.层级）：1 × 不在可选值之内" in chinese
    assert "places.csv:3:层级: 层级为“片区”，应为以下之一：" in chinese
    assert "1行不能用；下一步：" in chinese
    assert "--quarantine 文件夹，把它们写成待改的工作簿" in chinese
    assert not any(word in chinese for word in ("read as", "left out", "accepted", "error ", "expected", "next"))
    assert "places.csv:3:level: level has " in english
    assert not any(word in english for word in ("未识别", "应为", "不在可选值之内", "隔离"))


def test_the_language_does_not_change_the_json(folder: Path) -> None:
    add_bad_row(folder)
    both = [
        CliRunner().invoke(gongjian, ["check", str(folder), "--format", "json", "--lang", language]).stdout
        for language in ("zh", "en")
    ]
    assert both[0] == both[1]


def test_a_column_that_is_not_there_is_one_line_and_map_is_the_next_step(tmp_path: Path) -> None:
    rows = "".join(f"E{number},甲{number},\n" for number in range(30))
    (tmp_path / "企业.csv").write_text(f"企业代号,企业名称,行业\n{rows}", encoding="utf-8")
    arguments = ["check", str(tmp_path), "--as-of", "2022"]
    output = CliRunner().invoke(gongjian, [*arguments, "--lang", "zh"]).output
    (line,) = (line for line in output.splitlines() if "missing_required" in line)
    assert "企业.csv 没有“单位编码”列，30行都不能用；或许是“企业代号”" in line
    assert "请填写" not in output
    assert f"gongjian map {tmp_path}" in output.splitlines()[-1]
    english = CliRunner().invoke(gongjian, [*arguments, "--lang", "en"]).output
    assert "has no column for unit_id (单位编码), so 30 rows cannot be used; perhaps it is '企业代号'" in english
    found = json.loads(CliRunner().invoke(gongjian, [*arguments, "--format", "json"]).stdout)
    assert found["tables"]["enterprises"] == {"read": 30, "accepted": 0, "merged": 0, "quarantined": 30}
    assert sum(error["code"] == "missing_required" for error in found["errors"]) == 30


def test_cells_that_are_empty_are_told_by_row(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("单位编码,企业名称\n,甲\nE2,乙\n", encoding="utf-8")
    output = CliRunner().invoke(gongjian, ["check", str(tmp_path), "--as-of", "2022", "--lang", "zh"]).output
    assert "企业.csv:2:单位编码: 单位编码为空，请填写" in output
    assert "gongjian map" not in output
