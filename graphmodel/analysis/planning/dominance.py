"""What a set cover need not look at: demands that are met whenever another is, and sites that another replaces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.planning.solver import Floats

Ints = NDArray[np.int64]

_MOST_PAIRS = 50_000_000


def core_of(reach: csr_array, costs: Floats) -> tuple[Ints, Ints]:
    """Return the rows and columns to which the cheapest cover of all rows can be limited.

    A row is left out where its columns contain those of another row; a column where another one, not dearer, reaches all
    that it reaches; in turn, until nothing changes. Instances with too many overlapping pairs to be worth it stay whole.

    References
    ----------
    C. Toregas, R. Swain, C. ReVelle, L. Bergman (1971). The location of emergency service facilities. Operations Research
    19 (6), 1363-1373. https://doi.org/10.1287/opre.19.6.1363

    Examples
    --------
    >>> reach = csr_array(np.array([[1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0]]))
    >>> [kept.tolist() for kept in core_of(reach, np.ones(3))]
    [[1, 3], [0, 1]]
    """
    rows, columns = np.arange(reach.shape[0]), np.arange(reach.shape[1])
    while _pairs(reach) <= _MOST_PAIRS:
        kept_rows = _without(reach, np.zeros(len(rows)), containing=True)
        part = csr_array(reach[kept_rows])
        kept_columns = _without(csr_array(part.T), costs[columns], containing=False)
        unchanged = len(kept_rows) == len(rows) and len(kept_columns) == len(columns)
        rows, columns = rows[kept_rows], columns[kept_columns]
        if unchanged:
            break
        reach = csr_array(part[:, kept_columns])
    return rows, columns


def _pairs(reach: csr_array) -> float:
    """Return how many overlapping pairs of rows, and of columns, there can be at most."""
    sizes = (np.bincount(reach.indices, minlength=1), np.diff(reach.indptr))
    return max(float((size.astype(float) ** 2).sum()) for size in sizes)


def _without(reach: csr_array, costs: Floats, *, containing: bool) -> Ints:
    """Return the rows that stay: of two of which one contains the other, the smaller or (``containing`` false) the larger."""
    binary = csr_array((np.ones(reach.nnz, dtype=np.int32), reach.indices, reach.indptr), shape=reach.shape)
    sizes = np.diff(binary.indptr)
    overlap = (binary @ binary.T).tocoo()
    first, other = overlap.row, overlap.col
    inner = other if containing else first
    dearer, equal = costs[first] > costs[other], costs[first] == costs[other]
    # Of equals the first stays.
    same = (sizes[first] == sizes[other]) & ~dearer & (first < other)
    superfluous = (overlap.data == sizes[inner]) & (first != other) & (dearer | equal) & ~same
    empty = np.flatnonzero(sizes == 0)
    return np.setdiff1d(np.arange(reach.shape[0]), np.concatenate((first[superfluous], empty)))
