"""Trust and value, as partners rate them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.bilingual import Bilingual
from graphmodel.cli.tables.measures.asked import named
from graphmodel.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.cli.tables.measures.asked import Asked


def survey(asked: Asked) -> pd.DataFrame:
    """Return trust and value of each stakeholder that somebody rated, the most trusted first."""
    from graphmodel.analysis.measures import survey_ratings, survey_scores  # noqa: PLC0415 -- likewise

    ratings = survey_ratings(asked.graph, scope=asked.scope)
    if ratings.empty:
        msg = Bilingual(
            "found no rating: fill in the table survey 合作评价 (`gongjian template`), or widen the scope",
            "范围内没有评分：请填写“合作评价”表（survey，见 `gongjian template`），或扩大范围",
        )
        raise InputError(msg)
    frame = survey_scores(ratings)
    frame.insert(1, "name", [named(asked.graph, node) for node in frame["id"]])
    return frame.sort_values(["trust", "value", "id"], ascending=[False, False, True], ignore_index=True)
