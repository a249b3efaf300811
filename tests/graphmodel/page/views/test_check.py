from __future__ import annotations

from pathlib import Path

import loaders
from graphmodel.page.views.check import SHOWN, check_view


def test_faults_come_before_notes_with_the_row_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("编码,名称,从业人员\nE1,甲,12\nE2,,3\nE3,丙,许多\n", encoding="utf-8")
    view = check_view(loaders.check(path), language="zh")
    assert view.quarantined == 2
    assert [(row.name, row.read, row.accepted, row.quarantined) for row in view.tables] == [("企业", 3, 1, 2)]
    assert [group.is_error for group in view.problems] == sorted((g.is_error for g in view.problems), reverse=True)
    places = [where for group in view.problems if group.is_error for where, _ in group.examples]
    assert sorted(places) == ["企业.csv 第 3 行", "企业.csv 第 4 行"]
    assert "row 3" in str(check_view(loaders.check(path), language="en").problems)


def test_of_many_faults_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("编码,名称\n" + "".join(f"E{at},\n" for at in range(50)), encoding="utf-8")
    group = check_view(loaders.check(path), language="zh").problems[0]
    assert (group.count, len(group.examples)) == (50, SHOWN)


def test_a_column_that_is_missing_is_told_once_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("企业代号,企业名称,行业\n" + "".join(f"E{at},甲,\n" for at in range(30)), encoding="utf-8")
    view = check_view(loaders.check(path), language="zh")
    (message,) = view.absent
    assert "30行都不能用" in message
    assert "企业代号" in message
    assert not any(group.title == message or group.count == 30 for group in view.problems)
    assert "30 rows cannot be used" in check_view(loaders.check(path), language="en").absent[0]
