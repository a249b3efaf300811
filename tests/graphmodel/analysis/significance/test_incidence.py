from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.significance.incidence import incidence, meetings
from graphmodel.errors import InputError


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(10, 16)), max_size=30))
@settings(deadline=None)
def test_meetings_are_the_weights_of_networkx_projection(edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from([*range(7), 10])
    read = incidence(graph, nodes=range(7))
    met = meetings(read.matrix)
    projected = nx.bipartite.weighted_projected_graph(graph, range(7))
    found = {(read.nodes[a], read.nodes[b]): n for a, b, n in zip(*(part.tolist() for part in met), strict=True)}
    assert found == {(min(a, b), max(a, b)): n for a, b, n in projected.edges(data="weight")}


def test_repeated_edges_and_directions_do_not_count() -> None:
    graph = nx.MultiDiGraph([("a", 1), ("a", 1), (1, "a"), ("b", 1)])
    assert incidence(graph, nodes=["a", "b"]).matrix.toarray().tolist() == [[1], [1]]


def test_a_node_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"1 nodes that the graph does not have, e\.g\. 'c'"):
        incidence(nx.Graph([("a", 1)]), nodes=["a", "c"])


@pytest.mark.parametrize("edge", [("a", "b"), (1, 2), ("a", "a")])
def test_an_edge_within_a_mode_is_refused(edge: tuple[object, object]) -> None:
    with pytest.raises(InputError, match=r"of the same mode"):
        incidence(nx.Graph([("a", 1), ("b", 2), edge]), nodes=["a", "b"])


def test_an_empty_graph_has_an_empty_matrix() -> None:
    read = incidence(nx.Graph(), nodes=[])
    assert read.matrix.shape == (0, 0)
    assert np.array_equal(meetings(read.matrix).observed, [])
