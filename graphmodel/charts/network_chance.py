"""Which ties of a network are more than chance: what ``--significant`` draws."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graphmodel.analysis.cobuilding import CobuildingNetwork
from graphmodel.analysis.significant_links import significant_links
from graphmodel.charts.network_ties import Pair

ALPHA = 0.05
"""Below which probability a pair is more than chance."""


@dataclass(frozen=True)
class Chance:
    """Which pairs share more than chance explains, and how many did anything together."""

    kept: frozenset[Pair]
    tested: int


def chance_of(graph: nx.MultiDiGraph, network: CobuildingNetwork, *, alpha: float = ALPHA) -> Chance:
    """Return the pairs of a network that share more projects and activities than chance gives.

    They are the pairs that `graphmodel.analysis.significant_links.significant_links` keeps for the network's date, scope and layer: chance is
    fitted to the whole graph, whatever part of it is drawn.
    """
    found = significant_links(graph, as_of=network.as_of, scope=network.scope, layer=network.layer, alpha=alpha).frame
    kept = found[found["kept"]]
    return Chance(frozenset(zip(kept["a"], kept["b"], strict=True)), len(found))
