"""Which links come next: the standard predictors, a score learnt from a history, and how well either ranks all pairs."""

from __future__ import annotations

from graphmodel.analysis.recommendation.evaluation import Evaluation, evaluate_recommendations
from graphmodel.analysis.recommendation.gains import CLOSABLE
from graphmodel.analysis.recommendation.history import History, history_of, occasions_of_ties
from graphmodel.analysis.recommendation.model import LinkModel, fit, new_pairs
from graphmodel.analysis.recommendation.predictors import Neighbourhoods, adjacency_of, predictors, two_hop_scores
from graphmodel.analysis.recommendation.ranking import Ranking, rank
from graphmodel.analysis.recommendation.recommend import recommend_links
from graphmodel.analysis.recommendation.result import LinkRecommendations, Recommendation

__all__ = [
    "CLOSABLE",
    "Evaluation",
    "History",
    "LinkModel",
    "LinkRecommendations",
    "Neighbourhoods",
    "Ranking",
    "Recommendation",
    "adjacency_of",
    "evaluate_recommendations",
    "fit",
    "history_of",
    "new_pairs",
    "occasions_of_ties",
    "predictors",
    "rank",
    "recommend_links",
    "two_hop_scores",
]
