"""What is refused is told in Chinese with the same names and values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphmodel.report.acknowledgements import check_no_person, read_acknowledgements
from graphmodel.report.document.write import check_format
from graphmodel.report.official_table import cell_named
from graphmodel.report.workbook import write_workbook
from tests.refusals import refusal_in_chinese


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cell_named("moon"), "报表中没有行 'moon'：应为 units（"),
        (lambda: cell_named("units:moon"), "报表中没有列 'moon'：应为 total（"),
        (lambda: check_no_person(reason="x", role="张三 13800138000"), "--role 中疑似有个人信息：请写部门或岗位"),
        (lambda: check_format(Path("x.doc")), "x.doc 的后缀不可用：应为 .docx、"),
    ],
)
def test_what_is_refused_is_told_in_chinese(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)


def test_a_path_that_cannot_be_written_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "x.xlsx"
    assert f"无法写入 {path}（" in refusal_in_chinese(lambda: write_workbook({}, path))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("finding,rule\n", "x.csv 中没有列 'subject'：应有 finding、"),
        (
            "finding,rule,subject,reason,role,acknowledged_on,until,withdrawn_on\nf,r,s,搬迁,党建办,2024-06-30,soon,\n",
            "x.csv 第 2 行的日期为 'soon'：应形如 2024-06-30",
        ),
    ],
)
def test_damaged_acknowledgements_are_told_in_chinese(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(rows, encoding="utf-8")
    assert said in refusal_in_chinese(lambda: read_acknowledgements(path))
