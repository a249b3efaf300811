"""Corrections for testing many pairs at once, where only the pairs that could be kept are at hand."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import numpy as np

from graphmodel.analysis.significance.incidence import Reals
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Correction: TypeAlias = Literal["none", "holm", "benjamini-hochberg"]
CORRECTIONS: tuple[Correction, ...] = get_args(Correction)


def adjust(p: Reals, *, correction: Correction, tests: int) -> Reals:
    """Return adjusted p-values of the tests at hand, out of ``tests`` of which all others have p = 1.

    A pair that never met has p = 1 and is not worth computing, but it was looked at: leaving it out of the count would
    select the tests by their outcome.

    Parameters
    ----------
    p
        The p-values at hand, shape (n,).
    correction
        ``none``; ``holm`` [1]_: the chance of one false pair among all kept is at most alpha, however the tests depend on
        each other; ``benjamini-hochberg`` [2]_: of the kept pairs a share of alpha is expected to be false, for tests
        that are independent or positively dependent.
    tests
        How many tests were made; not fewer than n.

    Raises
    ------
    InputError
        If the correction is unknown, or there are fewer tests than p-values.

    References
    ----------
    .. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
       Statistics 6, 65-70.
    .. [2] Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical
       Society B 57, 289-300.

    Examples
    --------
    >>> import numpy as np
    >>> adjust(np.array([0.01, 0.002]), correction="holm", tests=10).round(4).tolist()
    [0.09, 0.02]
    >>> adjust(np.array([0.01, 0.002]), correction="benjamini-hochberg", tests=10).round(4).tolist()
    [0.05, 0.02]
    """
    if tests < len(p):
        msg = Bilingual(
            f"found {len(p)} p-values of {tests} tests, expected at least as many tests: count all pairs",
            f"p 值有 {len(p)} 个，检验却只有 {tests} 次：检验次数不应少于 p 值个数，请计入全部主体对",
        )
        raise InputError(msg)
    if correction not in CORRECTIONS:
        msg = Bilingual(
            f"found the correction {correction!r}, expected one of {', '.join(CORRECTIONS)}",
            f"没有校正方法 {correction!r}：应为 {'、'.join(CORRECTIONS)} 之一",
        )
        raise InputError(msg)
    if correction == "none":
        return p.copy()
    order = np.argsort(p, kind="stable")
    ranks = np.arange(len(p), dtype=np.float64)
    adjusted = np.empty(len(p))
    if correction == "holm":
        adjusted[order] = np.maximum.accumulate(p[order] * (tests - ranks))
    else:
        adjusted[order] = np.minimum.accumulate((p[order] * tests / (ranks + 1))[::-1])[::-1]
    return np.minimum(adjusted, 1.0)


def all_pairs(nodes: int) -> int:
    """Return how many unordered pairs there are."""
    return nodes * (nodes - 1) // 2


def strictest_threshold(alpha: float, *, correction: Correction, tests: int) -> float:
    """Return the p-value that the first pair needs to be kept."""
    return alpha if correction == "none" else alpha / max(tests, 1)
