from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.measures import as_network
from graphmodel.analysis.measures.arrays import groups_of
from graphmodel.errors import InputError


def test_parallel_ties_are_one_and_their_weights_add_up() -> None:
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", weight=2)
    graph.add_edge("b", "a", weight=0.5)
    graph.add_edge("a", "a", weight=9)
    network = as_network(graph, weight="weight")
    assert (network.size, network.self_ties) == (1, 1)
    assert network.ties.toarray().tolist() == [[0, 2.5], [2.5, 0]]
    assert as_network(graph).ties.toarray().tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), "many"])
def test_a_weight_that_is_none_is_told(weight: object) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    with pytest.raises(InputError, match="weight"):
        as_network(graph, weight="weight")


def test_an_edge_without_the_weight_weighs_one() -> None:
    assert as_network(nx.path_graph(2), weight="weight").ties.sum() == 2


def test_groups_may_be_unknown_but_not_all() -> None:
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, {0: "x", 1: float("nan")}, "sector")
    assert groups_of(graph, "sector").codes.tolist() == [0, -1, -1]
    with pytest.raises(InputError, match="'street'"):
        groups_of(graph, "street")
