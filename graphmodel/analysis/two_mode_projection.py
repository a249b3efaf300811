"""From a two-mode graph to the pairs that share something, on arrays."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.analysis.significance.incidence import incidence, upper_half


@dataclass(frozen=True)
class TwoModeProjection:
    """The pairs of one mode that share a node of the other, as arrays of equal length.

    Attributes
    ----------
    graph_of : networkx.Graph
        The two-mode graph.
    nodes : list
        The mode that is compared, in order.
    a, b : numpy.ndarray
        Positions in ``nodes``, ``a < b``, ascending.
    count : numpy.ndarray
        How many nodes of the other mode a pair shares.
    weight : numpy.ndarray
        The sum of 1/(n - 1) over these, n the nodes that each has (Newman).
    """

    graph_of: nx.Graph
    nodes: list[Hashable]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    count: NDArray[np.int64]
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.a)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a pair: ``a``, ``b``, ``count``, ``weight``."""
        labels = np.empty(len(self.nodes), dtype=object)
        labels[:] = self.nodes
        return pd.DataFrame({"a": labels[self.a], "b": labels[self.b], "count": self.count, "weight": self.weight})

    @cached_property
    def graph(self) -> nx.Graph:
        """All nodes with their attributes, and an edge a pair with ``count`` and ``weight``."""
        graph = nx.Graph(**self.graph_of.graph)
        graph.add_nodes_from((node, dict(self.graph_of.nodes[node])) for node in self.nodes)
        columns = (column.tolist() for column in (self.a, self.b, self.count, self.weight))
        nodes = self.nodes
        graph.add_edges_from(
            (nodes[a], nodes[b], {"count": count, "weight": weight})
            for a, b, count, weight in zip(*columns, strict=True)
        )
        return graph


def project_two_mode(graph: nx.Graph, *, nodes: Collection[Hashable]) -> TwoModeProjection:
    """Return which of ``nodes`` share how many of the others, and Newman's weight of that [1]_.

    What ``networkx.bipartite.weighted_projected_graph`` (``count``) and ``collaboration_weighted_projected_graph`` (``weight``) give, by sparse matrix products.

    Parameters
    ----------
    graph
        Two-mode: every edge runs between ``nodes`` and the others. Weights, directions and repetitions do not count.
    nodes
        The mode that is compared.

    Raises
    ------
    InputError
        If a node is not in the graph, or an edge joins two nodes of the same mode.

    References
    ----------
    .. [1] Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and
       centrality. Physical Review E 64, 016132, eq. 2.

    Examples
    --------
    >>> graph = nx.Graph([("a", 1), ("b", 1), ("c", 1), ("a", 2), ("b", 2)])
    >>> project_two_mode(graph, nodes="abc").frame.to_numpy().tolist()
    [['a', 'b', 2, 1.5], ['a', 'c', 1, 0.5], ['b', 'c', 1, 0.5]]
    """
    read = incidence(graph, nodes=nodes)
    # What one node alone takes part in gives no pair.
    share = 1 / np.maximum(read.column_degrees - 1, 1)
    # One product for both: its real part counts, its imaginary part weighs.
    both = sparse.csr_array(
        (1 + 1j * share[read.matrix.indices], read.matrix.indices, read.matrix.indptr), read.matrix.shape
    )
    shared = upper_half(both @ read.matrix.T)
    count = np.rint(shared.value.real).astype(np.int64)
    return TwoModeProjection(graph, read.nodes, shared.a, shared.b, count, shared.value.imag.copy())
