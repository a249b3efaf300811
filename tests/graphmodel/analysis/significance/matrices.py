"""All graphs of given degrees, to hold a draw or a probability against."""

from __future__ import annotations

from itertools import product

import numpy as np


def of_same_degrees(matrix: np.ndarray) -> np.ndarray:
    """Write down every matrix of zeros and ones with the same row and column sums, shape (matrices, rows, columns)."""
    columns = matrix.shape[1]
    rows = [[row for row in product((0, 1), repeat=columns) if sum(row) == degree] for degree in matrix.sum(axis=1)]
    of_same_rows = np.array(list(product(*rows)))
    found: np.ndarray = of_same_rows[(of_same_rows.sum(axis=1) == matrix.sum(axis=0)).all(axis=1)]
    return found
