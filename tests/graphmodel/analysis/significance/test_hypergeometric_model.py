from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from graphmodel.analysis.significance import hypergeometric


def test_p_values_are_those_of_going_through_all_choices() -> None:
    graph = nx.Graph([("a", 1), ("a", 2), ("a", 3), ("b", 2), ("b", 3), ("c", 3), ("c", 4), ("c", 5)])
    for row in hypergeometric(graph, nodes="abc").frame.itertuples():
        own = set(graph[row.a])
        choices = [len(own & set(choice)) for choice in combinations(range(1, 6), graph.degree(row.b))]
        assert row.p == pytest.approx(sum(shared >= row.observed for shared in choices) / len(choices))
        assert row.expected == pytest.approx(sum(choices) / len(choices))


def test_popular_columns_make_it_keep_more_than_the_degree_sequence_models(davis: nx.Graph) -> None:
    assert hypergeometric(davis, nodes=davis.graph["top"], correction="none").graph.number_of_edges() == 17


@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_thin_input_has_defined_results(nodes: list[str]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    assert len(hypergeometric(graph, nodes=nodes).frame) == 0
