"""How far a resource is from a need: along the chain of places, or over the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmodel.graph import Snapshot
from graphmodel.graph.sphere import great_circle_m
from graphmodel.schema.model import EnumerationValue as Value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

REACHES = (
    Value("community", "同社区"),
    Value("street", "同街道"),
    Value("district", "同区"),
    Value("any", "不限"),
)
"""How far a resource may be from a need along the chain."""

STEPS = (
    Value("place", "同一地点"),
    Value("community", "同社区"),
    Value("street", "同街道"),
    Value("district", "同区"),
    Value("beyond", "跨区"),
)
"""The first place that two places share going up, the number of steps being its position here."""

_LEVELS = ("community", "street", "district")


class Distances(NamedTuple):
    """How far pairs are apart, in steps or kilometres (infinite where that is not known), and whether they are within reach."""

    apart: Floats
    within: Bools


class ChainDistance:
    """Distances along the chain of places.

    Where a need and a resource lie in the same place they are 0 steps apart, in the same community 1, street 2, district 3,
    else 4; what has no place is offered, or needed, everywhere: 0 steps.

    Parameters
    ----------
    snapshot
        The places.
    needs, resources
        Where they lie, None where they have no place.
    reach
        One of `REACHES`. Within ``street`` are a need and a resource in the same street, a resource without a place, and a need that
        lies in no street with every resource: the terms of the rule need-without-resource.
    """

    unit = "steps"

    def __init__(
        self, snapshot: Snapshot, needs: Sequence[str | None], resources: Sequence[str | None], reach: str
    ) -> None:
        numbers: dict[str, int] = {}
        self._needs, self._resources = (
            np.array([_rungs(snapshot, place, numbers) for place in places], dtype=np.int64).reshape(-1, 4)
            for places in (needs, resources)
        )
        self._level = None if reach == "any" else _LEVELS.index(reach) + 1

    def __call__(self, needs: Integers, resources: Integers) -> Distances:
        """Return the steps between pairs."""
        left, right = self._needs[needs], self._resources[resources]
        shared = (left == right) & (left >= 0)
        steps = np.where(shared.any(axis=1), shared.argmax(axis=1), len(STEPS) - 1).astype(np.float64)
        steps[(left[:, 0] < 0) | (right[:, 0] < 0)] = 0
        if self._level is None:
            return Distances(steps, np.ones(len(steps), dtype=bool))
        own, other = left[:, self._level], right[:, self._level]
        return Distances(steps, (own == other) | (own < 0) | (right[:, 0] < 0))


def _rungs(snapshot: Snapshot, place: str | None, numbers: dict[str, int]) -> list[int]:
    """Return the numbers of a place and of its community, street and district, -1 where there is none."""
    if place is None:
        return [-1] * (len(_LEVELS) + 1)
    found = {snapshot.graph.nodes[step].get("level"): step for step in snapshot.scope(place)}
    rungs = (place, *(found.get(level) for level in _LEVELS))
    return [-1 if rung is None else numbers.setdefault(rung, len(numbers)) for rung in rungs]


class GroundDistance:
    """Great-circle distances in kilometres; what is not known (a place without coordinates) is out of reach.

    Parameters
    ----------
    positions
        Longitude and latitude of places, in degrees.
    needs, resources
        Where they lie, None where they have no place: then 0 kilometres.
    metres
        The farthest that is within reach, itself included.
    """

    unit = "km"

    def __init__(
        self,
        positions: Mapping[str, tuple[float, float]],
        needs: Sequence[str | None],
        resources: Sequence[str | None],
        metres: float,
    ) -> None:
        unknown = (np.nan, np.nan)
        self._needs, self._resources = (
            np.array([positions.get(place or "", unknown) for place in places], dtype=np.float64).reshape(-1, 2)
            for places in (needs, resources)
        )
        self._anywhere = tuple(np.array([place is None for place in places]) for places in (needs, resources))
        self._metres = metres

    def __call__(self, needs: Integers, resources: Integers) -> Distances:
        """Return the kilometres between pairs."""
        metres = great_circle_m(self._needs[needs], self._resources[resources])
        metres[self._anywhere[0][needs] | self._anywhere[1][resources]] = 0
        known = np.where(np.isnan(metres), np.inf, metres)
        return Distances(known / 1000, known <= self._metres)
