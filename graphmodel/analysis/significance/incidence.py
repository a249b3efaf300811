"""A two-mode graph as arrays: who took part in what, and which pairs met how often."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
        msg = f"found {len(unknown)} nodes that the graph does not have, e.g. {unknown[0]!r}: give nodes of the graph"
        raise InputError(msg)
    rows = in_order(mode)
    row = {node: number for number, node in enumerate(rows)}
    column = {node: number for number, node in enumerate(node for node in graph if node not in mode)}
    cells: list[tuple[int, int]] = []
    for start, end in graph.edges():
        if (start in row) == (end in row):
            msg = f"found an edge between {start!r} and {end!r}, which are of the same mode: give a two-mode graph"
            raise InputError(msg)
        cells.append((row[start], column[end]) if start in row else (row[end], column[start]))
    matrix = sparse.coo_array(
        (np.ones(len(cells), dtype=np.int32), np.array(cells, dtype=np.int32).reshape(-1, 2).T),
        shape=(len(rows), len(column)),
    ).tocsr()
    matrix.data[:] = 1  # conversion added repeated edges up
    return Incidence(graph, rows, matrix)


def meetings(matrix: sparse.csr_array) -> Meetings:
    """Return the pairs of rows that share a column, in order of their positions.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy import sparse
    >>> [part.tolist() for part in meetings(sparse.csr_array(np.array([[1, 1, 0], [0, 0, 1], [1, 1, 1]])))]
    [[0, 1], [2, 2], [2, 1]]
    """
    shared = sparse.triu(matrix @ matrix.T, k=1, format="csr")
    shared.sort_indices()
    a = np.repeat(np.arange(shared.shape[0], dtype=np.int64), np.diff(shared.indptr))
    return Meetings(a, shared.indices.astype(np.int64), shared.data.astype(np.int64))
