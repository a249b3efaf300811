"""The official table of units and their party organizations."""

from __future__ import annotations

from graphmodel.gaps.official_table import TITLE
from graphmodel.report.document.model import Paragraph, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.report.official_table import table_frame


def section(at: Situation) -> Section | None:
    """Give the table in its official shape, under its official name."""
    table = at.official
    if table.frame.to_numpy().sum() == 0:
        return None
    shown = table_frame(table, at.language).rename(columns={"row": at.say("row", "项目")})
    numbers = [str(name) for name in shown.columns[1:]]
    problems = at.say("; ", "；").join(problem.in_language(at.language) for problem in table.cross_foot())
    note = problems or at.say("The table cross-foots.", "表内勾稽关系成立。")
    caption = at.say(f"{TITLE.en} ({TITLE.zh})", TITLE.zh)
    return Section(
        at.say("Official table", "官方统计表"),
        (grid(caption, shown, numbers=numbers, widths=(2.6, *[0.9] * len(numbers))), Paragraph(note, quiet=True)),
    )
