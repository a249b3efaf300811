"""Numbers of steps between all nodes, summed: breadth-first search from many nodes at once, a bit for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Integers, Network
from graphmodel.bilingual import Bilingual
from graphmodel.progress import Progress, silent

_WORK = Bilingual("distances", "距离")

_WORD = 64
_BYTES_AT_ONCE = 4_000_000  # fits the cache: twice as fast as what fills the memory

Bits = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Distances:
    """Sums over the numbers of steps between nodes.

    Attributes
    ----------
    reached_by : numpy.ndarray, shape (n,)
        How many others reach the node.
    steps_from : numpy.ndarray, shape (n,)
        Sum of the steps from those others.
    counts : numpy.ndarray
        How many ordered pairs lie 0, 1, 2, … steps apart; entry 0 is 0.
    """

    reached_by: Integers
    steps_from: Integers
    counts: Integers

    @property
    def pairs(self) -> int:
        """How many ordered pairs reach each other."""
        return int(self.counts.sum())

    @property
    def mean(self) -> float | None:
        """Mean steps between the pairs that reach each other, None where none does."""
        return float(self.counts @ np.arange(len(self.counts))) / self.pairs if self.pairs else None

    @property
    def longest(self) -> int | None:
        """The most steps between two nodes that reach each other, None where none does."""
        return len(self.counts) - 1 if self.pairs else None

    def efficiency(self, n: int) -> float | None:
        """Mean of 1/steps over all ordered pairs of n nodes, 0 for pairs apart; None for fewer than two nodes."""
        inverse: Floats = self.counts[1:] / np.arange(1, len(self.counts))
        return float(inverse.sum()) / (n * (n - 1)) if n > 1 else None


def distances(network: Network, *, progress: Progress = silent) -> Distances:
    """Return the sums of the steps between all nodes, along the ties' direction.

    Examples
    --------
    >>> import networkx as nx
    >>> from graphmodel.analysis.measures.arrays import as_network
    >>> found = distances(as_network(nx.path_graph(4)))
    >>> found.counts.tolist(), found.steps_from.tolist(), round(found.mean, 3)
    ([0, 6, 4, 2], [6, 4, 4, 6], 1.667)
    """
    n = len(network)
    # A node without ties neither reaches nor is reached.
    inward = sparse.csr_array(network.ties.T)
    words = max(1, _BYTES_AT_ONCE // (8 * max(inward.nnz, n, 1)))
    reached, steps = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    counts = np.zeros(1, dtype=np.int64)
    sources = np.flatnonzero(np.diff(network.ties.indptr))
    for start in range(0, len(sources), words * _WORD):
        progress(_WORK, start, len(sources))
        for level, found in enumerate(_levels(inward, sources[start : start + words * _WORD]), start=1):
            reached += found
            steps += level * found
            if level == len(counts):
                counts = np.append(counts, 0)
            counts[level] += found.sum()
    progress(_WORK, len(sources), len(sources))
    return Distances(reached, steps, counts)


def _levels(inward: sparse.csr_array, sources: Integers) -> list[Integers]:
    """Return how many of the sources first reach each node after 1, 2, … steps."""
    n = inward.shape[0]
    numbers = np.arange(len(sources))
    frontier = np.zeros((n, -(-len(sources) // _WORD)), dtype=np.uint64)
    frontier[sources, numbers // _WORD] = np.left_shift(np.uint64(1), (numbers % _WORD).astype(np.uint64))
    seen = frontier.copy()
    # `reduceat` gives an empty row its neighbour's entry, so only rows with entries take part.
    rows = np.flatnonzero(np.diff(inward.indptr))
    begins = inward.indptr[rows]
    found: list[Integers] = []
    while len(rows):
        frontier = _advance(frontier, inward.indices, (rows, begins), seen)
        reached = np.bitwise_count(frontier).sum(axis=1, dtype=np.int64)
        if not reached.any():
            break
        seen |= frontier
        found.append(reached)
    return found


def _advance(frontier: Bits, neighbours: Integers, into: tuple[Integers, Integers], seen: Bits) -> Bits:
    rows, begins = into
    following = np.zeros_like(frontier)
    following[rows] = np.bitwise_or.reduceat(frontier[neighbours], begins, axis=0) & ~seen[rows]
    return following
