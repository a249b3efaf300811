"""The transport problem with a limit for each offerer: what goes where, at the least cost, proven."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from graphmodel.analysis.planning.solver import Solution, maximize

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Block = tuple[csr_array, Floats, Floats]


@dataclass(frozen=True, slots=True)
class Transport:
    """Needs, resources, and the arcs along which a resource can serve a need.

    Attributes
    ----------
    quantity : numpy.ndarray, shape (n,)
        What each need asks for, whole and above 0.
    capacity : numpy.ndarray, shape (m,)
        What each resource can give, whole or infinite.
    offerer : numpy.ndarray, shape (m,)
        Number of who offers each resource.
    need, resource : numpy.ndarray, shape (a,)
        Ends of each arc; no two arcs have the same ends.
    cost : numpy.ndarray, shape (a,)
        Cost of meeting a whole need along each arc, at least 0.
    limit : int or None
        The most needs that one offerer serves, None for any number.
    """

    quantity: Integers
    capacity: Floats
    offerer: Integers
    need: Integers
    resource: Integers
    cost: Floats
    limit: int | None = None

    @property
    def penalty(self) -> float:
        """Cost of an unmet need: more than all matches together, so that no other plan meets a whole need more."""
        return float((self.cost.max(initial=0.0) + 1) * (len(self.quantity) + 1))

    @property
    def worth(self) -> Floats:
        """What a unit along each arc saves."""
        return np.asarray((self.penalty - self.cost) / self.quantity[self.need])

    @property
    def most(self) -> Floats:
        """The most that can go along each arc."""
        return np.asarray(np.minimum(self.quantity[self.need], self.capacity[self.resource]))


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes along each arc, and how good that is: the cost saved, what no plan can surpass, and what a greedy one saves."""

    amount: Integers
    solution: Solution


def solve(problem: Transport, *, time_limit: float = 60.0) -> Flow:
    """Return the flow of least cost, where an unmet need costs `Transport.penalty`.

    Without a limit that is a transport problem, whose linear programme has whole corners. The limit is first left out: where
    nobody breaks it, that is the optimum. Else a variable says which offerer serves which need, and once those are settled what
    remains is a transport problem again.

    Parameters
    ----------
    problem
        What is needed, offered and possible.
    time_limit
        Seconds after which the best flow so far is returned, with the bound proven by then.

    Examples
    --------
    >>> import numpy as np
    >>> two = np.array([0, 1])
    >>> problem = Transport(np.array([3, 2]), np.array([4.0]), np.array([0]), two, np.array([0, 0]), np.array([1.0, 0.0]))
    >>> flow = solve(problem)
    >>> flow.amount.tolist(), flow.solution.is_optimal
    ([2, 2], True)
    """
    greedy = _greedy(problem)
    saved = float(greedy @ problem.worth)
    if not len(problem.need):
        return Flow(greedy, Solution(0.0, 0.0, 0.0))
    ends = time.monotonic() + time_limit
    amount, bound = _without_limit(problem, time_limit)
    if amount is None or _over_limit(problem, amount):
        amount, bound = _with_limit(problem, ends - time.monotonic())
    value = saved if amount is None else float(amount @ problem.worth)
    if amount is None or value < saved:
        amount, value = greedy, saved
    return Flow(amount, Solution(value, max(bound, value), saved))


def _without_limit(problem: Transport, time_limit: float, open_: Bools | None = None) -> tuple[Integers | None, float]:
    """Solve the transport problem itself, along the open arcs."""
    most = problem.most if open_ is None else np.where(open_, problem.most, 0.0)
    whole = np.zeros(len(most), dtype=bool)
    outcome = maximize(problem.worth, _flow_blocks(problem), integer=whole, upper=most, time_limit=time_limit)
    # The corners of a transport problem are whole but for rounding.
    return (None if outcome.values is None else np.rint(outcome.values).astype(np.int64)), outcome.bound


