"""Covering on a matrix: the most that some sites reach, and the fewest that reach all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array, hstack

from graphmodel.analysis.planning.dominance import core_of
from graphmodel.analysis.planning.solver import Floats, Outcome, Solution, maximize

Ints = NDArray[np.int64]


class Covering(NamedTuple):
    """Chosen sites (columns), the best first, and how good the choice is."""

    sites: tuple[int, ...]
    solution: Solution


def maximal_covering(
    reach: csr_array,
    *,
    weights: Floats,
    sites: int,
    time_limit: float = 30.0,
) -> Covering:
    """Choose at most ``sites`` columns that together reach the most weight (maximal covering location problem).

    Parameters
    ----------
    reach
        1 where a site (column) reaches a demand (row).
    weights
        Of the demands, none negative.
    sites
        How many columns may be chosen.
    time_limit
        Seconds for the exact solution; with 0 the greedy choice is returned with the bound it proves.

    Returns
    -------
    Covering
        Sites in the order of what each adds. The greedy choice reaches at least 1 - 1/e of the optimum.

    References
    ----------
    R. Church, C. ReVelle (1974). The maximal covering location problem. Papers of the Regional Science Association 32,
    101-118. https://doi.org/10.1007/BF01942293
    G. L. Nemhauser, L. A. Wolsey, M. L. Fisher (1978). An analysis of approximations for maximizing submodular set
    functions. Mathematical Programming 14, 265-294. https://doi.org/10.1007/BF01588971

    Examples
    --------
    >>> import numpy as np
    >>> reach = csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [0, 0, 1], [0, 1, 0]]))
    >>> found = maximal_covering(reach, weights=np.ones(5), sites=2)
    >>> found.sites, found.solution.value, found.solution.is_optimal
    ((1, 2), 5.0, True)
    """
    rows, merged = _merge_rows(reach, weights)
    columns = _useful_columns(rows)
    part = csr_array(rows[:, columns])
    greedy, bound = _greedy_covering(part, merged, sites)
    value = covered_weight(part, merged, greedy)
    chosen = greedy
    if time_limit > 0 and value < bound:
        outcome = _exact_covering(part, merged, sites, time_limit)
        bound = min(bound, outcome.bound)
        if outcome.values is not None:
            exact = np.flatnonzero(outcome.values[: part.shape[1]] > 0.5).tolist()  # noqa: PLR2004 -- rounded
            if covered_weight(part, merged, exact) > value:
                chosen = exact
    best = covered_weight(part, merged, chosen)
    ordered = order_by_gain(part, merged, chosen)
    return Covering(tuple(int(columns[site]) for site in ordered), Solution(best, max(bound, best), value))


def set_cover(reach: csr_array, *, costs: Floats, time_limit: float = 30.0) -> Covering:
    """Choose the cheapest columns that together reach every row that any column reaches (location set covering problem).

    The greedy choice costs at most H(n) ≤ ln n + 1 times the optimum.

    Parameters
    ----------
    reach
        1 where a site (column) reaches a demand (row).
    costs
        Of the columns, all positive.
    time_limit
        Seconds for the exact solution; 0 for the greedy choice alone.

    References
    ----------
    V. Chvátal (1979). A greedy heuristic for the set-covering problem. Mathematics of Operations Research 4 (3),
    233-235. https://doi.org/10.1287/moor.4.3.233

    Examples
    --------
    >>> import numpy as np
    >>> reach = csr_array(np.array([[1, 0, 1], [1, 0, 0], [0, 1, 1]]))
    >>> set_cover(reach, costs=np.ones(3)).sites
    (0, 1)
    """
    rows, ones = _merge_rows(reach, np.ones(reach.shape[0]))
    ones = np.ones(len(ones))
    greedy = _greedy_cover(rows, costs)
    greedy_cost = float(costs[greedy].sum())
    chosen, bound = greedy, greedy_cost / (1 + float(np.log(max(rows.shape[0], 1)))) if greedy else 0.0
    if time_limit > 0 and greedy:
        needed, useful = core_of(rows, costs)
        part, size = csr_array(rows[needed][:, useful], dtype=float), len(useful)
        limits = (part, np.ones(len(needed)), np.full(len(needed), np.inf))
        whole = np.ones(size, dtype=bool)
        outcome = maximize(-costs[useful], [limits], integer=whole, upper=np.ones(size), time_limit=time_limit)
        bound = max(bound, min(-outcome.bound, greedy_cost))
        if outcome.values is not None:
            exact = useful[np.flatnonzero(outcome.values > 0.5)].tolist()  # noqa: PLR2004 -- rounded
            if costs[exact].sum() < greedy_cost:
                chosen = exact
    value = float(costs[chosen].sum())
    ordered = order_by_gain(rows, ones, chosen)
    return Covering(tuple(ordered), Solution(value, min(bound, value), greedy_cost, minimized=True))


def covered_weight(reach: csr_array, weights: Floats, sites: list[int]) -> float:
    """Return the weight of the rows that any of some columns reach."""
    if not sites:
        return 0.0
    return float(weights[np.asarray(reach[:, sites].sum(axis=1)).ravel() > 0].sum())


def order_by_gain(reach: csr_array, weights: Floats, sites: list[int]) -> list[int]:
    """Return the sites in the order in which each adds the most to those before; the first of equals first."""
    if not sites:
        return []
    candidates = sorted(sites)
    columns = csc_array(reach[:, candidates], dtype=float)
    transposed, remaining = csr_array(columns.T), weights.astype(float).copy()
    waiting, ordered = np.ones(len(candidates), dtype=bool), []
    for _ in candidates:
        gains = np.where(waiting, transposed @ remaining, -1.0)
        position = int(np.argmax(gains))
        waiting[position] = False
        remaining[_rows_of(columns, position)] = 0
        ordered.append(candidates[position])
    return ordered


def _rows_of(columns: csc_array, site: int) -> Ints:
    return np.asarray(columns.indices[columns.indptr[site] : columns.indptr[site + 1]], dtype=np.int64)


def _merge_rows(reach: csr_array, weights: Floats) -> tuple[csr_array, Floats]:
    """Merge demands that the same sites reach, and drop those that none does."""
    matrix = csr_array(reach, copy=True)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    keys: dict[bytes, int] = {}
    first: list[int] = []
    totals: list[float] = []
    for row in range(matrix.shape[0]):
        key = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tobytes()
        if not key:
            continue
        if key not in keys:
            keys[key] = len(first)
            first.append(row)
            totals.append(0.0)
        totals[keys[key]] += float(weights[row])
    return csr_array(matrix[first]), np.array(totals)


def _useful_columns(reach: csr_array) -> Ints:
    """Return the sites that reach anything, of those that reach the same only the first."""
    columns = csc_array(reach)
    columns.sort_indices()
    seen: dict[bytes, int] = {}
    for site in range(columns.shape[1]):
        key = _rows_of(columns, site).tobytes()
        if key:
            seen.setdefault(key, site)
    return np.array(sorted(seen.values()), dtype=np.int64)


def _greedy_covering(reach: csr_array, weights: Floats, sites: int) -> tuple[list[int], float]:
    """Return the greedy choice, and the bound it proves: what is reached plus the largest gains that are left."""
    remaining = weights.copy()
    chosen: list[int] = []
    columns = csc_array(reach, dtype=float)
    transposed = csr_array(columns.T)
    bound, reached = float(weights.sum()), 0.0
    for _ in range(min(sites, columns.shape[1]) + 1):
        gains = transposed @ remaining
        largest = np.sort(gains)[::-1][:sites]
        bound = min(bound, reached + float(largest.sum()))
        if len(chosen) == min(sites, columns.shape[1]) or not len(gains) or gains.max() <= 0:
            break
        site = int(np.argmax(gains))
        reached += float(gains[site])
        remaining[_rows_of(columns, site)] = 0
        chosen.append(site)
    return chosen, bound


def _exact_covering(reach: csr_array, weights: Floats, sites: int, time_limit: float) -> Outcome:
    demands, size = reach.shape
    matrix = csr_array(reach, dtype=float)
    linking = csr_array(hstack([-matrix, eye_array(demands)]))
    limit = csr_array(hstack([csr_array(np.ones((1, size))), csr_array((1, demands))]))
    return maximize(
        np.concatenate((np.zeros(size), weights)),
        [
            (linking, np.full(demands, -np.inf), np.zeros(demands)),
            (limit, np.array([-np.inf]), np.array([float(sites)])),
        ],
        integer=np.arange(size + demands) < size,
        upper=np.ones(size + demands),
        time_limit=time_limit,
    )


def _greedy_cover(reach: csr_array, costs: Floats) -> list[int]:
    remaining = np.ones(reach.shape[0])
    chosen: list[int] = []
    columns = csc_array(reach, dtype=float)
    transposed = csr_array(columns.T)
    while remaining.any():
        site = int(np.argmax((transposed @ remaining) / costs))
        remaining[_rows_of(columns, site)] = 0
        chosen.append(site)
    return chosen
