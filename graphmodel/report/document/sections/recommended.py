"""Who should build with whom next, and why."""

from __future__ import annotations

import pandas as pd

from graphmodel.report.document.model import Paragraph, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.report.recommended import recommended_frame
from graphmodel.report.workbook import Share

_MOST, _REASONS = 8, 2


def section(at: Situation) -> Section | None:
    """List the links to build first, with what speaks for each."""
    found = at.recommended
    if not found.recommendations:
        return None
    lead = at.say(
        f"Pairs that do not build together yet, out of {found.candidates:,} that come into question: by how likely they are to, as learnt "
        "from these data, and by the gaps and needs that it would serve.",
        f"从 {found.candidates:,} 对尚未共建的候选中选出：综合结成共建的可能性（由本数据的共建历史学得）与可补齐的缺口、可对接的需求。",
    )
    shown = found.recommendations[:_MOST]
    frame = pd.DataFrame(
        {
            "#": range(1, len(shown) + 1),
            at.say("one", "甲方"): [found.names[item.a] for item in shown],
            at.say("other", "乙方"): [found.names[item.b] for item in shown],
            at.say("why", "理由"): [
                "\n".join(reason.in_language(at.language) for reason in item.reasons[:_REASONS]) for item in shown
            ],
        }
    )
    table = grid(at.say("Links to build first", "建议优先结对"), frame, numbers=["#"], widths=(0.35, 1.4, 1.4, 3.5))
    return Section(at.say("Recommended links", "建议共建"), (Paragraph(lead, quiet=True), table))


def sheets(at: Situation) -> dict[str, pd.DataFrame]:
    """Return all that were worked out, for the workbook."""
    found = at.recommended
    if not found.recommendations:
        return {}
    frame, chance = recommended_frame(found, at.language), at.say("chance", "可能性")
    frame[chance] = pd.Series([Share(value) for value in frame[chance]], index=frame.index, dtype=object)
    return {at.say("recommended", "建议共建"): frame}
