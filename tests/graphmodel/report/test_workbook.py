"""Workbooks as spreadsheets show them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from graphmodel.report.workbook import Share, write_workbook


def test_numbers_are_numbers_in_the_shape_that_people_read(tmp_path: Path) -> None:
    values = [9.400335775335, 5.0, 7, 0.00000012, Share(0.0813), date(2024, 6, 30), "0012", float("nan")]
    frame = pd.DataFrame({"值": pd.Series(values, dtype=object)})
    write_workbook({"表": frame}, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["表"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(values))]
    assert [cell.number_format for cell in cells] == [
        "0.0##",
        "General",
        "General",
        "General",
        "0.0%",
        "yyyy-mm-dd",
        "General",
        "General",
    ]
    assert cells[0].value == values[0]
    assert cells[3].value == values[3]
    assert [cell.data_type for cell in cells[:5]] == ["n"] * 5
    assert (cells[6].value, cells[7].value) == ("0012", None)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:A9"
