from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from graphmodel.analysis.two_mode_projection import project_two_mode
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import patient

memberships = st.sets(st.tuples(st.integers(0, 7), st.integers(100, 105)), max_size=25)


@patient
@given(memberships)
def test_counts_and_weights_are_those_of_networkx(edges: set[tuple[int, int]]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(range(8), mode="organization")
    graph.add_edges_from(edges)
    graph.add_node("networkx wants another mode")
    found = project_two_mode(graph, nodes=range(8))
    counted = bipartite.weighted_projected_graph(graph, range(8))
    weighted = bipartite.collaboration_weighted_projected_graph(graph, range(8))
    assert {(a, b): count for a, b, count in zip(found.a, found.b, found.count, strict=True)} == {
        (min(a, b), max(a, b)): data["weight"] for a, b, data in counted.edges(data=True)
    }
    assert len(found.frame) == len(found) == found.graph.number_of_edges() == weighted.number_of_edges()
    for a, b, weight in weighted.edges(data="weight"):
        assert found.graph.edges[a, b]["weight"] == pytest.approx(weight, rel=1e-12)
    assert dict(found.graph.nodes(data=True)) == {node: {"mode": "organization"} for node in range(8)}


def test_repetitions_and_directions_do_not_count() -> None:
    graph = nx.MultiDiGraph([("a", 1), ("a", 1), (1, "b"), ("c", 2)])
    assert project_two_mode(graph, nodes="abc").frame.to_numpy().tolist() == [["a", "b", 1, 1.0]]


@pytest.mark.parametrize("edge", [("a", "b"), (1, 2), ("a", "a"), (1, 1)])
def test_an_edge_within_a_mode_is_refused(edge: tuple[object, object]) -> None:
    graph = nx.Graph([("a", 1), ("b", 1), ("b", 2), edge])
    with pytest.raises(InputError, match="which are of the same mode: give a two-mode graph"):
        project_two_mode(graph, nodes="ab")
