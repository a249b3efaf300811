"""The coverage of the place's parts as a picture."""

from __future__ import annotations

from graphmodel.report.document.model import Section
from graphmodel.report.document.situation import Situation


def section(at: Situation) -> Section | None:
    """Draw coverage by place and kind where the place has parts to compare."""
    if at.level not in ("district", "street"):
        return None
    words = at.say("Coverage by place and kind, with intervals", "分区域、分类型的覆盖率及其区间")
    return Section(at.say("Coverage", "覆盖情况"), (at.picture("coverage", words),))
