"""Which ties of a network are more than chance: what ``--significant`` draws."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graphmodel.analysis.cobuilding import CobuildingNetwork
from graphmodel.analysis.occasions import occasions
from graphmodel.analysis.significance import sdsm
from graphmodel.charts.network_ties import Pair
from graphmodel.graph import Snapshot

ALPHA = 0.05
"""Below which probability a pair is more than chance."""


@dataclass(frozen=True)
class Chance:
    """Which pairs share more than chance explains, and how many were compared."""

    kept: frozenset[Pair]
    tested: int


def chance_of(graph: nx.MultiDiGraph, network: CobuildingNetwork, *, alpha: float = ALPHA) -> Chance:
    """Return the pairs of a network that share more projects and activities than chance gives among its stakeholders.

    Chance is the stochastic degree sequence model (`graphmodel.analysis.significance.sdsm`), with everything in which
    the stakeholders of the network took part.
    """
    people = set(network.stakeholders["id"])
    joined = nx.Graph()
    for occasion in occasions(Snapshot(graph, network.as_of), channels=("project", "activity"), layer=network.layer):
        joined.add_edges_from((("who", who), ("what", occasion.id)) for who in occasion.participants if who in people)
    rows = {node for node in joined if node[0] == "who"}
    worked = network.frame[network.frame["channel"].isin(["project", "activity"])]
    pairs = set(zip(worked["a"], worked["b"], strict=True))
    if not rows:
        return Chance(frozenset(), 0)
    found = sdsm(joined, nodes=rows, alpha=alpha).frame
    kept = found[found["kept"]]
    beyond = {tuple(sorted((a[1], b[1]))) for a, b in zip(kept["a"], kept["b"], strict=True)}
    return Chance(frozenset(pairs & beyond), len(pairs))
