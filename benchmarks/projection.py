"""Who shares a project with whom, from 60,000 participations: counts and Newman's weights, beside networkx and, where installed, igraph."""

from __future__ import annotations

import time
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import networkx as nx
import numpy as np
from networkx.algorithms import bipartite

from benchmarks.measure import Row, table
from benchmarks.measure import in_turn as _in_turn
from benchmarks.measure import seconds as _seconds
from graphmodel.analysis.two_mode_projection import TwoModeProjection, project_two_mode

# Seconds of processor time: what else the machine does falls on neither side.
seconds = partial(_seconds, clock=time.process_time)
in_turn = partial(_in_turn, clock=time.process_time)


def participations(organizations: int, projects: int, cells: int, *, seed: int = 1) -> tuple[nx.Graph, list[int]]:
    """Return organizations and their projects: a few organizations are in very many, most in one or two."""
    generator = np.random.default_rng(seed)
    share = generator.permutation(np.arange(1, organizations + 1) ** -0.4)
    sizes = generator.poisson(cells / projects - 1, projects) + 1
    graph = nx.empty_graph(organizations)
    for project, size in enumerate(sizes):
        drawn = np.unique(generator.choice(organizations, size, p=share / share.sum()))
        graph.add_edges_from((organization, f"p{project}") for organization in drawn.tolist())
    return graph, list(range(organizations))


def same(found: TwoModeProjection, counted: nx.Graph, weighted: nx.Graph) -> None:
    """Refuse results that are not those of networkx."""
    ends = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    for theirs, ours in ((counted, found.count), (weighted, found.weight)):
        if theirs.number_of_edges() != len(ends):
            msg = f"found {len(ends)} pairs, and {theirs.number_of_edges()} by networkx"
            raise AssertionError(msg)
        np.testing.assert_allclose(ours, [theirs.edges[pair]["weight"] for pair in ends], rtol=1e-12)


def _igraph(graph: nx.Graph, organizations: int) -> Row:
    """Time igraph's counts, of a graph of its own."""
    position = {node: number for number, node in enumerate(graph)}
    edges = [(position[a], position[b]) for a, b in graph.edges()]
    types = [number >= organizations for number in range(len(graph))]
    built = import_module("igraph").Graph.Bipartite(types, edges)
    found = project_two_mode(graph, nodes=range(organizations))
    results: dict[str, Any] = {}
    ours, theirs = in_turn(
        lambda: project_two_mode(graph, nodes=range(organizations)),
        lambda: results.update(igraph=built.bipartite_projection(multiplicity=True, which=0)),
    )
    edges = sorted((*edge.tuple, edge["weight"]) for edge in results["igraph"].es)
    np.testing.assert_array_equal(np.array(edges), np.column_stack([found.a, found.b, found.count]))
    return Row("projection, counts and weights", "", ours, theirs, "igraph, counts alone, from its own graph")


def run() -> list[Row]:
    """Measure on one graph."""
    graph, nodes = participations(20_000, 3_500, 60_000)
    found = project_two_mode(graph, nodes=nodes)
    results: dict[str, Any] = {}
    ours, theirs = in_turn(
        lambda: project_two_mode(graph, nodes=nodes),
        lambda: results.update(
            counted=bipartite.weighted_projected_graph(graph, nodes),
            weighted=bipartite.collaboration_weighted_projected_graph(graph, nodes),
        ),
    )
    same(found, results["counted"], results["weighted"])
    size = f"{len(nodes):,} × {len(graph) - len(nodes):,}, {graph.number_of_edges():,} participations, {len(found):,} pairs"
    rows = [
        Row("projection, counts and weights", size, ours, theirs, "networkx, its two projections"),
        Row(
            "likewise, as a networkx graph",
            size,
            seconds(lambda: project_two_mode(graph, nodes=nodes).graph),
            theirs,
            "networkx, its two projections",
        ),
    ]
    if find_spec("igraph"):
        beside = _igraph(graph, len(nodes))
        rows.append(Row(beside.job, size, beside.ours, beside.theirs, beside.instead))
    return rows


if __name__ == "__main__":
    print(table(run()))
