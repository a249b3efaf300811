from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.measures import (
    WHOLE_NETWORK,
    betweenness_centralization,
    closeness_centralization,
    communities,
    core_periphery,
    degree_centralization,
    network_measures,
)
from graphmodel.errors import InputError


@pytest.mark.parametrize("n", [3, 4, 9])
def test_a_star_is_centralized_and_a_ring_is_not(n: int) -> None:
    star, ring = nx.star_graph(n - 1), nx.cycle_graph(n)
    for measure in (degree_centralization, betweenness_centralization, closeness_centralization):
        assert measure(star) == pytest.approx(1)
        assert measure(ring) == pytest.approx(0)
    inward = nx.DiGraph((leaf, 0) for leaf in range(1, n))
    assert degree_centralization(inward, mode="in") == pytest.approx(1)
    assert degree_centralization(inward, mode="out") == pytest.approx((n - 1 - (n - 1) + 1) / (n - 1) ** 2)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(4), nx.path_graph(2), nx.DiGraph()])
def test_every_figure_of_a_tiny_graph_is_a_number_or_none(graph: nx.Graph) -> None:
    found = network_measures(graph).values
    assert list(found) == list(WHOLE_NETWORK)
    assert all(value is None or np.isfinite(value) for value in found.values())


def test_counts_stay_whole_in_the_frame_and_names_are_in_both_languages() -> None:
    frame = network_measures(nx.path_graph(3)).frame.set_index("measure")
    assert type(frame.loc["nodes", "value"]) is int
    assert frame.loc["reciprocity", "value"] is None
    assert frame.loc["density", "chinese"] == "密度"


def test_only_what_is_asked_for_is_computed_and_unknown_names_are_told() -> None:
    assert list(network_measures(nx.path_graph(3), only=["density"]).values) == ["density"]
    with pytest.raises(InputError, match="densty"):
        network_measures(nx.path_graph(3), only=["densty"])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**21 - 1))
def test_no_other_division_into_core_and_periphery_has_fewer_errors(bits: int) -> None:
    pairs = list(combinations(range(7), 2))
    graph = nx.empty_graph(7)
    graph.add_edges_from(pair for number, pair in enumerate(pairs) if bits >> number & 1)

    def errors(core: set[int]) -> int:
        inside = sum(not graph.has_edge(*pair) for pair in pairs if core.issuperset(pair))
        return inside + sum(bool(graph.has_edge(*pair)) for pair in pairs if core.isdisjoint(pair))

    found = core_periphery(graph)
    best = min(errors(set(core)) for size in range(8) for core in combinations(range(7), size))
    core = set(found.frame.loc[found.frame["core"], "id"])
    assert found.errors == errors(core) == best
    assert found.fit is None or -1 <= found.fit <= 1


def test_fit_is_the_correlation_of_ties_with_the_ideal() -> None:
    graph = nx.karate_club_graph()
    found = core_periphery(graph)
    core = set(found.frame.loc[found.frame["core"], "id"])
    pairs = [pair for pair in combinations(graph, 2) if (pair[0] in core) == (pair[1] in core)]
    ideal = [pair[0] in core for pair in pairs]
    assert found.fit == pytest.approx(np.corrcoef(ideal, [graph.has_edge(*pair) for pair in pairs])[0, 1])


def test_communities_say_how_sure_they_are() -> None:
    sure, unsure = communities(nx.ring_of_cliques(5, 6)), communities(nx.gnp_random_graph(60, 0.15, seed=3))
    assert (sure.count, sure.stability) == (5, 1.0)
    assert sure.frame["stability"].eq(1).all()
    assert unsure.stability < 0.8
    assert communities(nx.gnp_random_graph(60, 0.15, seed=3)).frame.equals(unsure.frame)
    with pytest.raises(InputError, match="runs=0"):
        communities(nx.path_graph(2), runs=0)


def test_weights_decide_communities() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 9), (2, 3, 9), (0, 2, 1), (1, 3, 1)])
    assert communities(graph, weight="weight").frame["community"].tolist() == [0, 0, 1, 1]
