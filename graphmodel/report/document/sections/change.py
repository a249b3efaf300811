"""What changed since last time."""

from __future__ import annotations

import pandas as pd

from graphmodel.gaps.change import Status
from graphmodel.report.document.model import Paragraph, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.report.following import change_counts, change_frame, headers_of, only

_MOST = 12


def section(at: Situation) -> Section | None:
    """Tell what is new, reopened and closed; nothing where there is no earlier report."""
    change = at.change
    if change is None:
        return None
    counts = change.counts
    lead = at.say(
        f"Since {change.before}: {counts[Status.CLOSED]:,} gaps closed, {counts[Status.NEW]:,} new, "
        f"{counts[Status.REOPENED]:,} reopened, {counts[Status.OPEN]:,} still open.",
        f"与 {change.before} 相比：补齐 {counts[Status.CLOSED]:,} 处，新增 {counts[Status.NEW]:,} 处，"
        f"再次出现 {counts[Status.REOPENED]:,} 处，仍未补齐 {counts[Status.OPEN]:,} 处。",
    )
    headers = headers_of(at.language)
    moved = change_counts(change, at.language).drop(columns="rule", errors="ignore").rename(columns=headers)
    numbers = [name for name in moved.columns if moved[name].dtype.kind in "iu"]
    moved = moved[moved[numbers].sum(axis=1) > 0]
    by_rule = grid(
        at.say("Gaps by rule, what moved most first", "分规则的变化（变动多者在前）"),
        _most_moved_first(moved, headers[Status.OPEN.value]),
        numbers=numbers,
        widths=(2.7, *[1.0] * len(numbers)),
        most=_MOST,
        rest=lambda left: at.say(f"{len(left)} other rules", f"其余 {len(left)} 条规则"),
    )
    warnings = tuple(Paragraph(text.in_language(at.language), quiet=True) for text in change.warnings)
    return Section(at.say("Since last time", "与上次相比"), (Paragraph(lead), by_rule, *warnings))


def _most_moved_first(moved: pd.DataFrame, still_open: str) -> pd.DataFrame:
    numbers = moved.select_dtypes("number")
    order = pd.DataFrame({"moved": numbers.drop(columns=still_open).sum(axis=1), "open": numbers[still_open]})
    return moved.loc[order.sort_values(["moved", "open"], ascending=False, kind="stable").index]


def sheets(at: Situation) -> dict[str, object]:
    """Return the whole list of changes for the workbook."""
    if at.change is None:
        return {}
    moved = only(at.change, ("new", "reopened", "closed"))
    return {at.say("change", "变化"): change_frame(moved, at.language).rename(columns=headers_of(at.language))}
