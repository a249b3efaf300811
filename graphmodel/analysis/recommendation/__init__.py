"""Which links come next: the standard predictors, a score learnt from a history, and how well either ranks all pairs."""

from __future__ import annotations

from graphmodel.analysis.recommendation.history import History, history_of
from graphmodel.analysis.recommendation.model import LinkModel, fit, new_pairs
from graphmodel.analysis.recommendation.predictors import Neighbourhoods, adjacency_of, predictors, two_hop_scores
from graphmodel.analysis.recommendation.ranking import Ranking, rank

__all__ = [
    "History",
    "LinkModel",
    "Neighbourhoods",
    "Ranking",
    "adjacency_of",
    "fit",
    "history_of",
    "new_pairs",
    "predictors",
    "rank",
    "two_hop_scores",
]
