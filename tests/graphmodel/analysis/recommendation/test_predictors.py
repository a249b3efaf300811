"""The predictors equal networkx's, for all pairs and for some rows only."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from benchmarks.recommend import measured
from graphmodel.analysis.recommendation import Neighbourhoods, two_hop_scores


def _graph(seed: int) -> tuple[nx.Graph, Neighbourhoods]:
    graph = nx.gnp_random_graph(40, 0.08, seed=seed)
    return graph, Neighbourhoods(csr_array(nx.to_scipy_sparse_array(graph, format="csr", dtype=float)))


@pytest.mark.parametrize("block", [7, 512])
@pytest.mark.parametrize("seed", range(3))
def test_two_hop_scores_equal_networkx(seed: int, block: int) -> None:
    graph, arrays = _graph(seed)
    found = {
        (a, b): scores
        for part in two_hop_scores(arrays, block=block)
        for a, b, *scores in zip(*(column.tolist() for column in part), strict=True)
    }
    expected = {pair for pair in nx.non_edges(graph) if list(nx.common_neighbors(graph, *pair))}
    assert found.keys() == {(min(pair), max(pair)) for pair in expected}
    pairs = list(found)
    peers = (nx.jaccard_coefficient, nx.adamic_adar_index, nx.resource_allocation_index, nx.preferential_attachment)
    for column, peer in enumerate(peers, start=1):
        np.testing.assert_allclose([found[pair][column] for pair in pairs], [p for *_, p in peer(graph, pairs)])
    assert [found[pair][0] for pair in pairs] == [len(list(nx.common_neighbors(graph, *pair))) for pair in pairs]


def test_rows_give_the_pairs_with_an_end_among_them() -> None:
    _, arrays = _graph(1)
    rows = np.array([3, 4, 20])
    every = {pair for part in two_hop_scores(arrays) for pair in zip(part.a.tolist(), part.b.tolist(), strict=True)}
    some = [
        pair
        for part in two_hop_scores(arrays, rows=rows, block=2)
        for pair in zip(part.a.tolist(), part.b.tolist(), strict=True)
    ]
    assert sorted(some) == sorted(pair for pair in every if {3, 4, 20} & set(pair))


def test_the_benchmark_holds_its_peers_to_the_same_numbers() -> None:
    [row] = measured(200, 40, 600, sample=150)
    assert row.theirs is not None
    assert "150 of the pairs" in row.instead
