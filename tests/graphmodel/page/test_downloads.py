from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from graphmodel.errors import InputError
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import EVERYTHING, NOT_COMPARED, Choice
from graphmodel.page.downloads import (
    chart_file,
    chart_kinds,
    compared_with,
    gaps_workbook,
    recommended_workbook,
    scope_of,
)


def test_the_place_of_a_choice(analyses: Analyses) -> None:
    assert scope_of(analyses, Choice()) == "510106"
    assert scope_of(analyses, Choice(place=EVERYTHING)) is None
    with pytest.raises(InputError, match="found no place with the code 'E00'"):
        scope_of(analyses, Choice(place="E00"))


def test_the_report_compares_with_the_end_of_the_year_before_unless_another_day_is_chosen(analyses: Analyses) -> None:
    assert compared_with(analyses, Choice()) == date(2023, 12, 31)
    assert compared_with(analyses, Choice(date=date(2023, 12, 31))) == date(2022, 12, 31)
    assert compared_with(analyses, Choice(since="2024-01-15")) == date(2024, 1, 15)
    assert compared_with(analyses, Choice(since=NOT_COMPARED)) is None
    with pytest.raises(InputError, match="expected one before 2024-06-30") as caught:
        compared_with(analyses, Choice(since="2024-06-30"))
    assert "应早于截至日期" in caught.value.in_language("zh")


def test_the_workbook_holds_the_gaps_of_the_place_in_their_order(analyses: Analyses) -> None:
    file = gaps_workbook(analyses, Choice(place="510106024"))
    assert file.name == "gaps-510106024-2024-06-30.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True)
    rows = list(book["优先次序"].iter_rows(values_only=True))
    expected = [item.finding.id for item in analyses.gaps().priority.items if "510106024" in item.finding.scope]
    assert [row[-1] for row in rows[1:]] == expected
    assert {"缺口", "各地覆盖率", "社会组织党建统计表", "说明 notes"} <= set(book.sheetnames)


def test_recommended_links_are_taken_along(tied: Analyses) -> None:
    file = recommended_workbook(tied, Choice(place="510106024"))
    assert file.name == "recommended-510106024-2024-06-30.xlsx"
    rows = list(
        openpyxl.load_workbook(io.BytesIO(file.content), read_only=True)["建议共建"].iter_rows(values_only=True)
    )
    assert rows[0][:6] == ("次序", "甲方", "甲方所在地", "乙方", "乙方所在地", "理由")
    assert len(rows) - 1 == len(tied.recommended(place="510106024").recommendations) > 0


def test_charts_come_in_every_format(analyses: Analyses) -> None:
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    for format_, start in starts.items():
        file = chart_file(analyses, Choice(chart="coverage"), format_=format_, dpi=40)
        assert file.content.startswith(start)
        assert file.name == f"coverage-510106-2024-06-30.{format_}"
    with pytest.raises(InputError, match="found the format 'exe'"):
        chart_file(analyses, Choice(chart="coverage"), format_="exe")
    with pytest.raises(InputError, match="found the chart 'stranger'"):
        chart_file(analyses, Choice(chart="stranger"), format_="png")
    assert "coverage" in chart_kinds()
