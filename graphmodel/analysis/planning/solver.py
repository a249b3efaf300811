"""Integer programmes by HiGHS, and what is known of a solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Floats = NDArray[np.float64]

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Solution:
    """How good a plan is.

    Attributes
    ----------
    value
        What the plan reaches.
    bound
        What no plan can surpass.
    greedy
        What the greedy plan reaches.
    minimized
        Whether less is better.

    Examples
    --------
    >>> solution = Solution(value=98.0, bound=100.0, greedy=95.0)
    >>> round(solution.gap, 4), solution.is_optimal
    (0.0204, False)
    """

    value: float
    bound: float
    greedy: float
    minimized: bool = False

    @property
    def gap(self) -> float:
        """How far the optimum can be away at most, as a share of the value."""
        distance = self.value - self.bound if self.minimized else self.bound - self.value
        return max(0.0, distance) / max(abs(self.value), 1.0)

    @property
    def is_optimal(self) -> bool:
        """Whether it is proven that nothing is better."""
        return self.gap <= _SLACK


class Outcome(NamedTuple):
    """What the solver found: values (None where it found none in time) and a bound that holds for every solution."""

    values: Floats | None
    bound: float


def maximize(
    objective: Floats,
    constraints: list[tuple[csr_array, Floats, Floats]],
    *,
    integer: NDArray[np.bool_],
    upper: Floats,
    time_limit: float,
) -> Outcome:
    """Maximize ``objective @ x`` for ``0 <= x <= upper`` and ``low <= matrix @ x <= high`` of each constraint.

    Parameters
    ----------
    objective
        Shape (n,).
    constraints
        Matrix, low and high of each block.
    integer
        Which variables are whole numbers, shape (n,).
    upper
        Upper bounds, shape (n,).
    time_limit
        Seconds after which the best solution so far is returned, with the bound proven by then.

    Examples
    --------
    >>> import numpy as np
    >>> block = csr_array(np.array([[2.0, 3.0]])), np.array([-np.inf]), np.array([7.0])
    >>> found = maximize(np.array([3.0, 4.0]), [block], integer=np.array([True, True]), upper=np.full(2, 9.0), time_limit=5)
    >>> found.values.tolist(), found.bound
    ([2.0, 1.0], 10.0)
    """
    most = float(np.dot(np.maximum(objective, 0), upper))
    if len(objective) == 0:
        return Outcome(np.zeros(0), 0.0)
    found = milp(
        -objective,
        constraints=[LinearConstraint(matrix, low, high) for matrix, low, high in constraints],
        integrality=integer.astype(int),
        bounds=Bounds(0, upper),
        options={"time_limit": max(time_limit, 0.01), "mip_rel_gap": 0.0},
    )
    bound = getattr(found, "mip_dual_bound", None)
    # Without whole numbers to branch on HiGHS proves its value and names no bound.
    proven = found.fun if found.status == 0 and bound is None else bound
    known = most if proven is None or not np.isfinite(proven) else -float(proven)
    if found.x is None:
        return Outcome(None, known)
    values = np.where(integer, np.round(found.x), found.x)
    return Outcome(np.asarray(values) + 0.0, known + 0.0)
