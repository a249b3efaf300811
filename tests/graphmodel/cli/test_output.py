from __future__ import annotations

import csv
import json
import math
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from graphmodel.cli.output import choose_format, plain, write_file, write_table, write_workbook
from graphmodel.errors import InputError

FRAME = pd.DataFrame(
    {
        "name": ["金牛区", '=1+1;"x"\n行', None],
        "count": [1, 2, 3],
        "share": [0.5, math.nan, 1.0],
        "day": [date(2024, 6, 30), None, date(2020, 1, 1)],
        "parts": [("a", "b"), (), ("c",)],
    }
)


def test_csv_keeps_every_cell_and_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_table(FRAME, output=path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["name", "count", "share", "day", "parts"]
    assert rows[2] == ['\'=1+1;"x"\n行', "2", "", "", ""]
    assert rows[1][3:] == ["2024-06-30", "a; b"]


def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    hostile = ["=1+1", "+cmd", "-1+1", "@SUM(A1)", "'=x", "-", "甲"]
    frame = pd.DataFrame({"name": hostile, "parts": [(text, "b") for text in hostile], "change": [-1.5] * len(hostile)})
    write_table(frame, output=tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["'=1+1", "'+cmd", "'-1+1", "'@SUM(A1)", "''=x", "-", "甲"]
    assert {row["change"] for row in rows} == {"-1.5"}
    assert not [row for row in rows if row["parts"].startswith(("=", "+", "@"))]


def test_json_on_standard_output_is_only_json(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(FRAME, format_="json", title="T", notes=["note"])
    rows = json.loads(capsys.readouterr().out)
    assert rows[1]["share"] is None
    assert rows[0]["name"] == "金牛区"


def test_json_lines_are_one_object_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(FRAME, format_="jsonl")
    assert [json.loads(line)["count"] for line in capsys.readouterr().out.splitlines()] == [1, 2, 3]


def test_text_is_not_cut_in_a_pipe_and_ends_with_its_notes(capsys: pytest.CaptureFixture[str]) -> None:
    wide = pd.DataFrame({"text": ["字" * 300]})
    write_table(wide, title="标题", headers={"text": "文字"}, notes=["数据日期 2024-06-30"])
    out = capsys.readouterr().out
    assert "字" * 300 in out
    assert out.splitlines()[0] == "标题"
    assert "文字" in out
    assert out.splitlines()[-1] == "数据日期 2024-06-30"


def test_workbook_keeps_types_headers_and_notes_and_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "t.xlsx"
    write_table(FRAME, output=path, title="表", headers={"name": "名称"}, notes=["合成数据"])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["表", "说明 notes"]
    sheet = book["表"]
    assert sheet["A1"].value == "名称"
    assert sheet["A3"].value == '=1+1;"x"\n行'
    assert sheet["A3"].data_type == "s"
    assert sheet["D2"].value.date() == date(2024, 6, 30)
    assert sheet["C3"].value is None
    assert sheet.freeze_panes == "A2"
    assert book["说明 notes"]["A1"].value == "合成数据"


def test_sheet_names_that_excel_refuses_are_mended(tmp_path: Path) -> None:
    write_workbook({"a/b:c?" + "长" * 40: FRAME}, tmp_path / "t.xlsx")
    [name] = openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


def test_xlsx_needs_a_file() -> None:
    with pytest.raises(InputError, match="give one with -o"):
        choose_format("xlsx", None)


@pytest.mark.parametrize(
    ("asked", "name", "expected"),
    [(None, "x.csv", "csv"), (None, "x.JSON", "json"), (None, "x", "text"), ("json", "x.csv", "json")],
)
def test_the_ending_decides_unless_a_format_is_asked_for(asked: str | None, name: str, expected: str) -> None:
    assert choose_format(asked, Path(name)) == expected


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "folder-not-file"
    target.mkdir()
    with pytest.raises(InputError, match="cannot write"):
        write_file(target, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder-not-file"]


def test_plain_text_of_values() -> None:
    assert plain({"甲": 1}) == '{"甲": 1}'
    assert plain(None) == plain(math.nan) == ""
