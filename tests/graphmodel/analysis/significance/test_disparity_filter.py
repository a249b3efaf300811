from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from graphmodel.analysis.significance import disparity
from graphmodel.errors import InputError


def test_p_values_are_those_of_spreading_strength_at_random() -> None:
    # Uniform spacings: the parts of a stick broken at k - 1 uniform points.
    generator = np.random.default_rng(0)
    breaks = np.sort(generator.random((200_000, 3)), axis=1)
    first = breaks[:, 0]
    graph = nx.Graph()
    graph.add_weighted_edges_from([("hub", "a", 5), ("hub", "b", 2), ("hub", "c", 2), ("hub", "d", 1)])
    for row in disparity(graph, correction="none").frame.itertuples():
        assert row.p == pytest.approx((first >= row.observed / 10).mean(), abs=0.005)
        assert row.expected == 2.5


def test_either_end_or_both_ends() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 9), ("a", "c", 1), ("a", "d", 1), ("b", "e", 9), ("b", "f", 9)])
    either, both = disparity(graph, correction="none"), disparity(graph, correction="none", ends="both")
    row, other = (b.frame.set_index(["a", "b"]).loc[("a", "b")] for b in (either, both))
    assert row["p"] == row["p_a"] == other["p_a"] == pytest.approx((2 / 11) ** 2)
    assert other["p"] == other["p_b"] == pytest.approx((2 / 3) ** 2)
    assert either.graph.has_edge("a", "b")
    assert not both.graph.has_edge("a", "b")


@pytest.mark.parametrize(
    ("ends", "count", "tests"),
    [("either", "pairs", 20), ("both", "pairs", 10), ("either", "ties", 12), ("both", "ties", 6)],
)
def test_what_a_correction_counts(ends: Any, count: Any, tests: int) -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, a + b + 1) for a, b in [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3), (3, 4)])
    assert disparity(graph, ends=ends, count=count).method.tests == tests


def test_parallel_ties_add_up_and_self_ties_and_zeros_do_not_count() -> None:
    plain, odd = nx.Graph(), nx.MultiGraph()
    plain.add_weighted_edges_from([("a", "b", 3), ("a", "c", 1)])
    odd.add_weighted_edges_from([("a", "b", 1), ("b", "a", 2), ("a", "c", 1), ("a", "a", 7), ("b", "c", 0)])
    assert disparity(odd).frame.equals(disparity(plain).frame)


def test_equal_weights_and_single_ties_are_not_more_than_chance() -> None:
    graph = nx.cycle_graph(8)
    graph.add_edge(0, "leaf")
    nx.set_edge_attributes(graph, 2.0, "weight")
    backbone = disparity(graph, correction="none")
    assert not backbone.frame["kept"].any()
    assert backbone.frame["p"].notna().all()
    assert disparity(nx.Graph()).frame.empty
    assert "差异过滤器" in backbone.narrative_zh


@pytest.mark.parametrize("value", [None, -1, float("nan"), float("inf"), "3"])
def test_a_weight_that_is_none_is_refused(value: object) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", **({} if value is None else {"weight": value}))
    with pytest.raises(InputError, match=r"found the weight .* between 'a' and 'b'"):
        disparity(graph)


def test_a_directed_graph_is_refused() -> None:
    with pytest.raises(InputError, match=r"expected an undirected one"):
        disparity(nx.DiGraph([("a", "b")]))


def test_an_unknown_choice_is_refused() -> None:
    unknown: Any = "any"
    with pytest.raises(InputError, match=r"expected 'either' or 'both'"):
        disparity(nx.Graph(), ends=unknown)
