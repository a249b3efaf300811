"""Why a need is not met, or not wholly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmodel.analysis.matching.candidates import Candidates
from graphmodel.analysis.matching.lists import Need, Resource
from graphmodel.schema import Bilingual

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

REASONS = {
    "expired": Bilingual("past its deadline, in the hall", "已过认领期限，进入领办大厅"),
    "no-resource": Bilingual("no resource of its category", "没有这类资源"),
    "over": Bilingual(
        "no such resource in its dates, or offered by who is gone", "有这类资源，但都不在有效期内或提供方已注销"
    ),
    "too-far": Bilingual("such resources are too far away", "有这类资源，但距离过远"),
    "own": Bilingual("only its own raiser has such a resource", "这类资源只有提出方自己有"),
    "capacity-spent": Bilingual("the capacity within reach is spent", "可及资源的容量已用完"),
    "offerer-limit": Bilingual(
        "capacity is left, but its offerers have all the needs they may take on", "尚有容量，但提供方认领数已达上限"
    ),
    "time-limit": Bilingual("the best plan was not found in time", "计算时间不足，未得最优方案"),
}
"""Why a need is not met, in the order in which it is asked."""


class Unmet(NamedTuple):
    """Why a need is not met: one of `REASONS`, and the resource that comes nearest to serving it."""

    reason: str
    nearest: int | None


def explain(
    needs: Sequence[Need],
    resources: Sequence[Resource],
    found: Candidates,
    *,
    given: Integers,
    remaining: Integers,
    optimal: bool,
) -> dict[int, Unmet]:
    """Return why each need with something remaining is not met.

    Parameters
    ----------
    needs, resources, found
        As they were matched; every pair of the same category.
    given
        How much each resource gives now.
    remaining
        How much each need still asks for.
    optimal
        Whether the plan is proven to be the best.
    """
    bounds = np.searchsorted(found.need, np.arange(len(needs) + 1))
    free: Floats = np.array([resource.free for resource in resources], dtype=np.float64) - given
    answers: dict[int, Unmet] = {}
    for row in np.flatnonzero(remaining).tolist():
        part = slice(int(bounds[row]), int(bounds[row + 1]))
        answers[row] = _why(found, part, free, optimal=optimal)
    return answers


def _why(found: Candidates, part: slice, free: Floats, *, optimal: bool) -> Unmet:
    # The nearest first, so that the first of any choice is the nearest.
    order = np.lexsort((found.resource[part], found.distance[part]))
    resource, live = found.resource[part][order], found.live[part][order]
    near, own = found.near[part][order], found.own[part][order]
    stages = (("no-resource", np.ones(len(order), dtype=bool)), ("over", live), ("too-far", live & near))
    nearest = None
    for reason, left in (*stages, ("own", live & near & ~own)):
        if not left.any():
            return Unmet(reason, nearest)
        nearest = int(resource[left][0])
    ranked = resource[live & near & ~own]
    spare = ranked[free[ranked] > 0]
    if not len(spare):
        return Unmet("capacity-spent", nearest)
    return Unmet("offerer-limit" if optimal else "time-limit", int(spare[0]))
