"""The bipartite configuration model: how probable each participation is, given only how much everyone takes part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from graphmodel.analysis.significance.incidence import Numbers, Reals
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

_TOLERANCE = 1e-12
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Configuration:
    """Probabilities of a cell, by class: rows of equal degree have equal probabilities, and so have columns.

    Attributes
    ----------
    row_class, column_class
        The class of each row and column.
    column_counts
        How many columns each class has.
    probabilities
        Shape (row classes, column classes).
    """

    row_class: Numbers
    column_class: Numbers
    column_counts: Numbers
    probabilities: Reals

    def matrix(self) -> Reals:
        """Return the probability of each cell, shape (rows, columns)."""
        return self.probabilities[np.ix_(self.row_class, self.column_class)]


class _Classes(NamedTuple):
    """Distinct degrees, from the largest, and how many have each."""

    degrees: Numbers
    counts: Numbers


def configuration_model(row_degrees: Numbers, column_degrees: Numbers) -> Configuration:
    """Fit the bipartite configuration model by maximum likelihood.

    Among all distributions over two-mode graphs in which each node has its degree on average, the one of largest
    entropy makes cells independent, with p = xy/(1 + xy), and the fitnesses x and y that maximize the likelihood of the
    observed graph give every node its observed degree as the expected one [1]_.

    Where the degrees leave no choice (a row that takes part in everything, perfectly nested participation), fitnesses are
    infinite; their limits are used: such cells are 0 or 1 exactly, and what is left falls into independent parts. They are
    found as the equalities among the Gale-Ryser inequalities, so that the fit itself is always a smooth concave problem.

    Parameters
    ----------
    row_degrees, column_degrees
        Degrees of the two modes, shapes (rows,) and (columns,).

    Raises
    ------
    InputError
        If no two-mode graph without repeated edges has these degrees.

    References
    ----------
    .. [1] Saracco, F., Di Clemente, R., Gabrielli, A., Squartini, T. (2015). Randomizing bipartite networks: the case of
       the World Trade Web. Scientific Reports 5, 10595.

    Examples
    --------
    >>> import numpy as np
    >>> configuration_model(np.array([2, 1]), np.array([2, 1])).matrix().tolist()
    [[1.0, 1.0], [1.0, 0.0]]
    >>> configuration_model(np.array([1, 1]), np.array([1, 1])).matrix().round(6).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    rows, row_class = _classes(row_degrees)
    columns, column_class = _classes(column_degrees)
    cuts = _cuts(rows, columns)
    probabilities = np.zeros((len(rows.degrees), len(columns.degrees)))
    above = np.concatenate([[0], np.cumsum(rows.counts)])
    for start, stop in pairwise(cuts):
        first, last = above[start], above[stop]
        probabilities[start:stop, columns.degrees >= last] = 1.0
        free = (columns.degrees > first) & (columns.degrees < last)
        block = _interior(
            _Classes(rows.degrees[start:stop] - columns.counts[columns.degrees >= last].sum(), rows.counts[start:stop]),
            _Classes(columns.degrees[free] - first, columns.counts[free]),
        )
        probabilities[start:stop, free] = block
    return Configuration(row_class, column_class, columns.counts, probabilities)


def _classes(degrees: Numbers) -> tuple[_Classes, Numbers]:
    values, inverse, counts = np.unique(-np.asarray(degrees, dtype=np.int64), return_inverse=True, return_counts=True)
    return _Classes(-values, counts.astype(np.int64)), inverse.astype(np.int64)


def _cuts(rows: _Classes, columns: _Classes) -> list[int]:
    """Return the boundaries between row classes at which a Gale-Ryser inequality is an equality, with both ends."""
    sizes = np.concatenate([[0], np.cumsum(rows.counts)])
    wanted = np.concatenate([[0], np.cumsum(rows.counts * rows.degrees)])
    room = (np.minimum(columns.degrees[None, :], sizes[:, None]) * columns.counts).sum(axis=1)
    slack = room - wanted
    total = int((columns.degrees * columns.counts).sum())
    if slack.min(initial=0) < 0 or wanted[-1] != total:
        msg = Bilingual(
            f"found degrees that sum to {wanted[-1]} and {total}, or more than fit, "
            "expected those of a two-mode graph without repeated edges: take both from one graph",
            f"两组度之和为 {wanted[-1]} 与 {total}，或超出可容纳的数目：应取自没有重复边的二模图，请从同一张图取两组度",
        )
        raise InputError(msg)
    inner = [number for number in range(1, len(rows.counts)) if slack[number] == 0]
    return [0, *inner, len(rows.counts)]


def _interior(rows: _Classes, columns: _Classes) -> Reals:
    """Return the probabilities where all are strictly between 0 and 1, by Newton's method on the log-fitnesses."""
    if not len(columns.degrees):
        return np.zeros((len(rows.degrees), 0))
    target = np.concatenate([rows.counts * rows.degrees, columns.counts * columns.degrees]).astype(float)
    cells = np.outer(rows.counts, columns.counts).astype(float)
    # Adding to all x and taking from all y changes nothing: this direction is pinned.
    gauge = np.concatenate([np.ones(len(rows.degrees)), -np.ones(len(columns.degrees))])
    share = target[: len(rows.degrees)].sum() / cells.sum()
    start = 0.5 * np.log(share / (1 - share))
    fitness = np.full(len(gauge), start)
    for _ in range(_MOST_STEPS):
        probabilities = _logistic(fitness, len(rows.degrees))
        gradient = target - _margins(cells * probabilities)
        if np.all(np.abs(gradient) <= _TOLERANCE * target):
            break
        weights = cells * probabilities * (1 - probabilities)
        curvature = np.diag(_margins(weights))
        curvature[: len(rows.degrees), len(rows.degrees) :] = weights
        curvature[len(rows.degrees) :, : len(rows.degrees)] = weights.T
        curvature += np.outer(gauge, gauge) * (np.trace(curvature) / len(gauge) ** 2)
        moved = _ascend(fitness, np.linalg.solve(curvature, gradient).astype(np.float64), target, cells)
        if np.array_equal(moved, fitness):  # as near as floating point goes
            break
        fitness = moved
    return _logistic(fitness, len(rows.degrees))


def _logistic(fitness: Reals, rows: int) -> Reals:
    exponents = fitness[:rows, None] + fitness[None, rows:]
    return np.asarray(1 / (1 + np.exp(-exponents)), dtype=np.float64)


def _margins(cells: Reals) -> Reals:
    return np.concatenate([cells.sum(axis=1), cells.sum(axis=0)])


def _ascend(fitness: Reals, step: Reals, target: Reals, cells: Reals) -> Reals:
    """Take a Newton step, halved until the likelihood does not fall."""

    def likelihood(values: Reals) -> float:
        exponents = values[: cells.shape[0], None] + values[None, cells.shape[0] :]
        return float(target @ values - (cells * np.logaddexp(0, exponents)).sum())

    before = likelihood(fitness)
    margin = 1e-13 * abs(before)
    for _ in range(60):
        moved = fitness + step
        if likelihood(moved) >= before - margin:
            return moved
        step = step / 2
    return fitness