def _with_limit(problem: Transport, time_limit: float) -> tuple[Integers | None, float]:
    """Solve the problem with a variable for each need that an offerer serves; then what goes where, once that is settled."""
    used, pair, owner = _served(problem)
    arcs, pairs = len(problem.need), len(owner)
    rows, ones = np.arange(len(used)), np.ones(len(used))
    link = csr_array(
        (np.concatenate([ones, -problem.most[used]]), (np.tile(rows, 2), np.concatenate([used, arcs + pair]))),
        shape=(len(used), arcs + pairs),
    )
    # What is served counts at least the share that is met: this ties the programme closely to whole numbers.
    share = csr_array(
        (
            np.concatenate([1 / problem.quantity[problem.need[used]], -np.ones(pairs)]),
            (np.concatenate([pair, np.arange(pairs)]), np.concatenate([used, arcs + np.arange(pairs)])),
        ),
        shape=(pairs, arcs + pairs),
    )
    count = csr_array((np.ones(pairs), (owner, arcs + np.arange(pairs))), shape=(owner.max() + 1, arcs + pairs))
    blocks = [(_wider(matrix, pairs), low, high) for matrix, low, high in _flow_blocks(problem)]
    for matrix, most in ((link, 0.0), (share, 0.0), (count, float(problem.limit or 0))):
        blocks.append((matrix, np.full(matrix.shape[0], -np.inf), np.full(matrix.shape[0], most)))
    outcome = maximize(
        np.concatenate([problem.worth, np.zeros(pairs)]),
        blocks,
        integer=np.arange(arcs + pairs) >= arcs,
        upper=np.concatenate([problem.most, np.ones(pairs)]),
        time_limit=time_limit,
    )
    if outcome.values is None:
        return None, outcome.bound
    open_ = np.ones(arcs, dtype=bool)
    open_[used] = outcome.values[arcs + pair] > 0.5  # noqa: PLR2004 -- 0 or 1, within the solver's tolerance
    amount, _ = _without_limit(problem, max(time_limit, 1.0), open_)
    return amount, outcome.bound


def _flow_blocks(problem: Transport) -> list[Block]:
    """Return that no need gets more than it asks for, and no resource gives more than it has."""
    arcs = len(problem.need)
    blocks: list[Block] = []
    for ends, most in ((problem.need, problem.quantity.astype(np.float64)), (problem.resource, problem.capacity)):
        matrix = coo_array((np.ones(arcs), (ends, np.arange(arcs))), shape=(len(most), arcs)).tocsr()
        blocks.append((csr_array(matrix), np.full(len(most), -np.inf), most))
    return blocks


def _served(problem: Transport) -> tuple[Integers, Integers, Integers]:
    """Return the arcs of offerers who could break the limit, the pair of offerer and need of each, and each pair's offerer.

    Pairs and these offerers are numbered through.
    """
    width = len(problem.quantity)
    keys, key = np.unique(problem.offerer[problem.resource] * width + problem.need, return_inverse=True)
    _, offerer, needs = np.unique(keys // width, return_inverse=True, return_counts=True)
    could = needs > (problem.limit or 0)
    used = np.flatnonzero(could[offerer[key]]).astype(np.int64)
    pairs = np.cumsum(could[offerer]) - 1
    order = np.cumsum(could) - 1
    return used, pairs[key[used]].astype(np.int64), order[offerer[could[offerer]]].astype(np.int64)


def _wider(matrix: csr_array, columns: int) -> csr_array:
    return csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], matrix.shape[1] + columns))


def _over_limit(problem: Transport, amount: Integers) -> bool:
    if problem.limit is None:
        return False
    used = amount > 0
    served = np.unique(np.column_stack([problem.offerer[problem.resource[used]], problem.need[used]]), axis=0)
    return bool((np.unique(served[:, 0], return_counts=True)[1] > problem.limit).any())


def _greedy(problem: Transport) -> Integers:
    """Give along the cheapest arc first, as much as it takes."""
    amount = np.zeros(len(problem.need), dtype=np.int64)
    wanted, left = problem.quantity.astype(np.float64), problem.capacity.copy()
    served: dict[int, set[int]] = defaultdict(set)
    for arc in np.lexsort((np.arange(len(amount)), problem.cost)).tolist():
        need, resource = int(problem.need[arc]), int(problem.resource[arc])
        given = min(wanted[need], left[resource])
        mine = served[int(problem.offerer[resource])]
        if given > 0 and (problem.limit is None or need in mine or len(mine) < problem.limit):
            amount[arc] = int(given)
            wanted[need] -= given
            left[resource] -= given
            mine.add(need)
    return amount
