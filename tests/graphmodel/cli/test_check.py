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
    result = CliRunner().invoke(gongjian, ["check", str(folder)])
    assert result.exit_code == 0
    assert "places.csv → places" in result.output
    assert "备注" in result.output
    assert "gongjian load" in result.output


def test_each_sheet_is_one_line_that_names_what_was_recognised_by_another_name(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(
        "单位编码,企业名称,zzjgdm,注册资本(万元),从业人数\nE1,甲,,3,4\n", encoding="utf-8"
    )
    output = CliRunner().invoke(gongjian, ["check", str(tmp_path), "--as-of", "2022"]).output
    lines = output.splitlines()
    (line,) = [line for line in lines if "→ enterprises" in line]
    assert "2 columns by their own names, 企业名称 → name" in line
    assert any("注册资本" in line and "未识别" in line for line in lines)


def test_what_is_wrong_stands_last(folder: Path) -> None:
    add_bad_row(folder)
    lines = CliRunner().invoke(gongjian, ["check", str(folder)]).output.splitlines()
    read_as, counted, wrong = (
        next(at for at, line in enumerate(lines) if text in line)
        for text in ("→ places", "quarantined", "error unknown_enum")
    )
    assert read_as < counted < wrong
    assert lines[-1].startswith("1 rows cannot be used; next:")


def test_quarantined_rows_are_1_and_are_written(folder: Path, tmp_path: Path) -> None:
    add_bad_row(folder)
    target = tmp_path / "q"
    result = CliRunner().invoke(gongjian, ["check", str(folder), "--quarantine", str(target)])
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
