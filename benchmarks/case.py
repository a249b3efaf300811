"""Rules and links on the Jinniu case, straight from its records."""

from __future__ import annotations

import time
from functools import partial

import networkx as nx
from networkx.algorithms import bipartite

from benchmarks.measure import Row
from benchmarks.measure import in_turn as _in_turn
from benchmarks.measure import seconds as _seconds
from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.gaps import coverage_rates, find_gaps
from graphmodel.graph import build_graph
from loaders.cases import jinniu

# Seconds of processor time: what else the machine does falls on neither side.
seconds = partial(_seconds, clock=time.process_time)
in_turn = partial(_in_turn, clock=time.process_time)

CHANNELS = ("project", "activity")


def two_mode(graph: nx.MultiDiGraph) -> tuple[nx.Graph, set[str]]:
    """Return who took part in what, as one would build it for networkx's own projection."""
    network = nx.Graph()
    network.add_edges_from((start, end) for start, end, kind in graph.edges(data="type") if kind == "TOOK_PART_IN")
    stakeholders = {node for node in network if "Stakeholder" in graph.nodes[node]["labels"]}
    return network, stakeholders


def run() -> list[Row]:
    """Measure on the case; a projection by hand gives weights only: no layers, dates, names or ids it rests on."""
    graph = build_graph(jinniu.generate())
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} relationships"
    links, projection = in_turn(
        lambda: cobuilding(graph, channels=CHANNELS),
        lambda: bipartite.collaboration_weighted_projected_graph(*two_mode(graph)),
    )
    return [
        Row("all 43 gap rules", size, seconds(lambda: find_gaps(graph))),
        Row("coverage rates of a district and its streets", size, seconds(lambda: coverage_rates(graph))),
        Row("co-building links, all four channels", size, seconds(lambda: cobuilding(graph))),
        Row(
            "links through projects and activities",
            size,
            links,
            projection,
            "by hand: who took part in what, and networkx's projection",
        ),
    ]
