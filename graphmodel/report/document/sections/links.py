"""Who builds with whom, and who should next."""

from __future__ import annotations

import pandas as pd

from graphmodel.report.document.model import Block, Paragraph, Section, grid
from graphmodel.report.document.situation import Situation
from graphmodel.schema.enumerations import LAYERS

_MOST = 8


def section(at: Situation) -> Section | None:
    """Show the strongest links that there are."""
    pairs = at.links.pairs
    if pairs.empty:
        return None
    paper = int((pairs["together"] == 0).sum())
    lead = at.say(
        f"{len(at.links.stakeholders):,} stakeholders form {len(pairs):,} pairs; {paper:,} of them only by alliance or agreement.",
        f"{len(at.links.stakeholders):,} 个主体结成 {len(pairs):,} 对共建关系，其中 {paper:,} 对只有联盟或协议、未共同做事。",
    )
    blocks: list[Block] = [Paragraph(lead), _strongest(at)]
    if at.level == "street":
        blocks.append(at.picture("network", at.say("Who builds with whom", "共建网络")))
    return Section(at.say("Co-building links", "共建关系"), tuple(blocks))


def _strongest(at: Situation) -> Block:
    words = {item.value: item.in_language(at.language) for item in LAYERS}
    found = at.links.pairs.head(_MOST)
    frame = pd.DataFrame(
        {
            at.say("one", "甲方"): found["a_name"],
            at.say("other", "乙方"): found["b_name"],
            at.say("done together", "共同做事"): found["together"],
            at.say("layers", "五联类型"): [
                at.say(", ", "、").join(words[name] for name in row) for row in found["layers"]
            ],
            at.say("last", "最近"): [str(day)[:10] for day in found["last"]],
        }
    )
    caption = at.say("The strongest links", "最强的共建关系")
    return grid(caption, frame, numbers=[str(frame.columns[2])], widths=(1.8, 1.8, 0.8, 1.6, 0.9))
