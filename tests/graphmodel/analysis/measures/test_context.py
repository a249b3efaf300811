from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.measures import as_network, network_context, position_context, rank_stability
from graphmodel.analysis.measures.arrays import pairs_of
from graphmodel.analysis.measures.random_graphs import random_graphs
from graphmodel.errors import InputError


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 1000), directed=st.booleans())
def test_random_graphs_keep_every_degree_and_stay_simple(*, seed: int, directed: bool) -> None:
    graph = nx.gnp_random_graph(12, 0.3, seed=seed, directed=directed)
    network = as_network(graph)
    for drawn in random_graphs(network, samples=3, seed=seed):
        assert drawn.size == network.size
        assert drawn.ties.data.max(initial=1) == 1
        assert not drawn.ties.diagonal().any()
        for axis in (0, 1):
            assert (np.asarray(drawn.ties.sum(axis=axis)) == np.asarray(network.ties.sum(axis=axis))).all()


@pytest.mark.parametrize(
    "graph",
    [
        nx.Graph([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2)]),
        nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]),
    ],
)
def test_all_graphs_of_the_same_degrees_are_drawn_alike(graph: nx.Graph) -> None:
    drawn: Counter[tuple[tuple[int, int], ...]] = Counter()
    for sample in random_graphs(as_network(graph), samples=2100, seed=1):
        rows, columns = pairs_of(sample)
        drawn[tuple(sorted(zip(rows.tolist(), columns.tolist(), strict=True)))] += 1
    assert len(drawn) == 7  # as many as there are
    surprise = sum((count - 300) ** 2 / 300 for count in drawn.values())
    assert surprise < 22.5  # 0.1 % of chi square with 6 degrees of freedom


def test_cliques_are_more_closed_than_their_degrees_make_them() -> None:
    found = network_context(nx.ring_of_cliques(6, 5), only=["transitivity", "mean_degree"], samples=40)
    found = found.set_index("measure")
    assert found.loc["transitivity", "quantile"] == 1
    assert found.loc["transitivity", "z"] > 5
    # What the degrees fix is neither high nor low, and has no z.
    assert found.loc["mean_degree", "quantile"] == 0.5
    assert np.isnan(found.loc["mean_degree", "z"])


def test_a_bridge_is_a_broker_beyond_its_degree() -> None:
    found = position_context(nx.barbell_graph(6, 1), samples=40).set_index(["measure", "id"])
    assert found.loc[("betweenness", 6), "quantile"] == 1
    assert found.loc[("constraint", 0), "quantile"] > 0.9


def test_context_is_the_same_for_the_same_seed_and_empty_graphs_have_one() -> None:
    graph = nx.gnp_random_graph(20, 0.2, seed=1)
    assert network_context(graph, samples=5, seed=3).equals(network_context(graph, samples=5, seed=3))
    assert network_context(nx.empty_graph(3), samples=2)["observed"].tolist()[:2] == [3, 0]
    with pytest.raises(InputError, match="0 samples"):
        network_context(graph, samples=0)
    with pytest.raises(InputError, match="'fame'"):
        position_context(graph, only=["fame"])


def test_rankings_hold_the_less_the_more_is_missing() -> None:
    graph = nx.barabasi_albert_graph(60, 3, seed=1)
    found = rank_stability(graph, only=["degree", "constraint"], missing=[0.05, 0.5], samples=20)
    by_share = found.pivot_table(index="measure", columns="missing", values="correlation")
    assert (by_share[0.05] > by_share[0.5]).all()
    assert found["top_kept"].between(0, 1).all()
    assert found["ties_dropped"].tolist() == [9, 9, 86, 86]


@pytest.mark.parametrize("wrong", [{"missing": [1.0]}, {"missing": [0]}, {"top": 0}, {"samples": 0}])
def test_impossible_questions_of_stability_are_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected shares between 0 and 1"):
        rank_stability(nx.path_graph(4), **wrong)


def test_rankings_of_nobody_and_of_equals_are_defined() -> None:
    for graph in (nx.Graph(), nx.empty_graph(3), nx.complete_graph(3)):
        found = rank_stability(graph, samples=2)
        assert found["top_kept"].between(0, 1).all()
