"""Cut points: whose leaving takes the network apart, and how many pairs it parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx
import numpy as np

from graphmodel.analysis.measures.arrays import Integers, Network


def pairs_separated(network: Network) -> Integers:
    """Return how many pairs of others each node holds together: pairs that no path joins once it is gone.

    From the tree of blocks and cut nodes [1]_, in one pass; 0 for who is no cut point. Directions are ignored.

    References
    ----------
    .. [1] Hopcroft, J., Tarjan, R. (1973). Efficient algorithms for graph manipulation. Communications of the ACM 16, 372-378.

    Examples
    --------
    >>> import networkx as nx
    >>> from graphmodel.analysis.measures.arrays import as_network
    >>> pairs_separated(as_network(nx.path_graph(4))).tolist()
    [0, 2, 2, 0]
    """
    graph = nx.Graph()
    ties = network.either.tocoo()
    once = ties.row < ties.col
    graph.add_edges_from(zip(ties.row[once].tolist(), ties.col[once].tolist(), strict=True))
    blocks = list(nx.biconnected_components(graph))
    blocks_of = defaultdict(list)
    for number, members in enumerate(blocks):
        for node in members:
            blocks_of[node].append(number)
    tree = nx.Graph()
    tree.add_nodes_from(("block", number) for number in range(len(blocks)))
    tree.add_edges_from(
        (("block", number), ("cut", node)) for node, own in blocks_of.items() if len(own) > 1 for number in own
    )
    separated = np.zeros(len(network), dtype=np.int64)
    for part in nx.connected_components(tree):
        for node, pieces in _pieces(tree, min(part), blocks, blocks_of).items():
            others = sum(pieces)
            separated[node] = (others**2 - sum(piece**2 for piece in pieces)) // 2
    return separated


def _pieces(
    tree: nx.Graph, root: tuple[str, int], blocks: list[set[int]], blocks_of: dict[int, list[int]]
) -> dict[int, list[int]]:
    """Return, for each cut node of one part, into pieces of what sizes the rest of the part falls."""
    below: dict[tuple[str, int], int] = {}
    above = dict(nx.bfs_predecessors(tree, root))
    order = [root, *above]
    children: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, number in reversed(order):
        own = 1 if kind == "cut" else _only_here(blocks[number], blocks_of)
        below[kind, number] = own + sum(children[kind, number])
        if (kind, number) != root:
            children[above[kind, number]].append(below[kind, number])
    whole = below[root]
    return {number: [*children[kind, number], whole - below[kind, number]] for kind, number in order if kind == "cut"}


def _only_here(members: Iterable[int], blocks_of: dict[int, list[int]]) -> int:
    return sum(len(blocks_of[node]) == 1 for node in members)
