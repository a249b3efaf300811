"""All rules at 1 k, 10 k, 100 k and 1 M nodes, in seconds of the processor: the cost of a node should stay what it is.

Some communities of the case, or as many copies of the whole side by side as it takes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import networkx as nx

from benchmarks.measure import Row
from graphmodel.gaps import find_gaps
from graphmodel.gaps.parts import Parts
from graphmodel.graph import build_graph
from loaders.cases import jinniu

SIZES = tuple(int(size) for size in os.environ.get("GONGJIAN_BENCH_SIZES", "1000,10000,100000,1000000").split(","))


def communities(graph: nx.MultiDiGraph) -> Iterator[list[str]]:
    """Yield the ids of what the gaps of each community rest on, one community after the other."""
    parts = Parts(graph)
    for place in sorted(node for node, labels in graph.nodes.data("labels") if "Community" in labels):
        yield list(parts.of(place))


def of_size(case: nx.MultiDiGraph, nodes: int) -> nx.MultiDiGraph:
    """Return a graph of about so many nodes: some communities of the case, or copies of the whole beside each other."""
    if nodes < len(case):
        kept: set[str] = set()
        for ids in communities(case):
            if len(kept) >= nodes:
                break
            kept.update(ids[: nodes - len(kept)])
        return nx.MultiDiGraph(case.subgraph(kept))
    whole = nx.MultiDiGraph(**case.graph)
    for copy in range(max(1, round(nodes / len(case)))):
        whole.add_nodes_from((f"{copy}.{node}", data) for node, data in case.nodes(data=True))
        whole.add_edges_from(
            (f"{copy}.{start}", f"{copy}.{end}", key, data)
            for start, end, key, data in case.edges(keys=True, data=True)
        )
    return whole


def cpu_seconds(graph: nx.MultiDiGraph) -> tuple[float, int]:
    """Return the processor seconds that all rules take on a graph, and how many findings they have."""
    begin = time.process_time()
    found = len(find_gaps(graph))
    return time.process_time() - begin, found


def run() -> list[Row]:
    """Measure, in seconds of the processor: others on the machine do not count."""
    case = build_graph(jinniu.generate())
    rows = []
    # What rules import is imported by the first of them.
    find_gaps(of_size(case, SIZES[0]))
    for size in SIZES:
        graph = of_size(case, size)
        taken, found = cpu_seconds(graph)
        about = f"{len(graph):,} nodes, {graph.number_of_edges():,} relationships, {found:,} findings"
        each = 1_000_000 * taken / len(graph)
        rows.append(Row(f"all rules: {each:.0f} µs a node", about, taken))
        del graph
    return rows
