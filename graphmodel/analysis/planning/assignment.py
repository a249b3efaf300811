"""Assign what has a capacity: where to base so many, and whom each reaches, with the least travel."""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from graphmodel.analysis.planning.solver import Floats, Solution, maximize

Ints = NDArray[np.int64]

_ON_THE_SPOT = 1e-9


class Assignment(NamedTuple):
    """How many are based at each site, and how many of each point each site reaches (points × sites)."""

    based: Ints
    reached: csr_array
    solution: Solution
    travel: Solution


class _Problem(NamedTuple):
    """Pairs within reach: point, site, metres; how many at each point; room at each site without anybody new."""

    points: Ints
    sites: Ints
    metres: Floats
    counts: Floats
    room: Floats
    capacity: int
    number: int

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.counts), len(self.room)


def assign(
    distances: csr_array, *, counts: Floats, room: Floats, capacity: int, number: int, time_limit: float
) -> Assignment:
    """Place ``number`` at sites and assign what is at points to them: the most reached, and of these ways the least travel.

    A maximal covering location problem with capacities and existing facilities. Several may be based at one site.

    Parameters
    ----------
    distances
        Metres from points (rows) to sites (columns); only what is stored is within reach.
    counts
        How many are at each point.
    room
        How many a site can take with those who are there already.
    capacity
        How many each new one can take.
    number
        How many are new.
    time_limit
        Seconds; 0 for the greedy assignment, which reaches at least 1 - 1/e of the optimum.

    References
    ----------
    H. Pirkul, D. A. Schilling (1991). The maximal covering location problem with capacities on total workload. Management
    Science 37 (2), 233-248. https://doi.org/10.1287/mnsc.37.2.233

    Examples
    --------
    >>> distances = csr_array(np.array([[10.0, 500.0], [0.0, 20.0]]))
    >>> found = assign(distances, counts=np.array([3.0, 2.0]), room=np.zeros(2), capacity=3, number=2, time_limit=5)
    >>> found.based.tolist(), found.solution.value, found.travel.value
    ([1, 1], 5.0, 70.0)
    """
    pairs = coo_array(distances)
    order = np.lexsort((pairs.col, pairs.row))
    problem = _Problem(
        np.asarray(pairs.row, dtype=np.int64)[order],
        np.asarray(pairs.col, dtype=np.int64)[order],
        # What lies on the spot is stored as next to nothing.
        np.where(pairs.data < _ON_THE_SPOT, 0.0, pairs.data)[order],
        counts,
        room,
        capacity,
        number,
    )
    begin = time.monotonic()
    greedy = _greedy(problem)
    reached_greedily, travel_greedily = _totals(problem, greedy[1])
    based, flow, bound = *greedy, _simple_bound(problem)
    if time_limit > 0 and len(problem.points):
        if reached_greedily < bound:
            based, flow, bound = _most(problem, greedy, bound, time_limit / 2)
        most, _ = _totals(problem, flow)
        rest = time_limit - (time.monotonic() - begin)
        based, flow, least = _least_travel(problem, (based, flow), most, rest)
    else:
        least = 0.0
    value, travel = _totals(problem, flow)
    # Greedy travel compares only where greed reaches as many.
    comparable = travel_greedily if reached_greedily == value else float("nan")
    matrix = csr_array((flow, (problem.points, problem.sites)), shape=problem.shape)
    matrix.eliminate_zeros()
    return Assignment(
        based,
        matrix,
        Solution(value, max(bound, value), reached_greedily),
        Solution(travel, min(least, travel), comparable, minimized=True),
    )


def _totals(problem: _Problem, flow: Floats) -> tuple[float, float]:
    return float(flow.sum()), float(flow @ problem.metres)


def _simple_bound(problem: _Problem) -> float:
    reachable = float(problem.counts[np.unique(problem.points)].sum())
    return min(reachable, problem.capacity * problem.number + float(problem.room.sum()))


def _greedy(problem: _Problem) -> tuple[Ints, Floats]:
    """Place one after the other where most are left to be reached; each takes the nearest."""
    left, flow = problem.counts.copy(), np.zeros(len(problem.points))
    based = np.zeros(len(problem.room), dtype=np.int64)
    by_site = [np.flatnonzero(problem.sites == site) for site in range(len(problem.room))]
    nearest = [pairs[np.argsort(problem.metres[pairs], kind="stable")] for pairs in by_site]
    for site in np.flatnonzero(problem.room > 0).tolist():
        _take(problem, nearest[site], problem.room[site], left, flow)
    for _ in range(problem.number):
        waiting = np.bincount(problem.sites, weights=left[problem.points], minlength=len(problem.room))
        gains = np.minimum(waiting, problem.capacity)
        if not len(gains) or gains.max() <= 0:
            break
        site = int(np.argmax(gains))
        based[site] += 1
        _take(problem, nearest[site], problem.capacity, left, flow)
    return based, flow


