"""The five joint layers and the two lines, each a network of its own, and what they have in common."""

from __future__ import annotations

from graphmodel.analysis.layers.communities import CommunityLayers, community_layers
from graphmodel.analysis.layers.networks import layer_networks, line_networks
from graphmodel.analysis.layers.overlap import layer_overlap, participation, stakeholder_layers

__all__ = [
    "CommunityLayers",
    "community_layers",
    "layer_networks",
    "layer_overlap",
    "line_networks",
    "participation",
    "stakeholder_layers",
]
