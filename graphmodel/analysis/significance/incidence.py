"""A two-mode graph as arrays: who took part in what, and which pairs met how often."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Numbers = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Incidence:
    """A two-mode graph, one row a node of the mode that is compared, one column a node of the other.

    Attributes
    ----------
    graph
        The graph it was read from.
    nodes
        The rows, in the order in which pairs are written (sorted; by their text where they cannot be compared).
    matrix
        Zeros and ones, shape (rows, columns); a repeated edge counts once.
    """

    graph: nx.Graph
    nodes: list[Hashable]
    matrix: sparse.csr_array

    @property
    def row_degrees(self) -> Numbers:
        """In how many columns each row takes part."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.int64).ravel()

    @property
    def column_degrees(self) -> Numbers:
        """How many rows take part in each column."""
        return np.asarray(self.matrix.sum(axis=0), dtype=np.int64).ravel()


class Meetings(NamedTuple):
    """The pairs of rows that share at least one column: positions ``a < b`` and how many columns they share."""

    a: Numbers
    b: Numbers
    observed: Numbers


def in_order(nodes: Collection[Hashable]) -> list[Hashable]:
    """Return nodes sorted, by their text where they cannot be compared.

    Examples
    --------
    >>> in_order({3, 20, 1}), in_order({"b", 1})
    ([1, 3, 20], [1, 'b'])
    """
    try:
        return sorted(nodes)  # type: ignore[type-var]
    except TypeError:
        return sorted(nodes, key=str)


def incidence(graph: nx.Graph, *, nodes: Collection[Hashable]) -> Incidence:
    """Return a two-mode graph as arrays; directions and weights of its edges are not looked at.

    Parameters
    ----------
    graph
        Any networkx graph whose edges all run between ``nodes`` and the others.
    nodes
        The mode that is compared.

    Raises
    ------
    InputError
        If a node is not in the graph, or an edge joins two nodes of the same mode.

    Examples
    --------
    >>> import networkx as nx
    >>> read = incidence(nx.Graph([("a", 1), ("b", 1), ("b", 2)]), nodes=["b", "a"])
    >>> read.nodes, read.matrix.toarray().tolist()
    (['a', 'b'], [[1, 0], [1, 1]])
    """
    mode = set(nodes)
    unknown = [node for node in mode if node not in graph]
    if unknown:
        msg = Bilingual(
            f"found {len(unknown)} nodes that the graph does not have, e.g. {unknown[0]!r}: give nodes of the graph",
            f"有 {len(unknown)} 个节点不在图中，例如 {unknown[0]!r}：请给出图中的节点",
        )
        raise InputError(msg)
    rows = in_order(mode)
    columns = {node: number for number, node in enumerate(node for node in graph if node not in mode)}
    plain = graph.to_undirected(as_view=True) if graph.is_directed() else graph
    neighbors = dict(plain.adjacency())
    taking_part = [neighbors[node] for node in rows]
    sizes = np.fromiter(map(len, taking_part), dtype=np.int64, count=len(rows))
    try:
        indices = np.fromiter(map(columns.__getitem__, chain.from_iterable(taking_part)), dtype=np.int32)
    except KeyError:
        raise InputError(_of_one_mode(graph, mode)) from None
    if sum(len(neighbors[node]) for node in columns) != len(indices):
        raise InputError(_of_one_mode(graph, mode))
    begins = np.concatenate([[0], np.cumsum(sizes)])
    matrix = sparse.csr_array((np.ones(len(indices), dtype=np.int32), indices, begins), shape=(len(rows), len(columns)))
    matrix.sort_indices()
    return Incidence(graph, rows, matrix)


def _of_one_mode(graph: nx.Graph, mode: set[Hashable]) -> Bilingual:
    start, end = next((start, end) for start, end in graph.edges() if (start in mode) == (end in mode))
    return Bilingual(
        f"found an edge between {start!r} and {end!r}, which are of the same mode: give a two-mode graph",
        f"{start!r} 与 {end!r} 属于同一类节点，却有边相连：应给出二模图",
    )


def meetings(matrix: sparse.csr_array) -> Meetings:
    """Return the pairs of rows that share a column, in order of their positions.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy import sparse
    >>> [part.tolist() for part in meetings(sparse.csr_array(np.array([[1, 1, 0], [0, 0, 1], [1, 1, 1]])))]
    [[0, 1], [2, 2], [2, 1]]
    """
    shared = upper_half(matrix @ matrix.T)
    return Meetings(shared.a, shared.b, shared.value.astype(np.int64))


class Entries(NamedTuple):
    """Entries of a matrix above its diagonal, in order: positions ``a < b`` and values."""

    a: Numbers
    b: Numbers
    value: NDArray[Any]


def upper_half(matrix: sparse.csr_array) -> Entries:
    """Return the entries above the diagonal of a square matrix.

    Examples
    --------
    >>> import numpy as np
    >>> [part.tolist() for part in upper_half(sparse.csr_array(np.array([[9, 8], [7, 6]])))]
    [[0], [1], [8]]
    """
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    above = np.flatnonzero(matrix.indices > rows)
    a, b, value = rows[above], matrix.indices[above].astype(np.int64), matrix.data[above]
    if matrix.has_sorted_indices:
        return Entries(a, b, value)
    order = np.argsort(a * matrix.shape[1] + b)
    return Entries(a[order], b[order], value[order])
