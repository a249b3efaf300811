"""Recommended links as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    from graphmodel.analysis.recommendation import LinkRecommendations

_HEADERS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "rank": Bilingual("rank", "次序"),
        "a_name": Bilingual("one", "甲方"),
        "a_place_name": Bilingual("lies in", "甲方所在地"),
        "b_name": Bilingual("the other", "乙方"),
        "b_place_name": Bilingual("lies in ", "乙方所在地"),
        "reasons": Bilingual("why", "理由"),
        "chance": Bilingual("chance", "可能性"),
        "worth": Bilingual("worth", "价值"),
        "score": Bilingual("score", "得分"),
        "common": Bilingual("common partners", "共同伙伴数"),
        "needs": Bilingual("needs", "需求编码"),
        "resources": Bilingual("resources", "资源编码"),
        "a": Bilingual("code of one", "甲方编码"),
        "b": Bilingual("code of the other", "乙方编码"),
    }
)


def recommended_frame(found: LinkRecommendations, language: Language) -> pd.DataFrame:
    """Return one row a recommended link, under headers that people read; ``reasons`` in the language."""
    frame = found.frame.rename(columns={f"reasons_{language}": "reasons"})
    return frame[list(_HEADERS)].rename(columns={name: title.in_language(language) for name, title in _HEADERS.items()})
