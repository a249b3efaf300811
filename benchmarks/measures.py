"""Measures of positions on 20,000 organizations in 3,500 projects, beside networkx and, where installed, igraph and others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.measure import Row, table
from benchmarks.measure import seconds as _seconds
from benchmarks.projection import participations
from graphmodel.analysis.measures import as_network, betweenness, closeness, constraint, core_number, transitivity
from graphmodel.analysis.measures.arrays import Network, pairs_of
from graphmodel.analysis.two_mode_projection import project_two_mode

# Seconds of processor time: what else the machine does falls on neither side.
seconds = partial(_seconds, clock=time.process_time)

NODES_OF_NETWORKX = 6


def cobuilding_graph(organizations: int, projects: int, cells: int, *, seed: int = 1) -> nx.Graph:
    """Return who shares a project with whom."""
    graph, nodes = participations(organizations, projects, cells, seed=seed)
    return project_two_mode(graph, nodes=nodes).graph


def _igraph(network: Network) -> Any:
    rows, columns = pairs_of(network)
    return import_module("igraph").Graph(n=len(network), edges=np.column_stack([rows, columns]).tolist())


def _rustworkx(network: Network) -> Any:
    graph = import_module("rustworkx").PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(network)))
    rows, columns = pairs_of(network)
    graph.add_edges_from_no_data(list(zip(rows.tolist(), columns.tolist(), strict=True)))
    return graph


def _networkit(network: Network) -> Any:
    graph = import_module("networkit").Graph(len(network))
    for a, b in zip(*(ends.tolist() for ends in pairs_of(network)), strict=True):
        graph.addEdge(a, b)
    return graph


def _compared(
    job: str, size: str, ours: Callable[[], Any], peers: Mapping[str, Callable[[], Any]], *, part: float = 1.0
) -> list[Row]:
    """Time a job beside its peers, which have to give the same numbers; ``part`` of the job is what slow peers do."""
    results: list[Any] = []
    own = seconds(lambda: results.append(np.asarray(ours(), dtype=float)))
    rows = []
    for name, theirs in peers.items():
        found: list[Any] = []
        spent = seconds(lambda: found.append(theirs()))  # noqa: B023 - called at once
        if isinstance(found[0], dict):
            places, values = list(found[0]), list(found[0].values())
            np.testing.assert_allclose(results[0][places], values, rtol=1e-9, atol=1e-12, err_msg=name)
        else:
            np.testing.assert_allclose(results[0], found[0], rtol=1e-9, atol=1e-12, err_msg=name)
        scaled = spent / part if isinstance(found[0], dict) and part < 1 else spent
        rows.append(Row(job, size, own, scaled, name))
    return rows or [Row(job, size, own)]


def run() -> list[Row]:
    """Measure on one graph; peers that are not installed are left out."""
    graph = cobuilding_graph(20_000, 3_500, 60_000)
    network = as_network(graph)
    size = f"{len(network):,} nodes, {network.size:,} ties"
    some = [int(node) for node in np.random.default_rng(1).choice(np.flatnonzero(network.partners), NODES_OF_NETWORKX)]
    rows = [Row("graph to arrays", size, seconds(lambda: as_network(graph)))]
    rows += _compared(
        "constraint",
        size,
        lambda: constraint(network),
        {f"networkx, from {len(set(some))} nodes": lambda: nx.constraint(graph, nodes=some)},
        part=len(set(some)) / len(network),
    )
    whole: dict[str, Callable[[], Any]] = {
        "networkx, all at once": lambda: [value for _, value in sorted(nx.constraint(graph).items())]
    }
    if find_spec("igraph"):
        built = _igraph(network)
        whole["igraph"] = built.constraint
    rows += _compared("constraint", size, lambda: constraint(network), whole)
    rows += _compared("k-core", size, lambda: core_number(network), _cores(graph, network))
    rows += _compared("transitivity", size, lambda: transitivity(network), {"networkx": lambda: nx.transitivity(graph)})
    small = cobuilding_graph(1_500, 260, 4_500)
    arrays = as_network(small)
    size = f"{len(arrays):,} nodes, {arrays.size:,} ties"
    rows += _compared("betweenness", size, lambda: betweenness(arrays), _betweenness(small, arrays))
    peers = {"networkx": lambda: list(nx.closeness_centrality(small).values())}
    return rows + _compared("closeness", size, lambda: closeness(arrays), peers)


def _cores(graph: nx.Graph, network: Network) -> dict[str, Callable[[], Any]]:
    peers: dict[str, Callable[[], Any]] = {"networkx": lambda: list(nx.core_number(graph).values())}
    if find_spec("igraph"):
        peers["igraph"] = _igraph(network).coreness
    return peers


def _betweenness(graph: nx.Graph, network: Network) -> dict[str, Callable[[], Any]]:
    n = len(network)
    peers: dict[str, Callable[[], Any]] = {"networkx": lambda: list(nx.betweenness_centrality(graph).values())}
    if find_spec("igraph"):
        built = _igraph(network)
        peers["igraph"] = lambda: np.array(built.betweenness()) * 2 / ((n - 1) * (n - 2))
    if find_spec("rustworkx"):
        rust = _rustworkx(network)
        peers["rustworkx"] = lambda: list(import_module("rustworkx").betweenness_centrality(rust).values())
    if find_spec("networkit"):
        kit = _networkit(network)
        peers["networkit"] = lambda: (
            import_module("networkit").centrality.Betweenness(kit, normalized=True).run().scores()
        )
    return peers


if __name__ == "__main__":
    print(table(run()))