def _take(problem: _Problem, pairs: Ints, room: float, left: Floats, flow: Floats) -> None:
    for pair in pairs.tolist():
        taken = min(room, left[problem.points[pair]])
        flow[pair] += taken
        left[problem.points[pair]] -= taken
        room -= taken
        if room <= 0:
            return


def _blocks(problem: _Problem, based: Ints | None) -> list[tuple[csr_array, Floats, Floats]]:
    """Return: nobody reached twice; nobody carries more than they can; no more based than there are."""
    (points, sites), pairs = problem.shape, len(problem.points)
    size = pairs + (sites if based is None else 0)
    ones, positions = np.ones(pairs), np.arange(pairs)
    once = csr_array((ones, (problem.points, positions)), shape=(points, size))
    carried = csr_array((ones, (problem.sites, positions)), shape=(sites, size))
    if based is not None:
        room = problem.room + problem.capacity * based
        return [(once, np.full(points, -np.inf), problem.counts), (carried, np.full(sites, -np.inf), room)]
    people = pairs + np.arange(sites)
    carried = csr_array(
        carried + csr_array((np.full(sites, -float(problem.capacity)), (np.arange(sites), people)), shape=(sites, size))
    )
    number = csr_array((np.ones(sites), (np.zeros(sites, dtype=int), people)), shape=(1, size))
    return [
        (once, np.full(points, -np.inf), problem.counts),
        (carried, np.full(sites, -np.inf), problem.room),
        (number, np.array([-np.inf]), np.array([float(problem.number)])),
    ]


def _most(
    problem: _Problem, greedy: tuple[Ints, Floats], bound: float, time_limit: float
) -> tuple[Ints, Floats, float]:
    objective = np.concatenate((np.ones(len(problem.points)), np.zeros(len(problem.room))))
    values, proven = _solve(problem, objective, [], time_limit)
    bound = min(bound, np.floor(proven + 1e-6))
    if values is not None:
        based = values[len(problem.points) :].astype(np.int64)
        flow = _route(problem, based, None)
        if flow.sum() > greedy[1].sum():
            return based, flow, bound
    return *greedy, bound


def _least_travel(
    problem: _Problem, found: tuple[Ints, Floats], most: float, time_limit: float
) -> tuple[Ints, Floats, float]:
    """Return the way of reaching ``most`` with the least travel that is found in time, and a bound on it."""
    pairs = len(problem.points)
    found = found[0], _route(problem, found[0], most)
    size = pairs + len(problem.room)
    keep = csr_array((np.ones(pairs), (np.zeros(pairs, dtype=int), np.arange(pairs))), shape=(1, size))
    objective = np.concatenate((-problem.metres, np.zeros(len(problem.room))))
    values, proven = _solve(problem, objective, [(keep, np.array([most]), np.array([np.inf]))], time_limit)
    if values is not None:
        based = values[pairs:].astype(np.int64)
        flow = _route(problem, based, most)
        if flow @ problem.metres < found[1] @ problem.metres:
            found = based, flow
    return *found, max(0.0, -proven)


def _solve(
    problem: _Problem,
    objective: Floats,
    more: list[tuple[csr_array, Floats, Floats]],
    time_limit: float,
) -> tuple[Floats | None, float]:
    pairs, sites = len(problem.points), len(problem.room)
    return maximize(
        objective,
        [*_blocks(problem, None), *more],
        integer=np.arange(pairs + sites) >= pairs,
        upper=np.concatenate((problem.counts[problem.points], np.full(sites, float(problem.number)))),
        time_limit=time_limit,
    )


def _route(problem: _Problem, based: Ints, most: float | None) -> Floats:
    """Assign with everybody in place: a transportation problem, whose vertices are whole numbers.

    Where ``most`` is None the most are reached, else ``most`` with the least travel.
    """
    blocks = _blocks(problem, based)
    pairs = len(problem.points)
    keep = None if most is None else csr_array(np.ones((1, pairs)))
    found = linprog(
        -np.ones(pairs) if most is None else problem.metres,
        A_ub=csr_array(vstack([block[0] for block in blocks])),
        b_ub=np.concatenate([block[2] for block in blocks]),
        A_eq=keep,
        b_eq=None if most is None else [most],
        bounds=np.column_stack((np.zeros(pairs), problem.counts[problem.points])),
        method="highs-ds",
    )
    return np.round(np.asarray(found.x)) + 0.0
