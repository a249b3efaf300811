"""Where networkx has a measure, ours is the same number, on any graph."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.measures import (
    betweenness,
    closeness,
    constraint,
    core_number,
    degree,
    density,
    effective_size,
    mean_clustering,
    reciprocity,
    strength,
    transitivity,
)


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Any graph of up to 12 nodes: with or without directions, isolates and parts, weighted."""
    directed = draw(st.booleans())
    graph = nx.DiGraph() if directed else nx.Graph()
    n = draw(st.integers(0, 12))
    graph.add_nodes_from(range(n))
    if n > 1:
        ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] != pair[1])
        for a, b in draw(st.lists(ends, max_size=40)):
            graph.add_edge(a, b, weight=draw(st.sampled_from([0.5, 1.0, 2.0, 7.0])))
    return graph


def assert_same(ours: Mapping[Any, float], theirs: Mapping[Any, float]) -> None:
    assert list(ours.keys()) == list(theirs)
    for node, value in theirs.items():
        assert ours[node] == pytest.approx(value, abs=1e-12, nan_ok=True), node


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_centrality(graph: nx.Graph) -> None:
    if len(graph):
        assert_same(betweenness(graph), nx.betweenness_centrality(graph))
    assert_same(closeness(graph), nx.closeness_centrality(graph))
    assert_same(core_number(graph), nx.core_number(nx.Graph(graph)))
    assert_same(degree(graph), dict(nx.Graph(graph).degree()))
    assert_same(strength(graph), dict(graph.degree(weight="weight")))


@settings(deadline=None, max_examples=60)
@given(graphs(), st.sampled_from([None, "weight"]))
def test_structural_holes(graph: nx.Graph, weight: str | None) -> None:
    if not graph:
        assert constraint(graph).empty  # where networkx raises
        return
    assert_same(constraint(graph, weight=weight), nx.constraint(graph, weight=weight))
    # Without `nodes`, networkx takes a formula that holds for neither directions nor weights.
    theirs = nx.effective_size(graph, nodes=list(graph), weight=weight)
    if graph.is_directed():
        # It gives nothing to who only receives; the measure does not look at directions.
        turned = nx.effective_size(graph.reverse(), nodes=list(graph), weight=weight)
        theirs = {node: turned[node] if math.isnan(value) else value for node, value in theirs.items()}
    assert_same(effective_size(graph, weight=weight), {a: 0.0 if math.isnan(b) else b for a, b in theirs.items()})


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_cohesion(graph: nx.Graph) -> None:
    if len(graph) > 1:
        assert density(graph) == pytest.approx(nx.density(graph))
    if graph.is_directed() and graph.size():
        assert reciprocity(graph) == pytest.approx(nx.overall_reciprocity(graph))
    if len(graph):
        assert mean_clustering(graph) == pytest.approx(nx.average_clustering(nx.Graph(graph)))
    if not graph.is_directed():
        assert (transitivity(graph) or 0) == pytest.approx(nx.transitivity(graph))
    elif len(graph):
        matrix = nx.to_numpy_array(graph, weight=None)
        paths = matrix @ matrix
        np.fill_diagonal(paths, 0)
        closed = (paths * matrix).sum() / paths.sum() if paths.sum() else None
        assert transitivity(graph) == pytest.approx(closed)


def test_a_large_sparse_graph_in_several_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnm_random_graph(120, 700, seed=1)
    monkeypatch.setattr("graphmodel.analysis.measures.triangles._AT_ONCE", 50)
    monkeypatch.setattr("graphmodel.analysis.measures.distances._BYTES_AT_ONCE", 8)
    monkeypatch.setattr("graphmodel.analysis.measures.centrality._CELLS_AT_ONCE", 500)
    assert_same(constraint(graph), nx.constraint(graph))
    assert_same(closeness(graph), nx.closeness_centrality(graph))
    assert_same(betweenness(graph), nx.betweenness_centrality(graph))


@pytest.mark.parametrize("bits", [1 << 5, 1 << 10])
def test_triangles_are_found_though_many_keys_share_a_bit_of_the_filter(
    monkeypatch: pytest.MonkeyPatch, bits: int
) -> None:
    monkeypatch.setattr("graphmodel.analysis.measures.triangles._FILTER", bits)
    graph = nx.gnm_random_graph(120, 900, seed=3)
    assert constraint(graph).to_dict() == pytest.approx(nx.constraint(graph), nan_ok=True)
