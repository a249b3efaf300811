"""A graph as arrays: what every measure here computes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Group: TypeAlias = str | Mapping[Any, Any]
"""A node attribute, or a mapping from node to group."""


@dataclass(frozen=True)
class Network:
    """A graph's ties as a sparse matrix; self-ties are left out, parallel ties are one.

    Attributes
    ----------
    nodes : tuple
        The nodes in the graph's order.
    ties : scipy.sparse.csr_array, shape (n, n)
        Weight of the tie from row to column, all above 0; symmetric where the graph is undirected.
    directed : bool
    self_ties : int
        How many were left out.
    """

    nodes: tuple[Any, ...]
    ties: sparse.csr_array
    directed: bool
    self_ties: int = 0

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def binary(self) -> sparse.csr_array:
        """The ties with weight 1."""
        return _like(self.ties, np.ones(self.ties.nnz))

    @cached_property
    def mutual(self) -> sparse.csr_array:
        """Sum of both directions (Burt's z): symmetric; in an undirected graph the weight itself."""
        return sparse.csr_array(self.ties + self.ties.T).sorted_indices() if self.directed else self.ties

    @cached_property
    def either(self) -> sparse.csr_array:
        """1 where two nodes are tied in one direction or both: symmetric."""
        return _like(self.mutual, np.ones(self.mutual.nnz))

    @property
    def size(self) -> int:
        """How many ties: arcs of a directed graph, pairs of an undirected one."""
        return int(self.ties.nnz) if self.directed else int(self.ties.nnz) // 2

    @cached_property
    def partners(self) -> Integers:
        """How many different others each node is tied to, in either direction."""
        return np.asarray(np.diff(self.mutual.indptr), dtype=np.int64)

    def series(self, values: Sequence[Any] | NDArray[Any], name: str) -> pd.Series:
        """Return one value a node, with the nodes as index."""
        return pd.Series(values, index=pd.Index(self.nodes, dtype=object, tupleize_cols=False), name=name)


def as_network(graph: nx.Graph | Network, *, weight: str | None = None) -> Network:
    """Return a graph as arrays; one that is arrays already, as it is.

    Parameters
    ----------
    graph
        Any networkx graph. Parallel edges become one tie.
    weight
        Edge attribute with the weight; an edge without it weighs 1, parallel edges add up. Every tie weighs 1 where None.

    Raises
    ------
    InputError
        If a weight is not a finite number above 0.

    Examples
    --------
    >>> import networkx as nx
    >>> network = as_network(nx.Graph([("a", "b"), ("b", "c"), ("c", "c")]))
    >>> len(network), network.size, network.self_ties
    (3, 2, 1)
    """
    if isinstance(graph, Network):
        return graph
    nodes = tuple(graph)
    position = {node: number for number, node in enumerate(nodes)}
    edges = list(graph.edges(data=weight, default=1)) if weight is not None else [(*ends, 1) for ends in graph.edges()]
    rows = np.fromiter((position[edge[0]] for edge in edges), dtype=np.int64, count=len(edges))
    columns = np.fromiter((position[edge[1]] for edge in edges), dtype=np.int64, count=len(edges))
    weights = _weights(edges, weight)
    apart = rows != columns
    ties = _matrix(rows[apart], columns[apart], weights[apart], len(nodes))
    if not graph.is_directed():
        ties = sparse.csr_array(ties + ties.T).sorted_indices()
    if weight is None:
        ties.data[:] = 1.0
    return Network(nodes, ties, graph.is_directed(), int(len(edges) - apart.sum()))


def _weights(edges: Sequence[tuple[Any, ...]], weight: str | None) -> Floats:
    try:
        values = np.array([edge[2] for edge in edges], dtype=np.float64)
    except (TypeError, ValueError) as error:
        msg = Bilingual(
            f"found an edge whose {weight!r} is no number, expected numbers above 0: name another edge attribute",
            f"有的边 {weight!r} 不是数：应为大于 0 的数，请改用其他边属性",
        )
        raise InputError(msg) from error
    wrong = np.flatnonzero(~(np.isfinite(values) & (values > 0)))
    if len(wrong):
        a, b, value = edges[wrong[0]]
        msg = Bilingual(
            f"found {weight!r} = {value!r} between {a!r} and {b!r}, expected a number above 0: correct it or drop the tie",
            f"{a!r} 与 {b!r} 之间 {weight!r} = {value!r}：应为大于 0 的数，请改正或去掉这条关系",
        )
        raise InputError(msg)
    return values


def _matrix(rows: Integers, columns: Integers, weights: Floats, n: int) -> sparse.csr_array:
    matrix = sparse.coo_array((weights, (rows, columns)), shape=(n, n)).tocsr()
    matrix.sum_duplicates()
    return matrix


def _like(matrix: sparse.csr_array, data: Floats) -> sparse.csr_array:
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def from_pairs(network: Network, rows: Integers, columns: Integers, weights: Floats | None = None) -> Network:
    """Return a network on the same nodes with other ties, each pair given once, of weight 1 where no weights are given.

    Examples
    --------
    >>> import networkx as nx
    >>> import numpy as np
    >>> network = as_network(nx.path_graph(3))
    >>> from_pairs(network, np.array([0]), np.array([2])).ties.toarray().tolist()
    [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    """
    weights = np.ones(len(rows)) if weights is None else weights
    if not network.directed:
        rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
        weights = np.concatenate([weights, weights])
    return Network(network.nodes, _matrix(rows, columns, weights, len(network)), network.directed)


def pairs_of(network: Network) -> tuple[Integers, Integers]:
    """Return the ends of each tie as positions: every arc, or every pair once with the smaller position first.

    Examples
    --------
    >>> import networkx as nx
    >>> [ends.tolist() for ends in pairs_of(as_network(nx.path_graph(3)))]
    [[0, 1], [1, 2]]
    """
    ties = network.ties.tocoo()
    rows, columns = ties.row.astype(np.int64), ties.col.astype(np.int64)
    if network.directed:
        return rows, columns
    once = rows < columns
    return rows[once], columns[once]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of nodes as numbers: ``codes`` is -1 where a node's group is unknown."""

    codes: Integers
    names: tuple[Any, ...]

    @property
    def sizes(self) -> Integers:
        """How many nodes each group has."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.names)).astype(np.int64)


def groups_of(graph: nx.Graph | Network, group: Group) -> Groups:
    """Return the group of each node.

    Raises
    ------
    InputError
        If no node has one: then the attribute's name is most likely wrong.

    Examples
    --------
    >>> import networkx as nx
    >>> groups_of(nx.path_graph(3), {0: "x", 2: "y"}).codes.tolist()
    [0, -1, 1]
    """
    if isinstance(group, str):
        if isinstance(graph, Network):
            msg = Bilingual(
                f"found the attribute {group!r} for arrays, which have none: give a mapping from node to group",
                f"数组形式的网络没有节点属性，不能按 {group!r} 分组：请给出节点到组的对应表",
            )
            raise InputError(msg)
        values = [data.get(group) for _, data in graph.nodes(data=True)]
    else:
        values = [group.get(node) for node in graph.nodes]
    known = [None if value is None or value != value else value for value in values]  # noqa: PLR0124 -- NaN
    names = tuple(sorted({value for value in known if value is not None}, key=str))
    if known and not names:
        msg = Bilingual(
            f"found no node with a group in {group!r}, expected some: name a node attribute that is there",
            f"没有节点带有 {group!r} 的分组：请给出数据中有的节点属性",
        )
        raise InputError(msg)
    number = {name: code for code, name in enumerate(names)}
    codes = np.array([-1 if value is None else number[value] for value in known], dtype=np.int64)
    return Groups(codes, names)
