"""Records of a graph: building it again from them gives the same graph."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmodel.errors import InputError
from graphmodel.graph import Dataset, build_graph
from graphmodel.graph.records import datasets_of
from graphmodel.schema import TABLES
from tests.strategies import datasets, dense_dataset


def same(first: nx.MultiDiGraph, second: nx.MultiDiGraph) -> bool:
    """Tell whether nodes, edges with keys, all attributes and the graph's own are equal."""
    edges = [{(a, b, key): data for a, b, key, data in g.edges(keys=True, data=True)} for g in (first, second)]
    return (
        dict(first.nodes(data=True)) == dict(second.nodes(data=True))
        and edges[0] == edges[1]
        and first.graph == second.graph
    )


# Figures have no ids of their own: two sources with the same one cannot stand in one graph.
_OTHERS = [table.name for table in TABLES if table.name != "published_totals"]


@given(datasets(), datasets(source="second", prefix="z", only=_OTHERS))
@settings(max_examples=40)
def test_a_graph_of_its_records_is_the_graph(first: Dataset, second: Dataset) -> None:
    graph = build_graph(first, second)
    assert same(build_graph(*datasets_of(graph)), graph)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_dense_graph_comes_back(seed: int) -> None:
    graph = build_graph(dense_dataset(seed))
    assert same(build_graph(*datasets_of(graph)), graph)


def test_an_edge_that_does_not_say_its_source_comes_with_its_start() -> None:
    graph = build_graph(dense_dataset(1))
    for *_, data in graph.edges(data=True):
        del data["source"]
    assert [dataset.about.source for dataset in datasets_of(graph)] == [dense_dataset(1).about.source]


def test_what_no_table_holds_is_told() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("x", labels=("Person",))
    with pytest.raises(InputError, match="found the node 'x' with labels Person"):
        datasets_of(graph)
    graph = build_graph(dense_dataset(1))
    first, second = list(graph)[:2]
    graph.add_edge(first, second, type="LIKES")
    with pytest.raises(InputError, match="found an edge LIKES"):
        datasets_of(graph)
