"""All predictors of links, for all pairs with a common partner, of 20,000 organizations in 3,500 projects, beside networkx's on a sample."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.measure import Row, seconds, table
from benchmarks.measures import cobuilding_graph
from graphmodel.analysis.recommendation import Neighbourhoods, two_hop_scores
from graphmodel.analysis.recommendation.predictors import TwoHop

SAMPLE = 20_000
PEERS: Mapping[str, Callable[[nx.Graph, list[tuple[int, int]]], Iterator[tuple[int, int, float]]]] = {
    "common_neighbours": lambda graph, pairs: ((a, b, len(nx.common_neighbors(graph, a, b))) for a, b in pairs),
    "jaccard": nx.jaccard_coefficient,
    "adamic_adar": nx.adamic_adar_index,
    "resource_allocation": nx.resource_allocation_index,
    "preferential_attachment": nx.preferential_attachment,
}


def measured(organizations: int, projects: int, participations: int, *, sample: int = SAMPLE) -> list[Row]:
    """Time all predictors at once on all pairs, and networkx's one by one on a sample, which must give the same numbers."""
    graph = cobuilding_graph(organizations, projects, participations)
    arrays = Neighbourhoods(nx.to_scipy_sparse_array(graph, format="csr", dtype=float, weight=None))
    found: list[TwoHop] = []
    busy = seconds(lambda: found.extend(two_hop_scores(arrays)), clock=time.process_time)
    every = TwoHop(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    count = len(every.a)
    drawn = np.random.default_rng(1).choice(count, min(sample, count), replace=False)
    pairs = list(zip(every.a[drawn].tolist(), every.b[drawn].tolist(), strict=True))
    size = f"{organizations:,} organizations, {graph.size():,} ties, {count:,} pairs"
    spent = sum(_checked(name, peer, graph, pairs, every, drawn) for name, peer in PEERS.items())
    instead = f"networkx.link_prediction on {len(pairs):,} of the pairs, scaled to all"
    return [Row("five predictors of all pairs, processor time", size, busy, spent * count / len(pairs), instead)]


def _checked(name: str, peer: Any, graph: nx.Graph, pairs: list[tuple[int, int]], every: TwoHop, drawn: Any) -> float:
    theirs: list[float] = []
    spent = seconds(lambda: theirs.extend(value for *_, value in peer(graph, pairs)), clock=time.process_time)
    np.testing.assert_allclose(getattr(every, name)[drawn], theirs, rtol=1e-9, err_msg=name)
    return spent


def run() -> list[Row]:
    """Measure at full size."""
    return measured(20_000, 3_500, 60_000)


if __name__ == "__main__":
    print(table(run()))
