"""How numbers are drawn: exact allocation, skewed counts, dates, and choices within groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.cases.jinniu.draft import AS_OF

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]


def allocate(total: int, weights: Floats, *, minimum: int = 0) -> Ints:
    """Divide ``total`` by weight into whole parts of at least ``minimum`` that sum to it (largest remainders).

    Examples
    --------
    >>> allocate(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    free = total - minimum * len(weights)
    exact = free * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: free - int(parts.sum())]] += 1
    shares: Ints = parts + minimum
    return shares


def days_before(rng: np.random.Generator, least: int, most: int, size: int) -> Days:
    """Draw dates from ``least`` to ``most`` days before the date of the case, both included."""
    return ago(rng.integers(least, most + 1, size))


def ago(days: Any) -> Days:
    """Return the date that lies ``days`` before the date of the case (negative: after it)."""
    found: Days = np.datetime64(AS_OF) - np.asarray(days).astype("timedelta64[D]")
    return found


def skewed(rng: np.random.Generator, median: float, sigma: float, size: int) -> Floats:
    """Draw from a log-normal distribution."""
    return rng.lognormal(np.log(median), sigma, size)


def happens(rng: np.random.Generator, share: float, size: int | tuple[int, int]) -> Bools:
    """Draw whether something happens, to a ``share`` of ``size`` things on average."""
    found: Bools = rng.random(size) < share
    return found


def chosen(rng: np.random.Generator, candidates: NDArray[Any], size: int) -> NDArray[Any]:
    """Draw ``size`` different candidates, in their own order."""
    found: NDArray[Any] = np.sort(rng.choice(candidates, size, replace=False))
    return found


@dataclass(frozen=True, slots=True)
class Pool:
    """Things in groups, to be drawn by weight from a group of choice.

    ``order`` lists the things by group; those of group g are ``order[starts[g]:starts[g + 1]]``; ``bounds`` are the
    running sums of the weights in that order, from 0.
    """

    order: Ints
    starts: Ints
    bounds: Floats

    @classmethod
    def of(cls, groups: Ints, weights: Floats, count: int) -> Pool:
        """Return the pool of things of which ``groups[i]`` in ``range(count)`` is the group of thing i; -1 is left out."""
        order = np.argsort(groups, kind="stable")
        order = order[groups[order] >= 0]
        starts = np.searchsorted(groups[order], np.arange(count + 1))
        return cls(order, starts, np.concatenate([[0.0], np.cumsum(weights[order])]))

    def draw(self, rng: np.random.Generator, groups: Ints) -> Ints:
        """Draw one thing from each of ``groups``, -1 where the group has none."""
        low, high = self.starts[groups], self.starts[groups + 1]
        at = self.bounds[low] + rng.random(len(groups)) * (self.bounds[high] - self.bounds[low])
        rows = np.clip(np.searchsorted(self.bounds, at, side="right") - 1, low, np.maximum(high - 1, low))
        empty = low == high
        return np.where(empty, -1, self.order[np.where(empty, 0, rows)])
