"""The official table of units and their party organizations."""

from __future__ import annotations

from graphmodel.report.document.model import Paragraph, Section, grid
from graphmodel.report.document.situation import Situation


def section(at: Situation) -> Section | None:
    """Give the table in its official shape, in Chinese as it is handed in."""
    table = at.official
    frame = table.frame
    if frame.to_numpy().sum() == 0:
        return None
    shown = frame.reset_index()
    shown.columns = [at.say("row", "项目"), *map(str, frame.columns)]
    numbers = [str(name) for name in shown.columns[1:]]
    problems = table.cross_foot()
    note = "；".join(problems) or at.say("The table cross-foots.", "表内勾稽关系成立。")
    caption = str(frame.index.name or at.say("Official table", "统计表"))
    return Section(
        at.say("Official table", "官方统计表"),
        (grid(caption, shown, numbers=numbers, widths=(2.6, *[0.9] * len(numbers))), Paragraph(note, quiet=True)),
    )
