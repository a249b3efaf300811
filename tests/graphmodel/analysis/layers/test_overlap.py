from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.layers import layer_networks, layer_overlap, line_networks, participation, stakeholder_layers
from tests.graphmodel.analysis.made_up import (
    AS_OF,
    LAYERS,
    add_occasion,
    add_stakeholder,
    empty_graph,
    stakeholder_graphs,
)


@settings(max_examples=12)
@given(stakeholder_graphs())
def test_a_layer_is_the_network_of_that_layer_alone(graph: nx.MultiDiGraph) -> None:
    networks = layer_networks(cobuilding(graph))
    assert list(networks) == list(LAYERS)
    for layer, found in networks.items():
        alone = cobuilding(graph, layer=layer).pairs
        assert {frozenset(pair) for pair in found.edges} == {
            frozenset(pair) for pair in zip(alone["a"], alone["b"], strict=True)
        }
        for row in alone.itertuples():
            assert found[row.a][row.b]["count"] == row.count
            assert found[row.a][row.b]["weight"] == pytest.approx(row.weight)
    assert len({tuple(found) for found in networks.values()}) == 1


@settings(max_examples=12)
@given(stakeholder_graphs())
def test_a_line_has_a_tie_for_each_pair_in_its_projects(graph: nx.MultiDiGraph) -> None:
    network = cobuilding(graph)
    for line, found in line_networks(network).items():
        expected = {(row.a, row.b): getattr(row, line) for row in network.pairs.itertuples() if getattr(row, line)}
        assert {(a, b): count for a, b, count in found.edges(data="count")} == expected


def test_overlap_by_hand() -> None:
    """Three ties and two, of which one is shared: 1 of 4, and half of the smaller."""
    layers = {"x": nx.Graph([(0, 1), (1, 2), (2, 3), (3, 3)]), "y": nx.Graph([(2, 1), (0, 3)]), "z": nx.Graph()}
    found = layer_overlap(layers).set_index(["a", "b"])
    assert found.loc[("x", "y")].tolist() == [3, 2, 1, 0.25, 0.5]
    assert found.loc[("x", "z")].tolist() == [3, 0, 0, 0.0, None]
    assert found.loc[("y", "z")].tolist() == [2, 0, 0, 0.0, None]


def test_two_empty_layers_have_no_jaccard() -> None:
    [row] = layer_overlap({"x": nx.Graph(), "y": nx.empty_graph(3)}).to_dict("records")
    assert (row["shared"], row["jaccard"], row["overlap"]) == (0, None, None)
    assert layer_overlap({}).empty


@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=6))
def test_participation_is_the_published_formula(rows: list[list[int]]) -> None:
    """Battiston et al. 2014, eq. 12, written out; 0 all in one layer, 1 the same in all."""
    for row, value in zip(rows, participation(np.array(rows)).tolist(), strict=True):
        total = sum(row)
        if total == 0:
            assert np.isnan(value)
            continue
        assert value == pytest.approx(5 / 4 * (1 - sum((number / total) ** 2 for number in row)))
        assert (value == 0) == (max(row) == total)
        assert (value == pytest.approx(1)) == (len(set(row)) == 1)


def test_a_stakeholder_over_layers_by_hand() -> None:
    graph = empty_graph()
    for name in "abc":
        add_stakeholder(graph, name)
    add_occasion(graph, "e1", "Activity", "a", "b", held_on=AS_OF, layer="safety")
    add_occasion(graph, "e2", "Activity", "a", "b", "c", held_on=AS_OF, layer="culture")
    found = stakeholder_layers(layer_networks(cobuilding(graph))).set_index("id")
    assert found.loc["a", ["safety", "culture", "partners", "ties", "layers"]].tolist() == [1, 2, 2, 3, 2]
    assert found.loc["a", "participation"] == pytest.approx(5 / 4 * (1 - 1 / 9 - 4 / 9))
    assert found.loc["c", "missing"] == ("safety", "activity", "environment", "mediation")
    assert found.loc["c", "participation"] == 0
    assert found["name"].tolist() == ["组织a", "组织b", "组织c"]


def test_no_tie_in_any_layer_is_an_empty_table() -> None:
    graph = empty_graph()
    for name in "ab":
        add_stakeholder(graph, name)
    add_occasion(graph, "e", "Activity", "a", "b", held_on=AS_OF)
    layers = layer_networks(cobuilding(graph))
    assert all(len(found) == 0 for found in layers.values())
    assert stakeholder_layers(layers).empty
    assert [row.shared for row in layer_overlap(layers).itertuples()] == [0] * len(list(combinations(LAYERS, 2)))


def test_an_isolate_has_no_participation() -> None:
    layers = {"x": nx.empty_graph(2), "y": nx.empty_graph(2)}
    assert stakeholder_layers(layers)["participation"].tolist() == [None, None]
