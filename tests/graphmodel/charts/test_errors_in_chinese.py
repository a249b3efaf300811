"""What cannot be drawn is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphmodel.charts.fonts import check_glyphs
from graphmodel.charts.interactive.view import check_ending as check_page
from graphmodel.charts.registry import make_chart
from graphmodel.charts.save import check_ending
from tests.graphmodel.charts.made_up import made_up
from tests.refusals import refusal_in_chinese


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "pie"}, "没有图表 'pie'：应为 brokerage、chain"),
        ({"kind": "chain"}, "没有给出范围：此图按社区绘制，请用 --scope 给出其编码"),
        ({"kind": "chain", "scope": "S1"}, "范围 'S1' 的层级是街道：此图按社区绘制"),
        ({"kind": "totals", "options": {"rate": "triad"}}, "图表 totals 没有选项 --rate（此图不设选项）：请去掉"),
        ({"kind": "ranking", "options": {"colour": "red"}}, "图表 ranking 没有选项 --colour（可用：--"),
        ({"kind": "ranking", "options": {"rate": "luck"}}, "--rate luck 不可用：应为 organization_coverage、"),
        (
            {"kind": "change", "options": {"since": date(2030, 1, 1)}},
            "--since 2030-01-01 不可用：应早于数据日期 2022-06-30",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_in_chinese(options: dict[str, Any], said: str) -> None:
    assert said in refusal_in_chinese(lambda: make_chart(made_up(), **options))


def test_what_cannot_be_written_is_told_in_chinese() -> None:
    assert refusal_in_chinese(lambda: check_ending(Path("x.gif"))) == "'x.gif' 的后缀是 '.gif'：应为 .png、.svg 或 .pdf"
    assert "交互视图是网页，应为 .html" in refusal_in_chinese(lambda: check_page(Path("x.gif")))
    assert "'舞龙🐉队' 中的 '🐉'（U+1F409 DRAGON）没有字体可显示" in refusal_in_chinese(
        lambda: check_glyphs("舞龙🐉队")
    )
