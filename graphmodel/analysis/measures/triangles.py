"""Every triangle of a network once, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Integers

_AT_ONCE = 1_000_000
# Bits of the filter: 16 MB; a power of two.
_FILTER = 1 << 27


class Triangles(NamedTuple):
    """Triangles as edge numbers: nodes i, j, k with the edges i-j, i-k and j-k."""

    ij: Integers
    ik: Integers
    jk: Integers


@dataclass(frozen=True, slots=True)
class Edges:
    """The pairs of a symmetric matrix, each once from the node of lower to that of higher degree, sorted.

    ``begins`` has where each rank's edges begin, ``tail`` and ``head`` are positions of nodes, ``weight`` the entries;
    ``key`` is tail rank x n + head rank, ascending.
    """

    n: int
    begins: Integers
    tail: Integers
    head: Integers
    rank: Integers
    weight: Floats
    key: Integers

    def __len__(self) -> int:
        return len(self.tail)


def edges_by_degree(matrix: sparse.csr_array) -> Edges:
    """Return the pairs of a symmetric matrix so that few of them leave any node.

    Ordered by degree, a node has at most sqrt(2m) edges to later ones, however many it has in all; this is what keeps
    the number of wedges to look at small [1]_.

    References
    ----------
    .. [1] Latapy, M. (2008). Main-memory triangle computations for very large (sparse (power-law)) graphs.
       Theoretical Computer Science 407, 458-473.
    """
    n = matrix.shape[0]
    order = np.argsort(np.diff(matrix.indptr), kind="stable")
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    entries = matrix.tocoo()
    tails, heads = rank[entries.row], rank[entries.col]
    forward = tails < heads
    key = tails[forward] * max(n, 1) + heads[forward]
    sort = np.argsort(key)
    key = key[sort]
    tail_rank, head_rank = np.divmod(key, max(n, 1))
    begins = np.searchsorted(tail_rank, np.arange(n + 1))
    return Edges(n, begins, order[tail_rank], order[head_rank], rank, entries.data[forward][sort], key)


def triangles(edges: Edges) -> Iterator[Triangles]:
    """Yield all triangles, in pieces.

    Examples
    --------
    >>> import networkx as nx
    >>> from graphmodel.analysis.measures.arrays import as_network
    >>> edges = edges_by_degree(as_network(nx.complete_graph(4)).either)
    >>> sum(len(piece.ij) for piece in triangles(edges))
    4
    """
    if not len(edges):
        return
    tail, head = edges.rank[edges.tail], edges.rank[edges.head]
    following = edges.begins[tail + 1] - np.arange(len(edges)) - 1
    wedges = np.cumsum(following)
    known = _filter(edges.key)
    start = 0
    while start < len(edges):
        before = wedges[start - 1] if start else 0
        # At least one edge a piece, however many wedges it opens.
        stop = max(start + 1, int(np.searchsorted(wedges, before + _AT_ONCE, side="right")))
        yield _closed(edges, head, known, np.arange(start, stop), following[start:stop])
        start = stop


def _filter(key: Integers) -> NDArray[np.uint8]:
    """Return one bit for each remainder of a key: where it is 0 there is no such key, and nothing has to be searched."""
    place = np.sort(key & (_FILTER - 1))
    found = np.zeros(_FILTER >> 3, dtype=np.uint8)
    byte = place >> 3
    begins = np.flatnonzero(np.diff(byte, prepend=-1))
    found[byte[begins]] = np.bitwise_or.reduceat((1 << (place & 7)).astype(np.uint8), begins)
    return found


def _closed(
    edges: Edges, head: Integers, known: NDArray[np.uint8], numbers: Integers, following: Integers
) -> Triangles:
    first = np.repeat(numbers, following)
    second = np.repeat(numbers + 1 - (np.cumsum(following) - following), following)
    second += np.arange(len(first))
    # Heads of one tail are sorted by rank, so the third edge runs from the first head to the second.
    key = np.repeat(head[numbers] * edges.n, following)
    key += head[second]
    place = key & (_FILTER - 1)
    likely = np.flatnonzero((known[place >> 3] >> (place & 7).astype(np.uint8)) & 1)
    key = key[likely]
    third = np.minimum(np.searchsorted(edges.key, key), len(edges) - 1)
    closed = edges.key[third] == key
    likely = likely[closed]
    return Triangles(first[likely], second[likely], third[closed])
