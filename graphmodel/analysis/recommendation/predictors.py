"""The standard predictors of links, on sparse arrays: equal to networkx's, in blocks of rows so that any size fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Values = NDArray[np.float64]
BLOCK = 512
"""Rows scored at a time."""
Columns: TypeAlias = "slice | NDArray[np.int64]"
"""Some rows or columns of a matrix."""


def adjacency_of(incidence: csr_array) -> csr_array:
    """Return who has shared an occasion with whom, as a matrix of ones without a diagonal, columns sorted.

    Examples
    --------
    >>> adjacency_of(csr_array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])).toarray().tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    """
    product = csr_array(incidence @ incidence.T).tocoo()
    rows, columns = product.coords
    apart = rows != columns
    found = csr_array((np.ones(int(apart.sum())), (rows[apart], columns[apart])), shape=product.shape)
    found.sort_indices()
    return found


@dataclass(frozen=True)
class Neighbourhoods:
    """Who is tied to whom, perhaps how strongly, and what the predictors need of it."""

    adjacency: csr_array

    def __len__(self) -> int:
        return int(self.adjacency.shape[0])

    @cached_property
    def degree(self) -> Values:
        """Number of partners of each node."""
        return np.asarray(np.diff(self.adjacency.indptr), dtype=np.float64)

    @cached_property
    def share(self) -> Values:
        """What each node gives on of what it gets in resource allocation: 1 over its degree, or its strength where ties are weighted."""
        strength = np.asarray(self.adjacency.sum(axis=1))
        share: Values = np.divide(1.0, strength, out=np.zeros(len(self)), where=strength > 0)
        return share

    @cached_property
    def attention(self) -> Values:
        """What each node weighs as a common partner for Adamic and Adar."""
        logarithms = np.log(np.maximum(self.degree, 1))
        attention: Values = np.divide(1.0, logarithms, out=np.zeros(len(self)), where=logarithms > 0)
        return attention

    def tied(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of single pairs whether they are tied."""
        # The rows of no pair would come back as a matrix.
        return np.asarray(self.adjacency[a, b] > 0).ravel() if len(a) else np.zeros(0, dtype=bool)

    def through(self, weights: Values, rows: Columns, columns: Columns = slice(None)) -> csr_array:
        """Return the weights of the common partners of some nodes and others, added up."""
        every = isinstance(columns, slice) and columns == slice(None)
        right = self.adjacency if every else self.adjacency[:, columns]
        return csr_array(weighted(self.adjacency[rows], weights) @ right)


def weighted(matrix: csr_array, weights: NDArray[Any]) -> csr_array:
    """Return a matrix with its columns weighted; scipy's own product would come back in another format."""
    return csr_array((matrix.data * weights[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)


class TwoHop(NamedTuple):
    """Pairs that have a common partner and are not tied, ``a`` before ``b``, with what the predictors give them."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    common_neighbours: Values
    jaccard: Values
    adamic_adar: Values
    resource_allocation: Values
    preferential_attachment: Values


def two_hop_scores(
    graph: Neighbourhoods, *, rows: NDArray[np.int64] | None = None, block: int = BLOCK
) -> Iterator[TwoHop]:
    """Yield all pairs that have a common partner and are not tied yet, with all predictors, some rows at a time.

    With ``rows``, sorted, only pairs of which at least one is among them.

    Examples
    --------
    >>> path = Neighbourhoods(csr_array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    >>> [found] = two_hop_scores(path)
    >>> found.a.tolist(), found.b.tolist(), found.resource_allocation.tolist()
    ([0], [2], [0.5])
    """
    wanted = np.arange(len(graph)) if rows is None else rows
    inside = np.zeros(len(graph), dtype=bool)
    inside[wanted] = True
    # Two sums travel in one product, as real and imaginary part.
    weights = graph.share + 1j * graph.attention
    for start in range(0, len(wanted), block):
        part = wanted[start : start + block]
        # Of pairs within the rows only the upper half is wanted, so that where all are, columns before them are not computed at all.
        skipped = int(part[0]) if rows is None else 0
        right = graph.adjacency[:, skipped:]
        sums = csr_array(weighted(graph.adjacency[part], weights) @ right)
        counts = csr_array(graph.adjacency[part] @ right)
        # The same product of the same structure has its entries in the same order.
        assert np.array_equal(sums.indices, counts.indices)  # noqa: S101
        row = np.repeat(np.arange(len(part)), np.diff(sums.indptr))
        a, b = part[row], sums.indices.astype(np.int64) + skipped
        tied = np.zeros((len(part), len(graph)), dtype=bool)
        tied[graph.adjacency[part].nonzero()] = True
        keep = ((b > a) | (~inside[b] & (b != a))) & ~tied[row, b]
        yield _two_hop(graph, a[keep], b[keep], counts.data[keep], sums.data[keep])


def _two_hop(
    graph: Neighbourhoods, a: NDArray[np.int64], b: NDArray[np.int64], common: Values, sums: NDArray[np.complex128]
) -> TwoHop:
    first, second = np.minimum(a, b), np.maximum(a, b)
    degrees = graph.degree
    union = degrees[a] + degrees[b] - common
    return TwoHop(first, second, common, common / union, sums.imag, sums.real, degrees[a] * degrees[b])


Block: TypeAlias = Callable[[Columns, Columns], Values]
"""From rows and columns to the scores of their pairs, the same either way round."""


def predictors(graph: Neighbourhoods, popularity: Values) -> Mapping[str, Block]:
    """Return each standard predictor as a function from rows and columns to the scores of their pairs, and a constant for a random order.

    ``popularity`` is how often each node took part; that of a pair is the sum.
    """
    ones, degree = np.ones(len(graph)), graph.degree

    def through(weights: Values) -> Block:
        return lambda rows, columns: np.asarray(graph.through(weights, rows, columns).toarray())

    def jaccard(rows: Columns, columns: Columns) -> Values:
        found = through(ones)(rows, columns)
        union = degree[rows][:, None] + degree[columns][None, :] - found
        return np.divide(found, union, out=np.zeros_like(found), where=union > 0)

    return MappingProxyType(
        {
            "common neighbours": through(ones),
            "Jaccard": jaccard,
            "Adamic–Adar": through(graph.attention),
            "resource allocation": through(graph.share),
            "preferential attachment": lambda rows, columns: degree[rows][:, None] * degree[columns][None, :],
            "popularity": lambda rows, columns: popularity[rows][:, None] + popularity[columns][None, :],
            "random": lambda rows, columns: np.zeros((len(degree[rows]), len(degree[columns]))),
        }
    )
