"""From who took part in what to who took part with whom, on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmodel.analysis.occasions import Occasion
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

MOST_PAIRS = 10_000_000
"""More pairs than this are refused rather than built: they would take gigabytes, and no one could read them."""

UNDATED = 0
"""Stands for an unknown date among ordinals; every real one is larger."""

Numbers = NDArray[np.int64]


class Expansion(NamedTuple):
    """Pairs of entries of the same group: positions of the first and the second, and the group's number."""

    first: Numbers
    second: Numbers
    group: Numbers


def pairs_within(sizes: Numbers) -> Expansion:
    """Return every pair of entries that share a group; ``sizes`` of consecutive groups, entries numbered through.

    A group of n entries gives n·(n-1)/2 pairs, the first entry before the second.

    Raises
    ------
    InputError
        If there would be more than `MOST_PAIRS`.

    Examples
    --------
    >>> import numpy as np
    >>> found = pairs_within(np.array([2, 1, 3]))
    >>> list(zip(found.first.tolist(), found.second.tolist(), found.group.tolist(), strict=True))
    [(0, 1, 0), (3, 4, 2), (3, 5, 2), (4, 5, 2)]
    """
    total = int((sizes * (sizes - 1) // 2).sum())
    if total > MOST_PAIRS:
        msg = Bilingual(
            f"found {total:,} pairs, expected at most {MOST_PAIRS:,}: narrow by scope, layer or channel",
            f"共有 {total:,} 对，最多只能处理 {MOST_PAIRS:,} 对：请按范围、层面或途径缩小",
        )
        raise InputError(msg)
    ends = np.repeat(np.cumsum(sizes), sizes)
    entries = np.arange(len(ends), dtype=np.int64)
    following = ends - entries - 1
    first = np.repeat(entries, following)
    begins = np.repeat(np.cumsum(following) - following, following)
    second = first + 1 + np.arange(len(first), dtype=np.int64) - begins
    return Expansion(first, second, np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)[first])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of participants, one entry a pair and occasion, as arrays of equal length.

    ``a`` and ``b`` are positions in ``ids`` (sorted, so ``a < b``), ``occasion`` one in ``occasions``; ``first`` and ``last`` are
    ordinals of dates, `UNDATED` where unknown; ``size`` is the number of different participants of the occasion.
    """

    ids: list[str]
    occasions: list[Occasion]
    a: Numbers
    b: Numbers
    occasion: Numbers
    first: Numbers
    last: Numbers
    size: Numbers

    def __len__(self) -> int:
        return len(self.a)

    def where(self, keep: NDArray[np.bool_]) -> Pairs:
        """Return the pairs for which ``keep`` is true."""
        kept = (column[keep] for column in (self.a, self.b, self.occasion, self.first, self.last, self.size))
        return Pairs(self.ids, self.occasions, *kept)

    def of_occasions(self, value: Callable[[Occasion], int]) -> Numbers:
        """Return a number of each pair's occasion."""
        return np.array([value(occasion) for occasion in self.occasions], dtype=np.int64)[self.occasion]


def project(found: Sequence[Occasion]) -> Pairs:
    """Return every pair that shares an occasion.

    A pair's ``first`` is the latest of the occasion's own and the days on which the two joined; its ``last`` is the
    occasion's, or ``first`` where that is later (one joined after the occasion's last known sign) or the occasion has none.
    """
    members = [sorted(occasion.participants) for occasion in found]
    ids = sorted({node for nodes in members for node in nodes})
    position = {node: number for number, node in enumerate(ids)}
    entries = _numbers(position[node] for nodes in members for node in nodes)
    joined = _numbers(_ordinal(o.participants[node]) for o, nodes in zip(found, members, strict=True) for node in nodes)
    sizes = _numbers(len(nodes) for nodes in members)
    begun, ended = _numbers(_ordinal(o.first) for o in found), _numbers(_ordinal(o.last) for o in found)
    pairs = pairs_within(sizes)
    first = np.maximum(np.maximum(joined[pairs.first], joined[pairs.second]), begun[pairs.group])
    last = np.maximum(ended[pairs.group], first)
    return Pairs(
        ids, list(found), entries[pairs.first], entries[pairs.second], pairs.group, first, last, sizes[pairs.group]
    )


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _ordinal(day: date | None) -> int:
    return UNDATED if day is None else day.toordinal()


class Runs(NamedTuple):
    """Rows brought into order, and where each run of equal keys begins in it."""

    order: Numbers
    begins: Numbers


def runs_of(keys: Numbers) -> Runs:
    """Return the stable order that sorts ``keys``, and the beginning of each run of equal ones.

    Examples
    --------
    >>> import numpy as np
    >>> [part.tolist() for part in runs_of(np.array([7, 5, 7, 5, 6]))]
    [[1, 3, 4, 0, 2], [0, 2, 3]]
    """
    order = np.argsort(keys, kind="stable").astype(np.int64)
    ordered = keys[order]
    changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    return Runs(order, np.concatenate([[0], changes]).astype(np.int64) if len(keys) else order)
