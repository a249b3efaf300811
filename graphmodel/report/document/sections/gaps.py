"""Which gaps first, where, who can close them and how."""

from __future__ import annotations

import pandas as pd

from graphmodel.report.absent import absent_of_rule, mark_of
from graphmodel.report.document.model import Grid, Paragraph, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.report.following import priority_frame
from graphmodel.report.gaps import counts_frame

_MOST_GAPS, _MOST_RULES = 12, 14


def section(at: Situation) -> Section | None:
    """List the gaps of highest priority, then how many each rule has."""
    if not len(at.priority):
        return None
    lead = at.say(
        "Ordered by a score of severity, people reached and effort; each with who can close it.",
        "按严重程度、涉及人数与所需力度综合排序，并注明可由谁补齐。",
    )
    return Section(
        at.say("Gaps to close first", "优先补齐的缺口"), (Paragraph(lead, quiet=True), _first(at), _counts(at))
    )


def _first(at: Situation) -> Grid:
    found = priority_frame(at.priority.top(_MOST_GAPS), at.language)
    frame = pd.DataFrame(
        {
            "#": found["rank"],
            at.say("gap", "缺口"): found["title"],
            at.say("where", "位置"): [path.split(" › ", 1)[-1] for path in found["path"]],
            at.say("people", "涉及人数"): found["people"],
            at.say("who closes it", "由谁补齐"): found["closers"],
            at.say("how", "怎么做"): found["remedy"],
        }
    )
    caption = at.say(
        f"The first {len(frame)} of {len(at.priority):,} gaps", f"共 {len(at.priority):,} 处缺口中的前 {len(frame)} 处"
    )
    return grid(caption, frame, numbers=["#", str(frame.columns[3])], widths=(0.35, 1.1, 1.8, 0.7, 1.1, 2.2))


def _counts(at: Situation) -> Grid:
    found = counts_frame(at.gaps, at.language)
    found = found[found["count"] > 0].sort_values("count", ascending=False, kind="stable")
    frame = pd.DataFrame(
        {
            at.say("gap", "缺口"): [
                title + mark_of(absent_of_rule(at.gaps, rule))
                for title, rule in zip(found["title"], found["rule"], strict=True)
            ],
            at.say("severity", "严重程度"): found["severity"],
            at.say("count", "数量"): found["count"],
            at.say("for instance", "例如"): found["examples"],
        }
    )
    return grid(
        at.say("Gaps by rule", "分规则的缺口数"),
        frame,
        numbers=[str(frame.columns[2])],
        widths=(1.4, 0.8, 0.7, 3.6),
        most=_MOST_RULES,
        rest=lambda left: at.say(f"{len(left)} other rules", f"其余 {len(left)} 条规则"),
    )
