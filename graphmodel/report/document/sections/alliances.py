"""The alliances and whether they are awake."""

from __future__ import annotations

import pandas as pd

from graphmodel.report.document.model import Paragraph, Section, grid
from graphmodel.report.document.situation import Situation

_MOST = 12


def section(at: Situation) -> Section | None:
    """List the alliances, the sleeping ones first."""
    found = at.alliances.frame
    if found.empty:
        return None
    asleep = int(found["dormant"].sum())
    days = at.alliances.window_days
    lead = at.say(
        f"{asleep} of {len(found)} alliances are asleep (asleep: no joint work of two live members in {days} days).",
        f"{len(found)} 个联盟中 {asleep} 个休眠（休眠：{days} 天内没有两个以上现有成员共同参与的项目或活动）。",
    )
    ordered = found.sort_values(["dormant", "members"], ascending=[False, False], kind="stable")
    frame = pd.DataFrame(
        {
            at.say("alliance", "联盟"): ordered["name"],
            at.say("members", "成员"): ordered["members"],
            at.say("active", "活跃成员"): ordered["active_members"],
            at.say("projects", "项目"): ordered["projects"],
            at.say("activities", "活动"): ordered["activities"],
            at.say("last", "最近"): [_day(value) for value in ordered["last"]],
            at.say("state", "状态"): [
                at.say("asleep", "休眠") if dormant else at.say("awake", "活跃") for dormant in ordered["dormant"]
            ],
        }
    )
    table = grid(
        at.say("Alliances and joint conferences", "联盟与联席会议"),
        frame,
        numbers=list(frame.columns[1:5]),
        widths=(2.5, 0.8, 0.8, 0.75, 0.85, 0.9, 0.7),
        most=_MOST,
        rest=lambda left: _others(at, left),
    )
    return Section(at.say("Alliances", "联盟"), (Paragraph(lead), table))


def _others(at: Situation, left: pd.DataFrame) -> str:
    asleep = int((left[left.columns[-1]] == at.say("asleep", "休眠")).sum())
    english, chinese = (f", {asleep} asleep", f"，其中 {asleep} 个休眠") if asleep else ("", "")
    return at.say(f"{len(left)} other alliances{english}", f"其余 {len(left)} 个联盟{chinese}")


def _day(value: object) -> str:
    return "–" if value is None or value != value else str(value)[:10]  # noqa: PLR0124 -- NaT differs from itself
