"""Measures of whole networks and of positions in them.

Plain functions on any networkx graph; one file answers one question. `network_measures` and `position_measures` put the
most asked together.
"""

from __future__ import annotations

from graphmodel.analysis.measures.arrays import Network, as_network
from graphmodel.analysis.measures.brokerage import ROLES, Brokerage, brokerage
from graphmodel.analysis.measures.centrality import betweenness, closeness, core_number, degree, strength
from graphmodel.analysis.measures.centralization import (
    betweenness_centralization,
    closeness_centralization,
    degree_centralization,
)
from graphmodel.analysis.measures.centres import FIVE_CENTRES, exchange_network
from graphmodel.analysis.measures.cohesion import (
    connectedness,
    density,
    dyad_reciprocity,
    mean_clustering,
    reciprocity,
    transitivity,
)
from graphmodel.analysis.measures.communities import Communities, communities
from graphmodel.analysis.measures.context import network_context, position_context
from graphmodel.analysis.measures.core_periphery import CorePeriphery, core_periphery
from graphmodel.analysis.measures.departures import departures
from graphmodel.analysis.measures.governance import MODES, GovernanceHint, Thresholds, governance_hint
from graphmodel.analysis.measures.group_holes import group_holes
from graphmodel.analysis.measures.partner import (
    SURVEY_SCALES,
    non_redundant_ties,
    relative_connectivity,
    survey_ratings,
    survey_scores,
)
from graphmodel.analysis.measures.positions import PositionMeasures, position_measures
from graphmodel.analysis.measures.stability import rank_stability
from graphmodel.analysis.measures.stakeholder_groups import sectors_of, streets_of
from graphmodel.analysis.measures.structural_holes import (
    constraint,
    effective_size,
    local_constraint,
    structural_holes,
)
from graphmodel.analysis.measures.what_if import NewTies, new_ties
from graphmodel.analysis.measures.whole_network import WHOLE_NETWORK, NetworkMeasures, network_measures

__all__ = [
    "FIVE_CENTRES",
    "MODES",
    "ROLES",
    "SURVEY_SCALES",
    "WHOLE_NETWORK",
    "Brokerage",
    "Communities",
    "CorePeriphery",
    "GovernanceHint",
    "Network",
    "NetworkMeasures",
    "NewTies",
    "PositionMeasures",
    "Thresholds",
    "as_network",
    "betweenness",
    "betweenness_centralization",
    "brokerage",
    "closeness",
    "closeness_centralization",
    "communities",
    "connectedness",
    "constraint",
    "core_number",
    "core_periphery",
    "degree",
    "degree_centralization",
    "density",
    "departures",
    "dyad_reciprocity",
    "effective_size",
    "exchange_network",
    "governance_hint",
    "group_holes",
    "local_constraint",
    "mean_clustering",
    "network_context",
    "network_measures",
    "new_ties",
    "non_redundant_ties",
    "position_context",
    "position_measures",
    "rank_stability",
    "reciprocity",
    "relative_connectivity",
    "sectors_of",
    "streets_of",
    "strength",
    "structural_holes",
    "survey_ratings",
    "survey_scores",
    "transitivity",
]
