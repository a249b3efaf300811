"""Random two-mode graphs of given degrees: Markov chains of curveball trades, many chains at once.

A trade takes two rows and deals what only one of them has out again at random, each getting as many as before. Repeated, this
draws uniformly from all two-mode graphs without repeated edges that have the same degrees. Here all rows trade at once, in
random couples (a global trade), which keeps that property whatever couples are drawn by, as long as it is not the graph's present
state. Rows of similar degree are coupled with preference: among rows of one or two, a row of hundreds would stay as it is for
thousands of rounds. All chains use the same couples: given these, every trade still leaves the uniform distribution as it
is, and the chains are independent.

Strona, G., Nappo, D., Boccacci, F., Fattorini, S., San-Miguel-Ayanz, J. (2014). A fast and unbiased procedure to randomize
ecological binary matrices with fixed row and column totals. Nature Communications 5, 4114.
Carstens, C. J., Hamann, M., Meyer, U., Penschuck, M., Tran, H., Wagner, D. (2018). Parallel and I/O-efficient randomisation of
massive networks using global curveball trades. ESA 2018, 11:1-11:15.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from scipy import sparse

from graphmodel.analysis.significance.incidence import Meetings, Numbers, meetings
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

# A cell of the dense form costs about a twentieth of an edge of the sparse form (measured).
_CELLS_PER_EDGE = 20
# Spread of the logarithm of degrees within which rows are coupled.
_SPREAD = 0.5
# Random bits that order what is dealt: ties are dealt in a fixed order, which has to be rare.
_FEWEST_BITS = 20


class Chains(Protocol):
    """Markov chains over two-mode graphs of the same degrees."""

    def advance(self, rounds: int) -> None:
        """Let every row trade with one other, so often."""

    def shared(self, met: Meetings) -> Numbers:
        """Return how many columns each pair shares now, shape (chains, pairs)."""


def chains_of(matrix: sparse.csr_array, *, chains: int, generator: np.random.Generator) -> Chains:
    """Return chains that all begin at the matrix, in the form that is faster for it, trading between the mode that mixes faster.

    Examples
    --------
    >>> import numpy as np
    >>> matrix = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]]))
    >>> walk = chains_of(matrix, chains=5, generator=np.random.default_rng(1))
    >>> walk.advance(20)
    >>> walk.shared(meetings(matrix)).shape
    (5, 2)
    """
    rows, columns = matrix.shape
    form = DenseChains if rows * columns <= _CELLS_PER_EDGE * matrix.nnz else SparseChains
    across = _unevenness(matrix.sum(axis=0)) < _unevenness(matrix.sum(axis=1))
    return form(matrix, chains=chains, generator=generator, across=across)


def _unevenness(degrees: Numbers) -> float:
    """Return how many times the mean the largest degree is: a trade moves no more than the smaller of its two rows has."""
    return float(degrees.max(initial=0) * np.count_nonzero(degrees) / max(degrees.sum(), 1))


def couples(degrees: Numbers, *, generator: np.random.Generator) -> Numbers:
    """Return rows in an order in which each two that follow each other are a couple; every matching can come up.

    With an odd number, one of small or one of large degree is left over.

    Examples
    --------
    >>> import numpy as np
    >>> sorted(couples(np.array([9, 1, 1, 9, 5]), generator=np.random.default_rng(1)).tolist())
    [0, 1, 2, 3, 4]
    """
    order = np.argsort(np.log(degrees + 0.5) + generator.normal(0, _SPREAD, len(degrees)))
    return order[::-1] if generator.random() < 0.5 else order  # noqa: PLR2004 - a fair coin


class DenseChains:
    """Chains as an array of cells, shape (columns, rows, chains): all trades of a round go through the columns together.

    With ``across``, columns trade rows instead, and the array is the other way round.
    """

    def __init__(
        self, matrix: sparse.csr_array, *, chains: int, generator: np.random.Generator, across: bool = False
    ) -> None:
        dense = matrix.toarray().astype(bool)
        cells = (dense if across else dense.T)[:, :, None]
        self._cells = np.ascontiguousarray(np.broadcast_to(cells, (*cells.shape[:2], chains)))
        self._degrees = cells.sum(axis=(0, 2), dtype=np.int64)
        self._across = across
        self._generator = generator

    def advance(self, rounds: int) -> None:
        """Let every row trade with one other, so often."""
        whole = len(self._degrees) // 2 * 2
        for _ in range(rounds):
            order = couples(self._degrees, generator=self._generator)
            self._trade(order[:whole:2], order[1:whole:2])

    def _trade(self, first: Numbers, second: Numbers) -> None:
        one, other = self._cells[:, first], self._cells[:, second]
        differ = one ^ other
        left = differ.sum(axis=0, dtype=np.float32)
        wanted = (one & differ).sum(axis=0, dtype=np.float32)
        for column, differs in enumerate(differ):
            chance = self._generator.random(left.shape, dtype=np.float32)
            # The second condition holds though the product is rounded up to ``left``.
            taken = differs & ((chance * left < wanted) | (wanted >= left))
            both = one[column] & other[column]
            self._cells[column, first] = both | taken
            self._cells[column, second] = both | (differs & ~taken)
            wanted -= taken
            left -= differs

    def shared(self, met: Meetings) -> Numbers:
        """Return how many columns each pair shares now, shape (chains, pairs)."""
        counts = np.zeros((len(met.a), self._cells.shape[2]), dtype=np.int64)
        for cells in self._cells.swapaxes(0, 1) if self._across else self._cells:
            counts += cells[met.a] & cells[met.b]
        return counts.T


class SparseChains:
    """Chains as the columns of their edges, shape (chains, edges), grouped by row; rows keep their degrees, so their places.

    With ``across``, columns trade rows instead, and rows and columns change places.
    """

    def __init__(
        self, matrix: sparse.csr_array, *, chains: int, generator: np.random.Generator, across: bool = False
    ) -> None:
        self._across = across
        if across:
            matrix = matrix.T.tocsr()
        rows, columns = matrix.shape
        self._degrees = np.diff(matrix.indptr).astype(np.int64)
        self._order = np.arange(rows)
        self._edges = np.tile(matrix.indices.astype(np.uint64), (chains, 1))
        self._columns = columns
        self._column_bits = int(columns).bit_length()
        self._random_bits = 64 - 2 - self._column_bits - int(rows).bit_length()
        if self._random_bits < _FEWEST_BITS:
            msg = Bilingual(
                f"found {rows:,} by {columns:,} nodes, expected fewer than some millions: narrow the graph, or use sdsm",
                f"节点数为 {rows:,} × {columns:,}，最多几百万：请缩小图的范围，或改用 sdsm",
            )
            raise InputError(msg)
        self._generator = generator

    def advance(self, rounds: int) -> None:
        """Let every row trade with one other, so often."""
        for _ in range(rounds):
            self._trade()

    def _trade(self) -> None:
        couple_of = np.empty(len(self._order), dtype=np.int64)
        after = couples(self._degrees, generator=self._generator)
        couple_of[after] = np.arange(len(after)) // 2
        here = np.repeat(couple_of[self._order], self._degrees[self._order]).astype(np.uint64)
        there = np.repeat(np.arange(len(after)) // 2, self._degrees[after]).astype(np.uint64)
        column_bits, random_bits = np.uint64(self._column_bits), np.uint64(self._random_bits)
        # Sorted by couple and column, what both have stands side by side.
        edges = np.sort((here << column_bits) | self._edges, axis=1)
        again = np.zeros(edges.shape, dtype=bool)
        again[:, 1:] = edges[:, 1:] == edges[:, :-1]
        alone = ~again
        alone[:, :-1] &= ~again[:, 1:]
        # Then what both have goes to the first, the rest in random order to the one and the other, and again what both have.
        group = alone + 2 * again.astype(np.uint64)
        drawn = self._generator.integers(0, 1 << self._random_bits, size=edges.shape, dtype=np.uint64)
        column = edges & np.uint64((1 << self._column_bits) - 1)
        head = ((there << np.uint64(2)) | group) << random_bits
        dealt = np.sort(((head | np.where(alone, drawn, np.uint64(0))) << column_bits) | column, axis=1)
        self._edges = dealt & np.uint64((1 << self._column_bits) - 1)
        self._order = after

    def shared(self, met: Meetings) -> Numbers:
        """Return how many columns each pair shares now, shape (chains, pairs)."""
        chains = np.arange(len(self._edges))[:, None]
        row = np.broadcast_to(np.repeat(self._order, self._degrees[self._order]), self._edges.shape)
        column = self._edges.astype(np.int64)
        rows, columns = len(self._order), self._columns
        if self._across:
            row, column, rows, columns = column, row, columns, rows
        # One product for all chains: their graphs side by side, without a common column.
        cells = sparse.coo_array(
            (np.ones(row.size, dtype=np.int32), ((chains * rows + row).ravel(), (chains * columns + column).ravel())),
            shape=(len(chains) * rows, len(chains) * columns),
        ).tocsr()
        now = meetings(cells)
        chain, a = np.divmod(now.a, rows)
        wanted, key = met.a * rows + met.b, a * rows + now.b % rows
        counts = np.zeros((len(chains), len(wanted)), dtype=np.int64)
        place = np.searchsorted(wanted, key)
        known = place < len(wanted)
        known[known] = wanted[place[known]] == key[known]
        counts[chain[known], place[known]] = now.observed[known]
        return counts
