"""Published figures beside what the graph gives, as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from graphmodel.gaps.reconciliation import Total
from graphmodel.report.workbook import Share
from graphmodel.schema import Bilingual, Language

_HEADERS: Mapping[str, Bilingual] = {
    "title": Bilingual("figure", "指标"),
    "place": Bilingual("place", "范围"),
    "relation": Bilingual("published as", "公布方式"),
    "published": Bilingual("published", "公布数"),
    "given": Bilingual("by the data", "数据所得"),
    "verdict": Bilingual("agrees", "是否相符"),
    "figure": Bilingual("code", "指标编码"),
    "place_id": Bilingual("place code", "地点编码"),
}


def headers_of(language: Language) -> dict[str, str]:
    """Return the headers that people read, by column."""
    return {name: title.in_language(language) for name, title in _HEADERS.items()}


def totals_frame(totals: Sequence[Total], language: Language) -> pd.DataFrame:
    """Return one row a published figure: what was published, what the graph gives, whether they agree."""

    def say(english: str, chinese: str) -> str:
        return Bilingual(english, chinese).in_language(language)

    everything = say("everything", "全部")
    rows = [
        (
            total.title.in_language(language),
            total.place or everything,
            say("more than", "多于") if total.more_than else say("equal", "等于"),
            _number(total.published, total),
            _number(total.given, total),
            say("differs", "不符") if total.differs else say("agrees", "相符"),
            total.figure,
            total.place_id,
        )
        for total in totals
    ]
    return pd.DataFrame(rows, columns=list(_HEADERS), dtype=object)


def _number(value: float | None, total: Total) -> float | None:
    if value is None or total.is_rate:
        return Share.of(value)
    return int(value) if value == int(value) else value
