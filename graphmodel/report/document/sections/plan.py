"""A plan of joint branches: what closes the most gaps with the least."""

from __future__ import annotations

import pandas as pd

from graphmodel.report.document.model import Bullets, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.report.plans import plan_notes, steps_frame

_MOST, _NOTES = 10, 2


def section(at: Situation) -> Section | None:
    """Propose joint branches where units without an organization could share one."""
    plan = at.plan
    if not plan.steps:
        return None
    steps = steps_frame(plan, at.language).head(_MOST)
    frame = pd.DataFrame(
        {
            "#": steps["step"],
            at.say("where", "地点"): [plan.names.get(place, place) if place else "–" for place in steps["place"]],
            at.say("gain", "收益"): steps["gain"],
            at.say("why", "理由"): steps["reason"],
        }
    )
    caption = at.say(
        f"The first {len(frame)} of {len(plan.steps)} steps", f"共 {len(plan.steps)} 步中的前 {len(frame)} 步"
    )
    notes = tuple(plan_notes(at.graph, plan, at.language)[:_NOTES])
    table = grid(caption, frame, numbers=["#", str(frame.columns[2])], widths=(0.4, 1.4, 0.6, 4.1))
    return Section(plan.title.in_language(at.language), (Bullets(notes), table))
